"""Keys of a page: those of its own, and those it hears before the window may mean something else by them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


def add_keys(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Let a page do something by keys such as "Ctrl+F" while the focus is in it."""
    for name, act in keys.items():
        shortcut = QShortcut(QKeySequence(name), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


class OwnKeys(QObject):
    """Hears them while the focus is in `page`, in whatever stands there when this is made."""

    def __init__(self, page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        """`keys` are such as "Ctrl+Z", each with what it does."""
        super().__init__(page)
        self._keys = {QKeySequence(name).toString(): act for name, act in keys.items()}
        for part in (page, *page.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True
