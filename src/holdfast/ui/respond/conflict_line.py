"""The line below the head that says: two changes met that did not know of each other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from holdfast.domain.incident import Incident
from holdfast.respond.conflicts import Met, met_text, standing
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.text import label
from holdfast.words import _


class ConflictLine(QFrame):
    """Both changes and which stands, with the way to their rows; hidden while nothing met."""

    row_wanted = Signal(str)
    """The row of one of them, by the hash of its entry."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._met: list[Met] = []
        self._next = 0
        self.setProperty("card", "hint")
        self.words = label("", "meta", wrap=True)
        self.show_row = quiet_button("", self._show_row)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(12)
        line.addWidget(self.words, 1)
        line.addWidget(self.show_row)
        self.hide()

    def show_incident(self, incident: Incident) -> None:
        """What met on an incident as it is now."""
        self._met, self._next = standing(self._store, incident), 0
        if self._met:
            told, more = met_text(self._met[-1], self._store.zone), len(self._met) - 1
            self.words.setText(_("{told} And {more} more.").format(told=told, more=more) if more else told)
            self._say()
        self.setVisible(bool(self._met))

    def _rows(self) -> list[str]:
        """The rows of all that met, by turns: the newest first, of each the later one first."""
        pairs = [(met.later, met.earlier) for met in reversed(self._met)]
        return [row.entry for pair in pairs for row in pair if row is not None]

    def _say(self) -> None:
        set_words(self.show_row, _("Show the other") if self._next else _("Show on timeline"))

    def _show_row(self) -> None:
        rows = self._rows()
        self.row_wanted.emit(rows[self._next % len(rows)])
        self._next += 1
        self._say()
