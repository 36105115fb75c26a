"""What was dropped or pasted: files, an image, or text with its bytes as they came."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

_TEXTS: Final = ("text/plain;charset=utf-8", "text/plain")


def files_of(data: QMimeData) -> list[Path]:
    """The files; a file manager also gives their addresses as text, which nobody means."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def image_of(data: QMimeData) -> QImage | None:
    """The image, where there is no text as well: what a spreadsheet gives stays text."""
    image = data.imageData() if data.hasImage() and not data.hasText() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def bytes_of(data: QMimeData) -> bytes:
    """The text, byte for byte, escape sequences included; empty where there is none."""
    for form in _TEXTS:
        if data.hasFormat(form):
            return bytes(data.data(form).data())
    return data.text().encode("utf-8", "replace")
