"""The pages of reviews over a real store, with everything around them real but the dialogs."""

from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QKeySequence

from holdfast.desk.export import build_pdf
from holdfast.desk.operators import sign_in
from holdfast.settings import Settings
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.report.pdf_preview import PdfPreview
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.services import Services
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import shown
from tests.ui.review.story import Story


@dataclass
class Scene:
    """Services over a story; `says` are the notices, `bugs` what should never happen."""

    story: Story
    says: list[Notice] = field(default_factory=list[Notice])
    bugs: list[BaseException] = field(default_factory=list[BaseException])
    asking: ScriptedAsking = field(default_factory=ScriptedAsking)
    answers: list[str] = field(default_factory=list[str])
    asked_who: int = 0
    pages: list[Page] = field(default_factory=list[Page])
    settings: Settings = field(default_factory=lambda: Settings(None))

    def __post_init__(self) -> None:
        store = self.story.store
        self.notices = Notices(self.bugs.append)
        self.notices.shown.connect(self.says.append)
        self.tasks = Tasks(self.bugs.append)
        self.bridge = Bridge(store)
        self.record = Recording(lambda: store.by is not None, self.ask_who, self.notices.error, lambda: None)
        self.clock = Clock(store.now)
        self.services = Services(
            store,
            self.bridge,
            self.record,
            self.notices,
            self.tasks,
            self.asking,
            self.clock,
            self.settings,
        )

    def ask_who(self) -> bool:
        """The prompt for the operator: the next answer, or declined."""
        self.asked_who += 1
        if not self.answers:
            return False
        sign_in(self.story.store, self.answers.pop(0))
        return True

    def editor(self) -> ReviewEditor:
        page = with_keys(ReviewEditor(self.services, PdfPreview(self.tasks, build_pdf)))
        self.pages.append(page)
        return page

    def shown_editor(self, review: str, width: int = 1190) -> ReviewEditor:
        """An editor as the window shows it when a review is opened."""
        page = self.editor()
        page.show_place(review)
        shown(page, width, 700)
        page.activateWindow()
        focus(page)
        return page

    def said(self) -> str:
        """The latest notice."""
        return self.says[-1].what if self.says else ""

    def undo(self) -> None:
        """Take the latest notice's offer."""
        act = self.says[-1].act
        assert act is not None
        act()


def focus(page: Page) -> None:
    first = page.first_focus()
    if first is not None:
        first.setFocus()


def with_keys(page: ReviewEditor) -> ReviewEditor:
    """The page with its verbs' keys, which the window's registry listens for."""
    for verb in page.verbs():
        page.addAction(_action(verb.id, verb.keys, page))
    return page


def _action(ident: str, keys: str, page: ReviewEditor) -> QAction:
    def run() -> None:
        verb = next(verb for verb in page.verbs() if verb.id == ident)
        if not verb.reason():
            verb.run()

    action = QAction(ident, page)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(run)
    return action
