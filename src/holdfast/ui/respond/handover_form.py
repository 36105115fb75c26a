"""To whom an incident is handed, whether command goes with it, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.handover import command_reasons
from holdfast.respond.people import known_names
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import Field
from holdfast.words import _


class HandoverForm(QWidget):
    """A name, a tick for command, and the reasons for which command passes on."""

    changed = Signal()

    def __init__(self, store: Store, incident: Incident) -> None:
        super().__init__()
        self.to_edit, self.why_edit = QLineEdit(), QLineEdit()
        self.to = Field(_("To whom"), self.to_edit)
        completer = QCompleter(known_names(store), self.to_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.to_edit.setCompleter(completer)
        self.to_edit.setPlaceholderText(_("the name that they sign with"))
        self.command = QCheckBox(_("Command goes with it"))
        by = store.by
        commander = incident.commander
        self.command.setChecked(
            bool(by and commander and commander.operator == by.operator and incident.is_open)
        )
        self.reasons = Choice(_("Reason"), list(command_reasons().items()), flows=True)
        self.why = Field(_("Or in other words"), self.why_edit)
        self._build()

    def person(self) -> str:
        """The name that was typed."""
        return self.to_edit.text().strip()

    def reason(self) -> str:
        """Why: what was typed, else what was chosen, else ""."""
        typed = self.why_edit.text().strip()
        return typed or command_reasons().get(self.reasons.value(), "")

    def controls(self) -> list[QWidget]:
        """What is answered, in order."""
        buttons = [self.reasons.button(key) for key in command_reasons()]
        return [self.to_edit, self.command, *buttons, self.why_edit]

    def show_error(self, problem: UserError) -> None:
        """Say it at the field that it is about."""
        if self.command.isChecked() and self.person() and not self.reason():
            self.why.show_error(problem)
        else:
            self.to.show_error(problem)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for part in (self.to, self.command, self.reasons, self.why):
            column.addWidget(part)
        column.addStretch()
        self.to_edit.textEdited.connect(lambda _text: self._edited())
        self.why_edit.textEdited.connect(lambda _text: self._edited())
        self.reasons.chosen.connect(lambda _key: self._edited())
        self.command.toggled.connect(lambda _on: self._show_reasons())
        self._show_reasons()

    def _edited(self) -> None:
        self.to.clear_error()
        self.why.clear_error()
        self.changed.emit()

    def _show_reasons(self) -> None:
        """Without command nobody is asked why."""
        for part in (self.reasons, self.why):
            part.setVisible(self.command.isChecked())
        self._edited()
