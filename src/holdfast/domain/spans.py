"""Lengths of time as people type them, and moments ahead: `20m`, `1h30`, `14:20`."""

import re
from datetime import datetime, timedelta, tzinfo
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import Clock, read
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import stamp_text
from holdfast.words import _

LONGEST: Final = 366 * 86400  # seconds
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_PART: Final = re.compile(r"([0-9]{1,6})\s*([a-z]*)\.?\s*")
_NAMES: Final = {
    "s": ("s", "sec", "secs", "second", "seconds"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days"),
    "w": ("w", "wk", "week", "weeks"),
}
_UNIT_OF: Final = {name: unit for unit, names in _NAMES.items() for name in names}
_BELOW: Final = {"w": "d", "d": "h", "h": "m", "m": "s"}


def parse_span(text: str) -> int:
    """The seconds of a typed length of time, more than none and at most a year.

    A number alone is minutes, unless it has the four digits of a clock time; one behind a unit is of the
    next smaller one (`1h30`).
    """
    plain, at, total, before = text.strip().lower(), 0, 0, ""
    while at < len(plain):
        part = _PART.match(plain, at)
        unit = "" if part is None or _is_clock(part, before) else _unit(part[2], before)
        if part is None or not unit or (before and _UNITS[unit] >= _UNITS[before]):
            raise _unread(text)
        total, at, before = total + int(part[1]) * _UNITS[unit], part.end(), unit
    if not 0 < total <= LONGEST:
        raise _unread(text)
    return total


def _is_clock(part: re.Match[str], before: str) -> bool:
    return not part[2] and not before and len(part[1]) > 3


def _unit(name: str, before: str) -> str:
    return _UNIT_OF.get(name, "") if name else _BELOW.get(before, "m" if not before else "")


def _unread(text: str) -> UserError:
    shown = text.strip()[:40]
    return UserError(
        _("{text} is no length of time.").format(text=shown) if shown else _("No length of time was given."),
        hint=_("Write it as 20m, 1h30 or 2d, at most a year."),
    )


def parse_until(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment ahead that a length (`20m`) or a time (`14:20`) names; a clock time is the next such.

    UserError where nothing can be read, or where it lies in the past.
    """
    try:
        return now.astimezone(zone) + timedelta(seconds=parse_span(text))
    except UserError:
        pass  # then it is a time, or the message about times says what can be typed
    until = parse_when(text, now, zone)
    typed = read(text)
    if until <= now and isinstance(typed, Clock) and not typed.days:  # the last such, not the next
        until = parse_when(text, now + timedelta(days=1), zone)
    if until <= now:
        raise UserError(
            _("{time} is already over.").format(time=stamp_text(until, zone)),
            hint=_("Give a time that is still to come, or a length such as 20m."),
        )
    return until
