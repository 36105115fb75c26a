"""The questions over the middle of the editor: what an act needs, and what is looked at before it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from holdfast.domain.review import Review
from holdfast.review.readiness import readiness
from holdfast.ui.review.acts import AGAIN, APPROVE, CHANGES, RELEASE, SUBMIT, reasons
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.judging_panels import ApprovePanel, ChangesPanel
from holdfast.ui.review.known import KnownPanel
from holdfast.ui.review.release_panel import OpenAgainPanel, ReleasePanel
from holdfast.ui.review.reviewers_panel import ReviewersPanel
from holdfast.ui.review.revisions_panel import RevisionsPanel
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.standing import lacking
from holdfast.ui.review.unrecorded import looked_at

if TYPE_CHECKING:
    from holdfast.ui.review.question import Question


class EditorQuestions(QObject):
    """Each by its act, what was known then, the revisions, and the timeline to choose from."""

    section_wanted = Signal(str)
    """The section that what is asked goes into."""
    place_wanted = Signal(object)
    """The `Finding` whose place is to be shown."""
    read_wanted = Signal(int)
    """A released revision, to be read as it was."""
    export_wanted = Signal(int)
    """The same, to be exported."""
    known_wanted = Signal(str, object)
    """An incident, and the arrival up to which it was known then."""

    def __init__(self, services: Services, frame: EditorFrame, record: Callable[[], bool]) -> None:
        """`record` records all that is written; False where it could not."""
        super().__init__(frame)
        self._services, self._store = services, services.store
        self._frame, self._middle, self._record = frame, frame.middle, record
        self._review: Review | None = None
        self.release, self.revisions = ReleasePanel(services), RevisionsPanel(services)
        self.by_act: dict[str, Question] = {
            SUBMIT: ReviewersPanel(services),
            APPROVE: ApprovePanel(services),
            CHANGES: ChangesPanel(services),
            AGAIN: OpenAgainPanel(services),
            RELEASE: self.release,
        }
        self._known = KnownPanel(services)
        self._known.known_wanted.connect(self.known_wanted)
        for panel in (*self.by_act.values(), self.revisions, self._known):
            self._middle.add_question(panel)
        self.release.place_wanted.connect(self.place_wanted)
        self.release.released.connect(self._middle.back)
        self.revisions.read_wanted.connect(self.read_wanted)
        self.revisions.export_wanted.connect(self.export_wanted)
        frame.head.act_wanted.connect(self.act)
        frame.head.revisions_wanted.connect(self.show_revisions)
        frame.head.import_wanted.connect(self.import_timeline)
        self._middle.known_wanted.connect(self.show_known)

    def show_review(self, review: Review) -> None:
        """Take the review as it is recorded now."""
        self._review = review

    def act(self, act: str) -> None:
        """Record what is written, and ask what this act asks; nothing where it can't be done now."""
        review = self._review
        if review is None or reasons(self._store, review, act) or not self._record():
            return
        self._frame.show_middle()
        if act == RELEASE:
            looked = looked_at(self._store, review, self._middle)
            self.release.show_lacks(lacking(looked, readiness(looked)))
        self._ask(self.by_act[act], review)

    def show_revisions(self) -> None:
        """Record, and show what the review was when it was given to others, and what changed since."""
        if self._review is not None and self._record():
            self._frame.show_middle()
            self._ask(self.revisions, self._review)

    def show_known(self) -> None:
        """Show what was known each time that somebody said how bad it is."""
        if self._review is not None:
            self._frame.show_middle()
            self._ask(self._known, self._review)

    def import_timeline(self) -> None:
        """Offer the incident's timeline as a checklist."""
        if self._review is None or is_fixed(self._services, self._review):
            return
        if self._middle.current() != "timeline":
            self.section_wanted.emit("timeline")
        self._frame.show_middle()
        self._middle.ask_import()

    def _ask(self, panel: "Question", review: Review) -> None:
        panel.ask(review)
        self._middle.ask(panel)
