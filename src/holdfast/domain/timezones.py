"""The names of time zones as people and logs write them, and the offsets that each can mean.

After the tz database of 2026, with the further meanings in common use. What is not here (`ET`, `ECT`)
is asked about; an offset can always be typed in its place.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfast.words import _

_NAMES: Final[tuple[tuple[float, str], ...]] = (
    (-10, "hst"),
    (-9, "akst hdt"),
    (-8, "akdt"),
    (-7, "pdt"),
    (-6, "mdt"),
    (-5, "est"),
    (-4, "edt"),
    (-3.5, "nst"),
    (-3, "adt"),
    (-2.5, "ndt"),
    (0, "gmt utc wet"),
    (1, "cet met wat west"),
    (2, "cat cest eet mest sast"),
    (3, "eat eest idt msk"),
    (5, "pkt"),
    (7, "wib"),
    (8, "awst hkt sgt wita"),
    (9, "jst kst wit"),
    (9.5, "acst"),
    (10, "aest chst"),
    (10.5, "acdt"),
    (11, "aedt"),
    (12, "nzst"),
    (13, "nzdt"),
)
_HOURS: Final[Mapping[str, float]] = {name: hours for hours, names in _NAMES for name in names.split()}
_GERMAN: Final = {"mez": "cet", "mesz": "cest"}
_WORDS: Final = {"cat", "eat", "met", "wat", "west", "wet", "wit"}

_SEVERAL: Final = ("ast", "bst", "cdt", "cst", "gst", "ist", "mst", "pst", "sst", "wst")

NOT_WORDS: Final = tuple(sorted({*_HOURS, *_SEVERAL, *_GERMAN} - _WORDS))
"""The abbreviations that are no words of a sentence, in lower case."""


def spelled(name: str) -> str:
    """An abbreviation as `offsets_of` and `names_used` spell it."""
    return _GERMAN.get(name.lower(), name.lower())


def offsets_of(name: str) -> list[tuple[tzinfo, str]]:
    """What a spelled abbreviation can mean, each with where it is used; [] for an unknown one."""
    if name in _HOURS:
        return [(_offset(_HOURS[name]), name.upper())]
    return [(_offset(hours), where) for hours, where in _meanings().get(name, ())]


def _offset(hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours))


def _meanings() -> Mapping[str, tuple[tuple[float, str], ...]]:
    america, atlantic = _("North America"), _("Atlantic Canada")
    return {
        "ast": ((-4, atlantic), (3, _("Arabia"))),
        "bst": ((1, _("Britain")), (6, _("Bangladesh"))),
        "cdt": ((-5, america), (-4, _("Cuba"))),
        "cst": ((-6, america), (8, _("China")), (-5, _("Cuba"))),
        "gst": ((4, _("the Gulf")), (-2, _("South Georgia"))),
        "ist": ((5.5, _("India")), (2, _("Israel")), (1, _("Ireland"))),
        "mst": ((-7, america), (8, _("Malaysia"))),
        "pst": ((-8, america), (8, _("the Philippines"))),
        "sst": ((-11, _("Samoa")), (8, _("Singapore"))),
        "wst": ((8, _("Western Australia")), (13, _("Samoa"))),
    }


def names_used(zone: tzinfo, year: int) -> set[str]:
    """The abbreviations, in lower case, that a zone itself uses in the course of a year."""
    return {(datetime(year, month, 1, tzinfo=zone).tzname() or "").lower() for month in range(1, 13)}


def zone_called(name: str) -> tzinfo | None:
    """The zone of a name such as `Europe/Berlin`, also in small letters; None for an unknown one."""
    for key in (name, name.title()):
        try:
            return ZoneInfo(key)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
