"""Trying a watch: its rule over what lies in a file, and when it would have fired."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.holding import Turn
from holdfast.detect.watches.lines import Lines, blocks
from holdfast.detect.watches.logs import LogReader
from holdfast.detect.watches.making import rule_of
from holdfast.detect.watches.notes import Note
from holdfast.detect.watches.rules import Rule
from holdfast.detect.watches.series import Points, Table, header_of, table_of
from holdfast.detect.watches.spans import Span, check_span, is_inside, note_short_gaps, outside, times_of
from holdfast.detect.watches.thin import Band, Thin
from holdfast.detect.watches.tidy import LATEST, LEARNED, Tidy
from holdfast.detect.watches.watch import Watch
from holdfast.domain.errors import UserError
from holdfast.words import _

_AHEAD: Final = 86_400.0  # seconds: a line from later than this says a wrong time
_LOOKED: Final = 20  # lines at either end of a block of a log that are asked for their time
_MOST: Final = 1_000  # times fired that are kept whole; all are counted


@dataclass(frozen=True, slots=True)
class Fired:
    """One time that the rule would have fired, in seconds since 1970; `end` is None where the data ends
    before it does. `since` is when its condition began to hold.
    """

    start: float
    end: float | None
    since: float
    value: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule makes of past data. `fired` holds the first thousand times, `count` counts all of them;
    `seconds` is how long it would have fired, `points` how many values it saw from `first` to `last`.
    `series` is the data for a chart, at most two thousand bands. `held` is from when to when the data goes
    where nothing of it lies in the span that was asked for.
    """

    points: int
    first: float | None
    last: float | None
    fired: tuple[Fired, ...]
    count: int
    seconds: float
    notes: tuple[Note, ...]
    series: tuple[Band, ...]
    stopped: bool = False
    held: tuple[float, float] | None = None


def try_watch(
    watch: Watch,
    data: Path,
    now: float,
    span: Span = (None, None),
    going_on: Callable[[], bool] = lambda: True,
) -> Trial:
    """Try a watch over a file: a log for a watch of a log, else a table of times and values.

    What lies before the span is known, but not told; what lies behind it is not read. `now` dates lines of
    logs that say no year. UserError where the file can't be read at all, has no such columns, or the span
    ends before it begins.
    """
    check_span(span)
    run = _Run(watch, now, span)
    try:
        if not data.is_file():
            raise UserError(
                _("{file} is no file.").format(file=data),
                _("Give past data with --data, or correct the path."),
            )
        with data.open("rb") as stream:
            for lines in blocks(stream):
                if not run.take(lines) or not going_on():
                    break
            trial = run.result(stopped=not going_on())
            if run.is_inside or trial.stopped:
                return trial
            stream.seek(0)
            return replace(trial, held=outside(blocks(stream), times_of(watch, now), span, going_on))
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}.").format(file=data, why=error.strerror or error),
            _("Check its name and who may read it."),
        ) from error


