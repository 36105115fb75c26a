"""A note as it is typed: when it happened, what told of it, and what it says. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from holdfast.domain.timeleads import leading_words, split_leading_time

_FROM = re.compile(r"\s*\[from\s+([^\[\]\n]{1,80}?)\s*\]\s*(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Composed:
    """`at` is None where no time was typed; with an `origin` it is what that source's clock said."""

    at: datetime | None
    origin: str
    said: str


def composed(text: str, now: datetime, zone: tzinfo, ahead: Mapping[str, int]) -> Composed:
    """Read a note that may begin with a time, and with `[from camera 7]`.

    `ahead` is by how many seconds the clocks of sources are known to be ahead: a time that a source gave is
    read as seen from its clock, by which what lies a little ahead of ours may be over. UserError as
    `split_leading_time` has it.
    """
    origin, _said = _parted(leading_words(text)[1])
    by = timedelta(seconds=ahead.get(" ".join(origin.split()), 0))
    at, rest = split_leading_time(text, now + by, zone)
    return Composed(at, *_parted(rest))


def _parted(text: str) -> tuple[str, str]:
    """The source that stands at the beginning, "" for none, and the rest."""
    match = _FROM.match(text)
    return (match[1], match[2]) if match else ("", text)
