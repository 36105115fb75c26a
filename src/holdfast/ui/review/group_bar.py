"""Above the review's timeline: the heading under which the rows that are chosen shall stand."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.text import label
from holdfast.words import _


class GroupBar(QWidget):
    """Enter puts the rows under the heading; nothing typed puts them under none. Esc closes."""

    named = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(80)
        words = label(_("Heading"), "small_strong")
        words.setBuddy(self.edit)
        self.edit.setAccessibleName(_("Heading of the rows that are chosen"))
        self.edit.setPlaceholderText(_("Empty for no heading"))
        self.edit.returnPressed.connect(self._name)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 16, 12)
        line.setSpacing(8)
        line.addWidget(words)
        line.addWidget(self.edit, 1)
        line.addWidget(button(_("Group rows"), self._name))
        line.addWidget(quiet_button(_("Back"), self.closed.emit))
        self.hide()

    def begin(self, group: str, known: Iterable[str]) -> None:
        """Ask for the heading; `group` is the one that the rows have, `known` are those of this review."""
        completer = QCompleter(sorted(filter(None, known)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.edit.setCompleter(completer)
        self.edit.setText(group)
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _name(self) -> None:
        self.named.emit(self.edit.text())
