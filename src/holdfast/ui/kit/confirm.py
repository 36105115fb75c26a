"""One question before what cannot be undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.words import _


def confirmed(what: str, hint: str, verb: str, window: QWidget) -> bool:
    """Ask above a window; `verb` is the button that does it."""
    dialog = ConfirmDialog(what, hint, verb, window)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


class ConfirmDialog(QDialog):
    """One question; the focus is on the button that changes nothing."""

    def __init__(self, what: str, hint: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(verb)
        keep, act = button(_("Cancel"), self.reject), button(verb, self.accept, primary=True)
        keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        question = label(what, "title", wrap=True)
        question.setMinimumWidth(theme.px(360))
        layout.addWidget(question)
        layout.addWidget(label(hint, "body", "muted", wrap=True))
        layout.addSpacing(16)
        layout.addLayout(row(None, keep, act))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        keep.setFocus()
