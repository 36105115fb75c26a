"""The pages of a PDF under each other, painted as they come into sight."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from holdfast.report.preview import page_image
from holdfast.ui.kit import theme
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.words import _, ngettext

_MARGIN = 24
_GAP = 16
_WIDEST = 820
_KEPT = 8
"""Pages kept as pictures; each takes about 2 MB."""
_POINTS = (595.0, 842.0)
"""A4; the first picture corrects it for other paper."""


@dataclass(frozen=True)
class _Picture:
    edition: int
    page: int
    width: int  # asked for, in device pixels
    image: QImage


class PagesView(QAbstractScrollArea):
    """Shows a PDF at the width there is. A new edition keeps the place; old pictures stay until new come."""

    page_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf, self._count, self._edition = b"", 0, 0
        self._points = _POINTS
        self._pictures: dict[int, _Picture] = {}
        self._asked: dict[tuple[int, int, int], CancelToken] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self._tell()

    def show_pdf(self, pdf: bytes, count: int) -> None:
        """Show this edition, with `count` pages, at the place where the one before was."""
        self._pdf, self._count = pdf, count
        self._edition += 1
        for token in self._asked.values():
            token.cancel()
        self._asked.clear()
        self._pictures = {page: one for page, one in self._pictures.items() if page < count}
        self._lay_out()
        self._tell()
        self.viewport().update()

    def count(self) -> int:
        """How many pages there are."""
        return self._count

    def page(self) -> int:
        """The page that most of the view shows, from 1; 0 when there is none."""
        if not self._count:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return min(self._count, max(1, 1 + (middle - _MARGIN) // (self._page_height() + _GAP)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        part = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._lay_out()
        bar.setValue(round(part * bar.maximum()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), look.window)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for page in self._in_sight():
                self._paint_page(painter, page)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(look.focus, 2))
                painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 4, 4)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect, look = self._rect(page), theme.current()
        painter.fillRect(rect, Qt.GlobalColor.white)
        picture = self._pictures.get(page)
        if picture is not None:
            painter.drawImage(rect, picture.image)
        width = round(rect.width() * self.devicePixelRatioF())
        if picture is None or (picture.edition, picture.width) != (self._edition, width):
            self._ask(page, width)
        painter.setPen(look.line)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    # -- where pages stand -----------------------------------------------------------------------

    def _page_width(self) -> int:
        return max(80, min(self.viewport().width() - 2 * _MARGIN, theme.px(_WIDEST)))

    def _page_height(self) -> int:
        wide, high = self._points
        return round(self._page_width() * high / wide)

    def _rect(self, page: int) -> QRect:
        width, height = self._page_width(), self._page_height()
        top = _MARGIN - 8 + page * (height + _GAP) - self.verticalScrollBar().value()
        return QRect((self.viewport().width() - width) // 2, top, width, height)

    def _in_sight(self) -> list[int]:
        seen = self.viewport().rect()
        return [page for page in range(self._count) if self._rect(page).intersects(seen)]

    def _lay_out(self) -> None:
        height = self._page_height()
        whole = 2 * _MARGIN - 16 + self._count * (height + _GAP) - _GAP if self._count else 0
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, whole - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(max(20, seen // 12))

    # -- pictures --------------------------------------------------------------------------------

    def _ask(self, page: int, width: int) -> None:
        key = (self._edition, page, width)
        if key not in self._asked:
            work = partial(_drawn, self._pdf, *key, width / self._points[0])
            self._asked[key] = self._tasks.run(work, self._arrived)

    def _arrived(self, picture: _Picture) -> None:
        self._asked.pop((picture.edition, picture.page, picture.width), None)
        if picture.edition != self._edition:
            return
        self._pictures[picture.page] = picture
        self._forget_far(picture.page)
        wide, high = picture.image.width(), picture.image.height()
        if abs(wide / high - self._points[0] / self._points[1]) > 0.01:  # other paper than A4
            self._points = (self._points[0], self._points[0] * high / wide)
            self._lay_out()
        self.viewport().update()

    def _forget_far(self, page: int) -> None:
        far = sorted(self._pictures, key=lambda other: abs(other - page))[_KEPT:]
        for other in far:
            del self._pictures[other]

    def _tell(self) -> None:
        name = _("PDF preview")
        if self._count:
            name = ngettext(
                "PDF preview, page {page} of {count}", "PDF preview, page {page} of {count}", self._count
            ).format(page=self.page(), count=self._count)
        self.setAccessibleName(name)
        self.page_changed.emit()


def _drawn(pdf: bytes, edition: int, page: int, width: int, scale: float) -> _Picture:
    """One page as a picture; runs on another thread."""
    drawn = page_image(pdf, page, scale)
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    return _Picture(edition, page, width, image.copy())  # the first image only borrows the bytes
