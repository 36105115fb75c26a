"""The forms in which people type and paste times: text to pieces, without knowing the present.

Read here: `now`, `-1h30m`, epochs (s, ms, µs, ns), and a clock time that may have a day before or
after it and a zone behind it. Days: `today`, `yesterday`, ISO 8601 (also basic), `23.11.`,
`23 Nov`, `Nov 23` (RFC 3164, `ctime`, `date`), `23/Nov/2026` (web servers' logs), RFC 5322.
What the pieces mean at a given moment in a given zone is decided by `times`.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from holdfast.domain.errors import UserError
from holdfast.words import _

_LONGEST = 80
# Signs and spaces as web pages and word processors set them, and marks that nobody sees.
_PLAIN = str.maketrans("\u2212\u2013\u202f\u00a0", "--  ", "\u200b\u200e\u200f\ufeff")
_EDGES = " \t\r\n[](){}<>*,;\"'"
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_COMMENT = re.compile(r" ?[(\[][a-z_/ ]+$")  # "+0100 (CET", "+01:00[Europe/Berlin"
_AGO = re.compile(r"-(?=\d)(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,5})s)?")
_EPOCH = re.compile(r"@?(\d{10})(?:[.,](\d{1,9})|(\d{3}|\d{6}|\d{9}))?")
_WEEKDAY = re.compile(r"\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]? *")
# With a century a year can't be mistaken for a clock time such as 1403 (19:00 to 21:59 need a
# colon behind a day).
_YEAR = r"(?:19|20|21)\d\d"
_DOTTED_YEAR = rf"\.(?: ?(?P<year>{_YEAR}|\d\d(?= )))?(?![\d:])"
_MONTH = (
    r"(?P<word>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAYS = tuple(
    re.compile(form)
    for form in (
        r"\b(?P<back>today|yesterday)\b",
        rf"\b(?P<year>{_YEAR})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?:[t_](?=\d)|\b)",
        rf"\b(?P<year>{_YEAR})(?P<month>\d\d)(?P<day>\d\d)[t ]",
        rf"\b(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})(?:{_DOTTED_YEAR}|(?= ))",
        rf"\b(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>{_YEAR})\b",
        rf"\b(?P<day>\d{{1,2}})(?:\. ?|[ /-]){_MONTH}(?:(?:,? |[/-])(?P<year>{_YEAR})\b)?",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})\b(?!:)(?:,? (?P<year>{_YEAR})\b(?!:))?",
    )
)
_LAST_YEAR = re.compile(rf"(?:^| )(?P<year>{_YEAR})$")
_CLOCK = re.compile(
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"|(?P<digits>\d{4}(?:\d\d(?:[.,]\d{1,9})?)?))"
    r"(?: ?(?P<half>am|pm))?"
    r"(?: ?(?P<zone>z|(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|[a-z]{2,5}))?"
)


@dataclass(frozen=True, slots=True)
class Ago:
    """So many seconds before now."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Epoch:
    """So many microseconds after 1970-01-01 00:00 UTC."""

    microseconds: int


@dataclass(frozen=True, slots=True)
class Back:
    """A day counted back from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a year that may not have been typed."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time, the day typed with it if there was one, and its zone in lower case or ""."""

    day: Back | Day | None
    clock: time
    zone: str


Typed = Ago | Epoch | Clock


