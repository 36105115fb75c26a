"""The parts of steps by their kind: check, input, choice, timer, approval, runbook."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.timewords import due_text, exact_text
from holdfast.runbook.answer import checked_answer
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import ParsedField, card, row
from holdfast.ui.kit.run_part import Around, StepPart
from holdfast.ui.kit.run_values import StepState
from holdfast.ui.kit.text import label, literal, set_tooltip
from holdfast.words import _

_LONGEST = 60


class CheckPart(StepPart):
    """The result that is looked for."""

    def build(self) -> None:
        expected = self.state.step.annotation.expect
        if not expected:
            self.hide()
            return
        head = label(_("Expected"), "small_strong", "muted")
        self.down.addWidget(card(head, label(expected, wrap=True, select=True), kind="hint"))


class InputPart(StepPart):
    """One line of the right type; Enter records it."""

    def build(self) -> None:
        said = self.state.step.annotation
        words = literal(said.name or _("Answer"))
        self.field = ParsedField(words, partial(checked_answer, said), lambda _value: "")
        edit = self.field.control
        assert isinstance(edit, QLineEdit)
        self.edit = edit
        self.edit.setMaxLength(2000)
        self.edit.setPlaceholderText(_hint(said.answer))
        self.down.addWidget(self.field)
        draft = self.around.draft(f"answer:{self.state.step.id}")
        self._binder = DraftBinder(self.edit, draft.load, draft.save)
        self._binder.failed.connect(self.failed)
        self.edit.returnPressed.connect(self.ready)

    def first(self) -> QWidget | None:
        return self.edit

    def value(self) -> str | None:
        return self.field.text().strip()

    def may_be_done(self) -> bool:
        if not self.value():
            self.field.show_error(_("The answer is missing."))
            return False
        return self.field.checked()[0]

    def shows(self, error: UserError) -> bool:
        self.field.show_error(error)
        return True

    def flush(self) -> None:
        self._binder.flush()

    def forget(self) -> None:
        self._binder.forget()


def _hint(kind: str) -> str:
    return {
        "number": _("A number"),
        "host": _("Name or address of a host"),
        "path": _("A whole path, from / or a drive on"),
        "date": _("A day: YYYY-MM-DD"),
    }.get(kind, "")


class ChoicePart(StepPart):
    """A button for each answer; its number presses it too."""

    def build(self) -> None:
        self._value = ""
        self.buttons = [
            self._option(number, option.words)
            for number, option in enumerate(self.state.step.annotation.options, 1)
        ]
        self._wrong = label("", "small", "error", wrap=True)
        self._wrong.hide()
        for each in self.buttons:
            self.down.addLayout(row(each, None))
        self.down.addWidget(self._wrong)

    def first(self) -> QWidget | None:
        return self.buttons[0]

    def value(self) -> str | None:
        return self._value

    def may_be_done(self) -> bool:
        if not self._value:
            self._wrong.setText(_("Choose one of the answers: it says which steps are needed."))
            self._wrong.show()
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._value)

    def takes(self, event: QKeyEvent) -> bool:
        arrow = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        held = next((place for place, each in enumerate(self.buttons) if each.hasFocus()), None)
        if arrow and held is not None:
            self.buttons[(held + arrow) % len(self.buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        number = event.text()
        if number.isdigit() and 1 <= int(number) <= len(self.buttons) and not event.isAutoRepeat():
            self.buttons[int(number) - 1].click()
            return True
        return False

    def _option(self, number: int, words: str) -> QPushButton:
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
        made = button(literal(short), partial(self._choose, words), key=str(number) if number <= 9 else "")
        made.setAccessibleName(words)
        set_tooltip(made, words if short != words else "")
        return made

    def _choose(self, words: str) -> None:
        self._value = words
        self.ready.emit()


class TimerPart(StepPart):
    """How long is to be waited, and how much of it is left."""

    def build(self) -> None:
        self._left = label("", "strong", wrap=True)
        self.down.addWidget(self._left)
        self.tick(self.around.now())

    def asks_why(self) -> bool:
        ends = self.state.ends
        return ends is None or ends > self.around.now()

    def tick(self, now: datetime) -> None:
        ends, whole = self.state.ends, exact_text(self.state.step.annotation.wait)
        if ends is None:
            words = _("To wait: {time}").format(time=whole)
        elif ends <= now:
            words = _("The {time} are over.").format(time=whole)
        else:
            left = int((ends - now).total_seconds())
            words = _("Over {due}, of {time}").format(due=due_text(left), time=whole)
        if words != self._left.text():
            self._left.setText(words)


class GatePart(StepPart):
    """Who approves, and how they come to the keyboard."""

    def build(self) -> None:
        by = self.state.step.annotation.by
        names = _("This has to be approved by {by}.").format(by=by) if by else _("This has to be approved.")
        plain = _("A second person has to sign in: not whoever did the step before.")
        who = _("Now at the keyboard: {name}").format(name=self.around.who or _("nobody"))
        self.switch = button(_("Let somebody else sign in…"), self.operator_wanted.emit)
        self._wrong = label("", "body", "error", wrap=True)
        self._wrong.hide()
        parts = (label(names, "strong", wrap=True), label(plain, wrap=True), label(who, "small", "muted"))
        hint = card(*parts, kind="hint")
        layout = hint.layout()
        assert layout is not None
        self.down.addWidget(hint)
        self.down.addWidget(self._wrong)
        self.down.addLayout(row(self.switch, None))

    def shows(self, error: UserError) -> bool:
        self._wrong.setText(str(error))
        self._wrong.show()
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class ChildPart(StepPart):
    """How far the run is that this step started."""

    def build(self) -> None:
        child = self.state.child
        if child is None:
            said = _("Runbook {path}").format(path=self.state.step.annotation.path)
        elif child.is_running:
            said = _("{title}: {settled} of {needed} steps settled")
        else:
            said = _("{title} is finished: {settled} of {needed} steps settled")
        if child is not None:
            said = said.format(title=child.title, settled=child.settled, needed=child.needed)
        self.down.addWidget(label(said, "strong" if child else "body", wrap=True))


_PARTS: Final[Mapping[str, type[StepPart]]] = {
    "instruction": StepPart,
    "check": CheckPart,
    "input": InputPart,
    "choice": ChoicePart,
    "timer": TimerPart,
    "approval": GatePart,
    "runbook": ChildPart,
}
_STAYS: Final = ("check", "runbook")
"""Shown of a settled step too: what was expected, and how far the other run is."""


def part_of(state: StepState, around: Around, *, locked: bool) -> StepPart:
    """The part of a step of its kind; an empty one where nothing is asked any more."""
    quiet = (state.settled or locked) and state.step.annotation.sort not in _STAYS
    return (StepPart if quiet else _PARTS[state.step.annotation.sort])(state, around)
