"""Find and replace above the text of a review: what to look for, what to put there, and where."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, icon_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import label
from holdfast.words import _


class ReplaceBar(QWidget):
    """Enter and F3 go on, Shift goes back; Enter in the second line replaces; Esc closes."""

    looked = Signal()
    """Another text is looked for, or in other sections."""
    step_wanted = Signal(int)
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()
        self.sought.textChanged.connect(self.looked)
        self.everywhere.toggled.connect(self.looked)
        self.hide()

    def begin(self, words: str, *, replacing: bool) -> None:
        """Show it, ready to type over what was looked for; `words` are looked for instead."""
        if words:
            self.sought.setText(words)
        self._second.setVisible(replacing)
        self.show()
        self.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sought.selectAll()

    def end(self) -> None:
        """Take it away."""
        self.hide()
        self.closed.emit()

    def say(self, words: str, *, any_found: bool, may_replace: bool) -> None:
        """Say how many there are, and offer what can be done with them."""
        if words != self._count.text():
            self._count.setText(words)
            announce(self, words)
        for part in (self._back, self._on):
            part.setEnabled(any_found)
        for part in (self._one, self._all):
            part.setEnabled(any_found and may_replace)

    def words(self) -> str:
        """What it says of the places."""
        return self._count.text()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.replacement.hasFocus():
                self.replace_wanted.emit()
            else:
                self.step_wanted.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.sought, self.replacement = _line(_("Find in the review")), _line(_("Replace with"))
        self.everywhere = QCheckBox(_("All sections"))
        self._count = label("", "small", "muted")
        self._back = icon_button("up", _("Previous (Shift+F3)"), lambda: self.step_wanted.emit(-1))
        self._on = icon_button("down", _("Next (F3)"), lambda: self.step_wanted.emit(1))
        close = icon_button("close", _("Close (Esc)"), self.end)
        self._one = button(_("Replace"), self.replace_wanted.emit)
        self._all = button(_("Replace all"), self.replace_all_wanted.emit)
        first = row(self.sought, self._back, self._on, close)
        first.setStretch(0, 1)
        self._second = QWidget()
        acts = QWidget()
        acts.setLayout(FlowLayout(self._one, self._all, gap=8))
        second = QVBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(self.replacement)
        second.addWidget(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(row(self.everywhere, None, self._count))
        column.addWidget(self._second)


def _line(words: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(words)
    made.setPlaceholderText(words)
    return made
