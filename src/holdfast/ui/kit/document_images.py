"""The images of a document in its viewer: unpacked with a bound, and never wider than the view."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QTextBlockFormat, QTextCursor, QTextDocument, QTextLength

_IMAGE = re.compile(r'<img src="hf-image:([0-9a-f]{64})"(?: alt="([^"]*)")?>')
MOST_PIXELS = 16_000_000
MOST_PIXELS_IN_ALL = 64_000_000


class Picture:
    """An image in the text, and how far its paragraph is indented."""

    def __init__(self, cursor: QTextCursor, indent: float) -> None:
        self._cursor = cursor
        self.indent = indent

    def fit(self, room: float) -> None:
        """Let it be at most `room` wide."""
        image = self._cursor.charFormat().toImageFormat()
        image.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, room))
        self._cursor.setCharFormat(image)


def pictures(document: QTextDocument, start: int) -> list[Picture]:
    """The images of the document from a place on, their lines made as high as they are."""
    found: list[Picture] = []
    cursor = document.find("\ufffc", start)
    while not cursor.isNull():
        if cursor.charFormat().isImageFormat():
            found.append(Picture(QTextCursor(cursor), _indent(cursor)))
            tight = QTextBlockFormat()
            tight.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(tight)
        cursor = document.find("\ufffc", cursor)
    return found


def _indent(cursor: QTextCursor) -> float:
    within, items = cursor.block().blockFormat(), cursor.currentList()
    levels = within.indent() + (items.format().indent() if items else 0)
    return within.leftMargin() + levels * cursor.document().indentWidth()


Images = Callable[[str], bytes | QImage | None]
"""An image by its SHA-256 in hex: packed, unpacked, or None where there is none."""


def unpacked(html: str, packed: Mapping[str, bytes]) -> dict[str, QImage]:
    """The images that the HTML shows, of those that there are. Takes its time: to be run aside."""
    found: dict[str, QImage] = {}
    room = MOST_PIXELS_IN_ALL
    for sha256 in dict.fromkeys(sha256 for sha256, _words in _IMAGE.findall(html)):
        image = decoded(packed[sha256], room) if sha256 in packed else None
        if image is not None:
            found[sha256] = image
            room -= image.width() * image.height()
    return found


def described(html: str, images: Images) -> str:
    """The HTML with the words of an image in place of each that is not there any more."""

    def kept(image: re.Match[str]) -> str:
        if images(image.group(1)) is not None:
            return image.group()
        return f"<i>[{image.group(2) or '…'}]</i>"

    return _IMAGE.sub(kept, html) if "hf-image:" in html else html


def decoded(data: bytes, room: int = MOST_PIXELS_IN_ALL) -> QImage | None:
    """The image, None for one that is broken or unpacks to more than a screen can want."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > min(room, MOST_PIXELS):
        return None
    image = reader.read()
    return None if image.isNull() else image


def blank() -> QImage:
    """What stands where there is no image."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
