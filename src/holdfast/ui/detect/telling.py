"""Telling people of new alerts: how many wait, what came, a sound until somebody answers. No focus moves."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from holdfast.domain.changes import Changes
from holdfast.domain.signal import CRITICAL, HIGH, WARNING, severity_word
from holdfast.domain.timewords import clock_text
from holdfast.settings import ALERT_SOUND, Settings
from holdfast.store.alerts import AlertRow
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.first import go_first
from holdfast.words import _

_SOON: Final = 200  # milliseconds: a storm is told of once
_AGAIN: Final = 20_000  # milliseconds between two sounds while nobody answers
_BEAT: Final = 350
_BEATS: Final = {CRITICAL: 3, HIGH: 2, WARNING: 1}
_LOUD: Final = {"high": HIGH, "warning": WARNING}
_REPEATED: Final = HIGH
_MOST: Final = 5_000
MUTE: Final = timedelta(minutes=30)


class Telling(QObject):
    """Watches the alerts. One that comes and goes is told of again only when it is worse, or was calm."""

    counted = Signal(int)
    """How many alerts fire unanswered."""
    told = Signal(str)
    """What is new, in a sentence."""
    practised = Signal(str)
    """The same where all that is new belongs to a drill."""
    calm = Signal()
    """Nothing that was told of waits any more."""

    def __init__(
        self,
        store: Store,
        bridge: Bridge,
        settings: Settings,
        parent: QObject | None = None,
        beep: Callable[[], None] = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self._store, self._settings, self._beep = store, settings, beep
        self._touched, self._told = set[str](), dict[str, int]()  # told by id, with the severity then
        self._muted_until: datetime | None = None
        self._soon, self._again, self._beat = self._timer(_SOON), self._timer(_AGAIN), self._timer(_BEAT)
        self._again.setSingleShot(False)
        self._soon.timeout.connect(self.look)
        self._again.timeout.connect(self._sound_again)
        self._beat.timeout.connect(self._sound)
        self._beats = 0
        bridge.changed.connect(self._changed)

    def begin(self) -> None:
        """Count what waits already; only what comes from now on is news."""
        count, worst = self._store.alerts.worst()
        self.counted.emit(count)
        self._watch(worst)

    def stop(self) -> None:
        """Look no more, and be quiet."""
        for timer in (self._soon, self._again, self._beat):
            timer.stop()

    def mute(self) -> str:
        """No sound for half an hour, or sound again; what holds now, in a sentence."""
        now = self._store.now()
        if self._muted_until is not None and now < self._muted_until:
            self._muted_until = None
            return _("Alerts are heard again.")
        self._muted_until = now + MUTE
        self._beat.stop()
        until = clock_text(self._muted_until, self._store.zone)
        return _("Alerts make no sound until {time}. They are still shown.").format(time=until)

    def sound(self, severity: int) -> None:
        """Sound as for an alert of this severity, where that is heard."""
        self._begin_sound(severity)

    def look(self) -> None:
        """Tell of what changed since the last look."""
        go_first()
        touched = sorted(self._touched)
        touched, self._touched = touched[:_MOST], set(touched[_MOST:])
        if self._touched:
            self._soon.start()
        count, worst = self._store.alerts.worst()
        self.counted.emit(count)
        new = self._new(self._store.alerts.standings(touched))
        news = list(self._store.alerts.rows(new).values()) if new else []
        if news:
            heard = self.practised if all(row.drill for row in news) else self.told
            heard.emit(news_words(news))
            self._begin_sound(max(row.severity for row in news))
        if worst < WARNING:
            self.calm.emit()
        self._watch(worst)

    def _watch(self, worst: int) -> None:
        """Sound again and again as long as something bad waits; muted, it goes on after the mute."""
        if worst < _REPEATED:
            self._again.stop()
        elif not self._again.isActive():
            self._again.start()

    def _new(self, standings: Iterable[tuple[str, str, int, int]]) -> list[str]:
        """The ids of those that are to be told of."""
        new = list[str]()
        for ident, status, severity, flapping in standings:
            if status != "firing":
                if not flapping:
                    self._told.pop(ident, None)
            elif severity >= WARNING and severity > self._told.get(ident, 0):
                self._told[ident] = severity
                new.append(ident)
        return new

    def _changed(self, changes: Changes) -> None:
        touched = changes.ids("alert")
        if touched:
            self._touched |= touched
            if not self._soon.isActive():  # in a storm too it comes to an end
                self._soon.start()

    # -- the sound -------------------------------------------------------------------------------

    def _is_heard(self, severity: int) -> bool:
        least = _LOUD.get(self._settings.value(ALERT_SOUND))
        muted = self._muted_until is not None and self._store.now() < self._muted_until
        return least is not None and severity >= least and not muted

    def _begin_sound(self, severity: int) -> None:
        if self._is_heard(severity):
            self._beats = _BEATS.get(severity, 1)
            self._sound()

    def _sound_again(self) -> None:
        worst = self._store.alerts.worst()[1]
        if worst >= _REPEATED:
            self._begin_sound(worst)

    def _sound(self) -> None:
        self._beep()
        self._beats -= 1
        if self._beats > 0:
            self._beat.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer


def news_words(rows: list[AlertRow]) -> str:
    """New alerts in a sentence, the worst by its words; a drill's only where none is real, and marked."""
    real = [row for row in rows if not row.drill]
    if not real:
        return _("DRILL: {news}").format(news=_news_words(rows))
    return _news_words(real)


def _news_words(rows: list[AlertRow]) -> str:
    worst = max(rows, key=lambda row: row.severity)
    parts = (worst.summary or worst.name, worst.service)
    said = "  ·  ".join(filter(None, parts))
    severity = severity_word(worst.severity)
    if len(rows) == 1:
        return _("New alert, {severity}: {what}").format(severity=severity, what=said)
    return _("{count} new alerts, the worst {severity}: {what}").format(
        count=len(rows), severity=severity, what=said
    )
