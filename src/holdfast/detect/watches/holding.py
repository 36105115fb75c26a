"""From what holds at a moment to what fires: for how long it has to hold, and when it is over again."""

import msgspec


class Turn(msgspec.Struct, frozen=True):
    """The moment that a rule begins or ceases to fire, in seconds of the series.

    `since` is when its condition began to hold, or for an end when it began to fire.
    """

    at: float
    firing: bool
    value: float
    since: float


class Hold(msgspec.Struct):
    """A condition that is looked at again and again. It fires once it held for `lasting`; it is over once it
    did not hold for `calm`. A pause longer than `gap`, among shorter ones, begins the count anew.
    """

    lasting: float = 0
    calm: float = 0
    gap: float = 0
    since: float | None = None
    quiet: float | None = None
    firing: float | None = None
    last: float | None = None
    step: float = 0
    turns: list[Turn] = msgspec.field(default_factory=list[Turn])

    @property
    def idle(self) -> bool:
        """Whether nothing holds and nothing fires: more points where nothing holds change nothing."""
        return self.since is None and self.firing is None

    def see(self, at: float, holds: bool, value: float) -> None:
        """Take the next point."""
        step = 0 if self.last is None else at - self.last
        if holds:
            self.quiet = None
            if self.since is None or (self.firing is None and step > self.gap >= self.step):
                self.since = at
            if self.firing is None and at - self.since >= self.lasting:
                self.firing = at
                self.turns.append(Turn(at, True, value, self.since))
        else:
            self.since = None
            if self.firing is not None:
                self._cease(at, value, self.firing)
        self.step, self.last = step, at

    def _cease(self, at: float, value: float, firing: float) -> None:
        if self.quiet is None:
            self.quiet = at
        if at - self.quiet >= self.calm:
            self.turns.append(Turn(at, False, value, firing))
            self.firing = self.quiet = None

    def passed(self, last: float, before: float | None) -> None:
        """Points went by at which nothing held while nothing fired; these are the last two of them."""
        if before is not None:
            self.step = last - before
        elif self.last is not None:
            self.step = last - self.last
        self.last = last

    def shift(self, by: float) -> None:
        """The clock that the times are from was set."""
        self.since, self.quiet = _moved(self.since, by), _moved(self.quiet, by)
        self.firing, self.last = _moved(self.firing, by), _moved(self.last, by)

    def restart(self) -> None:
        """Times begin anew; what fires goes on until it is seen to be over."""
        self.since = self.quiet = self.last = None
        self.step = 0


def _moved(at: float | None, by: float) -> float | None:
    return None if at is None else at + by
