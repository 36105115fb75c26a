"""One preventive action as a card."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.action import Action, sort_word, state_word
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.ui.review.due import due_words
from holdfast.words import _


class ActionCard(QFrame):
    """Title, owner and due date, the test; what it lacks in red."""

    change_wanted = Signal(str)
    move_wanted = Signal(str, str)
    """The action's id, and the state: open, done, verified or dropped."""

    def __init__(self, action: Action, today: date, origin: str = "", *, may_change: bool) -> None:
        """`origin` says where it came from, "" for a person's thought."""
        super().__init__()
        self.ident = action.id
        self.setProperty("card", "true")
        self._buttons = self._made_buttons(action, may_change=may_change)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        tone = "" if action.state == "open" else "muted"
        column.addWidget(label(action.title, "item_strong", tone, wrap=True))
        if origin:
            column.addWidget(label(origin, "small", "muted", wrap=True))
        column.addWidget(label(_facts(action, today), "meta", "muted", wrap=True))
        if action.verify:
            known = _("We will know: {test}").format(test=action.verify)
            column.addWidget(label(known, "body", tone, wrap=True))
        lacks = _lacks(action)
        if lacks and action.state != "dropped":
            column.addWidget(label(_("Missing: {what}").format(what=lacks), "small", "error", wrap=True))
        column.addLayout(row(*self._buttons, None, spacing=4))

    def first_focus(self) -> QWidget:
        """Its first button."""
        return self._buttons[0]

    def _made_buttons(self, action: Action, *, may_change: bool) -> list[QPushButton]:
        made = [quiet_button(_("Change"), lambda: self.change_wanted.emit(self.ident))] if may_change else []
        if action.state == "open":
            made += [self._mover(_("Done"), "done"), self._mover(_("Drop"), "dropped")]
        elif action.state == "done":
            made += [self._mover(_("Seen to work"), "verified"), self._mover(_("Open again"), "open")]
        else:
            made += [self._mover(_("Open again"), "open")]
        for each in made:
            each.setAccessibleName(f"{each.text()}: {action.title}")
        return made

    def _mover(self, words: str, state: str) -> QPushButton:
        return quiet_button(words, lambda: self.move_wanted.emit(self.ident, state))


def _facts(action: Action, today: date) -> str:
    state = "" if action.state == "open" else state_word(action.state)
    due = _("due {when}").format(when=due_words(action.due, today)) if action.due else ""
    return "  \N{MIDDLE DOT}  ".join(
        filter(None, (state, action.said, sort_word(action.sort), action.owner, due))
    )


def _lacks(action: Action) -> str:
    asked = (
        (action.owner, _("an owner")),
        (action.due, _("a due date")),
        (action.verify, _("how we will know it worked")),
    )
    return ", ".join(words for given, words in asked if not given)
