"""The call list on the live view: each call is recorded as it is made."""

from dataclasses import replace

from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.domain.incident import Incident
from holdfast.respond.calls import Call, calls_of, record_call
from holdfast.store.store import Store
from holdfast.ui.kit.call_list import CallList
from holdfast.ui.kit.forms import scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.respond.panel import Panel
from holdfast.words import _


class CallsPanel(Panel):
    """Whom to call, and how the last call to each ended."""

    whole = True

    def __init__(self, store: Store, record: Recording, incident: Incident) -> None:
        super().__init__(_("Call list of {ref}").format(ref=incident.ref), _("Back to the incident"))
        self._store, self._record, self._ident = store, record, incident.id
        self._list = CallList()
        self._list.show_people(store.directory.people(), store.now())
        self._list.called.connect(self._call)
        self._body.addWidget(scrolled(self._list), 1)
        self._cancel.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._say()

    def controls(self) -> list[QWidget]:
        return self._list.controls()

    def submit(self) -> None:
        self.leave()

    def show_changed(self, incident: Incident) -> None:
        self._say()

    def _say(self) -> None:
        self._list.show_calls(calls_of(self._store, self._ident), self._store.zone)
        if not self._store.directory.people():
            self.add_foot(_("Nobody is in the directory yet; a number can be typed."))

    def _call(self, call: Call) -> None:
        row = self._record(
            lambda: record_call(self._store, self._ident, replace(call, occurred=None)), self._list.show_error
        )
        if row is not None:
            announce(self, row.text)
            if self.window().focusWidget() in self._list.typed():
                self._list.clear()
            self._say()
