"""How much strangers may ask of the webhook."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    a_second: float
    at_once: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and numbers. What is refused has a rate of its own: no token stops nobody else."""

    body: int = 256 * 1024
    head: int = 16 * 1024
    head_seconds: float = 5
    body_seconds: float = 10
    idle_seconds: float = 75
    connections: int = 100
    waiting: int = 1_000
    taken: Rate = Rate(2_000, 4_000)
    refused: Rate = Rate(5, 50)


class Buckets:
    """The rate of each peer, as a bucket that fills with time and that each request takes one from."""

    _MOST: Final = 1_024

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._left: dict[str, tuple[float, float]] = {}  # what is in it, and when that was

    def take(self, peer: str, now: float) -> bool:
        """Whether one more of this peer is within the rate; `now` in seconds, never going back."""
        full = float(self._rate.at_once)
        left, before = self._left.pop(peer, (full, now))
        left = min(full, left + (now - before) * self._rate.a_second)
        if len(self._left) >= self._MOST:
            del self._left[next(iter(self._left))]  # the one that has been silent longest
        self._left[peer] = (left - 1 if left >= 1 else left, now)
        return left >= 1
