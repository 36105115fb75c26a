"""One question, asked when a store turns up on another machine: was it moved, or is it a copy?"""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.words import _


class MovedDialog(QDialog):
    """Accepted: it was moved. Rejected: it is a copy, which is the safe answer for Esc too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Moved or copied?"))
        asked = label(_("This store was last written on another machine."), "title", wrap=True)
        hint = _(
            "If it was moved here and goes on only here, it keeps its station. If the other one goes on too,"
            " this is a copy and begins a station of its own. The record is the same either way."
        )
        moved = button(_("It was moved"), self.accept)
        copied = button(_("It is a copy"), self.reject, primary=True)
        copied.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(asked)
        layout.addWidget(label(hint, "body", "muted", wrap=True))
        layout.addSpacing(16)
        layout.addLayout(row(None, moved, copied))
        self.setMinimumWidth(theme.px(480))
        copied.setFocus()
