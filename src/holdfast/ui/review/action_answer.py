"""What became of an action, or what it says now, asked below the list of actions."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.text import label
from holdfast.words import _

CHANGE: Final = "change"


class AnswerBar(QFrame):
    """One question at a time. Enter records, Esc takes it away."""

    answered = Signal(str, dict)
    """What was asked (a state, or CHANGE), and the texts: `reason`, or `owner` and `due`."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""
        self._build()
        self.hide()

    def ask(self, what: str, action: Action) -> None:
        """Ask about an action: a state that it is to be in, or CHANGE."""
        self._asked = what
        words = {
            "done": (_("Mark as done"), _("Remark")),
            "verified": (_("Mark as seen to work"), _("How it was seen to work")),
            "dropped": (_("Drop action"), _("Why it is needless now")),
            "open": (_("Open again"), _("Why it is open again")),
        }
        verb, question = words.get(what, (_("Record change"), ""))
        self._title.setText(action.title)
        set_words(self._record, verb)
        self._reason.label.setText(question)
        self._reason.control.setAccessibleName(question)
        self._reason.setVisible(what != CHANGE)
        for field, text in ((self._owner, action.owner), (self._due, action.due)):
            field.setVisible(what == CHANGE)
            field.line().setText(text)
        self._reason.line().clear()
        for field in (self._reason, self._owner, self._due):
            field.clear_error()
        self.show()
        first = self._owner if what == CHANGE else self._reason
        first.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_error(self, error: UserError) -> None:
        """Say what is wrong with the answer."""
        (self._due if self._asked == CHANGE else self._reason).show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
            return
        super().keyPressEvent(event)

    def end(self) -> None:
        """Take the question away."""
        self.hide()
        self.closed.emit()

    def _build(self) -> None:
        self._title = label("", "strong", wrap=True)
        self._reason, self._owner, self._due = (
            Field(words, QLineEdit(), strong=False) for words in (_("Remark"), _("Owner"), _("Due date"))
        )
        self._record = button(_("Record change"), self._answer)
        foot = row(self._reason, self._owner, self._due, spacing=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(foot)
        column.addLayout(row(self._record, button(_("Close"), self.end), None, spacing=12))
        for field in (self._reason, self._owner, self._due):
            field.line().returnPressed.connect(self._answer)

    def _answer(self) -> None:
        reason = self._reason.line().text().strip()
        if self._asked == "dropped" and not reason:
            self._reason.show_error(_("Say what makes it needless now."))
            return
        change = {"owner": self._owner.line().text(), "due": self._due.line().text()}
        self.answered.emit(self._asked, change if self._asked == CHANGE else {"reason": reason})
