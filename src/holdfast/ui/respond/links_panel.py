"""Linked incidents: what this one is to others; each can be opened, and taken off again."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.coordination import Link
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.told import relation_word
from holdfast.domain.value import title_text
from holdfast.respond.links import RELATIONS, can_be_dismissed, dismiss_as_duplicate, link, unlink
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.respond.panel import Panel
from holdfast.words import _


class LinksPanel(Panel):
    """The links as they stand, and a line to add one by reference."""

    def __init__(self, store: Store, record: Recording, incident: Incident) -> None:
        super().__init__(_("Incidents linked to {ref}").format(ref=incident.ref), _("Link"))
        self._store, self._record, self._incident = store, record, incident
        self._rows: list[tuple[QWidget, list[QWidget]]] = []
        self._held = QVBoxLayout()
        self._held.setSpacing(4)
        self._none = label(_("No incident is linked yet."), "meta", "muted")
        self._relation = combo([(each, relation_word(each)) for each in RELATIONS])
        self._other = QLineEdit()
        self._other.setPlaceholderText(_("INC-K7-12 or 12"))
        self._how = Field(_("This incident is"), self._relation)
        self._which = Field(_("Reference of the other"), self._other)
        self._dismiss = QCheckBox(_("Dismiss {ref} as a duplicate").format(ref=incident.ref))
        self._relation.currentIndexChanged.connect(lambda _at: self._offer_dismissal())
        self._other.textChanged.connect(lambda _text: self._which.clear_error())
        line = row(self._how, self._which, spacing=12)
        line.setStretch(1, 1)
        for field in (self._how, self._which):
            line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._none)
        self._body.addLayout(self._held)
        self._body.addLayout(line)
        self._body.addWidget(self._dismiss)
        self._body.addStretch()  # in a low window it takes the whole room
        self._fill()

    def controls(self) -> list[QWidget]:
        held = [each for _row, buttons in self._rows for each in buttons]
        return [*held, self._relation, self._other, self._dismiss]

    def first(self) -> QWidget:
        return self._other

    def submit(self) -> None:
        relation = str(self._relation.currentData())
        if self._record(lambda: self._link(relation), self._which.show_error) is not None:
            self._other.clear()
            self._fill()
            if self._incident.phase == Phase.DISMISSED and self._dismiss.isChecked():
                self.left.emit()

    def show_changed(self, incident: Incident) -> None:
        self._incident = incident
        self._fill()

    def _link(self, relation: str) -> Incident:
        typed = self._other.text().strip()
        if not typed:
            raise UserError(_("Which incident?"), _("Give its reference, such as INC-K7-12 or 12."))
        other = self._store.incidents.find(typed)
        if self._dismiss.isChecked() and self._dismiss.isVisibleTo(self):
            self._incident = dismiss_as_duplicate(self._store, self._incident.id, other.id)
            return self._incident
        self._incident = link(self._store, self._incident.id, other.id, relation)
        return self._incident

    def _offer_dismissal(self) -> None:
        duplicate = self._relation.currentData() == "duplicate_of"
        self._dismiss.setVisible(duplicate and can_be_dismissed(self._incident))

    def _unlink(self, held: Link) -> None:
        done = self._record(lambda: unlink(self._store, self._incident.id, held))
        if done is not None:
            self._incident = done
            self._fill()
            self._other.setFocus()

    def _fill(self) -> None:
        for each, _buttons in self._rows:
            self._held.removeWidget(each)
            each.hide()
            each.deleteLater()
        rows = self._store.incidents.rows([each.incident for each in self._incident.links])
        self._rows = []
        for held in self._incident.links:
            if held.incident in rows:
                found = rows[held.incident]
                about = f"{title_text(found.title)}  ·  {phase_word(found.phase)}"
                self._rows.append(self._line(held, found.ref, about))
        for each, _buttons in self._rows:
            self._held.addWidget(each)
        self._none.setVisible(not self._rows)
        self._offer_dismissal()

    def _line(self, held: Link, ref: str, about: str) -> tuple[QWidget, list[QWidget]]:
        go = button(_("Open {ref}").format(ref=ref), partial(self.wanted.emit, "incident", held.incident))
        off = quiet_button(_("Take link off"), partial(self._unlink, held))
        off.setAccessibleName(_("Take the link to {ref} off").format(ref=ref))
        whole = QWidget()
        words = row(label(relation_word(held.relation), "strong"), ElidedLabel(about), off, go, spacing=12)
        words.setStretch(1, 1)
        whole.setLayout(words)
        return whole, [off, go]
