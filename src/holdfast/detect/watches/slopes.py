"""How fast a value changes: the slope of the straight line that fits the points of a span best."""

from collections.abc import Sequence
from typing import Final

import msgspec

from holdfast.detect.watches.rules import Held

_PARTS: Final = 120  # of the span: points within one count as their mean
_FEWEST: Final = 3
_ANEW: Final = 1_000  # parts after which the sums are made anew, so that rounding does not add up


class Part(msgspec.Struct, array_like=True):
    """Points close together: how many, and their mean time and value."""

    count: int
    at: float
    value: float


class Rate(Held):
    """The slope by least squares, as Prometheus's `deriv` has it; each part of the span weighs as its points.

    It is judged whenever a part is full and the parts cover half the span. A counter that falls began anew.
    """

    over: float = 3600
    per: float = 3600
    above: float | None = None
    below: float | None = None
    counter: bool = False
    parts: list[Part] = msgspec.field(default_factory=list[Part])
    open: Part | None = None
    ends: float = 0  # of the open part
    raised: float = 0  # what a counter had before it began anew
    before: float | None = None
    sums: list[float] = msgspec.field(default_factory=lambda: [0.0] * 5)  # weights, t, v, tt, tv
    origin: list[float] = msgspec.field(default_factory=lambda: [0.0] * 2)
    pushed: int = 0
    slope: float | None = None

    def feed(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Points close together become one part."""
        for at, value in zip(times, values, strict=True):
            if self.counter:
                value = self._counted(value)  # noqa: PLW2901
            part = self.open
            if part is None or at >= self.ends:
                if part is not None:
                    self._push(part, at)
                self.open, self.ends = Part(1, at, value), at + self.over / _PARTS
            else:
                part.count += 1
                part.at += (at - part.at) / part.count
                part.value += (value - part.value) / part.count

    def _counted(self, value: float) -> float:
        if self.before is not None and value < self.before:
            self.raised += self.before
        self.before = value
        return value + self.raised

    def _push(self, part: Part, now: float) -> None:
        parts = self.parts
        if not parts or self.pushed >= _ANEW:
            self._anew(part)
        parts.append(part)
        self._add(part, 1)
        while parts and parts[0].at < now - self.over:
            self._add(parts.pop(0), -1)
        self.slope = self._slope()
        if self.slope is not None:
            rate = self.slope * self.per
            beyond = (self.above is not None and rate > self.above) or (
                self.below is not None and rate < self.below
            )
            self.hold.see(now, beyond, rate)

    def _anew(self, part: Part) -> None:
        self.pushed, self.sums, self.origin = 0, [0.0] * 5, [part.at, part.value]
        for each in self.parts:
            self._add(each, 1)

    def _add(self, part: Part, sign: int) -> None:
        weight, at, value = sign * part.count, part.at - self.origin[0], part.value - self.origin[1]
        sums = self.sums
        sums[0] += weight
        sums[1] += weight * at
        sums[2] += weight * value
        sums[3] += weight * at * at
        sums[4] += weight * at * value
        self.pushed += 1

    def _slope(self) -> float | None:
        """Units a second; None where too little is known."""
        parts = self.parts
        if len(parts) < _FEWEST or parts[-1].at - parts[0].at < self.over / 2:
            return None
        weight, at, value, squares, products = self.sums
        spread = weight * squares - at * at
        return (weight * products - at * value) / spread if spread > 0 else None

    def told(self, now: float, newest: float) -> float:  # noqa: ARG002  (others need it)
        """The slope, in units `per`; 0 as long as too little is known."""
        return 0.0 if self.slope is None else self.slope * self.per

    def shift(self, by: float) -> None:
        """The clock was set: what fires goes on, the slope is found anew."""
        super().shift(by)
        self.restart()

    def restart(self) -> None:
        """Times begin anew."""
        self.hold.restart()
        self.parts, self.open, self.slope = [], None, None
