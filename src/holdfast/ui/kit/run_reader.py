"""A whole runbook to read: its headings at the left, its text at the right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from holdfast.domain.document import Document, Section
from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import text_of
from holdfast.runbook.parse import parse
from holdfast.runbook.render import Rendered
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.document_images import unpacked
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.facts_table import facts_html
from holdfast.ui.kit.forms import card
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.outline import KEYS, Outline
from holdfast.ui.kit.page import column
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label
from holdfast.words import _

Render = Callable[[str, Mapping[str, str], str], Rendered]
"""Safe HTML of (text, images by path, path), made aside; `Renderer.render`."""

NEXT, PREVIOUS, LARGE, PRINT = "Alt+Down", "Alt+Up", "Alt+Z", "Ctrl+P"


@dataclass(frozen=True, slots=True)
class _Read:
    """A version that was laid out aside."""

    rendered: Rendered
    document: Document
    images: Mapping[str, QImage]


class RunbookReader(QWidget):
    """Shows one version of a runbook. Its links to other runbooks are wishes.

    While the focus is in it, Alt+Down and Alt+Up go from section to section, Alt+1 … Alt+4 to the usual
    ones, Alt+Z switches to large type and back, and Ctrl+P wishes for the checklist on paper.
    """

    runbook_wanted = Signal(str, str)
    """The id of another runbook, and an anchor in it or ""."""
    shown = Signal()
    """The text that was asked for is on the screen."""
    said = Signal(str)
    """A sentence for the person: something was copied, or a link leads to nothing here."""
    failed = Signal(object)
    """The UserError of a text that is not there any more."""
    paper_wanted = Signal(str)
    """The place of the paper page that shows this version as a checklist."""
    large_changed = Signal(bool)
    """Large type was chosen, or the usual one."""

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._render, self._tasks = store, render, tasks
        self._settings = Settings(None)
        self._book = Runbook("")
        self._version = ""
        self._anchor = ""
        self._token = CancelToken()
        self._build()
        self._keys: dict[str, Callable[[], None]] = {
            NEXT: lambda: self.step(1),
            PREVIOUS: lambda: self.step(-1),
            LARGE: lambda: self.set_large(large=not self._large),
            PRINT: self.print_checklist,
            **{key: partial(self._go_by_key, key) for key in KEYS.values()},
        }
        for part in (self._outline, self.view):
            part.installEventFilter(self)
        self._outline.wanted.connect(self._go)
        self._outline.itemActivated.connect(lambda _item, _column: self.view.setFocus())
        self.view.filled.connect(self._filled)
        self.view.verticalScrollBar().valueChanged.connect(self._follow_text)
        self.view.runbook_wanted.connect(self._follow)
        self.view.copied.connect(lambda _text: self.said.emit(_("Copied.")))

    def remember_type_in(self, settings: Settings) -> None:
        """Take the size of the type from there, now and at each text, and keep it there."""
        self._settings = settings
        self._take_type()

    def read(self, book: Runbook, version: str = "", *, anchor: str = "") -> None:
        """Show a version of `book`, the newest unless one is named, from `anchor` on, else from its top."""
        self._take_type()
        wanted = version or book.version
        self._anchor = anchor
        if (self._book.id, self._version) == (book.id, wanted):
            self._go_where_wanted()
            return
        try:
            text = text_of(self._store, wanted)
        except UserError as error:
            self.failed.emit(error)
            return
        self._token.cancel()
        self._book, self._version, self._steps = book, wanted, 0
        packed = {sha256: self._store.blobs.get(sha256) for sha256 in book.images.values()}
        images = {sha256: data for sha256, data in packed.items() if data is not None}
        work = partial(_read, self._render, text, book, images)
        self._token = self._tasks.run(work, self._show)

    def book_id(self) -> str:
        """The id of the runbook that is shown or on its way, "" for none."""
        return self._book.id

    def steps(self) -> int:
        """How many steps the runbook on the screen has."""
        return self._steps

    def set_large(self, *, large: bool) -> None:
        """Show the text in large type, to be read from a step away, or as usual."""
        if large == self._large:
            return
        self._large = large
        self.view.set_large(large=large)
        self._settings.remember(runbook_type="large" if large else "")
        self.large_changed.emit(large)

    def _take_type(self) -> None:
        self.set_large(large=self._settings.remembered("runbook_type") == "large")

    def print_checklist(self) -> None:
        """Wish for this version on paper."""
        if self._book.id:
            self.paper_wanted.emit(f"checklist/{self._book.id}/{self._version}")

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) section."""
        anchors, here = self._outline.anchors(), self._outline.current()
        at = anchors.index(here) + by if here in anchors else min(by, 0)
        if anchors:
            self._go_to_section(anchors[max(0, min(at, len(anchors) - 1))])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of this widget before what the window may mean by them."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            act = self._keys.get(pressed)
            if act is not None and (pressed not in KEYS.values() or self._outline.anchor_of(pressed)):
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    act()
                return True
        return super().eventFilter(watched, event)

    def panes(self) -> list[QWidget]:
        """The areas to go through."""
        return [self._outline, self.view]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_outline()

    def _build(self) -> None:
        self.view = DocumentView(_("Runbook"))
        self.view.setProperty("bare", "true")  # no border but the ring of the focus
        self.view.setMinimumWidth(theme.px(240))
        self._fallback = label("", "meta", wrap=True)
        self._plain = card(self._fallback, kind="hint")
        self._plain.hide()
        self._sections: tuple[Section, ...] = ()
        self._steps = 0
        self._large = self._is_led = False
        self._outline = Outline()
        right = QWidget()
        column(right, self._plain, self.view, stretch=1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._outline)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(190), theme.px(600)])
        column(self, split)

    def _show(self, read: _Read) -> None:
        self._fallback.setText(read.rendered.fallback)
        self._plain.setVisible(bool(read.rendered.fallback))
        self.view.setAccessibleName(_("Runbook {title}").format(title=self._book.title))
        self.view.show_document(read.rendered, read.images.get)
        self._sections = read.document.sections
        self._steps = len(read.document.with_changes(self._book.demoted, self._book.added).steps)
        self._outline.fill(self._sections)
        self._show_outline()
        self._go_where_wanted()

    def _filled(self) -> None:
        self._follow_text()
        self.shown.emit()

    def _show_outline(self) -> None:
        """One heading leads nowhere, and a narrow view is for the text."""
        headings = sum(bool(section.heading) for section in self._sections)
        self._outline.setVisible(headings > 1 and self.width() >= theme.px(700))

    def _go_where_wanted(self) -> None:
        if self._anchor:
            self.view.go_to(self._anchor)

    def _go(self, anchor: str) -> None:
        """Lead the text to a heading; the tree stays where it is, though the text may end too soon."""
        self._is_led = True
        self.view.go_to(anchor)
        self._is_led = False

    def _go_to_section(self, anchor: str) -> None:
        self._outline.mark(anchor)
        self._go(anchor)
        heading = next((each.heading for each in self._sections if each.key == anchor), "")
        announce(self.view, heading)

    def _go_by_key(self, key: str) -> None:
        self._go_to_section(self._outline.anchor_of(key))

    def _follow_text(self) -> None:
        """Mark the section that is in sight."""
        if not self._is_led and self.view.is_filled():
            self._outline.mark(self.view.is_at(self._outline.anchors()))

    def _follow(self, path: str, anchor: str) -> None:
        """A link: to a place in this runbook, to another one, or to a file that is not in the library."""
        if path == self._book.path:
            self.view.go_to(anchor)
            return
        other = self._store.runbooks.at(self._book.source, path)
        if other is None:
            self.said.emit(_("{path} is not in the library.").format(path=path))
        else:
            self.runbook_wanted.emit(other.id, anchor)


def _read(render: Render, text: str, book: Runbook, images: Mapping[str, bytes]) -> _Read:
    """Everything that takes time for a long text; runs aside."""
    rendered = render(text, book.images, book.path)
    if rendered.fallback:
        # there is no place to go to in it; and what is too much to lay out takes long to read as well
        return _Read(rendered, Document(book.title), {})
    document = parse(text, book.title)
    with_facts = replace(rendered, html=facts_html(document.facts) + rendered.html)
    return _Read(with_facts, document, unpacked(rendered.html, images))
