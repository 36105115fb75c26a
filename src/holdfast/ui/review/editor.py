"""The review editor: outline at the left, one section in the middle, the PDF or the timeline at the right."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from holdfast.desk.steps_left import steps_left
from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_flow import FROZEN
from holdfast.domain.review_layout import layout
from holdfast.domain.timeline import TimelineRow
from holdfast.report.content import ReviewReport
from holdfast.report.gather import gather_review
from holdfast.review.readiness import Finding, readiness
from holdfast.review.writing import import_rows
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.verb import Verb
from holdfast.ui.review.acts import RELEASE, SUBMIT, acts, reasons
from holdfast.ui.review.board_section import BoardSection
from holdfast.ui.review.editor_comments import CommentPlaces
from holdfast.ui.review.editor_export import EditorExport
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.editor_questions import EditorQuestions
from holdfast.ui.review.outline import INTERVIEWS
from holdfast.ui.review.replacing import Replacing
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.side import Preview
from holdfast.ui.review.standing import lacking, standings
from holdfast.ui.review.state_words import state_words
from holdfast.ui.review.tab_order import in_order
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.review.unrecorded import looked_at, unrecorded_sections, unrecorded_texts
from holdfast.ui.review.verbs import editor_verbs
from holdfast.words import _

_SOON = 150
"""Milliseconds after which the outline follows what is typed."""


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
        self._preview = preview
        self._review: Review | None = None
        self._ref = ""
        self._build()
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
        looked = looked_at(self._services.store, review, self.middle)
        sections = standings(looked, readiness(looked))
        first = next((each.key for each in sections if not each.is_whole), "summary")
        self.show_section(first if review.state == "draft" else "summary")
        self._preview.show_now(self._gathered)

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
        return _("Review of {ref}").format(ref=self._ref) if self._ref else ""

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
            self.act(SUBMIT)
            return
        if finding.section:
            self._go_into(finding.section)
        if finding.lack == "comment":
            self._places.show_comment(finding.place)
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
        self._show_outline()
        if key is not None:
            self.show_section(key)
        return key is None

    def export(self, form: str = "pdf", *, notes: bool = False) -> None:
        """Record, ask where, and write the file; `notes` prints the interview notes in it."""
        if self._review is not None and self.record_now():
            self.exports.export(self._review, self._ref, form, notes=notes)

    def read_revision(self, revision: int) -> None:
        """Show an earlier revision as it was released, until something else is to be shown."""
        if self._review is not None:
            self.show_print()
            self.side.say_revision(revision)
            store, ident, chosen = self._services.store, self._review.id, self.exports
            self._preview.show_now(
                lambda: gather_review(
                    store, ident, revision=revision, paper=chosen.paper, language=chosen.language
                )
            )

    def export_revision(self, revision: int) -> None:
        """Ask where, and write an earlier revision as it was released."""
        if self._review is not None:
            self.exports.export(self._review, self._ref, revision=revision)

    def import_timeline(self) -> None:
        """Offer the incident's timeline as a checklist."""
        if self._review is None or is_fixed(self._services, self._review):
            return
        if self.middle.current() != "timeline":
            self.show_section("timeline")
        self.frame.show_middle()
        self.middle.ask_import()

    def act(self, act: str) -> None:
        """Record what is written, and ask what this act asks; nothing where it can't be done now."""
        review = self._review
        if review is not None and not reasons(self._services.store, review, act) and self.record_now():
            self.frame.show_middle()
            self.questions.ask(act, review)

    def show_revisions(self) -> None:
        """Show what the review was when it was given to others, and what changed since."""
        if self._review is not None and self.record_now():
            self.frame.show_middle()
            self.questions.ask_revisions(self._review)

    def show_known(self) -> None:
        """Show what was known each time that somebody said how bad it is."""
        if self._review is not None:
            self.frame.show_middle()
            self.questions.ask_known(self._review)

    def comment(self) -> None:
        """Write a comment on the words that are chosen, or on the section."""
        self._places.begin()

    def step_comment(self, by: int) -> None:
        """Show the comments, the next (1) or previous (-1) one with its place."""
        self._places.step(by)

    def operator_changed(self) -> None:
        """Somebody else is at the keyboard: what may be done here is another thing."""
        if self._review is not None:
            self._take(self._review)

    def go_to_incident(self) -> None:
        """Go where the incident is."""
        if self._review is not None:
            self.incident_wanted.emit(self._review.incident)

    def find_words(self, *, replacing: bool = False) -> None:
        """Look for words in what is written."""
        self.frame.show_middle()
        if not self.middle.find_offer():
            self._replacing.begin(replacing=replacing)

    def find_again(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place of what is looked for."""
        self.frame.show_middle()
        self._replacing.step(by)

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

    def turn(self) -> None:
        """Switch the right side between PDF and timeline; in a narrow window also back to the text."""
        self.frame.turn()

    def show_print(self) -> None:
        """Show the pages as they would be printed, and put the focus there."""
        self.frame.show_print()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        given = self._services
        frame = self.frame = EditorFrame(given, self._preview)
        self.head, self.outline, self.middle, self.side = frame.head, frame.outline, frame.middle, frame.side
        self.evidence, self.comments, self.finder = frame.evidence, frame.comments, frame.finder
        self.questions = EditorQuestions(given, self.middle)
        self._places = CommentPlaces(frame)
        self._replacing = Replacing(self.finder, self.middle)
        self.exports = EditorExport(given, self)
        self.head.paper.show_choice(self.exports.paper)
        self.head.language.show_choice(self.exports.language)
        column(self, frame, stretch=0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)

    def _connect(self) -> None:
        # as on other pages: one key can't stand at two entries of the menus
        add_keys(
            self,
            {
                "Ctrl+F": self.find_words,
                "F3": partial(self.find_again, 1),
                "Shift+F3": partial(self.find_again, -1),
            },
        )
        self._services.bridge.changed.connect(self._changed)
        self._services.clock.minute.connect(self._show_head)
        self._soon.timeout.connect(self._show_outline)
        self.exports.exporter.busy.connect(lambda busy: self.head.show_busy(busy=busy))
        self.exports.exporter.failed.connect(self.head.show_failed)
        self.exports.chosen.connect(lambda: self._preview.show_now(self._gathered))
        self._connect_middle()
        self._connect_head()
        self._connect_sides()

    def _connect_middle(self) -> None:
        self.middle.section_wanted.connect(self._go_into)
        self.middle.changed.connect(self._touched)
        self.middle.draft_saved.connect(self._drafted)
        self.middle.notes_wanted.connect(partial(self.export, notes=True))
        self.middle.entry_wanted.connect(self._go_to_entry)
        self.middle.known_wanted.connect(self.show_known)
        self.middle.asked.connect(self._show_head)
        self.middle.stops_changed.connect(lambda: in_order(self))
        self.questions.place_wanted.connect(self.go_to)
        self.questions.known_wanted.connect(self.known_wanted)
        self.questions.read_wanted.connect(self.read_revision)
        self.questions.export_wanted.connect(self.export_revision)
        self._replacing.section_wanted.connect(self.show_section)
        self._replacing.told.connect(self._services.notices.say)

    def _connect_head(self) -> None:
        self.head.import_wanted.connect(self.import_timeline)
        self.head.export_wanted.connect(self.export)
        self.head.paper.chosen.connect(self.exports.choose_paper)
        self.head.language.chosen.connect(self.exports.choose_language)
        self.head.act_wanted.connect(self.act)
        self.head.place_wanted.connect(self.go_to)
        self.head.comments_wanted.connect(partial(self.step_comment, 0))
        self.head.revisions_wanted.connect(self.show_revisions)
        self.head.turn_wanted.connect(self.turn)

    def _connect_sides(self) -> None:
        self.outline.section_chosen.connect(self._section_chosen)
        self.outline.entered.connect(self.frame.enter)
        self.side.turn_wanted.connect(self.turn)
        self.side.comments_wanted.connect(partial(self.step_comment, 0))
        self.evidence.chosen.connect(self._quote)
        self._places.section_wanted.connect(self.show_section)

    # -- showing ---------------------------------------------------------------------------------

    def _take(self, review: Review) -> None:
        """Show `review` as it is recorded now."""
        self._review = review
        self._ref = self._services.store.incidents.get(review.incident).ref
        self.middle.show_review(review)
        self.evidence.show_review(review)
        self._places.show_review(review)
        self._mark()
        self.outline.show_review(review)
        self._show_head()
        self._show_outline()
        self.title_changed.emit()

    def _show_head(self) -> None:
        review, store = self._review, self._services.store
        if review is None:
            return
        incident = store.incidents.get(review.incident)
        self.head.show_title(self.window_title(), state_words(store, review, incident, store.now()))
        asking, fixed = self.middle.is_asking(), is_fixed(self._services, review)
        self.head.show_acts(
            ("", "") if asking else acts(store, review),
            may_write=not fixed and not asking,
            may_release=not asking and not reasons(store, review, RELEASE),
        )
        self.head.show_comments(review.flow.open_comments)
        self.side.say_count(review.flow.open_comments)

    def _show_outline(self) -> None:
        review, store = self._review, self._services.store
        if review is not None:
            looked = looked_at(store, review, self.middle)
            found = readiness(looked)
            drafts = unrecorded_sections(store, review, self.middle)
            self.outline.show_standings(standings(looked, found), drafts)
            self.head.show_missing(lacking(looked, found) if review.state not in FROZEN else [])

    def _gathered(self) -> ReviewReport:
        """What the preview shows: the record, and drafts where there are some."""
        review, store = self._review, self._services.store
        if review is None:
            raise UserError(_("No review is open."))
        texts = unrecorded_texts(store, review, self.middle)
        chosen = self.exports
        return gather_review(
            store, review.id, texts, paper=chosen.paper, language=chosen.language, left=steps_left
        )

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        review = self._review
        if review is None:
            return
        about = {subject("review", review.id), subject("incident", review.incident)}
        if about & changes.subjects or changes.touches("store", "action"):
            self._take(self._services.store.reviews.get(review.id))
            self._preview.show_soon(self._gathered)

    def _mark(self) -> None:
        """Show in the text which words comments are about, and which are looked for."""
        self._places.mark()
        if self.middle.current():
            self._replacing.look()

    def _go_to_entry(self, entry: str) -> None:
        if self._review is not None:
            self.entry_wanted.emit(self._review.incident, entry)

    def _touched(self) -> None:
        self._soon.start()
        self._preview.show_soon(self._gathered)

    def _drafted(self) -> None:
        self._show_outline()
        self.draft_saved.emit()

    def _section_chosen(self, key: str) -> None:
        if self._review is not None and (key != self.middle.current() or self.middle.is_asking()):
            self.middle.show_section(key)
            self.frame.show_middle()
            self._mark()

    def _go_into(self, key: str) -> None:
        self.show_section(key)
        self.frame.enter()

    def _quote(self, line: str, entry: TimelineRow) -> None:
        """Put an entry where the person is writing."""
        review, section = self._review, self.middle.section()
        if review is None or is_fixed(self._services, review):
            return
        if isinstance(section, BoardSection) and section.takes_evidence():
            section.link(entry.entry)
        elif isinstance(section, TextSection):
            section.insert(line)
            self.frame.enter()
        elif section.key == "timeline":
            self._services.record(lambda: import_rows(self._services.store, review.id, [entry]))
        else:
            self._services.notices.say(_("An entry can be put into a text or into the timeline."))
