"""A viewer for documents from strangers: it shows and copies, and opens nothing by itself."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser

from holdfast.runbook import folds
from holdfast.runbook.pieces import pieces
from holdfast.runbook.render import Rendered
from holdfast.ui.kit import document_style, theme
from holdfast.ui.kit.document_filling import append, link_to, places_of
from holdfast.ui.kit.document_images import Images, Picture, blank, decoded, described, pictures
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

LARGER = 1.6
"""How many times as large the text is in large type."""

_Place = tuple[int, int]  # the first letter in sight, and how far below the edge it stands
_TOP: _Place = (0, 0)
_NOTHING = Rendered("")
_UNKNOWN = QTextDocument.ResourceType.UnknownResource


class DocumentView(QTextBrowser):
    """Shows a `Rendered` document; its links are wishes that go up as signals.

    Every target is answered here: images of the library by their hash, anchors by scrolling, `hf-copy:`
    and `hf-web:` by copying, `hf-fold:` by unfolding. Nothing is ever fetched or read for a document.

    A document comes to the screen piece by piece, the first at once and each other in a turn of the event
    loop, so that none of them holds up the window.
    """

    runbook_wanted = Signal(str, str)
    """A link to another file of the same source: its path, and an anchor in it or ""."""
    _sheet = ""  # before __init__ is through, Qt already tells of changes of style

    copied = Signal(str)
    """This text is now on the clipboard: a code block or an address."""
    filled = Signal()
    """The whole document is in the view."""

    def __init__(self, name: str) -> None:
        """`name` is what the view is called for those who do not see it."""
        super().__init__()
        self._document = _NOTHING
        self._images: Images = _no_image
        self._pictures: list[Picture] = []
        self._opened: frozenset[int] = frozenset()
        self._large = False
        self._places: dict[str, int] = {}  # where each anchor stands
        self._left: list[str] = []  # pieces that are still to come, the last one first
        self._then: Callable[[], None] | None = None  # what waits for them
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._fill_on)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_width)
        self.highlighted.connect(self._tell_target)

    def show_document(self, document: Rendered, images: Images | None = None) -> None:
        """Show the document from its top."""
        self._document = document
        self._images = images or _no_image
        self._opened = folds.opened_at_first(document.html)
        self._fill()
        self.verticalScrollBar().setValue(0)

    def go_to(self, anchor: str) -> None:
        """Bring the heading with this anchor to the top, unfolding what hides it."""
        around = folds.around(self._document.html, anchor) - self._opened
        if around:
            self._opened |= around
            self._fill()
        self._when_filled(lambda: self.scrollToAnchor(anchor))

    def is_at(self, names: Collection[str]) -> str:
        """Which of these headings the text in sight belongs to, "" for what is above all of them."""
        place = self.cursorForPosition(QPoint(0, theme.px(24))).position()
        above = [name for name in names if self._places.get(name, place + 1) <= place]
        return above[-1] if above else ""

    def unfold_all(self) -> None:
        """Show all that is folded, until another document is shown."""
        everything = folds.numbers(self._document.html)
        if self._opened != everything:
            self._opened = everything
            self._fill_again(self._place())

    def set_large(self, *, large: bool) -> None:
        """Show the text larger than all else, to be read from a step away."""
        if large != self._large:
            place = self._place()
            self._large = large
            self._fill_again(place)

    def is_filled(self) -> bool:
        """Whether the whole document is in the view."""
        return not self._left

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
        found = self._images(url.path()) if url.scheme() == "hf-image" else None
        return (decoded(found) if isinstance(found, bytes) else found) or blank()

    def doSetSource(self, name: QUrl | str, type: QTextDocument.ResourceType = _UNKNOWN) -> None:  # noqa: A002  (Qt's name)
        """Documents are only ever shown by `show_document`."""

    def changeEvent(self, event: QEvent) -> None:
        looks = event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}
        place = self._place() if looks and self._sheet else _TOP
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

    def _place(self) -> _Place:
        """Where the text in sight begins."""
        top = self.cursorForPosition(QPoint(0, 0))
        return top.position(), self.cursorRect(top).top()

    def _fill(self) -> None:
        larger = LARGER if self._large else 1.0
        self._sheet = self._wanted_sheet()
        self.document().clear()  # else what follows lays out the text that was there once more
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * larger)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(round(theme.px(16) * larger))
        self.document().setDefaultStyleSheet(self._sheet)
        mono = theme.font("mono")
        mono.setPointSizeF(mono.pointSizeF() * larger)
        self.setTabStopDistance(8 * QFontMetricsF(mono).horizontalAdvance(" "))
        html = described(folds.shown(self._document.html, self._opened), self._images)
        first, *more = pieces(html)
        self._left, self._then = more[::-1], None
        self.setHtml(first)
        self._pictures = pictures(self.document(), 0)
        self._places = places_of(self.document(), 0)
        self._fit_images()
        self._turn.start()  # also for the first piece alone: who is told waits for the next turn

    def _fill_on(self) -> None:
        """Put the next piece in."""
        if self._left:
            start = self.document().characterCount() - 1
            append(self.document(), self._left.pop())
            added = pictures(self.document(), start)
            self._pictures += added
            self._places = places_of(self.document(), start) | self._places
            if added:
                self._fit_images()
        if not self._left:
            self._turn.stop()
            then, self._then = self._then, None
            if then is not None:
                then()
            self.viewport().setUpdatesEnabled(True)
            self.filled.emit()

    def _when_filled(self, then: Callable[[], None]) -> None:
        if self._left:
            self._then = then
        else:
            then()

    def _fill_again(self, place: _Place) -> None:
        """Show the same document anew, with the same text at the top; what is between is not shown."""
        self._fill()
        if self._left:
            self.viewport().setUpdatesEnabled(False)
        self._when_filled(lambda: self._put_on_top(place))

    def _put_on_top(self, place: _Place) -> None:
        top = QTextCursor(self.document())
        top.setPosition(min(place[0], self.document().characterCount() - 1))
        shift = self.cursorRect(top).top() - place[1]
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + shift)

    def _wanted_sheet(self) -> str:
        return document_style.sheet(theme.current(), LARGER if self._large else 1.0)

    def _toggle(self, number: int) -> None:
        """Fold or unfold a part. Its link keeps the focus."""
        self._opened ^= {number}
        place = self._place()
        self._fill_again(place)
        self._when_filled(lambda: self._back_to_fold(number, place))

    def _back_to_fold(self, number: int, place: _Place) -> None:
        link = link_to(self.document(), f"{folds.FOLD}{number}")
        if link is not None:
            self.setTextCursor(link)
        self._put_on_top(place)

    def _fit_width(self, size: QSizeF) -> None:
        """No bar at the bottom where only a part of the margin would come into sight by it."""
        is_wider = size.width() - self.viewport().width() > self.document().documentMargin()
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_wider else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)

    def _fit_images(self) -> None:
        """Keep each image inside the view; a small one keeps its size."""
        for picture in self._pictures:
            room = self.viewport().width() - picture.indent - 2 * self.document().documentMargin()
            picture.fit(max(room, 40.0))

    def _restyle(self, place: _Place) -> None:
        """Wear the theme again, with the same text at the top."""
        if self._sheet and self._sheet != self._wanted_sheet():
            self._fill_again(place)
        elif place != _TOP:
            self._when_filled(lambda: self._put_on_top(place))

    def _follow(self, url: QUrl) -> None:
        match url.scheme():
            case "hf-copy":
                self.copy_code(int(url.path()))
            case "hf-fold":
                self._toggle(int(url.path()))
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


def _address(url: QUrl) -> str:
    """The web address that a link shows and copies, "" for any other link."""
    if url.scheme() != "hf-web":
        return ""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("hf-web:")  # pyright: ignore[reportCallIssue, reportArgumentType]


def _no_image(_sha256: str) -> None:
    return None
