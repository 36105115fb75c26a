"""The middle of the editor: the section being written, or a question over it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_layout import layout
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.board_section import BOARDS, BoardSection
from holdfast.ui.review.import_panel import ImportPanel
from holdfast.ui.review.interviews_section import InterviewsSection
from holdfast.ui.review.outline import INTERVIEWS, TEMPLATE
from holdfast.ui.review.question import Question
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.template_section import TemplateSection
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.review.timeline_section import TimelineSection


class Middle(QStackedWidget):
    """Sections are made when they are first shown and keep their undo while the review is open."""

    section_wanted = Signal(str)
    changed = Signal()
    """Something stands there that did not."""
    draft_saved = Signal()
    asked = Signal(bool)
    """A question came, or went."""
    entry_wanted = Signal(str)
    """An entry of the incident to go to."""
    known_wanted = Signal()
    """What was known when the incident was assessed."""
    notes_wanted = Signal()
    """An export with the interview notes."""
    stops_changed = Signal()
    """Controls came that Tab has to reach in their place."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._review = Review(id="")
        self._sections: dict[str, Section] = {}
        self._left: list[Section] = []
        self._current = ""
        self._declined = False
        self._imports = ImportPanel(services)
        self.add_question(self._imports)

    # -- the review ------------------------------------------------------------------------------

    def open(self, review: Review) -> None:
        """Show another review: nothing of the one before is in sight."""
        self._declined = False
        for section in self._sections.values():
            section.hide()
            self.removeWidget(section)
        # Kept until the window closes: as PySide 6.11.3 deletes one, it takes live parts of the page for
        # deleted too (an action of the header's menu, a layout); the next change of theme then crashes.
        self._left += self._sections.values()
        self._sections, self._current, self._review = {}, "", review

    def show_review(self, review: Review) -> None:
        """Show what is recorded now."""
        self._review = review
        for section in self._sections.values():
            section.show_review(review)

    # -- sections --------------------------------------------------------------------------------

    def current(self) -> str:
        """The key of the current section."""
        return self._current

    def section(self, key: str = "") -> Section:
        """A section, the current one by default."""
        wanted = key or self._current
        if wanted not in self._sections:
            section = self._sections[wanted] = self._made(wanted)
            section.changed.connect(self.changed)
            section.draft_saved.connect(self.draft_saved)
            section.stops_changed.connect(self.stops_changed)
            self.addWidget(section)
            self.stops_changed.emit()
        return self._sections[wanted]

    def show_section(self, key: str) -> None:
        """Show a section; the one that is left is recorded."""
        left = self._sections.get(self._current) if key != self._current else None
        self._current = key
        self._put(self.section(key))
        if left is not None:
            self.record_left(left)

    def step(self, by: int) -> str:
        """The key of the next (1) or previous (-1) section."""
        keys = [each.key for each in layout(self._review)]
        place = keys.index(self._current) if self._current in keys else 0
        return keys[max(0, min(len(keys) - 1, place + by))]

    def text_keys(self) -> list[str]:
        """The sections that are written as text, in order."""
        return [each.key for each in layout(self._review) if each.written]

    def live_texts(self) -> dict[str, str]:
        """The written sections as they stand on the screen, where that is not in the record."""
        return {
            key: section.edit.toPlainText()
            for key, section in self._sections.items()
            if isinstance(section, TextSection) and section.is_unrecorded()
        }

    # -- keeping and recording -------------------------------------------------------------------

    def flush(self) -> None:
        """Keep all that was typed as drafts."""
        for section in self._sections.values():
            section.flush()

    def record_left(self, section: Section) -> None:
        """Record what was left behind. Who once declined to give a name is not asked again and again."""
        section.flush()
        nobody = self._services.store.by is None
        if (
            is_fixed(self._services, self._review)
            or not section.is_unrecorded()
            or (nobody and self._declined)
        ):
            return
        if not section.record():
            self._declined = self._services.store.by is None

    def record_all(self) -> str | None:
        """Record every text that is not; gives the key of the first section that could not be, else None."""
        self.flush()
        if is_fixed(self._services, self._review):
            return None
        for key in self._unrecorded():
            if not self.section(key).record():
                return key
        return None

    def _unrecorded(self) -> list[str]:
        """Sections with text on the screen or in a draft, this one first."""
        store = self._services.store
        drafts = store.drafts.of(subject("review", self._review.id), store.by.operator if store.by else "")
        keys = {"timeline" if field.startswith("row:") else field for field in drafts}
        keys |= {key for key, section in self._sections.items() if section.is_unrecorded()}
        there = {each.key for each in layout(self._review)} - {"actions"}
        return sorted(keys & there, key=lambda key: (key != self._current, key))

    # -- questions -------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Offer the incident's timeline."""
        self._imports.offer(self._review)
        self.ask(self._imports)

    def find_offer(self) -> bool:
        """Put the focus into the filter of the checklist; False where that is not shown."""
        if self.currentWidget() is not self._imports:
            return False
        self._imports.show_filter()
        return True

    def add_question(self, panel: Question | ImportPanel) -> None:
        """Make room for a question, which is asked by `ask`."""
        self.addWidget(panel)
        panel.done.connect(self.back)

    def is_asking(self) -> bool:
        """Whether a question stands over the section."""
        return isinstance(self.currentWidget(), (Question, ImportPanel))

    def back(self) -> None:
        """Take the question away."""
        if self._current:
            self._put(self.section())
            self.section().first_focus().setFocus()

    def first_focus(self) -> QWidget | None:
        """Where the focus goes in what is shown."""
        shown = self.currentWidget()
        if isinstance(shown, (Section, ImportPanel, Question)):
            return shown.first_focus()
        return None

    def ask(self, panel: Question | ImportPanel) -> None:
        """Put a question over the section."""
        self._put(panel)
        self.stops_changed.emit()
        panel.first_focus().setFocus()

    def _put(self, widget: QWidget) -> None:
        was = self.is_asking()
        self.setCurrentWidget(widget)
        if was != self.is_asking():
            self.asked.emit(self.is_asking())

    def _made(self, key: str) -> Section:
        if key == TEMPLATE:
            return TemplateSection(self._services, self._review)
        if key == INTERVIEWS:
            notes = InterviewsSection(self._services, self._review)
            notes.export_wanted.connect(self.notes_wanted)
            return notes
        if key == "actions":
            return ActionsSection(self._services, self._review)
        if key == "timeline":
            section = TimelineSection(self._services, self._review)
            section.import_wanted.connect(self.ask_import)
            section.known_wanted.connect(self.known_wanted)
            return section
        if key in BOARDS:
            board = BoardSection(self._services, self._review, key)
            board.entry_wanted.connect(self.entry_wanted)
            return board
        return TextSection(self._services, self._review, key)
