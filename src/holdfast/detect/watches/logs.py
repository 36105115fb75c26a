"""Lines of a log as points: those that a pattern fits, at their time, with the number that they hold."""

from math import nan

from holdfast.detect.patterns import compiled
from holdfast.detect.watches.lines import Lines
from holdfast.detect.watches.notes import Notes, add
from holdfast.detect.watches.series import Points
from holdfast.detect.watches.watch import Log
from holdfast.detect.watches.when import Clock


class LogReader:
    """Reads blocks of lines in order; remembers the time of the line before."""

    def __init__(self, source: Log, now: float, *, is_live: bool = False) -> None:
        """`now` is the time of lines that have none, as long as none before them has one, while it `is_live`;
        else such lines give no point.
        """
        self._is_live = is_live
        self._pattern = compiled(source.pattern)
        self._has_value = "value" in self._pattern.groupindex
        self._time = compiled(source.time) if source.time else None
        self._clock, self._now = Clock(source.zone), now
        self.before: float | None = None

    def points(self, lines: Lines, notes: Notes, *, needs_number: bool) -> Points:
        """The points of a block. `needs_number` tells of lines whose value is none; else each counts as 1."""
        for _each in range(lines.long):
            add(notes, "long", line=lines.first)
        times: list[float] = []
        values: list[float] = []
        where: list[int] = []
        search = self._pattern.search
        for line, text in enumerate(lines.texts, lines.first):
            found = search(text) if text else None
            if found is None:
                continue
            at = self._at(text, line, notes)
            if at is None:
                continue
            times.append(at)
            where.append(line)
            value = found.groupdict().get("value") if self._has_value and needs_number else None
            values.append(_number(value or "") if needs_number else 1.0)
        return times, values, where

    def time_of(self, text: str) -> float | None:
        """The time that a line says."""
        if self._time is None:
            return self._clock.of_line(text, self._now)
        found = self._time.search(text)
        said = found.groupdict().get("time") if found else None
        if not said:
            return None
        try:
            return self._clock.one(said)
        except ValueError:
            return self._clock.of_line(said, self._now)

    def _at(self, text: str, line: int, notes: Notes) -> float | None:
        at = self.time_of(text)
        if at is None and self._is_live:
            return self._now if self.before is None else self.before
        if at is None:
            add(notes, "untimed", line=line)
            return self.before
        self.before = at
        return at


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return nan
