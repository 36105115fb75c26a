"""The questions that need a dialog, behind a port, so that a test can answer them."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget


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
    """Asks by dialogs above the window, which are loaded when the first is needed: start-up time."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        from holdfast.ui.kit.confirm import confirmed  # noqa: PLC0415

        return confirmed(what, hint, verb, self._window)

    def folder(self, title: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        return _path(QFileDialog.getExistingDirectory(self._window, title))

    def file(self, title: str, kinds: str = "") -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        return _path(QFileDialog.getOpenFileName(self._window, title, "", kinds)[0])

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        return _path(QFileDialog.getSaveFileName(self._window, title, suggested, kinds)[0])


def _path(text: str) -> Path | None:
    return Path(text) if text else None
