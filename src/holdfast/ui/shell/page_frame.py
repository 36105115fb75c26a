"""The frame around a page: where the screen is too small for it, it scrolls and nothing is out of reach."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

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
        self._focused: QWidget | None = None
        self._seen = (QRect(), QSize())
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
        layout = self.page.layout()
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest and layout is not None:
            layout.activate()  # at once: a frame later the page would be seen to jump
            self.fit()
        elif watched is self._focused and event.type() == QEvent.Type.KeyPress:
            self._bring()
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
        if self._holds_focus() and self._place() != self._seen:
            self._bring()

    def show_top(self) -> None:
        """A page that was just gone to begins at its top; the first key brings its focus into sight."""
        self.verticalScrollBar().setValue(0)
        self._seen = self._place()

    def _least(self, width: int) -> QSize:
        least, layout = self.page.minimumSizeHint(), self.page.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(width, least.width())
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(wide)))
        return least

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """What has the focus, by whatever key, is in sight."""
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = focused if focused is not None and self.page.isAncestorOf(focused) else None
        if self._focused is not None:
            self._focused.installEventFilter(self)
            if self.isVisible():
                self._bring()

    def _holds_focus(self) -> bool:
        return self._focused is not None and isValid(self._focused) and self._focused.isVisible()

    def _place(self) -> tuple[QRect, QSize]:
        """Where on the page that is which has to be in sight, and how large the room is."""
        if not self._holds_focus() or self._focused is None:
            return QRect(), QSize()
        whole = self.page.belongs_to(self._focused)
        return QRect(whole.mapTo(self.page, QPoint()), whole.size()), self._room()

    def _room(self) -> QSize:
        """How large the viewport is; asking it itself would load every kind of widget while starting."""
        room, down, across = self.maximumViewportSize(), self.verticalScrollBar(), self.horizontalScrollBar()
        wide = room.width() - (down.width() if down.isVisibleTo(self) else 0)
        return QSize(wide, room.height() - (across.height() if across.isVisibleTo(self) else 0))

    def _bring(self) -> None:
        """What belongs to the focus comes into sight as far as there is room, the focus itself always."""
        focused = self._focused
        if focused is None:
            return
        self._seen = self._place()
        whole, room = self._seen
        if whole.height() <= room.height():
            across = self.horizontalScrollBar().value()
            self.ensureVisible(across, whole.center().y(), 0, whole.height() // 2 + 1)
        self.ensureWidgetVisible(focused, _EDGE, _EDGE)
