"""Where a person has been in the window."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page and what it shows (an id, or "" for the page as it is)."""

    page: str
    what: str = ""


class History:
    """Places in the order they were gone to; going somewhere new forgets what was ahead."""

    def __init__(self, most: int = 100) -> None:
        self._places: list[Place] = []
        self._at = -1
        self._most = most

    def visit(self, place: Place) -> None:
        """Remember that `place` is shown now."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-self._most :]
        self._at = len(self._places) - 1

    def step(self, by: int) -> Place | None:
        """Go back (-1) or forward (1); None where there is nothing."""
        if not self.can(by):
            return None
        self._at += by
        return self._places[self._at]

    def can(self, by: int) -> bool:
        """Whether there is a place in that direction."""
        return 0 <= self._at + by < len(self._places)
