"""What the inbox can be asked for: its views with how many each has, and words."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.store.alerts_asked import VIEWS
from holdfast.ui.kit.buttons import Choice
from holdfast.words import _

_SOON: Final = 150  # milliseconds after a key


def view_word(view: str) -> str:
    """What a view is called."""
    spoken = {
        "open": _("Open"),
        "firing": _("Firing"),
        "acknowledged": _("Acknowledged"),
        "silenced": _("Silenced"),
        "resolved": _("Resolved"),
        "all": _("All"),
    }
    return spoken[view]


class _FindLine(QLineEdit):
    """Esc takes the words away, and then leads on to the list, as the arrow down does."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ViewBar(QWidget):
    """Says what is asked for, soon after it was typed."""

    asked = Signal(str, str)
    """The view, and the words."""
    left = Signal()
    """Enter was pressed: on to the list."""

    def __init__(self) -> None:
        super().__init__()
        self.view = "open"
        self._views = Choice(_("Which alerts"), [(key, view_word(key)) for key in VIEWS], flows=True)
        self._views.choose(self.view)
        self.line = _FindLine()
        self.line.left.connect(self.left)
        self.line.setPlaceholderText(_("Find by name, service, source or any label"))
        self.line.setAccessibleName(_("Find alerts"))
        self.line.setClearButtonEnabled(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._views)
        column.addWidget(self.line)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_SOON)
        self._typed.timeout.connect(self._ask)
        self._views.chosen.connect(self.choose)
        self.line.textChanged.connect(lambda _text: self._typed.start())
        self.line.returnPressed.connect(self._enter)

    def find_by(self, page: QWidget) -> None:
        """Let the keys to find with lead here, anywhere on a page."""
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page).activated.connect(self.line.setFocus)

    def words(self) -> str:
        """The words that are looked for."""
        return self.line.text().strip()

    def choose(self, view: str) -> None:
        """Ask for another view."""
        self.view = view
        self._views.choose(view)
        self._ask()

    def clear(self) -> None:
        """Look for no words any more; the next ones can be typed at once."""
        self.line.setFocus()
        self.line.clear()
        self._ask()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many each view has."""
        for view, count in counts.items():
            each = self._views.button(view)
            words = f"{view_word(view)}  {count:,}" if count else view_word(view)
            if each.text() == words:
                continue
            each.setText(words)
            each.setAccessibleName(
                _("Which alerts: {view}, {count}").format(view=view_word(view), count=count)
            )
            each.updateGeometry()

    def _ask(self) -> None:
        self._typed.stop()
        self.asked.emit(self.view, self.words())

    def _enter(self) -> None:
        self._ask()
        self.left.emit()
