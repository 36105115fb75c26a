"""A viewer for documents from strangers: it shows and copies, and opens nothing by itself."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser

from holdfast.runbook.render import Rendered
from holdfast.ui.kit import document_style, theme
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

_MOST_PIXELS = 16_000_000
_NOTHING = Rendered("")
_UNKNOWN = QTextDocument.ResourceType.UnknownResource


class DocumentView(QTextBrowser):
    """Shows a `Rendered` document; its links are wishes that go up as signals.

    Every target is answered here: images of the library by their hash, anchors by scrolling, `hf-copy:`
    and `hf-web:` by copying. Nothing is ever fetched or read for a document.
    """

    runbook_wanted = Signal(str, str)
    """A link to another file of the same source: its path, and an anchor in it or ""."""
    _sheet = ""  # before __init__ is through, Qt already tells of changes of style

    copied = Signal(str)
    """This text is now on the clipboard: a code block or an address."""

    def __init__(self, name: str) -> None:
        """`name` is what the view is called for those who do not see it."""
        super().__init__()
        self._document = _NOTHING
        self._images: Callable[[str], bytes | None] = _no_image
        self._pictures: list[_Picture] = []
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._tell_target)

    def show_document(self, document: Rendered, images: Callable[[str], bytes | None] | None = None) -> None:
        """Show the document from its top. `images` gives an image's bytes by its SHA-256 in hex."""
        self._document = document
        self._images = images or _no_image
        self._fill()
        self.verticalScrollBar().setValue(0)

    def go_to(self, anchor: str) -> None:
        """Bring the heading with this anchor to the top."""
        self.scrollToAnchor(anchor)

    def copy_code(self, number: int) -> None:
        """Put code block `number`, counted from 0, on the clipboard exactly as it was written."""
        if 0 <= number < len(self._document.code):
            self._copy(self._document.code[number])

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Images of the library, and a blank for all else.

        Without an answer, or with an image that is none, Qt would read the file of that name.
        """
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b" ")
        data = self._images(url.path()) if url.scheme() == "hf-image" else None
        return (_decoded(data) if data else None) or _blank()

    def doSetSource(self, name: QUrl | str, type: QTextDocument.ResourceType = _UNKNOWN) -> None:  # noqa: A002  (Qt's name)
        """Documents are only ever shown by `show_document`."""

    def changeEvent(self, event: QEvent) -> None:
        looks = event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}
        place = self.cursorForPosition(QPoint(0, 0)).position() if looks and self._sheet else 0
        super().changeEvent(event)
        if looks:
            self._restyle(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_images()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        copy = menu.addAction(_("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        target = self.anchorAt(event.pos())
        if address := _address(QUrl(target)):
            menu.addAction(_("Copy address"), lambda: self._copy(address))
        menu.addAction(_("Select all"), self.selectAll)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _fill(self) -> None:
        self._sheet = document_style.sheet(theme.current())
        self.document().setDocumentMargin(theme.px(16))
        self.document().setDefaultStyleSheet(self._sheet)
        self.setTabStopDistance(8 * QFontMetricsF(theme.font("mono")).horizontalAdvance(" "))
        self.setHtml(self._document.html)
        self._pictures = _pictures(self.document()) if "hf-image:" in self._document.html else []
        self._fit_images()

    def _fit_images(self) -> None:
        """Keep each image inside the view; a small one keeps its size."""
        for picture in self._pictures:
            room = self.viewport().width() - picture.indent - 2 * self.document().documentMargin()
            picture.fit(max(room, 40.0))

    def _restyle(self, place: int) -> None:
        """Wear the theme again, with the same text at the top."""
        if self._sheet and self._sheet != document_style.sheet(theme.current()):
            self._fill()
        if place:
            top = QTextCursor(self.document())
            top.setPosition(min(place, self.document().characterCount() - 1))
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.cursorRect(top).top())

    def _follow(self, url: QUrl) -> None:
        match url.scheme():
            case "hf-copy":
                self.copy_code(int(url.path()))
            case "hf-web":
                self._copy(_address(url))
            case "hf-runbook":
                decoded = QUrl.ComponentFormattingOption.FullyDecoded
                self.runbook_wanted.emit(url.path(decoded), url.fragment(decoded))
            case "" if url.hasFragment():
                self.go_to(url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
            case _:
                pass

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def _tell_target(self, url: QUrl) -> None:
        """Say where a link leads before it is used."""
        shown = _address(url)
        if url.scheme() == "hf-runbook":
            shown = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
        elif shown:
            shown = _("{address} (Enter copies the address)").format(address=shown)
        set_tooltip(self.viewport(), shown)


class _Picture:
    """An image in the text, and how far its paragraph is indented."""

    def __init__(self, cursor: QTextCursor, indent: float) -> None:
        self._cursor = cursor
        self.indent = indent

    def fit(self, room: float) -> None:
        """Let it be at most `room` wide."""
        image = self._cursor.charFormat().toImageFormat()
        image.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, room))
        self._cursor.setCharFormat(image)


def _pictures(document: QTextDocument) -> list[_Picture]:
    """The images of the document, their lines made as high as they are."""
    found: list[_Picture] = []
    cursor = document.find("\ufffc")
    while not cursor.isNull():
        if cursor.charFormat().isImageFormat():
            found.append(_Picture(QTextCursor(cursor), _indent(cursor)))
            tight = QTextBlockFormat()
            tight.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(tight)
        cursor = document.find("\ufffc", cursor)
    return found


def _indent(cursor: QTextCursor) -> float:
    within, items = cursor.block().blockFormat(), cursor.currentList()
    levels = within.indent() + (items.format().indent() if items else 0)
    return within.leftMargin() + levels * cursor.document().indentWidth()


def _address(url: QUrl) -> str:
    """The web address that a link shows and copies, "" for any other link."""
    if url.scheme() != "hf-web":
        return ""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("hf-web:")  # pyright: ignore[reportCallIssue, reportArgumentType]


def _no_image(_sha256: str) -> bytes | None:
    return None


def _decoded(data: bytes) -> QImage | None:
    """The image, None for one that is broken or unpacks to more than a screen can want."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else image


def _blank() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
