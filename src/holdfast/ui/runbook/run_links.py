"""Runs as links, each by its incident and its day, the newest first."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from holdfast.domain.run import Run
from holdfast.domain.timewords import date_text
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import menu_button, quiet_button
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import literal, set_tooltip
from holdfast.words import _, ngettext

_SHOWN: Final = 4
_MOST: Final = 60  # in the menu; who wants more of them asks the list of incidents


class RunLinks(QWidget):
    """A few side by side, the others in a menu."""

    run_wanted = Signal(str, str)
    """An incident and the run on it that is to be shown."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._made: list[QPushButton] = []
        self._flow = FlowLayout(gap=4)
        self.setLayout(self._flow)
        self.hide()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show these, the newest last; with none of them nothing is in sight."""
        self._clear()
        newest = [run for run in reversed(runs) if run.incident][:_MOST]
        rows = self._store.incidents.rows([run.incident for run in newest])
        known = [run for run in newest if run.incident in rows]
        for run in known[:_SHOWN]:
            words, title = self._words(run, rows[run.incident].ref), rows[run.incident].title
            link = quiet_button(literal(words), self._goer(run))
            link.setAccessibleName(f"{words}, {title}")
            set_tooltip(link, title)
            self._add(link)
        if known[_SHOWN:]:
            self._add(self._others(known[_SHOWN:]))
        self.setVisible(bool(known))
        self.updateGeometry()

    def _others(self, runs: Sequence[Run]) -> QPushButton:
        menu, rows = QMenu(), self._store.incidents.rows([run.incident for run in runs])
        for run in runs:
            incident = rows[run.incident]
            words = literal(f"{self._words(run, incident.ref)}  {incident.title}")
            menu.addAction(words, self._goer(run))
        more = ngettext("{count} more", "{count} more", len(runs)).format(count=len(runs))
        made = menu_button(more, menu)
        menu.setParent(made, menu.windowFlags())  # and goes with it
        made.setProperty("quiet", "true")
        return made

    def _words(self, run: Run, ref: str) -> str:
        if run.started is None:
            return ref
        return _("{ref}, {day}").format(ref=ref, day=date_text(run.started, self._store.zone))

    def _goer(self, run: Run) -> Callable[[], None]:
        return lambda: self.run_wanted.emit(run.incident, run.id)

    def _clear(self) -> None:
        for each in self._made:
            self._flow.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._made = []

    def _add(self, made: QPushButton) -> None:
        self._made.append(made)
        self._flow.addWidget(made)
        made.show()
