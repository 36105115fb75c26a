"""The rules of watches over times and values, in order and in bounded memory: the same live and for trying.

They do no input or output. Each is a struct, so that a stopped program can keep it and go on.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from holdfast.detect.watches.holding import Hold, Turn


class Rule(Protocol):
    """What a watch judges by. Times are seconds since 1970, rising; values are finite."""

    @property
    def firing(self) -> float | None:
        """Since when it fires; None while it does not."""
        ...

    def feed(self, times: Sequence[float], values: Sequence[float], /) -> None:
        """Take the next points."""
        ...

    def tick(self, now: float) -> None:
        """Time went by without a point."""
        ...

    def shift(self, by: float) -> None:
        """The clock that the times are from was set forward by so many seconds."""
        ...

    def restart(self) -> None:
        """Times begin anew at an earlier one; what fires goes on until it is seen to be over."""
        ...

    def drain(self) -> list[Turn]:
        """The turns since the last call."""
        ...

    def told(self, now: float, newest: float) -> float:
        """What it judges by now, where `newest` is the newest value: that, or a slope, a count, a pause."""
        ...


class Held(msgspec.Struct):
    """A rule whose condition has to hold for a while."""

    hold: Hold

    @property
    def firing(self) -> float | None:
        """Since when it fires."""
        return self.hold.firing

    def tick(self, now: float) -> None:
        """Without a point nothing is known; a watch that sees nothing says so."""

    def shift(self, by: float) -> None:
        """The clock was set."""
        self.hold.shift(by)

    def restart(self) -> None:
        """Times begin anew."""
        self.hold.restart()

    def drain(self) -> list[Turn]:
        """The turns since the last call."""
        turns, self.hold.turns = self.hold.turns, []
        return turns

    def told(self, now: float, newest: float) -> float:  # noqa: ARG002  (others need it)
        """The newest value itself."""
        return newest


class Threshold(Held):
    """Above or below a number."""

    above: float | None = None
    below: float | None = None
    clear: float | None = None

    def feed(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Points of which none is beyond a bound pass by together."""
        if not times:
            return
        inside = (self.above is None or max(values) <= self.above) and (
            self.below is None or min(values) >= self.below
        )
        if inside and self.hold.idle:
            self.hold.passed(times[-1], times[-2] if len(times) > 1 else None)
            return
        see, beyond = self.hold.see, self._beyond
        for at, value in zip(times, values, strict=True):
            see(at, beyond(value), value)

    def _beyond(self, value: float) -> bool:
        above, below = self.above, self.below
        if self.clear is not None and self.hold.firing is not None:
            above, below = (self.clear, None) if above is not None else (None, self.clear)
        return (above is not None and value > above) or (below is not None and value < below)


class Absence(msgspec.Struct):
    """No point for so long."""

    lasting: float
    last: float | None = None
    firing: float | None = None
    turns: list[Turn] = msgspec.field(default_factory=list[Turn])

    def feed(self, times: Sequence[float], _values: Sequence[float], /) -> None:
        """A pause between two points fires when it has become too long, and is over with the next point."""
        for at in times:
            last = at if self.last is None else self.last
            if at - last >= self.lasting or self.firing is not None:
                self.tick(at)
                self._over(at, at - last)
            self.last = at

    def tick(self, now: float) -> None:
        """The first call begins the count where no point has come yet."""
        if self.last is None:
            self.last = now
        if self.firing is None and now - self.last >= self.lasting:
            self.firing = self.last + self.lasting
            self.turns.append(Turn(self.firing, True, self.lasting, self.last))

    def _over(self, at: float, pause: float) -> None:
        if self.firing is not None:
            self.turns.append(Turn(at, False, pause, self.firing))
            self.firing = None

    def shift(self, by: float) -> None:
        """The clock was set."""
        if self.last is not None:
            self.last += by

    def restart(self) -> None:
        """Times begin anew."""
        self.last = None

    def drain(self) -> list[Turn]:
        """The turns since the last call."""
        turns, self.turns = self.turns, []
        return turns

    def told(self, now: float, newest: float) -> float:  # noqa: ARG002  (others need it)
        """For how long nothing has come, in seconds."""
        return 0.0 if self.last is None else now - self.last


class Matches(msgspec.Struct):
    """So many points within so long, whatever their values. It keeps the newest of them alone."""

    within: float
    count: int = 1
    newest: list[float] = msgspec.field(default_factory=list[float])
    firing: float | None = None
    seen: int = 0  # points since it fires
    turns: list[Turn] = msgspec.field(default_factory=list[Turn])

    def feed(self, times: Sequence[float], _values: Sequence[float], /) -> None:
        """The window moves on with each point."""
        newest = self.newest
        for at in times:
            self.tick(at)
            newest.append(at)
            if len(newest) > self.count:
                del newest[0]
            if self.firing is not None:
                self.seen += 1
            elif len(newest) == self.count and at - newest[0] <= self.within:
                self.firing, self.seen = at, self.count
                self.turns.append(Turn(at, True, float(self.count), newest[0]))

    def tick(self, now: float) -> None:
        """It is over when the window holds fewer."""
        if self.firing is None:
            return
        over = max(self.firing, self.newest[0] + self.within)
        if now > over:
            self.turns.append(Turn(over, False, float(self.seen), self.firing))
            self.firing = None

    def shift(self, by: float) -> None:
        """The clock was set."""
        self.newest = [at + by for at in self.newest]

    def restart(self) -> None:
        """What fires is over a window after it would have been."""
        self.newest = []
        if self.firing is not None:
            self.turns.append(Turn(self.firing, False, float(self.seen), self.firing))
            self.firing = None

    def drain(self) -> list[Turn]:
        """The turns since the last call."""
        turns, self.turns = self.turns, []
        return turns

    def told(self, now: float, newest: float) -> float:  # noqa: ARG002  (others need it)
        """How many since it fires, or else within the time before now."""
        if self.firing is not None:
            return float(self.seen)
        return float(sum(now - at <= self.within for at in self.newest))
