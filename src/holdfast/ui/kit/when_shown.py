"""A page that is read when it is shown, and again when something changes while it is."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.first import go_first

_SOON: Final = 150  # milliseconds in which several changes become one


class WhenShown(QObject):
    """Calls `read` when a widget is shown, `stop` when it is hidden, `again` soon after a change between."""

    def __init__(
        self,
        widget: QWidget,
        read: Callable[[], object],
        stop: Callable[[], object],
        again: Callable[[], object] | None = None,
        *,
        every: int = 0,
    ) -> None:
        """`again` is `read` where nothing else is said, and called `every` so many milliseconds, too."""
        super().__init__(widget)
        self._widget, self._read, self._stop, self._again = widget, read, stop, again or read
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self._change)
        self._beat = QTimer(self)
        self._beat.setInterval(every)
        self._beat.timeout.connect(self._change)
        widget.installEventFilter(self)

    def changed(self) -> None:
        """What is shown may be different now; where it is not seen, being shown reads it anyway."""
        if self._widget.isVisible() and not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            if self._beat.interval():
                self._beat.start()
            self._read()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
            self._beat.stop()
            self._stop()
        return super().eventFilter(watched, event)

    def _change(self) -> None:
        go_first()
        if self._widget.isVisible():
            self._again()
