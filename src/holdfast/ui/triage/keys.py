"""The wizard's keys: Enter goes on, Ctrl+Enter does it at once, Esc leaves."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

Run = Callable[[], object]


def bind_keys(page: QWidget, go_on: Run, at_once: Run, leave: Run) -> None:
    """Hear the keys wherever the focus is inside `page`.

    Enter on a button with words presses that button, as everywhere; on a choice, a tick or a field it
    goes on. (Some desktops let Enter press whatever has the focus: a shortcut is heard before that.)
    """

    def enter() -> None:
        focused = page.window().focusWidget()
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        else:
            go_on()

    for keys, run in (
        ("Return", enter),
        ("Enter", enter),
        ("Ctrl+Return", at_once),
        ("Ctrl+Enter", at_once),
        ("Escape", leave),
    ):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)  # a key that is held goes one step, not through all of them
        shortcut.activated.connect(run)
