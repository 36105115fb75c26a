"""The foot of the live view: the bar, or the one panel that is open in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from holdfast.ui.kit.text import hairline
from holdfast.ui.respond.panel import Panel


class Foot(QWidget):
    """As high as its panel asks for; one that takes the room there is must take none of the header's."""

    turned = Signal()
    """A panel was opened, or is gone."""
    left = Signal()
    """The panel is to be closed."""
    wanted = Signal(str, str)
    """What the panel wishes: a verb of the page, or the key of another page, and what that is to show."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__()
        self.panel: Panel | None = None
        self.line = hairline()
        self._bar = bar
        self._asked_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.line)
        self._column.addWidget(bar)

    def open(self, panel: Panel) -> None:
        """Show a panel in place of the bar, or of the panel that is open."""
        self.clear()
        self._asked_from = self.window().focusWidget()
        self.panel = panel
        self._bar.hide()
        self.line.setVisible(not panel.whole)  # it stands under the header's
        self.updateGeometry()
        self.turned.emit()
        self._column.insertWidget(1, panel, 1)
        panel.show()
        panel.left.connect(self.left)
        panel.wanted.connect(self.wanted)
        panel.start()

    def clear(self) -> None:
        """Show the bar again; what was typed into the panel is a draft."""
        panel, self.panel = self.panel, None
        if panel is None:
            return
        panel.flush()
        panel.hide()
        panel.deleteLater()
        self.line.show()
        self._bar.show()
        self.updateGeometry()
        self.turned.emit()

    def takes_room(self) -> bool:
        """Whether the panel in it takes whatever room there is, and scrolls within."""
        return self.panel is not None and self.panel.whole

    def asked_from(self) -> QWidget | None:
        """Where the focus was when the panel was opened; None where that is out of sight."""
        there = self._asked_from
        return there if there is not None and isValid(there) and there.isVisible() else None

    def hasHeightForWidth(self) -> bool:
        # a layout takes the height for a width as the least there may be, and cuts the header for it
        return not self.takes_room() and super().hasHeightForWidth()
