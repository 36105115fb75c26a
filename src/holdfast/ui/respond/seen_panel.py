"""What was seen before, on the live view: past incidents like this one; one may be what this duplicates."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.domain.incident import Incident
from holdfast.respond.links import link, original_of
from holdfast.store.store import Store
from holdfast.ui.kit.forms import scrolled
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.seen_list import Looking, Question, SeenList
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.respond.panel import Panel
from holdfast.words import _


class SeenPanel(Panel):
    """Up to five past incidents with their reasons."""

    whole = True

    def __init__(self, store: Store, record: Recording, tasks: Tasks, incident: Incident) -> None:
        super().__init__(_("Seen before, like {ref}").format(ref=incident.ref), _("Back to the incident"))
        self._store, self._record, self._incident = store, record, incident
        self._list = SeenList(linking=not original_of(incident))
        self._list.say_none(_("Looking…"))
        self._body.addWidget(scrolled(self._list), 1)
        self._cancel.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._looking = Looking(store, tasks, self)
        self._looking.found.connect(self._show)
        self._list.incident_wanted.connect(lambda ident: self.wanted.emit("incident", ident))
        self._list.duplicate_wanted.connect(self._link)
        question = Question(incident.title, incident.service, incident.labels, incident.id)
        QTimer.singleShot(0, self, lambda: self._looking.ask(question))

    def controls(self) -> list[QWidget]:
        return self._list.controls()

    def first(self) -> QWidget:
        return self.verb

    def submit(self) -> None:
        self.leave()

    def flush(self) -> None:
        self._looking.stop()

    def _show(self, found: list[object]) -> None:
        self._list.say_none(_("Nothing like it was seen before."))
        self._list.show_found(found)  # pyright: ignore[reportArgumentType]
        if found and self.verb.hasFocus():
            self._list.rows.setFocus()

    def _link(self, other: str) -> None:
        ident = self._incident.id
        if self._record(lambda: link(self._store, ident, other, "duplicate_of")) is not None:
            self.wanted.emit("incident.links", "")
