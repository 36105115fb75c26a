"""The review editor: outline at the left, one section in the middle, the PDF or the timeline at the right."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_layout import layout
from holdfast.domain.timeline import TimelineRow
from holdfast.review.readiness import Finding
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.verb import Verb
from holdfast.ui.review.acts import SUBMIT
from holdfast.ui.review.editor_comments import CommentPlaces
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.editor_paper import EditorPaper
from holdfast.ui.review.editor_questions import EditorQuestions
from holdfast.ui.review.editor_standing import EditorStanding
from holdfast.ui.review.outline import INTERVIEWS
from holdfast.ui.review.quoting import quote
from holdfast.ui.review.replacing import Replacing
from holdfast.ui.review.services import Services
from holdfast.ui.review.side import Preview
from holdfast.ui.review.tab_order import in_order
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.review.verbs import editor_verbs
from holdfast.words import _


class ReviewEditor(Page):
    """Shows one review, by its id. What is typed is a draft within a second."""

    incident_wanted = Signal(str)
    """The id of the incident to go to."""
    known_wanted = Signal(str, object)
    """The id of the incident, and the arrival up to which it is to be shown as known."""
    entry_wanted = Signal(str, str)
    """The ids of an incident and of an entry of its timeline to go to."""
    draft_saved = Signal()
    """A draft was kept: the status bar may say when."""

    def __init__(self, services: Services, preview: Preview) -> None:
        super().__init__()
        self._services = services
        self._review: Review | None = None
        self._build(preview)
        self._connect()

    # -- what the window asks --------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the review of this id; "" leaves the one that is shown."""
        if not what or (self._review is not None and self._review.id == what):
            return
        self.leave()
        try:
            review = self._services.store.reviews.get(what)
        except UserError as error:
            self._services.notices.error(error)
            return
        self._review = None
        self.middle.open(review)
        self._take(review)
        self.show_section(self._standing.first_to_write())
        self.paper.show_now()

    def panes(self) -> list[QWidget]:
        return [self.outline, self.middle, self.side]

    def first_focus(self) -> QWidget | None:
        return self.middle.first_focus()

    def leave(self) -> None:
        """Keep everything typed; record it too where somebody is at the keyboard."""
        self.middle.flush()
        self.comments.flush()
        self._services.settings.remember(review_share=self.frame.split.share())
        if self._review is not None and self._services.store.by is not None and self.middle.current():
            self.middle.record_left(self.middle.section())

    def window_title(self) -> str:
        return self._standing.title()

    def sections(self) -> list[tuple[str, str]]:
        """The keys and titles of the review's sections, in order."""
        return [(each.key, each.title) for each in layout(self._review)] if self._review else []

    def verbs(self) -> list[Verb]:
        """Everything that can be done here, for the registry of actions."""
        return editor_verbs(self, self._services, self._review)

    # -- verbs -----------------------------------------------------------------------------------

    def show_section(self, key: str) -> None:
        """Show a section; the one that is left is recorded."""
        self.middle.show_section(key)
        self.outline.show_current(key)
        self._mark()

    def go_to(self, finding: Finding) -> None:
        """Go where something is missing: the section, and what is open in it."""
        if finding.lack == "reviewer":
            self.questions.act(SUBMIT)
            return
        if finding.section:
            self._go_into(finding.section)
        if finding.lack == "comment":
            self.places.show_comment(finding.place)
        elif finding.place:
            self.middle.section().open_place(finding.place)

    def show_interviews(self) -> None:
        """Show the interview notes, and go into them."""
        self._go_into(INTERVIEWS)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) section, and into it."""
        self.show_section(self.middle.step(by))
        self.frame.enter()

    def record_now(self) -> bool:
        """Record every text; False when one could not be, which is then shown."""
        key = self.middle.record_all()
        self._standing.show_outline()
        if key is not None:
            self.show_section(key)
        return key is None

    def operator_changed(self) -> None:
        """Somebody else is at the keyboard: what may be done here is another thing."""
        if self._review is not None:
            self._take(self._review)

    def go_to_incident(self) -> None:
        """Go where the incident is."""
        if self._review is not None:
            self.incident_wanted.emit(self._review.incident)

    def next_hint(self) -> None:
        """Go to the next phrase that may be asked about in another way."""
        section = self.middle.section()
        if isinstance(section, TextSection) and section.has_hints():
            self.frame.enter()
            section.next_hint()
        else:
            self._services.notices.say(_("There are no hints in this section."))

    def leave_hint(self) -> None:
        """Ask why the phrase that is shown stays as it is."""
        section = self.middle.section()
        if isinstance(section, TextSection):
            section.leave_hint()

    # -- making ----------------------------------------------------------------------------------

    def _build(self, preview: Preview) -> None:
        given = self._services
        frame = self.frame = EditorFrame(given, preview)
        self.head, self.outline, self.middle, self.side = frame.head, frame.outline, frame.middle, frame.side
        self.evidence, self.comments, self.finder = frame.evidence, frame.comments, frame.finder
        self._standing = EditorStanding(given, frame)
        self.questions = EditorQuestions(given, frame, self.record_now)
        self.paper = EditorPaper(given, frame, preview, self.record_now)
        self.places, self.replacing = CommentPlaces(frame), Replacing(frame)
        column(self, frame, stretch=0)

    def _connect(self) -> None:
        # as on other pages: one key can't stand at two entries of the menus
        add_keys(
            self,
            {
                "Ctrl+F": self.replacing.find,
                "F3": partial(self.replacing.find_again, 1),
                "Shift+F3": partial(self.replacing.find_again, -1),
            },
        )
        self._services.bridge.changed.connect(self._changed)
        self.head.place_wanted.connect(self.go_to)
        for part in (self.head, self.side):
            part.turn_wanted.connect(self.frame.turn)
        self.outline.section_chosen.connect(self._section_chosen)
        self.outline.entered.connect(self.frame.enter)
        self.evidence.chosen.connect(self._quote)
        self.places.section_wanted.connect(self.show_section)
        self.replacing.section_wanted.connect(self.show_section)
        self.replacing.told.connect(self._services.notices.say)
        self._connect_middle()
        self._connect_questions()

    def _connect_middle(self) -> None:
        self.middle.section_wanted.connect(self._go_into)
        self.middle.changed.connect(self.paper.show_soon)
        self.middle.draft_saved.connect(self._standing.show_outline)
        self.middle.draft_saved.connect(self.draft_saved)
        self.middle.entry_wanted.connect(self._go_to_entry)
        self.middle.stops_changed.connect(lambda: in_order(self))

    def _connect_questions(self) -> None:
        self.questions.section_wanted.connect(self.show_section)
        self.questions.place_wanted.connect(self.go_to)
        self.questions.known_wanted.connect(self.known_wanted)
        self.questions.read_wanted.connect(self.paper.read_revision)
        self.questions.export_wanted.connect(self.paper.export_revision)

    # -- showing ---------------------------------------------------------------------------------

    def _take(self, review: Review) -> None:
        """Show `review` as it is recorded now."""
        self._review = review
        for part in (self.middle, self.evidence, self.questions, self.paper, self.places):
            part.show_review(review)
        self._mark()
        self._standing.show_review(review)
        self.title_changed.emit()

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        review = self._review
        if review is None:
            return
        about = {subject("review", review.id), subject("incident", review.incident)}
        if about & changes.subjects or changes.touches("store", "action"):
            self._take(self._services.store.reviews.get(review.id))
            self.paper.show_soon()

    def _mark(self) -> None:
        """Show in the text which words comments are about, and which are looked for."""
        self.places.mark()
        if self.middle.current():
            self.replacing.look()

    def _go_to_entry(self, entry: str) -> None:
        if self._review is not None:
            self.entry_wanted.emit(self._review.incident, entry)

    def _section_chosen(self, key: str) -> None:
        if self._review is not None and (key != self.middle.current() or self.middle.is_asking()):
            self.middle.show_section(key)
            self.frame.show_middle()
            self._mark()

    def _go_into(self, key: str) -> None:
        self.show_section(key)
        self.frame.enter()

    def _quote(self, line: str, entry: TimelineRow) -> None:
        if self._review is not None:
            quote(self._services, self.frame, self._review, line, entry)
