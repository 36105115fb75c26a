"""A written section: Markdown, kept as a draft while it is typed, recorded when asked to or when left."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout

from holdfast.domain.review import Review, section_title
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.review.prompts import prompt
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.wording import hints, places
from holdfast.ui.review.writing_box import WritingBox
from holdfast.ui.review.written import section_spot
from holdfast.words import _


class TextSection(Section):
    """One text over the whole height; below it how safe it is."""

    def __init__(self, services: Services, review: Review, key: str) -> None:
        super().__init__()
        self.key = key
        self._services = services
        self._recorded = ""
        self.edit = MarkdownEdit(places)
        self.edit.setAccessibleName(section_title(key))
        self.edit.setAccessibleDescription(prompt(key))
        self.box = WritingBox(services, review, section_spot(key), self.edit)
        self._build()
        self.box.changed.connect(self._tell)
        self.box.changed.connect(self._hint)
        self.edit.cursorPositionChanged.connect(self._hint)
        self.box.changed.connect(self.changed)
        self.box.draft_saved.connect(self.draft_saved)
        self.box.recorded.connect(self._tell_recorded)
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        self.box.show_review(review)
        fixed = is_fixed(self._services, review)
        self.edit.setPlaceholderText(_("Nothing was written here.") if fixed else prompt(self.key))
        self._keys.setVisible(not fixed)
        self._tell_recorded()
        self._hint()

    def flush(self) -> None:
        self.box.flush()

    def is_unrecorded(self) -> bool:
        return self.box.is_unrecorded()

    def record(self) -> bool:
        return not self.is_unrecorded() or self.box.record()

    def first_focus(self) -> QPlainTextEdit:
        return self.edit

    def insert(self, line: str) -> None:
        """Put a line of its own at the cursor."""
        cursor = self.edit.textCursor()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText("\n")
        cursor.insertText(line)
        self.edit.setTextCursor(cursor)

    def _build(self) -> None:
        self._state = ElidedLabel("", "small", "muted")
        self._keys = ElidedLabel(
            _("Ctrl+S records  \N{MIDDLE DOT}  Ctrl+Tab leaves the text"), "small", "muted"
        )
        self._wording = label("", "meta", wrap=True)
        self._hint_card = card(self._wording, kind="hint")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it gives way first
        foot = row(self._state, self._keys, spacing=16)
        foot.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(label(section_title(self.key), "title", wrap=True))
        column.addWidget(self.box, 1)
        column.addWidget(self._hint_card)
        column.addLayout(foot)

    def _hint(self) -> None:
        """What may be asked in place of the words at the cursor, or of the first such words."""
        found = [] if self.edit.isReadOnly() else hints(self.edit.toPlainText())
        at = self.edit.textCursor().position()
        here = next((hint for hint in found if hint.start <= at <= hint.end), found[0] if found else None)
        self._wording.setText("" if here is None else here.words)
        self._hint_card.setVisible(here is not None)

    def _tell(self) -> None:
        """Say how safe the text is."""
        words = [self._recorded]
        if self.is_unrecorded():
            words.insert(0, self._draft_words())
        self._state.set_whole("  \N{MIDDLE DOT}  ".join(filter(None, words)))

    def _tell_recorded(self) -> None:
        self._recorded = self._recorded_words()
        self._tell()

    def _draft_words(self) -> str:
        if self.box.saved_at is None:
            return _("Draft, not recorded")
        time = clock_text(self.box.saved_at, self._services.store.zone, seconds=True)
        return _("Draft saved {time}").format(time=time)

    def _recorded_words(self) -> str:
        last = self.box.recorded_by()
        if last is None:
            return ""
        zone = self._services.store.zone
        same_day = last[0].astimezone(zone).date() == self._services.clock.now().astimezone(zone).date()
        time = clock_text(last[0], zone, seconds=True) if same_day else stamp_text(last[0], zone)
        return _("Recorded {time} by {name}").format(time=time, name=last[1])
