"""Files with one alert on each line: CEF, syslog, and both mixed."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from holdfast.detect import cef, syslog
from holdfast.detect.gather import Item, items, numbered_lines, reading, short
from holdfast.domain.signal import Reading, Signal

_LOOKED_AT: Final = 20
_LONGEST: Final = 2_000  # characters of a line that tell its form


def fits(text: str) -> bool:
    """Whether half of the first lines or more are of CEF or syslog."""
    first = [line[:_LONGEST] for _place, line in islice(numbered_lines(text), _LOOKED_AT)]
    return 0 < len(first) <= 2 * sum(cef.fits(line) or syslog.fits(line) for line in first)


def read_lines(text: str) -> Reading:
    """The reading of a text for which `fits` is true."""
    return reading(name_of(text), found(text))


def found(text: str) -> Iterator[Item]:
    """A signal, or why there is none, for each line that is not empty."""
    return items(numbered_lines(text), _signal)


def name_of(text: str) -> str:
    """`cef` where the first line is one, else `syslog`."""
    first = next((line for _place, line in numbered_lines(text)), "")
    return cef.NAME if cef.fits(first) else syslog.NAME


def _signal(line: str) -> Signal:
    short(line)
    return cef.read_line(line) if cef.fits(line) else syslog.read_line(line)
