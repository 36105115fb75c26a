"""A written section: Markdown, kept as a draft while it is typed, recorded when asked to or when left."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout

from holdfast.domain.review import Review
from holdfast.domain.review_layout import title_of
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.review.hints import dismiss_hint, standing
from holdfast.review.language import Hint, check
from holdfast.review.templates import template_of
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.review.hint_card import HintCard
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.writing_box import WritingBox
from holdfast.ui.review.written import section_spot
from holdfast.words import _

_QUICK: Final = 20_000
"""Letters up to which every key is followed by a look at once."""
_SOON: Final = 200


class TextSection(Section):
    """One text over the whole height; below it how safe it is."""

    def __init__(self, services: Services, review: Review, key: str) -> None:
        super().__init__()
        self.key = key
        self._services = services
        self._recorded = ""
        self._review = review
        self._hints: list[Hint] = []
        self.edit = MarkdownEdit()
        self.box = WritingBox(services, review, section_spot(key), self.edit)
        self._build()
        self.box.changed.connect(self._tell)
        self.box.changed.connect(self._look_soon)
        self._soon.timeout.connect(self._look)
        self.edit.cursorPositionChanged.connect(self._show_hint)
        self.hint_card.next_wanted.connect(self.next_hint)
        self.hint_card.left.connect(self._leave)
        self.hint_card.closed.connect(self.edit.setFocus)
        self.box.changed.connect(self.changed)
        self.box.draft_saved.connect(self.draft_saved)
        self.box.recorded.connect(self._tell_recorded)
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        self._review = review
        self.box.show_review(review)
        fixed = is_fixed(self._services, review)
        self._ask(review)
        self.edit.setPlaceholderText(_("Nothing was written here.") if fixed else self._prompt)
        self._keys.setVisible(not fixed)
        self._tell_recorded()
        self._look()

    def _ask(self, review: Review) -> None:
        """Show what the review's template calls this section, and what it asks."""
        title = title_of(review, self.key)
        self._prompt = template_of(self._services.store, review).prompt(self.key)
        self._title.setText(title)
        self.edit.setAccessibleName(title)
        self.edit.setAccessibleDescription(self._prompt)

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
        self._title = label("", "title", wrap=True)
        self._state = ElidedLabel("", "small", "muted")
        self._keys = ElidedLabel(
            _("Ctrl+S records  \N{MIDDLE DOT}  Ctrl+Tab leaves the text"), "small", "muted", aside=True
        )
        self.hint_card = HintCard()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it gives way first
        foot = row(self._state, self._keys, spacing=16)
        foot.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.box, 1)
        column.addWidget(self.hint_card)
        column.addLayout(foot)

    # -- words that look for blame ---------------------------------------------------------------

    def next_hint(self) -> None:
        """Go to the next hint after the cursor, from the last to the first."""
        if self._soon.isActive():
            self._look()
        at = self.edit.place()
        after = [hint for hint in self._hints if hint.start > at] or self._hints[:1]
        if after:
            cursor = self.edit.textCursor()
            cursor.setPosition(self.edit.cursor_over(after[0].start, after[0].end).selectionStart())
            self.edit.setTextCursor(cursor)
            self.edit.ensureCursorVisible()
            self.hint_card.say()

    def leave_hint(self) -> None:
        """Ask why the phrase that is shown stays as it is."""
        self.hint_card.ask()

    def has_hints(self) -> bool:
        """Whether there is a hint to go to."""
        return bool(self._hints)

    def _look_soon(self) -> None:
        if len(self.edit.toPlainText()) < _QUICK:
            self._look()
        else:
            self._soon.start()

    def _look(self) -> None:
        """Find the hints, and underline them."""
        self._soon.stop()
        text = "" if self.edit.isReadOnly() else self.edit.toPlainText()
        self._hints = standing(self._review, self.key, check(text))
        self.edit.underline([(hint.start, hint.end) for hint in self._hints])
        self._show_hint()

    def _show_hint(self) -> None:
        """The hint at the cursor, or else the first."""
        at = self.edit.place()
        here = (number for number, hint in enumerate(self._hints) if hint.start <= at <= hint.end)
        self.hint_card.show_hint(self._hints, next(here, 0))

    def _leave(self, hint: Hint, reason: str) -> None:
        store, review = self._services.store, self._review.id
        left = self._services.record(
            lambda: dismiss_hint(store, review, self.key, hint.rule, hint.phrase, reason),
            self.hint_card.show_error,
        )
        if left is None:
            return
        self.show_review(left)
        self.edit.setFocus()
        self._services.notices.say(
            _("“{phrase}” stays as it is.").format(phrase=hint.phrase),
            verb=_("Undo"),
            act=lambda: self._services.record(
                lambda: dismiss_hint(store, review, self.key, hint.rule, hint.phrase, "", dismissed=False)
            ),
        )

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
