"""How the review stands: what may be done, and what every section lacks, drafts counted as written."""

from PySide6.QtCore import QObject, QTimer

from holdfast.domain.review import Review
from holdfast.domain.review_flow import FROZEN
from holdfast.review.readiness import readiness
from holdfast.ui.review.acts import RELEASE, acts, reasons
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.standing import lacking, standings
from holdfast.ui.review.state_words import state_words
from holdfast.ui.review.unrecorded import looked_at, unrecorded_sections
from holdfast.words import _

_SOON = 150
"""Milliseconds after which the outline follows what is typed."""


class EditorStanding(QObject):
    """Says it in the head and in the outline."""

    def __init__(self, services: Services, frame: EditorFrame) -> None:
        super().__init__(frame)
        self._services, self._store = services, services.store
        self._frame, self._middle = frame, frame.middle
        self._review: Review | None = None
        self._title = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.show_outline)
        services.clock.minute.connect(self._show_head)
        self._middle.asked.connect(self._show_head)
        self._middle.changed.connect(self._soon.start)

    def show_review(self, review: Review) -> None:
        """Show what is recorded now."""
        self._review = review
        self._title = _("Review of {ref}").format(ref=self._store.incidents.get(review.incident).ref)
        self._frame.outline.show_review(review)
        self._show_head()
        self.show_outline()

    def title(self) -> str:
        """What the review is called, "" while there is none."""
        return self._title

    def first_to_write(self) -> str:
        """The section to begin with: of a draft the first one that lacks something."""
        review = self._review
        if review is None or review.state != "draft":
            return "summary"
        looked = looked_at(self._store, review, self._middle)
        sections = standings(looked, readiness(looked))
        return next((each.key for each in sections if not each.is_whole), "summary")

    def show_outline(self) -> None:
        """Show what every section lacks now."""
        review = self._review
        if review is not None:
            looked = looked_at(self._store, review, self._middle)
            found = readiness(looked)
            drafts = unrecorded_sections(self._store, review, self._middle)
            self._frame.outline.show_standings(standings(looked, found), drafts)
            self._frame.head.show_missing(lacking(looked, found) if review.state not in FROZEN else [])

    def _show_head(self) -> None:
        review, store, head = self._review, self._store, self._frame.head
        if review is None:
            return
        incident = store.incidents.get(review.incident)
        head.show_title(self._title, state_words(store, review, incident, store.now()))
        asking, fixed = self._middle.is_asking(), is_fixed(self._services, review)
        head.show_acts(
            ("", "") if asking else acts(store, review),
            may_write=not fixed and not asking,
            may_release=not asking and not reasons(store, review, RELEASE),
        )
        head.show_comments(review.flow.open_comments)
        self._frame.side.say_count(review.flow.open_comments)
