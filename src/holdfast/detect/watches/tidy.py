"""Points as they come, made fit for a rule: what is out of order, double or no number is told, not judged."""

from collections.abc import Sequence
from itertools import islice
from math import isfinite
from operator import le, lt, sub
from statistics import median
from typing import Final, Protocol

import msgspec

from holdfast.detect.watches.notes import Note, NoteKind, Notes, add

LATEST: Final = 7_258_118_400.0  # the year 2200: what is later is no time
_SURE: Final = 10  # points in a row, all earlier than what was there: the clock went back
LEARNED: Final = 16
WIDE: Final = 10  # usual steps that make a gap
_LATE: Final = 60.0  # seconds that lines of a log may be out of order, since several write it


class Taker(Protocol):
    """What points are handed on to: a rule, or what passes them on to one."""

    def feed(self, times: Sequence[float], values: Sequence[float], /) -> None:
        """Take the next points."""
        ...

    def restart(self) -> None:
        """Times begin anew at an earlier one."""
        ...


class Tidy(msgspec.Struct):
    """Hands points on to a rule in order. `events` may share a time and come a little late, as lines do."""

    events: bool = False
    last: float | None = None
    usual: float = 0
    steps: list[float] = msgspec.field(default_factory=list[float])
    back: list[tuple[float, float]] = msgspec.field(default_factory=list[tuple[float, float]])
    notes: Notes = msgspec.field(default_factory=dict[NoteKind, Note])

    def feed(
        self, rule: Taker, times: Sequence[float], values: Sequence[float], lines: Sequence[int] = ()
    ) -> None:
        """Take the next points; `lines` are those that they stand on, none where that is not known."""
        if not times:
            return
        if self._is_tidy(times, values):
            if not self.events:
                self._see_gaps(times, lines)
            self.last, self.back = times[-1], []
            rule.feed(times, values)
        else:
            self._sort_out(rule, times, values, lines)

    def _is_tidy(self, times: Sequence[float], values: Sequence[float]) -> bool:
        order = le if self.events else lt
        return (
            times[0] >= 0
            and times[-1] < LATEST
            and (self.last is None or order(self.last, times[0]))
            and all(map(order, times, islice(times, 1, None)))
            and all(map(isfinite, values))
        )

    def _see_gaps(self, times: Sequence[float], lines: Sequence[int]) -> None:
        steps = list(map(sub, islice(times, 1, None), times))
        first = times[0] - self.last if self.last is not None else 0.0
        if not self.usual:
            self.steps += [first, *steps[:LEARNED]] if first else steps[:LEARNED]
            if len(self.steps) < LEARNED:
                return
            self.usual, self.steps = median(self.steps), []
        wide = self.usual * WIDE
        if first > wide:
            add(self.notes, "gap", line=lines[0] if lines else 0, at=times[0] - first, most=first)
        if steps and max(steps) > wide:
            for place, step in enumerate(steps):
                if step > wide:
                    where = lines[place + 1] if lines else 0
                    add(self.notes, "gap", line=where, at=times[place], most=step)

    def _sort_out(
        self, rule: Taker, times: Sequence[float], values: Sequence[float], lines: Sequence[int]
    ) -> None:
        good: list[tuple[float, float]] = []
        for place, (at, value) in enumerate(zip(times, values, strict=True)):
            where = lines[place] if lines else 0
            if not 0 <= at < LATEST:  # also what is no number
                add(self.notes, "broken", line=where)
            elif not isfinite(value):
                add(self.notes, "number", line=where, at=at)
            elif self.last is None or at > self.last or (self.events and at == self.last):
                good.append((at, value))
                self.last, self.back = at, []
            elif at == self.last:
                add(self.notes, "double", line=where, at=at)
            elif self._is_set_back(at, value, where):
                self._hand_on(rule, good)
                good, self.back = self.back, []
                self.last = at
                rule.restart()
            elif self.events:
                good.append((self.last, value))
        self._hand_on(rule, good)

    def _is_set_back(self, at: float, value: float, line: int) -> bool:
        """Whether so many points in a row are earlier that the clock went back; one alone is a slip."""
        behind = (self.last or 0) - at
        if self.events and behind <= _LATE:
            return False
        add(self.notes, "back", line=line, at=at, most=behind)
        if self.back and at <= self.back[-1][0] and not self.events:
            self.back = []
        self.back.append((at, value))
        if len(self.back) < _SURE:
            return False
        add(self.notes, "clock", line=line, at=at, most=behind)
        if self.events:
            self.back = [(at, value)]  # the others were taken at the time before
        return True

    def _hand_on(self, rule: Taker, points: list[tuple[float, float]]) -> None:
        if points:
            rule.feed([at for at, _value in points], [value for _at, value in points])