def unread(text: str) -> UserError:
    """The answer to text that is no time: it shows the accepted forms."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return UserError(
        _("“{text}” is not a time that can be read.").format(text=shown),
        _(
            "Type 14:03 or 1403, -10m or -1h30m, yesterday 22:10, 23.11. 14:03, 23 Nov 14:03"
            " or 2026-11-23 14:03, with UTC or +01:00 behind it for another zone."
        ),
    )


def read(text: str) -> Typed:
    """The pieces of a typed or pasted time. UserError when it has none of the known forms."""
    if len(text) > _LONGEST:
        raise unread(text)
    plain = " ".join(text.translate(_PLAIN).strip(_EDGES).removesuffix(":").split()).lower()
    if plain == "now":
        return Ago(0)
    if match := _AGO.fullmatch(_as_ago(plain)):
        return Ago(_seconds(match))
    if match := _EPOCH.fullmatch(plain):
        return Epoch(int(match[1]) * 1_000_000 + _microseconds(match[2] or match[3]))
    return _clocked(_COMMENT.sub("", plain), text)


def _as_ago(plain: str) -> str:
    """`10 min ago` and `- 1h 30m` in the shape of `-1h30m`."""
    before = plain.removesuffix(" ago")
    return ("" if before == plain else "-") + before.replace(" ", "")


def _seconds(match: re.Match[str]) -> int:
    return sum(int(match[at] or 0) * _SECONDS[unit] for at, unit in enumerate("dhms", start=1))


def _microseconds(part: str | None) -> int:
    """A fraction's digits in microseconds; finer digits are cut off."""
    return int((part or "")[:6].ljust(6, "0"))


def _clocked(plain: str, text: str) -> Clock:
    day, rest = _take_day(plain, text)
    match = _CLOCK.fullmatch(rest.removeprefix("at "))
    if match is None:
        raise _without_clock(text) if day and not rest else unread(text)
    return Clock(day, _clock(match, text), match["zone"] or "")


def _without_clock(text: str) -> UserError:
    return UserError(
        _("The time of day is missing."),
        _("Type it behind the day: {text} 14:03.").format(text=text.strip()),
    )


def _take_day(plain: str, text: str) -> tuple[Back | Day | None, str]:
    """The day at the start or the end, and what is left without it."""
    bare = _WEEKDAY.sub("", plain, count=1)
    for form in _DAYS:
        match = form.search(bare)
        if match is None:
            continue
        found = match.groupdict()
        before, after = bare[: match.start()].rstrip(" ,"), bare[match.end() :].lstrip(" ,:")
        if found.get("word") and not found["year"] and (last := _LAST_YEAR.search(after)):
            found["year"], after = last["year"], after[: last.start()]
        if not (before and after):
            return _day(found, text), before or after
    return None, plain


def _day(found: dict[str, str | None], text: str) -> Back | Day:
    if back := found.get("back"):
        return Back(1 if back == "yesterday" else 0)
    year = int(found["year"]) if found["year"] else None
    if year is not None and year < 100:
        year += 2000
    if word := found.get("word"):
        month, day = _MONTHS.index(word[:3]) + 1, int(found["day"] or 0)
    elif first := found.get("first"):
        month, day = _slashed(int(first), int(found["second"] or 0), year or 0)
    else:
        month, day = int(found["month"] or 0), int(found["day"] or 0)
    try:
        # 2028 is a leap year: without a year, 29 February may be meant.
        date(2028 if year is None else year, month, day)
    except ValueError as error:
        raise no_such(text) from error
    return Day(year, month, day)


def _slashed(first: int, second: int, year: int) -> tuple[int, int]:
    """Month and day of `11/23/2026` or `23/11/2026`; asks where both could be meant."""
    if first > 12:
        return second, first
    if second > 12 or first == second:
        return first, second
    raise UserError(
        _("{first}/{second}/{year} can be two different days.").format(first=first, second=second, year=year),
        _("Type {one} or {other} in its place.").format(
            one=f"{year}-{first:02}-{second:02}", other=f"{year}-{second:02}-{first:02}"
        ),
    )


def _clock(match: re.Match[str], text: str) -> time:
    digits, _sep, part = (match["digits"] or "").replace(",", ".").partition(".")
    hour = int(match["hour"] or digits[:2])
    minute = int(match["minute"] or digits[2:4])
    second = int(match["second"] or digits[4:6] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise no_such(text)
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    try:
        return time(hour, minute, second, _microseconds(match["part"] or part))
    except ValueError as error:
        raise no_such(text) from error


def no_such(text: str) -> UserError:
    """The answer to a time in a known form that no calendar or clock has."""
    return UserError(
        _("There is no such time as {text}.").format(text=text.strip()),
        _("Check the day, the hour (0 to 23) and the minutes (0 to 59)."),
    )
