"""A table brought onto the timeline: its rows are shown first, or what is wrong with each; all or none."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.table import Fault
from holdfast.domain.timeline import kind_word
from holdfast.domain.timewords import stamp_text
from holdfast.respond.timeline_csv import Event
from holdfast.respond.timeline_csv_import import Imported, import_timeline, preview, read_file
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene

_MOST = 200
"""Rows and faults that are shown; the count is of all."""


class ImportPanel(Panel):
    """What a file would put on the timeline."""

    whole = True

    def __init__(self, scene: "Scene", file: Path) -> None:
        super().__init__(_("Import {file}").format(file=file.name), _("Import"))
        self._scene = scene
        self._said = label("", "body", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Rows of the table"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.addWidget(self._said)
        self._body.addWidget(self.list, 1)
        self._text = ""
        self._show(file)

    def controls(self) -> list[QWidget]:
        return [self.list]

    def first(self) -> QWidget:
        return self.verb if self.verb.isEnabled() else self.list

    def submit(self) -> None:
        if not self.verb.isEnabled():
            return
        ident = self._scene.incident.id
        made = self._scene.record(lambda: import_timeline(self._scene.store, ident, self._text), self._failed)
        if made is None:
            return
        if made.faults:
            self._show_faults(made.faults)
            return
        announce(self, _("{count} rows were put on the timeline.").format(count=made.recorded))
        self.left.emit()

    def _show(self, file: Path) -> None:
        try:
            self._text = read_file(file)
            events, made = preview(self._scene.store, self._scene.incident.id, self._text)
        except UserError as error:
            self._failed(error)
            return
        if made.faults:
            self._show_faults(made.faults)
        else:
            self._show_events(events, made)

    def _show_events(self, events: list[Event], made: Imported) -> None:
        told = _("{count} rows would be put on the timeline; {skipped} are there already.")
        self._say(told.format(count=made.recorded, skipped=made.skipped))
        self.list.addItems([self._row(event) for event in events[:_MOST]])
        self.verb.setEnabled(made.recorded > 0)

    def _row(self, event: Event) -> str:
        source = event.aside.get("event_source", "")
        aside = ", ".join(part for part in (kind_word(event.kind), source) if part)
        body = " ".join(event.body.split())[:300]
        return f"{stamp_text(event.at, self._scene.store.zone)}   {body}   ({aside})"

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        self._say(
            _("{count} to correct in the table; nothing is recorded.").format(count=len(faults)), "error"
        )
        self.list.clear()
        self.list.addItems([_fault(each) for each in faults[:_MOST]])
        self.verb.setEnabled(False)

    def _failed(self, error: UserError) -> None:
        self._say(str(error), "error")
        self.verb.setEnabled(False)

    def _say(self, words: str, tone: str = "") -> None:
        self._said.setText(words)
        set_tone(self._said, tone)


def _fault(fault: Fault) -> str:
    where = _("line {line}").format(line=fault.line)
    place = f"{where}, {fault.column}" if fault.column else where
    return f"{place}: {fault.what} {fault.hint}"
