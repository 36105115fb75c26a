"""What may be asked in place of a phrase, below the text: why it is in the way, and a better question."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.review.language import Hint
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _


class HintCard(QFrame):
    """One hint at a time. It never stands in the way: it is only there while there is one."""

    next_wanted = Signal()
    left = Signal(object, str)
    """The hint that is left as it is, and the reason."""
    closed = Signal()
    """The question for the reason was put away."""
    asked = Signal()
    """The question for the reason came or went: it needs room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "hint")
        self._hint: Hint | None = None
        self._several = False
        self._build()
        self.hide()

    def show_hint(self, hints: Sequence[Hint], at: int) -> None:
        """Show one of the hints; with none of them nothing is there."""
        hint = hints[at] if hints else None
        if hint is None or (self._hint is not None and hint.phrase != self._hint.phrase):
            self._show_asking(asking=False)
        self._hint = hint
        if hint is not None:
            of = _("{at} of {count}").format(at=at + 1, count=len(hints)) if len(hints) > 1 else ""
            self._say_phrase()
            self._question.setText(hint.question)
            self._count.setText(of)
            self._several = len(hints) > 1
            self._next.setVisible(self._several and not self.is_asking())
        self.setVisible(hint is not None)

    def say(self) -> None:
        """Read the hint out."""
        announce(self, self.words())

    def words(self) -> str:
        """What the card says."""
        return "" if self._hint is None else f"{self._words.text()} {self._question.text()}"

    def ask(self) -> None:
        """Ask why the phrase stays as it is."""
        if self._hint is not None:
            self._show_asking(asking=True)
            self._reason.clear_error()
            self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_asking(self) -> bool:
        """Whether the reason is asked for."""
        return not self._ask.isHidden()

    def show_error(self, error: UserError) -> None:
        """Say what is wrong with the reason."""
        self._reason.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._ask.isHidden():
            self._show_asking(asking=False)
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self._words = label("", "meta", wrap=True)
        self._question = label("", "strong", wrap=True)
        self._count = label("", "small", "muted")
        self._next = quiet_button(_("Next hint (F7)"), self.next_wanted.emit)
        self._stay = quiet_button(_("Leave it as it is… (Ctrl+F7)"), self.ask)
        self._line = QLineEdit()
        self._reason = Field(_("Why it stays"), self._line, strong=False)
        self._ask = QWidget()
        asked = row(self._reason, quiet_button(_("Leave it"), self._leave), spacing=12)
        asked.setStretch(0, 1)
        asked.setContentsMargins(0, 0, 0, 0)
        self._ask.setLayout(asked)
        self._ask.hide()
        self._line.returnPressed.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 6)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._question)
        column.addWidget(self._ask)
        column.addLayout(row(self._stay, self._next, None, self._count, spacing=8))

    def _show_asking(self, *, asking: bool) -> None:
        """All but the phrase steps back while the reason is asked for."""
        self._ask.setVisible(asking)
        self._say_phrase()
        for part in (self._question, self._stay, self._count):
            part.setVisible(not asking)
        self._next.setVisible(not asking and self._several)
        self.asked.emit()

    def _say_phrase(self) -> None:
        if self._hint is None:
            return
        full = _("“{phrase}”: {reason}") if not self.is_asking() else _("“{phrase}”")
        self._words.setText(full.format(phrase=self._hint.phrase, reason=self._hint.reason))

    def _leave(self) -> None:
        hint, reason = self._hint, self._line.text()
        if hint is None:
            return
        if not reason.strip():
            self._reason.show_error(_("Say in a few words why it stays."))
            return
        self.left.emit(hint, reason)
        if hint is not self._hint:
            self._line.clear()
            self._show_asking(asking=False)
