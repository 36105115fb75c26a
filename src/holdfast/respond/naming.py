"""Which one of a list somebody means: by its number as it is listed, or by the beginning of its id."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

_SHORTEST_ID: Final = 6  # characters: fewer may be a slip of a number


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


def the_one(listed: Sequence[Named], which: str) -> Named | None:
    """The one of this number, from 1, or whose id begins so; None where that is none or several."""
    plain = which.strip().casefold()
    if plain.isascii() and plain.isdigit() and 0 < int(plain[:9]) <= len(listed):
        return listed[int(plain[:9]) - 1]
    found = [each for each in listed if len(plain) >= _SHORTEST_ID and each.id.startswith(plain)]
    return found[0] if len(found) == 1 else None
