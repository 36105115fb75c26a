"""The forms in which people type and paste times: text to pieces, without knowing the present.

Read here: `now`, `-1h30m`, `10 min ago`, `vor 10 Minuten`, epochs (s, ms, µs, ns, Windows' two), and a
clock time that may have a day before or after it (`timedays`) and a zone behind it. What the pieces
mean at a given moment in a given zone is decided by `times`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cache

from holdfast.domain.errors import UserError
from holdfast.domain.timedays import MONTH, YEAR, Days, take_day, take_weekday
from holdfast.words import _

_LONGEST = 80
_LONGEST_SPAN = 1_000_000_000  # seconds; no entry says more
_FLAGS = re.IGNORECASE | re.ASCII
# Signs and spaces as web pages and word processors set them, and marks that nobody sees.
_PLAIN = str.maketrans("\u2212\u2013\u202f\u00a0äÄ", "--  aA", "\u200b\u200e\u200f\ufeff")
_EDGES = " \t\r\n[](){}<>*,;/\"'"
_LABEL = (
    r"(?:timecreated )?@?(?:date|datum|time|zeit|timestamp|datetime|ts|systemtime|(?:msg=)?audit)\b"
    r"[\"']?(?: ?[=:] ?|(?=\())[\"'(]*"
)
_FILLER = r"(?:(?:on|at|since|um|am|seit|den|der|@) )+"
_MILITARY = "abcdefghiklm", "nopqrstuvwxy"


@dataclass(frozen=True, slots=True)
class Ago:
    """So many seconds before now."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Epoch:
    """So many microseconds after 1970-01-01 00:00 UTC."""

    microseconds: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time, with what was typed around it.

    `days` are all that the day can mean, none where none was typed; `weekday` counts from Monday, 0.
    `offset` is `z`, `utc`, `+01:00`, `utc+1` or "", `zone` a zone's name as it was typed or "".
    """

    days: Days
    weekday: int | None
    clock: time
    offset: str
    zone: str


Typed = Ago | Epoch | Clock


class Unread(UserError):
    """The text has none of the known forms; the hint shows the usual ones."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is not a time that can be read.").format(text=shown(text)),
            _(
                "Type 14:03 or 1403, -10m or -1h30m, yesterday 22:10, 23.11. 14:03, 23 Nov 14:03"
                " or 2026-11-23 14:03, with UTC or +01:00 behind it for another zone."
            ),
        )


def shown(text: str) -> str:
    """A typed time as a message repeats it: on one line and no longer than a time can be."""
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return " ".join("".join(sign if sign.isprintable() else " " for sign in short).split())


def no_such(text: str) -> UserError:
    """The answer to a time in a known form that no calendar or clock has."""
    return UserError(
        _("There is no such time as {text}.").format(text=shown(text)),
        _("Check the day, the hour (0 to 23) and the minutes (0 to 59)."),
    )


# --- Lengths of time and epochs ---

_UNITS = (
    (604_800, r"w(?:eeks?|ochen?)?"),
    (86_400, r"d(?:ays?)?|tag(?:en?)?"),
    (3_600, r"h(?:(?:ou)?rs?)?|std\.?|stunden?"),
    (60, r"m(?:in(?:ute)?[ns]?\.?)?"),
    (1, r"s(?:ec(?:ond)?s?|ek(?:unden?)?\.?)?"),
)
_SPAN = r"(?=\d)" + "".join(
    rf"(?:(\d{{1,5}}) ?(?:{words})(?: ?(?:and|und|,) | ?))?" for _size, words in _UNITS
)


def _ago(match: re.Match[str]) -> Typed:
    return Ago(_counted(match))


def _counted(match: re.Match[str]) -> int:
    counted = zip(_UNITS, match.groups(), strict=True)
    return sum(int(number or 0) * size for (size, _words), number in counted)


def span_seconds(text: str) -> int:
    """The seconds of a length of time as people type it: `20m`, `1h30m`, `2 h`. UserError for any other.

    A number alone is refused: nobody can know whether it counts minutes or hours.
    """
    plain = " ".join(text[: _LONGEST + 1].translate(_PLAIN).split())
    match = _compiled(_SPAN).fullmatch(plain)
    seconds = _counted(match) if match else 0
    if not 0 < seconds <= _LONGEST_SPAN:
        raise UserError(
            _("“{text}” is not a length of time that can be read.").format(text=shown(text)),
            _("Type 20m, 1h30m or 2d."),
        )
    return seconds


