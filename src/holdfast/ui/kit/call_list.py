"""Whom to call: a name and a line for each, with *Reached* and *No answer*, or a number that is typed."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.directory import Contact
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import clock_text
from holdfast.respond.calls import RESULTS, Call, checked, result_word
from holdfast.triage.directory import on_call, to_call
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _


class CallList(QWidget):
    """The directory's lines, who is on call now first, and a line to type another number."""

    called = Signal(object)
    """A `Call` that can be recorded; it says no time."""

    def __init__(self) -> None:
        super().__init__()
        self._people: list[Contact] = []
        self._lines: list[_Line] = []
        self._build()

    def show_people(self, people: Sequence[Contact], now: datetime) -> None:
        """Offer these, as they are to be called at this time."""
        self._people = list(people)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        first = {person.id for person in on_call(people, now)}
        self._lines = [
            _Line(person, number, on_call_now=person.id in first) for person, number in to_call(people, now)
        ]
        for line in self._lines:
            line.called.connect(self.called)
            self._column.addWidget(line)
        names = sorted({person.name for person in people})
        completer = QCompleter(names, self._name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._take_line)
        self._name.setCompleter(completer)

    def show_calls(self, calls: Sequence[Call], zone: tzinfo) -> None:
        """Say at each line how its last call ended; the last call comes first."""
        for line in self._lines:
            fit = (call for call in calls if (call.who, call.number) == (line.who, line.number))
            last = next(fit, None)
            line.say("" if last is None else call_text(last, zone))

    def clear(self) -> None:
        """What was typed is a call by now."""
        for edit in (self._name, self._number):
            edit.clear()

    def show_error(self, problem: UserError) -> None:
        """What is wrong with what was typed."""
        self._number_field.show_error(problem)

    def controls(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return [*(each for line in self._lines for each in line.buttons), *self.typed()]

    def typed(self) -> list[QWidget]:
        """The fields for another number, and their buttons."""
        return [self._name, self._number, *self._buttons]

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._name, self._number = QLineEdit(), QLineEdit()
        self._name_field = Field(_("Somebody else"), self._name, strong=False)
        self._number_field = Field(_("Number or line"), self._number, strong=False)
        self._buttons = [button(_result_verb(result), partial(self._typed, result)) for result in RESULTS]
        for result, each in zip(RESULTS, self._buttons, strict=True):
            each.setAccessibleName(_("{result}: the number typed").format(result=_result_verb(result)))
        self._number.textChanged.connect(lambda _text: self._number_field.clear_error())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, field in enumerate((self._name_field, self._number_field)):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        grid.addLayout(row(None, *self._buttons), 1, 0, 1, 2)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(self._column)
        down.addLayout(grid)
        down.addStretch()

    def _typed(self, result: str) -> None:
        try:
            call = checked(Call(self._number.text(), result, self._name.text()))
        except UserError as error:
            self.show_error(error)
            return
        self.called.emit(call)

    def _take_line(self, name: str) -> None:
        """The number of whoever was chosen, unless another one is typed already."""
        person = next((each for each in self._people if each.name == name and each.lines), None)
        if person is not None and not self._number.text():
            self._number.setText(person.lines[0])


class _Line(QWidget):
    """One person on one line, and how the last call ended."""

    called = Signal(object)

    def __init__(self, person: Contact, number: str, *, on_call_now: bool) -> None:
        super().__init__()
        self.who, self.number = person.name, number
        self._about = [number, *([_("on call now")] if on_call_now else []), ", ".join(person.roles)]
        self._meta = ElidedLabel("", "meta", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(person.name, "strong"))
        words.addWidget(self._meta)
        self.buttons = [button(_result_verb(result), partial(self._call, result)) for result in RESULTS]
        for result, each in zip(RESULTS, self.buttons, strict=True):
            told = _("{result}: {who}, {number}")
            each.setAccessibleName(told.format(result=_result_verb(result), who=person.name, number=number))
        line = row(*self.buttons)
        line.insertLayout(0, words, 1)
        self.setLayout(line)
        self.say("")

    def say(self, words: str) -> None:
        """Say how the last call ended, "" for none."""
        self._meta.set_whole("  ·  ".join(filter(None, (words, *self._about))))

    def _call(self, result: str) -> None:
        self.called.emit(Call(self.number, result, self.who))


def call_text(call: Call, zone: tzinfo) -> str:
    """How a call ended, and when."""
    told = result_word(call.result).capitalize()
    return told if call.occurred is None else f"{told} {clock_text(call.occurred, zone)}"


def _result_verb(result: str) -> str:
    return {"reached": _("Reached"), "no_answer": _("No answer")}[result]


def calls_head() -> QWidget:
    """The heading over a list of calls."""
    return label(_("Call list"), "item_strong")
