"""What can be done on a page with what is chosen in it: one panel at a time asks for what is needed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QVBoxLayout, QWidget

from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.verb import Verb

if TYPE_CHECKING:
    from holdfast.ui.kit.panel import Panel


class PageActs(QObject):
    """Keeps the place below the list where its panels stand, hidden while none does."""

    said = Signal(str)
    failed = Signal(object)
    """The UserError of what can't be begun."""
    opened = Signal(bool)
    """Whether a panel is open: it has the one filled button then."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.place = QWidget()
        self._layout = QVBoxLayout(self.place)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(hairline())
        self.place.hide()
        self.panel: Panel | None = None

    def open(self, panel: "Panel") -> None:
        """Show a panel in the place of the one before."""
        self.close()
        self.panel = panel
        self._layout.addWidget(panel)
        panel.left.connect(self.close)
        self.place.show()
        self.opened.emit(True)
        panel.start()

    def close(self) -> None:
        """Close the panel that is open, if one is."""
        panel, self.panel = self.panel, None
        if panel is not None:
            self._layout.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
            self.place.hide()
            self.opened.emit(False)

    def why_not(self) -> str:
        """Why nothing can be recorded, "" where it can."""
        return read_only_error().what if self._store.read_only else ""


def menu_of(verbs: Sequence[Verb], at: QPoint, parent: QWidget) -> QMenu:
    """A menu of verbs, opened at a place of the screen; it is gone when it is closed."""
    menu = QMenu(parent)
    for verb in verbs:
        words = f"{verb.words}\t{verb.keys}" if verb.keys else verb.words
        menu.addAction(words, verb.run).setEnabled(not verb.reason())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Where the menu of the current row opens: at the mouse, or below the row where a key asked for it."""
    if event.reason() != QContextMenuEvent.Reason.Keyboard:
        return event.globalPos()
    return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
