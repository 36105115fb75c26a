"""Closing a page that stands alone: what it began aside ends first, as it does when the window closes."""

from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.tasks import Tasks


def let_go(page: QWidget) -> None:
    """Close a page whose tasks are its children."""
    for tasks in page.findChildren(Tasks):
        assert tasks.drain(), "work aside did not end"
    page.close()
    page.deleteLater()