class _Run:
    """One way through the data."""

    def __init__(self, watch: Watch, now: float, span: Span) -> None:
        self._watch, self._now = watch, now
        self._span, (self._since, self._until) = span, span
        self.is_inside = span == (None, None)
        """Whether a point was seen in the span."""
        self._rule = rule_of(watch)
        self._is_log = isinstance(watch.source, said.Log)
        self._tidy = Tidy(events=self._is_log)
        self._fired = _Collected(self._since)
        self._judged = _Judged(self._rule)
        self._first: float | None = None
        self._last: float | None = None
        self._table: Table | None = None
        self._log = LogReader(watch.source, now) if isinstance(watch.source, said.Log) else None

    def take(self, lines: Lines) -> bool:
        """Judge the next lines; False where the rest lies behind the span."""
        times, values, where = self._read(lines)
        goes_on = True
        if times and self._until is not None and max(times) > self._until:
            inside = [place for place, at in enumerate(times) if not self._until < at < LATEST]
            goes_on = bool(inside)  # one time from far ahead ends nothing
            times, values = [times[i] for i in inside], [values[i] for i in inside]
            where = [where[i] for i in inside]
        self.is_inside = self.is_inside or is_inside(times, self._span)
        self._see(times, values, where)
        if self._log is not None:
            self._pass(lines)
        self._fired.take(self._rule.drain())
        return goes_on

    def _read(self, lines: Lines) -> Points:
        if self._log is not None:
            needs = self._watch.rule.kind not in {"matches", "absence"}
            return self._log.points(lines, self._tidy.notes, needs_number=needs)
        if self._table is None:
            self._table = Table(table_of(self._watch), header_of(lines.texts[0]))
        return self._table.points(lines, self._tidy.notes)

    def _see(self, times: list[float], values: list[float], where: Sequence[int]) -> None:
        self._tidy.feed(self._judged, times, values, where)
        self._first = self._judged.first if self._first is None else self._first
        self._last = self._tidy.last if self._last is None else max(self._last, self._tidy.last or 0)

    def _pass(self, lines: Lines) -> None:
        """Time goes by in a log also where no line fits."""
        if self._first is None:
            self._pass_by(lines.texts[:_LOOKED])
        self._pass_by(reversed(lines.texts[-_LOOKED:]))

    def _pass_by(self, texts: Iterable[str]) -> None:
        """The first time that a line says."""
        assert self._log is not None
        at = next((at for text in texts if (at := self._log.time_of(text)) is not None), None)
        if at is None or at > (self._now + _AHEAD if self._until is None else self._until):
            return
        self._first = at if self._first is None else self._first
        self._last = max(at, self._tidy.last or at)
        self._rule.tick(self._last)

    def result(self, *, stopped: bool) -> Trial:
        if self._until is not None and self._first is not None and not stopped:
            self._rule.tick(self._until)
            self._last = self._until
        if not self._tidy.usual and not self._is_log:
            note_short_gaps(self._judged.early, self._tidy.notes)
        self._fired.take(self._rule.drain())
        fired, count, seconds = self._fired.ended(self._last, self._rule.firing)
        return Trial(
            self._judged.points,
            self._first,
            self._last,
            fired,
            count,
            seconds,
            tuple(self._tidy.notes.values()),
            self._judged.thin.bands(),
            stopped,
        )


class _Judged:
    """A rule, and what it is told: counted, and thinned for a chart."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self.thin = Thin()
        self.early: list[float] = []
        self.points = 0
        self.first: float | None = None

    def feed(self, times: Sequence[float], values: Sequence[float], /) -> None:
        """Hand the next points on."""
        self._rule.feed(times, values)
        self.thin.add(times, values)
        self.points += len(times)
        self.early += times[: max(0, LEARNED + 1 - len(self.early))]
        self.first = times[0] if self.first is None else self.first

    def restart(self) -> None:
        """Times begin anew."""
        self._rule.restart()


class _Collected:
    """The times that it fired, counted beyond the first thousand."""

    def __init__(self, since: float | None) -> None:
        self._since = since
        self._kept: list[Fired] = []
        self._open: Fired | None = None
        self._count = 0
        self._seconds = 0.0

    def take(self, turns: list[Turn]) -> None:
        for turn in turns:
            if turn.firing:
                self._open = Fired(turn.at, None, turn.since, turn.value)
            elif self._open is not None:
                self._keep(replace(self._open, end=turn.at))
                self._open = None

    def _keep(self, fired: Fired) -> None:
        if self._since is not None and fired.end is not None and fired.end < self._since:
            return
        self._count += 1
        if fired.end is not None:
            self._seconds += max(0.0, fired.end - max(fired.start, self._since or fired.start))
        if len(self._kept) < _MOST:
            self._kept.append(fired)

    def ended(self, last: float | None, firing: float | None) -> tuple[tuple[Fired, ...], int, float]:
        if self._open is not None and firing is not None:
            self._keep(self._open)
            self._seconds += max(0.0, (last or firing) - max(self._open.start, self._since or firing))
        return tuple(self._kept), self._count, self._seconds