def _epoch(divisor: int, begins: int = 0) -> Callable[[re.Match[str]], Typed]:
    """Ticks, so many to a microsecond, since `begins` seconds before 1970."""
    return lambda match: Epoch(int(match[1]) // divisor - begins * 1_000_000)


def _seconds(match: re.Match[str]) -> Typed:
    return Epoch(int(match[1]) * 1_000_000 + _microseconds(match[2]))


def _milliseconds(match: re.Match[str]) -> Typed:
    return Epoch(int(match[1]) * 1_000)


def _microseconds(part: str | None) -> int:
    """A fraction's digits in microseconds; finer digits are cut off."""
    return int((part or "")[:6].ljust(6, "0"))


_WHOLES: tuple[tuple[str, Callable[[re.Match[str]], Typed]], ...] = (
    (r"now|jetzt", lambda _match: Ago(0)),
    (rf"- ?{_SPAN}", _ago),
    (rf"{_SPAN}ago", _ago),
    (rf"vor {_SPAN}", _ago),
    (r"@?(\d{10})(?:[.,](\d{1,9}))?(?::\d+)?", _seconds),  # also a line of auditd, with its serial number
    (r"@?(\d{13})", _milliseconds),
    (r"@?(\d{16})", _epoch(1)),
    (r"@?(\d{19})", _epoch(1_000)),
    (r"(1[123]\d{16})", _epoch(10, 11_644_473_600)),  # FILETIME, since 1601
    (r"(6[234]\d{16})", _epoch(10, 62_135_596_800)),  # .NET, since the year 1
)

# --- Clock times ---

_FRACTION = r"(?P<part>\d{1,9})"
_HALF = r"(?P<half>[ap])\.?m\b\.?"
_MARK = rf"(?: ?(?:uhr|h(?:rs)?\b|{_HALF}))?"
_CLOCKS = (
    rf"(?P<h>\d{{1,2}}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,:]{_FRACTION})?)?{_MARK}",
    rf"(?P<h>\d\d)(?P<m>\d\d)(?:(?P<s>\d\d)(?:[.,]{_FRACTION})?)?{_MARK}",
    rf"(?P<h>\d{{1,2}})\.(?P<m>\d\d)(?:\.(?P<s>\d\d)(?:[.,]{_FRACTION})?)? ?(?:uhr|{_HALF})",
    r"(?P<h>\d{1,2}) ?h ?(?P<m>\d\d)?",
    rf"(?P<h>\d{{1,2}}) ?(?:uhr(?: (?P<m>\d\d))?|{_HALF})",
)
# Read only beside a day: alone they could be one themselves, or a number.
_DATED_CLOCKS = (
    rf"(?P<h>\d{{1,2}})\.(?P<m>\d\d)\.(?P<s>\d\d)(?:[.,]{_FRACTION})?",
    r"(?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)(?P<part>\d{3})",
)
_NAME = r"[a-z]{2,5}|[a-z]+(?:/[a-z0-9_+-]+){1,2}"
# A span, not a clock time with an offset.
_FROM_TO = r"\d{1,2}:\d\d-\d{1,2}(?::?\d\d)?"
_ZONE = (
    r"(?: ?(?P<offset>z|zulu|(?:utc|gmt)? ?[+-]\d{1,2}(?::?\d\d)?|utc|gmt)(?![a-z\d:]))?"
    rf"(?: ?(?P<zone>{_NAME})| ?[(\[](?P<aside>[a-z][a-z0-9_/+ -]*))?(?: m=\S+)?"
)


def _military(match: re.Match[str]) -> str:
    """`231403ZNOV26`, a date-time group, as day, clock time and offset."""
    letter = match["zone"].lower()
    east, west = (letters.find(letter) + 1 for letters in _MILITARY)
    year = match["year"] or ""
    year = "20" + year if len(year) == 2 else year
    return f"{match['day']} {match['month']} {year} {match['clock']} {east - west:+03}"


_REWRITTEN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        rf"(?P<day>\d\d)(?P<clock>\d{{4}}) ?(?P<zone>[a-ik-z]) ?(?P<month>{MONTH}) ?(?P<year>{YEAR}|\d\d)?",
        _military,
    ),
    (r"d:(\d{14})(?:(z)(?:00'00)?|([+-]\d\d)'(\d\d))?", r"\1 \2\3\4"),  # PDF
)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """Compiled when the first time is typed and not while the program starts."""
    return re.compile(form, _FLAGS)


def read(text: str) -> Typed:
    """The pieces of a typed or pasted time. Unread when it has none of the known forms."""
    if len(text) > _LONGEST:
        raise Unread(text)
    plain = _plain(text)
    for form, made in _WHOLES:
        if match := _compiled(form).fullmatch(plain):
            return made(match)
    return _clocked(plain, text)


def _plain(text: str) -> str:
    """The text in one spelling of signs and spaces, without what stands around a time."""
    plain = " ".join(text.translate(_PLAIN).strip(_EDGES).removesuffix(":").split()).strip(_EDGES)
    plain = _compiled(_LABEL).sub("", plain, count=1) if _compiled(_LABEL).match(plain) else plain
    for form, by in _REWRITTEN:
        if match := _compiled(form).fullmatch(plain):
            return match.expand(by).strip() if isinstance(by, str) else by(match)
    return plain


def _clocked(plain: str, text: str) -> Clock:
    weekday, rest = take_weekday(_unfilled(plain))
    rest, days = _unfilled(rest), Days()
    clock = None if _compiled(_FROM_TO).fullmatch(rest) else _match(_CLOCKS, rest)
    if clock is None and (found := take_day(rest)):
        if not found.days:
            raise no_such(text)
        rest, days = _unfilled(found.rest), found.days
        clock = _match((*_CLOCKS, *_DATED_CLOCKS), rest)
    if clock is None:
        raise _without_clock(text) if (days or weekday is not None) and not rest else Unread(text)
    return Clock(
        days, weekday, _clock(clock, text), clock["offset"] or "", clock["zone"] or clock["aside"] or ""
    )


def _unfilled(text: str) -> str:
    return _compiled(_FILLER).sub("", text, count=1) if _compiled(_FILLER).match(text) else text


def _match(forms: tuple[str, ...], text: str) -> re.Match[str] | None:
    matches = (_compiled(form + _ZONE).fullmatch(text) for form in forms)
    return next((match for match in matches if match), None)


def _without_clock(text: str) -> UserError:
    return UserError(
        _("The time of day is missing."),
        _("Type it behind the day: {text} 14:03.").format(text=shown(text)),
    )


def _clock(match: re.Match[str], text: str) -> time:
    found = match.groupdict()
    hour, minute, second = int(found["h"]), int(found["m"] or 0), int(found.get("s") or 0)
    if half := found.get("half"):
        if not 1 <= hour <= 12:
            raise no_such(text)
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        return time(hour, minute, second, _microseconds(found.get("part")))
    except ValueError as error:
        raise no_such(text) from error
