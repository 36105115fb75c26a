"""What holds as long as the window is open: a practice store, a store that cannot be written."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.text import label


class Banner(QFrame):
    """One sentence over the whole width, and what can be done about it."""

    def __init__(self, words: str, verb: str = "", act: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("card", "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 24, 4)
        line.addWidget(label(words, "strong", wrap=True), 1)
        if verb and act is not None:
            line.addWidget(button(verb, act))


class Banners(QWidget):
    """The banners that are up, by key."""

    def __init__(self) -> None:
        super().__init__()
        self._up: dict[str, QWidget] = {}
        self._panes: dict[str, Callable[[], list[QWidget]]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def put(self, key: str, words: str, verb: str = "", act: Callable[[], object] | None = None) -> None:
        """Put up a banner, in place of the one with the same key."""
        self.take(key)
        self._up[key] = Banner(words, verb, act)
        self._layout.addWidget(self._up[key])
        self.show()

    def put_made(self, key: str, made: QWidget, panes: Callable[[], list[QWidget]]) -> None:
        """Put up one that was made elsewhere, above the others; `panes` are what F6 stops at in it."""
        self.take(key)
        self._up[key], self._panes[key] = made, panes
        self._layout.insertWidget(0, made)
        self.show()

    def panes(self) -> list[QWidget]:
        """What F6 stops at."""
        return [pane for panes in self._panes.values() for pane in panes()]

    def up(self) -> list[QWidget]:
        """The banners that are up."""
        return list(self._up.values())

    def take(self, key: str) -> None:
        """Take a banner down."""
        banner = self._up.pop(key, None)
        self._panes.pop(key, None)
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._up))
