"""The offer to keep as evidence what a note would not keep."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _


class PasteOffer(QWidget):
    """Says why, beside a button; hidden while there is nothing to offer."""

    taken = Signal(object)
    """The bytes that are to become evidence."""

    def __init__(self) -> None:
        super().__init__()
        self._data = b""
        self._why = label("", "small", "muted", wrap=True)
        self.button = quiet_button(_("Paste as evidence"), self._take)
        line = row(self._why, self.button)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, why: str, data: bytes) -> None:
        """Offer these bytes."""
        self._data = data
        self._why.setText(why)
        self.button.setAccessibleDescription(why)
        self.show()
        announce(self, f"{why} {self.button.text()}")

    def end(self) -> None:
        """Nothing is offered any more."""
        self._data = b""
        self.hide()

    def _take(self) -> None:
        data = self._data
        self.end()
        self.taken.emit(data)
