"""The frame around a page: where the screen is too small for it, it scrolls and nothing is out of reach."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.page import Page

_EDGE = 24


class PageFrame(QScrollArea):
    """Gives the page all the room there is, and scroll bars only where its least size has none."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = page
        self.setWidget(page)
        page.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.fit)  # the page lays itself out first
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Make the page as large as the room, but never smaller than it can be."""
        room, bar = self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width()
        least = self._least(room.width())
        if least.height() > room.height():
            room.setWidth(room.width() - bar)
            least = self._least(room.width())
        if least.width() > room.width():
            room.setHeight(room.height() - bar)
        self.page.resize(room.expandedTo(least))

    def _least(self, width: int) -> QSize:
        least, layout = self.page.minimumSizeHint(), self.page.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(width, least.width())
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(wide)))
        return least

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """What has the focus, by whatever key, is in sight."""
        if focused is not None and self.isVisible() and self.page.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, _EDGE, _EDGE)
