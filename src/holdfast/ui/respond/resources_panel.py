"""The resources of an incident: what was asked for, what came, and a line to ask for the next one."""

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.supplies import Supply
from holdfast.domain.timewords import due_text
from holdfast.respond.resources import ask, expected_at, move_supply, supplies_of, supply_state
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in, set_words
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import Field, ParsedField, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.respond.field_draft import keep_drafts
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.words import moment_text
from holdfast.words import _

_FURTHER: Final = {"asked": "arrived", "arrived": "released"}
_MOST: Final = 6


def supply_row(supply: Supply, now: datetime, zone: tzinfo) -> Row:
    """A resource as a row."""
    at = supply.released or supply.arrived or supply.asked
    state = f"{supply_state(supply.state)} {moment_text(at, now, zone)}"
    left = None
    if supply.state == "asked" and supply.expected is not None:
        left = int((supply.expected - now).total_seconds())
    return Row(
        title=" ".join(filter(None, (supply.name, supply.identifier))),
        meta="  ·  ".join(filter(None, (state, supply.remark))),
        due="" if left is None else due_text(left),
        overdue=left is not None and left < 0,
        quiet=supply.state == "released",
    )


class _List(RowList):
    """Space takes the resource one stands at a step further; as high as its rows, up to six."""

    stepped = Signal()

    def __init__(self) -> None:
        super().__init__(_("Resources"))
        self.setItemDelegate(RowDelegate(self, leading=False, compact=True, margin=8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.shown = RowsModel(self)
        self.setModel(self.shown)

    def sizeHint(self) -> QSize:
        rows = max(1, min(_MOST, self.shown.rowCount()))
        return QSize(super().sizeHint().width(), rows * max(1, self.sizeHintForRow(0)) + 2)

    def minimumSizeHint(self) -> QSize:
        rows = max(1, min(2, self.shown.rowCount()))
        return QSize(super().minimumSizeHint().width(), rows * max(1, self.sizeHintForRow(0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit()
        else:
            super().keyPressEvent(event)


class ResourcesPanel(Panel):
    """What was asked for with when it should come; what, which and when for the next."""

    def __init__(self, store: Store, record: Recording, clock: Clock, incident: Incident) -> None:
        super().__init__(_("Resources of {ref}").format(ref=incident.ref), _("Ask for it"))
        self._store, self._record, self._ident = store, record, incident.id
        self._there: tuple[Supply, ...] = ()
        set_words(self._cancel, _("Close"))
        self._none = label(_("Nothing was asked for yet."), "body", "muted", wrap=True)
        self.list = _List()
        self._further = button("", self._step, key=_("Space"))
        self._release = button(_("Not needed"), lambda: self._move("released"))
        self._build_list()
        self._build_line()
        self.show_changed(incident)
        clock.second.connect(self._tick)

    def controls(self) -> list[QWidget]:
        return [self.list, self._further, self._release, *self._edits()]

    def first(self) -> QWidget:
        return self.name_edit

    def show_changed(self, incident: Incident) -> None:
        self._there = supplies_of(self._store, incident.id)
        self._tick(self._store.now())
        self.list.setVisible(bool(self._there))
        self._none.setVisible(not self._there)
        if self._there and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.shown.index(0, 0))
        self.list.updateGeometry()
        self._show_acts()

    def flush(self) -> None:
        for draft in self._drafts:
            draft.binder.flush()

    def submit(self) -> None:
        """Record that it was asked for, and be ready for the next."""
        fine, expected = self.expected.checked()
        if not fine:
            return
        name, which = self.name_edit.text(), self.which_edit.text()
        done = self._record(
            lambda: ask(self._store, self._ident, name, which, expected), self.name.show_error
        )
        if done is not None:
            for draft in self._drafts:
                draft.forget()
            announce(self, _("Recorded."))
            self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- making ----------------------------------------------------------------------------------

    def _build_list(self) -> None:
        key_works_in(self._further, self.list)
        self._acts = QWidget()
        self._acts.setLayout(row(self._further, self._release, None))
        self.list.stepped.connect(self._step)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_acts())
        self._none.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._none, 1)
        self._body.addWidget(self.list, 1)
        self._body.addWidget(self._acts)

    def _build_line(self) -> None:
        self.name_edit, self.which_edit = QLineEdit(), QLineEdit()
        self.name = Field(_("What is asked for"), self.name_edit)
        self.which = Field(_("Number or place"), self.which_edit)
        self.expected: ParsedField[datetime] = ParsedField(_("Expected"), self._read, self._told)
        self.expected.control.setFixedWidth(theme.px(160))
        if isinstance(self.expected.control, QLineEdit):
            self.expected.control.setPlaceholderText("2h")
        completer = QCompleter([each.name for each in self._store.directory.resources()], self.name_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name_edit.setCompleter(completer)
        self.name_edit.textEdited.connect(lambda _text: self.name.clear_error())
        line = QHBoxLayout()
        line.setSpacing(12)
        for field, share in ((self.name, 3), (self.which, 2), (self.expected, 0)):
            line.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(line)
        key_works_in(self.verb, self.name, self.which, self.expected)
        edits = zip(("what", "which", "expected"), self._edits(), strict=True)
        lines = {f"resource:{field}": edit for field, edit in edits if isinstance(edit, QLineEdit)}
        self._drafts = keep_drafts(self._store, self._ident, lines)

    def _edits(self) -> list[QWidget]:
        return [self.name_edit, self.which_edit, self.expected.control]

    def _read(self, text: str) -> datetime:
        try:
            return expected_at(self._store, text)
        except UserError as error:  # the whole hint would fill a field of this width with lines
            raise UserError(error.what, _("For example 2h.")) from None

    def _told(self, at: datetime) -> str:
        return moment_text(at, self._store.now(), self._store.zone)

    # -- showing and recording -------------------------------------------------------------------

    def _tick(self, now: datetime) -> None:
        zone = self._store.zone
        self.list.shown.set_rows([(each.id, supply_row(each, now, zone)) for each in self._there])

    def _chosen(self) -> Supply | None:
        return next((each for each in self._there if each.id == self.list.current_key()), None)

    def _show_acts(self) -> None:
        """What can be said of the resource that one stands at."""
        chosen = self._chosen()
        further = _FURTHER.get(chosen.state, "") if chosen else ""
        self._acts.setVisible(bool(further))
        set_words(self._further, _("Arrived") if further == "arrived" else _("Released"))
        self._release.setVisible(further == "arrived")

    def _step(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.state in _FURTHER:
            self._move(_FURTHER[chosen.state])

    def _move(self, state: str) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._record(lambda: move_supply(self._store, self._ident, chosen.id, state))
            announce(self, _("Recorded."))
