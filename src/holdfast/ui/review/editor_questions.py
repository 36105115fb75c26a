"""The questions that the acts of a review ask, over the middle of the editor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from holdfast.domain.review import Review
from holdfast.review.readiness import readiness
from holdfast.ui.review.acts import AGAIN, APPROVE, CHANGES, RELEASE, SUBMIT
from holdfast.ui.review.judging_panels import ApprovePanel, ChangesPanel
from holdfast.ui.review.known import KnownPanel
from holdfast.ui.review.middle import Middle
from holdfast.ui.review.release_panel import OpenAgainPanel, ReleasePanel
from holdfast.ui.review.reviewers_panel import ReviewersPanel
from holdfast.ui.review.revisions_panel import RevisionsPanel
from holdfast.ui.review.services import Services
from holdfast.ui.review.standing import lacking
from holdfast.ui.review.unrecorded import looked_at

if TYPE_CHECKING:
    from holdfast.ui.review.question import Question


class EditorQuestions(QObject):
    """Each by its act, and the one that shows the revisions."""

    place_wanted = Signal(object)
    """The `Finding` whose place is to be shown."""
    read_wanted = Signal(int)
    """A released revision, to be read as it was."""
    export_wanted = Signal(int)
    """The same, to be exported."""
    known_wanted = Signal(str, object)
    """An incident, and the arrival up to which it was known then."""

    def __init__(self, services: Services, middle: Middle) -> None:
        super().__init__(middle)
        self._store, self._middle = services.store, middle
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
            middle.add_question(panel)
        self.release.place_wanted.connect(self.place_wanted)
        self.release.released.connect(middle.back)
        self.revisions.read_wanted.connect(self.read_wanted)
        self.revisions.export_wanted.connect(self.export_wanted)

    def ask(self, act: str, review: Review) -> None:
        """Ask what this act of `review` asks."""
        if act == RELEASE:
            looked = looked_at(self._store, review, self._middle)
            self.release.show_lacks(lacking(looked, readiness(looked)))
        self._ask(self.by_act[act], review)

    def ask_revisions(self, review: Review) -> None:
        """Show what `review` was when it was given to others."""
        self._ask(self.revisions, review)

    def ask_known(self, review: Review) -> None:
        """Show what was known each time that somebody said how bad it is."""
        self._ask(self._known, review)

    def _ask(self, panel: "Question", review: Review) -> None:
        panel.ask(review)
        self._middle.ask(panel)
