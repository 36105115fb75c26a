"""One heartbeat for everything that ages on the screen."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel

from holdfast.ui.kit.first import go_first


class Clock(QObject):
    """Ticks each second and each minute; `now` is handed in, so that a test decides what time it is."""

    second = Signal(object)
    minute = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """`now` gives aware times."""
        super().__init__(parent)
        self._now = now
        self._minute = now().replace(second=0, microsecond=0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start(1000)

    def stop(self) -> None:
        """Stop ticking."""
        self._timer.stop()

    def now(self) -> datetime:
        """The time, aware."""
        return self._now()

    def tick(self) -> None:
        """Tell everybody what time it is."""
        go_first()
        now = self._now()
        self.second.emit(now)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.minute.emit(now)


def elapsed_words(passed: timedelta) -> str:
    """How long something has lasted: 00:47:12, and 3 d 04:10 after a day."""
    seconds = max(0, int(passed.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, minutes, left = rest // 3600, rest // 60 % 60, rest % 60
    return f"{days} d {hours:02}:{minutes:02}" if days else f"{hours:02}:{minutes:02}:{left:02}"


class ElapsedLabel(QLabel):
    """Counts up from a time; shows nothing while there is none, and stands still once it has an end."""

    def __init__(self, clock: Clock, since: datetime | None = None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", "mono_strong")
        self._clock = clock
        self._since, self._until = since, None
        clock.second.connect(self._show)
        self._show(clock.now())

    def count(self, since: datetime | None, until: datetime | None = None) -> None:
        """Count from `since`; with `until`, show the time between and stand still."""
        self._since, self._until = since, until
        self._show(self._clock.now())

    def _show(self, now: datetime) -> None:
        self.setText("" if self._since is None else elapsed_words((self._until or now) - self._since))
