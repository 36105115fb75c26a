"""Pages on top of each other that take no more room than the one that is shown."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget


class _Layout(QStackedLayout):
    """The pages that are not in sight need nothing: a window is often small."""

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSize(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)


class PageStack(QWidget):
    """One of several pages."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._pages = _Layout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        for page in pages:
            self._pages.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show this one."""
        self._pages.setCurrentWidget(page)
        self.updateGeometry()

    def page(self) -> QWidget:
        """The one that is shown."""
        shown = self._pages.currentWidget()
        assert shown is not None
        return shown
