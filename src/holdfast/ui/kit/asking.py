"""The questions that need a dialog, behind a port, so that a test can answer them."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.words import _


class Asking(Protocol):
    """Asks a person. Every answer may be None or False: they thought better of it."""

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        """Ask before what cannot be undone; `verb` is the button that does it."""
        ...

    def folder(self, title: str) -> Path | None:
        """A folder that exists."""
        ...

    def file(self, title: str, kinds: str = "") -> Path | None:
        """A file that exists; `kinds` as Qt writes them, "Markdown (*.md)"."""
        ...

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        """Where to write; asks by itself before an existing file is replaced."""
        ...


class DialogAsking:
    """Asks by dialogs above the window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        dialog = ConfirmDialog(what, hint, verb, self._window)
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer

    def folder(self, title: str) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(self._window, title))

    def file(self, title: str, kinds: str = "") -> Path | None:
        return _path(QFileDialog.getOpenFileName(self._window, title, "", kinds)[0])

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        return _path(QFileDialog.getSaveFileName(self._window, title, suggested, kinds)[0])


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


def _path(text: str) -> Path | None:
    return Path(text) if text else None
