"""The sheet of all keys, by what they are for."""

from collections import defaultdict

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.text import label
from holdfast.ui.shell.actions import Actions
from holdfast.words import _


def sheet(actions: Actions) -> dict[str, list[tuple[str, str]]]:
    """(words, keys) by category: actions with a shortcut, and the keys that pages handle."""
    found = defaultdict[str, list[tuple[str, str]]](list)
    for action in actions.all():
        keys = [key for key in (action.shortcut, *action.more) if key]
        if keys:
            found[action.category].append((action.words, " · ".join(map(shown_key, keys))))
    for hint in actions.hints:
        found[hint.category].append((hint.words, hint.keys))
    return dict(found)


def shown_key(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutSheet(QDialog):
    """Every key in two columns; it scrolls when there is no room."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(24, 8, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for category, lines in sheet(actions).items():
            grid.addWidget(label(category, "item_strong"), grid.rowCount(), 0, 1, 2)
            for words, keys in lines:
                place = grid.rowCount()
                grid.addWidget(label(words, wrap=True), place, 0)
                grid.addWidget(label(keys, "mono", "muted"), place, 1)
        close = button(_("Close"), self.accept, primary=True)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 24, 0, 16)
        head = row(label(_("Keys"), "page"))
        head.setContentsMargins(24, 0, 24, 0)
        foot = row(None, close)
        foot.setContentsMargins(24, 0, 24, 0)
        layout.addLayout(head)
        area = scrolled(content)
        area.setAccessibleName(_("Keys"))
        area.setFocusPolicy(area.focusPolicy().StrongFocus)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        self.resize(theme.px(620), theme.px(560))
        close.setFocus()
