"""One watch at work: each look reads what is new, judges it, and says only what has changed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from holdfast.detect.intake import Arrived
from holdfast.detect.watches.beats import answer_of, beat_of
from holdfast.detect.watches.blindness import DOOR, arrived, of_blindness, stored
from holdfast.detect.watches.follow import follow
from holdfast.detect.watches.holding import Turn
from holdfast.detect.watches.logs import LogReader
from holdfast.detect.watches.memory import record, recorded_file, remembered
from holdfast.detect.watches.metrics import too_old, value_of
from holdfast.detect.watches.notes import add, moment_text
from holdfast.detect.watches.places import filled
from holdfast.detect.watches.series import Table, header_of
from holdfast.detect.watches.watch import Csv, Heartbeat, Log, Metrics, Port, Watch, seconds
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal
from holdfast.words import _

_HISTORY: Final = 8 * 1024 * 1024  # bytes of a table that a watch learns from when it begins
_A_LOOK: Final = 64 * 1024 * 1024  # bytes that one look reads; the rest waits for the next
_MOST: Final = 20  # turns that one look tells
_JUMP: Final = 30.0  # seconds by which this computer's clock may drift between two looks


@dataclass(frozen=True, slots=True)
class Now:
    """The wall clock in seconds since 1970, and a clock that is never set."""

    wall: float
    steady: float


def clock() -> Now:
    """The time of this computer."""
    return Now(time.time(), time.monotonic())


class Looker:
    """One watch, from look to look."""

    def __init__(self, store: Path, name: str, watch: Watch, salt: str, state: Path) -> None:
        """`salt` tells the deliveries of this memory from those of one that was lost."""
        self.name, self.watch, self.state = name, watch, state
        self.memory, self.rule = remembered(state, watch, salt)
        self._recorded = recorded_file(store, name)
        self._before: Now | None = None

    def look(self, now: Now, going_on: Callable[[], bool] = lambda: True) -> list[Arrived]:
        """Look once; what is to be taken in, in order. The memory moves on with it, but is not kept yet."""
        memory = self.memory
        self._see_jump(now)
        problem = ""
        try:
            _READERS[type(self.watch.source)](self, now.wall, going_on)
        except UserError as error:
            problem = str(error)
        except OSError as error:
            problem = _("The source can't be read: {why}.").format(why=error.strerror or error)
        if not memory.place.line:  # it began in the middle of the file
            for note in memory.tidy.notes.values():
                note.line = 0
        memory.problem, memory.looked = problem, now.wall
        memory.blind = (memory.blind or now.wall) if problem else None
        turns = self.rule.drain()
        if not memory.begun:  # the past is no news
            turns = turns[-1:] if turns and turns[-1].firing else []
            memory.begun = not problem or memory.place.missed
        if not problem and not turns and self.rule.firing is None and memory.fires.began is not None:
            # it fired under a rule that was changed since
            turns = [Turn(now.wall, False, memory.value or 0.0, memory.fires.began)]
        return [
            *self._of_turns(turns, now.wall),
            *self._of_repeat(now.wall),
            *of_blindness(memory, self.name, now.wall, self.watch),
        ]

    def _see_jump(self, now: Now) -> None:
        before, self._before = self._before, now
        if before is None:
            return
        jump = (now.wall - before.wall) - (now.steady - before.steady)
        if abs(jump) < _JUMP:
            return
        add(self.memory.tidy.notes, "shift", at=now.wall, most=abs(jump))
        if isinstance(self.watch.source, (Metrics, Port)):  # their points are timed by this clock
            self.rule.shift(jump)
            if self.memory.tidy.last is not None:
                self.memory.tidy.last += jump

    # -- reading ---------------------------------------------------------------------------------

    def take(self, times: list[float], values: list[float], lines: Sequence[int] = ()) -> None:
        """Judge the next points."""
        if times:
            known = lines if self.memory.place.line else ()
            self.memory.tidy.feed(self, times, values, known)

    def feed(self, times: Sequence[float], values: Sequence[float], /) -> None:
        """Judge points that are in order, and remember the newest."""
        self.rule.feed(times, values)
        self.memory.value, self.memory.at = values[-1], times[-1]

    def restart(self) -> None:
        """Times begin anew."""
        self.rule.restart()

    def sampled(self, value: float, now: float) -> None:
        """Judge a value that was measured just now, and record it."""
        record(self._recorded, now, value)
        self.take([now], [value])
        self.rule.tick(now)

    # -- telling ---------------------------------------------------------------------------------

    def _of_turns(self, turns: list[Turn], now: float) -> list[Arrived]:
        for _each in turns[:-_MOST]:
            add(self.memory.tidy.notes, "skipped", at=_each.at)
        return [self._turned(turn, now) for turn in turns[-_MOST:]]

    def _turned(self, turn: Turn, now: float) -> Arrived:
        told = self.memory.fires
        if turn.firing:
            told.began = max(turn.at, told.ended + 0.001)
            told.said = now
            return self._arrived("firing", self._signal(turn.value, told.began), turn.value, now)
        began = told.began if told.began is not None else turn.since
        told.began, told.ended = None, max(turn.at, began)
        over = replace(self._signal(turn.value, began), status="resolved", ended=stored(told.ended))
        return self._arrived("resolved", over, turn.value, now)

    def _of_repeat(self, now: float) -> list[Arrived]:
        told = self.memory.fires
        if told.began is None or now - told.said < self.watch.repeat:
            return []
        told.said = now
        value = self.rule.told(now, self.memory.value or 0.0)
        return [self._arrived("firing", self._signal(value, told.began), value, now)]

    def _signal(self, value: float, began: float) -> Signal:
        watch = self.watch
        words = {"value": f"{value:.6g}", "since": moment_text(began), "name": watch.name}
        annotations = {key: filled(text, words) for key, text in watch.annotations.items()}
        return Signal(
            name=watch.name,
            severity=watch.severity,
            source=DOOR,
            service=watch.service,
            labels=watch.labels,
            annotations=annotations,
            started=stored(began),
            given=self.name,
        )

    def _arrived(self, status: AlertStatus, signal: Signal, value: float, now: float) -> Arrived:
        memory = self.memory
        said = {
            "alert": signal.name,
            "source": self.watch.source,
            "rule": self.watch.rule,
            "value": value,
            "at": stored(memory.at) if memory.at is not None else "",
            "looked": stored(now),
        }
        return arrived(memory, self.name, replace(signal, status=status), said)


# -- how each source is read ----------------------------------------------------------------------


def _metric(looker: Looker, now: float, _going_on: Callable[[], bool]) -> None:
    source = looker.watch.source
    assert isinstance(source, Metrics)
    looker.sampled(value_of(source, now), now)


def _port(looker: Looker, now: float, _going_on: Callable[[], bool]) -> None:
    source = looker.watch.source
    assert isinstance(source, Port)
    answered = answer_of(source)
    if answered is not None:
        looker.sampled(answered, now)
    elif looker.watch.rule.kind == "absence":
        looker.rule.tick(now)
    else:
        raise UserError(
            _("Port {port} of {host} does not answer.").format(port=source.port, host=source.host),
            _("See whether it runs."),
        )


def _beat(looker: Looker, now: float, _going_on: Callable[[], bool]) -> None:
    source = looker.watch.source
    assert isinstance(source, Heartbeat)
    at = beat_of(source, now)
    if at is not None and 0 <= at <= now + _JUMP and (looker.memory.at is None or at > looker.memory.at):
        record(looker._recorded, at, 1.0)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        looker.take([at], [1.0])
    looker.rule.tick(now)


def _table(looker: Looker, now: float, going_on: Callable[[], bool]) -> None:
    source, memory = looker.watch.source, looker.memory
    assert isinstance(source, Csv)
    path = Path(source.path)
    table: Table | None = None
    begun = 0
    for lines in follow(path, memory.place, memory.tidy.notes, _HISTORY):
        if table is None:
            with path.open("rb") as file:
                first = file.readline(1 << 16).decode("utf-8-sig", "replace").rstrip("\r\n")
            table = Table(source, header_of(first), memory.tidy.last or 0)
        looker.take(*table.points(lines, memory.tidy.notes))
        begun = begun or lines.end
        if lines.end - begun > _A_LOOK or not going_on():
            break
    if looker.watch.rule.kind == "absence":
        looker.rule.tick(now)
    elif (stale := seconds(source.stale)) and now - (memory.at or 0) > stale:
        raise too_old(path, memory.at or path.stat().st_mtime)


def _log(looker: Looker, now: float, going_on: Callable[[], bool]) -> None:
    source, memory = looker.watch.source, looker.memory
    assert isinstance(source, Log)
    reader = LogReader(source, now, is_live=True)
    reader.before = memory.before
    needs = looker.watch.rule.kind not in {"matches", "absence"}
    begun = 0
    for lines in follow(Path(source.path), memory.place, memory.tidy.notes):
        looker.take(*reader.points(lines, memory.tidy.notes, needs_number=needs))
        begun = begun or lines.end
        if lines.end - begun > _A_LOOK or not going_on():
            break
    memory.before = reader.before
    looker.rule.tick(now)
    if not needs:  # a line is no number: how many there are is one
        memory.value = looker.rule.told(now, 1.0)
    changed = Path(source.path).stat().st_mtime
    if (stale := seconds(source.stale)) and now - changed > stale:
        raise too_old(Path(source.path), changed)


_READERS: Final[dict[type, Callable[[Looker, float, Callable[[], bool]], None]]] = {
    Metrics: _metric,
    Port: _port,
    Heartbeat: _beat,
    Csv: _table,
    Log: _log,
}
