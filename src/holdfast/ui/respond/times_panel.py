"""The times of an incident: when each happened and was recorded."""

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from holdfast.domain.incident import ORDER, SAYABLE, Incident, check_time
from holdfast.domain.phase import phase_word
from holdfast.domain.timewords import both_text
from holdfast.respond.times import correct_time, recorded_times
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import Field, NoteEdit
from holdfast.ui.kit.text import label
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene

W = TypeVar("W", bound=QWidget)


class TimesPanel(Panel):
    """Each time with when it was recorded; one is chosen and corrected with a reason."""

    def __init__(self, scene: "Scene") -> None:
        super().__init__(_("Times of {ref}").format(ref=scene.incident.ref), _("Correct time"))
        self._store, self._record, self._incident = scene.store, scene.record, scene.incident
        self._names = _names(scene.incident)
        self._table, self.choice = self._grid(), self._choices()
        self.choice.choose(self._last())
        self.when = WhenField(
            _("When it happened"),
            self._store,
            empty=_("14:03, -10m or 23.11. 14:03"),
            check=self._check_time,
            required=True,
        )
        self._edit = NoteEdit(lines=1, most=4, enter_submits=True)
        self._edit.submitted.connect(self.submit)
        self.reason = Field(_("Why it is corrected"), self._edit)
        self._edit.textChanged.connect(self.reason.clear_error)
        self._draft = FieldDraft(scene.store, self._edit, "reason:time")
        self._draft.show_incident(scene.incident.id)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        for part in (self._table, self.choice):
            self._body.addWidget(part)
        self._body.addLayout(across)
        self._body.addStretch()  # in a low window it takes the whole room

    def show_changed(self, incident: Incident) -> None:
        """The times as they are now; what is chosen and typed stays."""
        if incident.moments == self._incident.moments:
            return
        self._incident, was = incident, self._names
        self._names = _names(incident)
        self._table = self._put(self._table, self._grid())
        if self._names != was:
            chosen = self.choice.value()
            focused = self.choice.isAncestorOf(self.focusWidget() or self)
            self.choice = self._put(self.choice, self._choices())
            self.choice.choose(chosen if chosen in self._names else self._last())
            self.tab_in_order()
            if focused:
                self.first().setFocus()

    def controls(self) -> list[QWidget]:
        return [*(self.choice.button(name) for name in self._names), self.when.control, self._edit]

    def first(self) -> QWidget:
        return self.choice.button(self.choice.value())

    def submit(self) -> None:
        fine, at = self.when.checked()
        if not fine or at is None:
            return
        name, why = self.choice.value(), self._edit.toPlainText()
        done = self._record(
            lambda: correct_time(self._store, self._incident.id, name, at, why),
            self.when.show_error if why.strip() else self.reason.show_error,
        )
        if done is not None:
            self._draft.forget()
            self.left.emit()

    def flush(self) -> None:
        self._draft.binder.flush()

    def _put(self, old: W, new: W) -> W:
        self._body.replaceWidget(old, new)
        old.deleteLater()
        return new

    def _last(self) -> str:
        """The last time that is known."""
        return next(name for name in reversed(self._names) if name in self._incident.moments)

    def _choices(self) -> Choice:
        options = [(name, phase_word(name).capitalize()) for name in self._names]
        choice = Choice(_("Time"), options, flows=True)
        choice.chosen.connect(lambda _name: self.when.clear_error())
        return choice

    def _grid(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        recorded_at = recorded_times(self._store, self._incident.id)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for column, words in enumerate((_("Time"), _("Happened"), _("Recorded"))):
            grid.addWidget(label(words, "small", "muted"), 0, column)
        for line, name in enumerate(self._names, start=1):
            at, recorded = self._incident.moments.get(name), recorded_at.get(name)
            cells = (
                phase_word(name).capitalize(),
                both_text(at, self._store.zone) if at else _("not said"),
                both_text(recorded, self._store.zone) if at and recorded else "",
            )
            for column, words in enumerate(cells):
                grid.addWidget(label(words, "body", "" if at else "muted", wrap=column > 0), line, column)
        return table

    def _check_time(self, at: datetime, now: datetime) -> None:
        check_time(self._store.incidents.get(self._incident.id), self.choice.value(), at, now)


def _names(incident: Incident) -> list[str]:
    return [name for name in ORDER if name in incident.moments or name in SAYABLE]
