"""The day in a typed or pasted time: a table of forms, each with all the days that it can mean.

`today`, `gestern`, ISO 8601 (also basic, week and ordinal dates), `23.11.`, `23 Nov`, `Nov 23` (RFC 3164,
`ctime`, `date`), `23/Nov/2026` (web servers' logs), RFC 5322, and figures between strokes, whose order and
two-digit year can be meant in more than one way. A year of two digits is one of this century.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain

_FLAGS = re.IGNORECASE | re.ASCII


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


Days = tuple[Back | Day, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The days that the text can mean (none: no calendar has that day) and the text without them."""

    days: Days
    rest: str


_BACK = {
    "today": 0,
    "heute": 0,
    "yesterday": 1,
    "gestern": 1,
    "day before yesterday": 2,
    "vorgestern": 2,
}
_WEEKDAYS = (
    ("mo", "mon", "monday", "montag"),
    ("di", "tue", "tues", "tuesday", "dienstag"),
    ("mi", "wed", "weds", "wednesday", "mittwoch"),
    ("do", "thu", "thur", "thurs", "thursday", "donnerstag"),
    ("fr", "fri", "friday", "freitag"),
    ("sa", "sat", "saturday", "samstag", "sonnabend"),
    ("so", "sun", "sunday", "sonntag"),
)
_MONTHS = (
    ("jan", "january", "januar"),
    ("feb", "february", "februar"),
    ("mar", "march", "mrz", "marz", "maerz"),
    ("apr", "april"),
    ("may", "mai"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october", "okt", "oktober"),
    ("nov", "november"),
    ("dec", "december", "dez", "dezember"),
)


def _one_of(words: tuple[tuple[str, ...], ...]) -> str:
    return "|".join(sorted(chain.from_iterable(words), key=len, reverse=True))


MONTH = rf"(?:{_one_of(_MONTHS)})"
WEEKDAY = rf"(?:{_one_of(_WEEKDAYS)})"
BACK = "|".join(sorted(_BACK, key=len, reverse=True))
# With a century a year can't be mistaken for a clock time such as 1403 (19:00 to 21:59 need a colon
# behind a day).
YEAR = r"(?:19|20|21)\d\d"
_YY = r"\d\d(?![\d:.h])"
_WORD = rf"(?P<m>{MONTH})\b\.?"


def _number(group: str) -> int:
    return int(group) if group.isdigit() else _place(_MONTHS, group) + 1


def _place(table: tuple[tuple[str, ...], ...], word: str) -> int:
    return next(at for at, words in enumerate(table) if word.lower() in words)


def _ordered(*orders: str) -> Callable[[re.Match[str]], Days]:
    """The days of the groups a, b, c read in each order of y, m, d; each day once."""

    def days(match: re.Match[str]) -> Days:
        parts = [part for part in (match["a"], match["b"], match.groupdict().get("c")) if part]
        read = (dict(zip(order, parts, strict=True)) for order in orders)
        return _real(*((each.get("y"), each["m"], each["d"]) for each in read))

    return days


def _real(*dates: tuple[str | None, str, str]) -> Days:
    """Those of the dates that a calendar has."""
    days: dict[Day, None] = {}
    for year, month, day in dates:
        if year and len(year) == 1:
            continue
        whole = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
        try:
            # 2028 is a leap year: without a year, 29 February may be meant.
            date(2028 if whole is None else whole, _number(month), int(day))
        except ValueError:
            continue
        days[Day(whole, _number(month), int(day))] = None
    return tuple(days)


def _named(match: re.Match[str]) -> Days:
    return _real((match.groupdict().get("y"), match["m"], match["d"]))


def _week(match: re.Match[str]) -> Days:
    try:
        meant = date.fromisocalendar(int(match["y"]), int(match["w"]), int(match["d"]))
    except ValueError:
        return ()
    return (Day(meant.year, meant.month, meant.day),)


def _ordinal(match: re.Match[str]) -> Days:
    year, number = int(match["y"]), int(match["n"])
    meant = date(year, 1, 1) + timedelta(days=number - 1)
    return (Day(year, meant.month, meant.day),) if meant.year == year else ()


def _back(match: re.Match[str]) -> Days:
    return (Back(_BACK[match["back"].lower()]),)


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Days]], ...] = (
    (rf"\b(?P<back>{BACK})\b", _back),
    (rf"\b(?P<y>{YEAR})-?w(?P<w>\d\d)-?(?P<d>[1-7])(?:t(?=\d)|\b)", _week),
    (
        rf"\b(?P<a>{YEAR})(?P<sep>[-/.:])(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d{{1,2}})(?:[t_](?=\d)|-(?=\d\d\.)|\b)",
        _ordered("ymd"),
    ),
    (rf"\b(?P<y>{YEAR})-?(?P<n>\d{{3}})(?:t(?=\d)|(?= ))", _ordinal),
    (
        rf"\b(?P<a>{YEAR})(?P<b>\d\d)(?P<c>\d\d)(?:[t _-]|(?=(?:\d{{4}}|\d{{6}}|\d{{9}})(?!\d)))",
        _ordered("ymd"),
    ),
    (
        rf"\b(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})(?:\.(?: ?(?P<y>{YEAR}|\d\d(?= )))?(?![\d:])|(?= ))",
        _named,
    ),
    (rf"\b(?P<a>\d{{1,2}})(?P<sep>[-/])(?P<b>\d{{1,2}})(?P=sep)(?P<c>{YEAR})\b", _ordered("dmy", "mdy")),
    (
        r"\b(?P<a>\d{1,2})(?P<sep>[-/])(?P<b>\d{1,2})(?P=sep)(?P<c>\d\d)\b",
        _ordered("dmy", "mdy", "ymd"),
    ),
    (r"\b(?P<a>\d{1,2})[-/](?P<b>\d{1,2})(?= \d)", _ordered("dm", "md")),
    (r"^[iwef](?P<a>\d\d)(?P<b>\d\d) (?=\d\d:)", _ordered("md")),
    (r"^(?P<a>\d\d)(?P<b>\d\d)(?P<c>\d\d) (?=\d)", _ordered("ymd", "dmy", "mdy")),
    (rf"\b(?P<y>{YEAR})[ -]{_WORD}[ -](?P<d>\d{{1,2}})\b(?!:)", _named),
    (rf"\b(?P<d>\d{{1,2}})(?:\. ?|[ /-]){_WORD}(?:(?:,? |[/-])(?P<y>{YEAR}\b|{_YY}))?", _named),
    (rf"\b{_WORD} (?P<d>\d{{1,2}})\b(?!:)(?:,? (?P<y>{YEAR})\b(?!:))?", _named),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...]:
    """The table, compiled when the first time is typed and not while the program starts."""
    return tuple((re.compile(form, _FLAGS), days) for form, days in _FORMS)


@cache
def _late_year() -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?P<y>{YEAR})(?=$| [a-z+-])", _FLAGS)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<weekday>{WEEKDAY})\b[.,]? *", _FLAGS)


def take_weekday(text: str) -> tuple[int | None, str]:
    """The first day of the week that is named (Monday is 0) and the text without it."""
    match = _weekday().search(text)
    if match is None:
        return None, text
    return _place(_WEEKDAYS, match["weekday"]), (text[: match.start()] + text[match.end() :]).strip(" ,")


def take_day(text: str) -> Found | None:
    """The day at the start or the end of a text; None where there is none."""
    for form, days in _forms():
        match = form.search(text)
        if match is None:
            continue
        before, after = text[: match.start()].rstrip(" ,"), text[match.end() :].lstrip(" ,:")
        meant = days(match)
        if match.groupdict().get("m", "").isalpha() and not match["y"]:
            meant, after = _with_late_year(match, meant, after)
        if not (before and after):
            return Found(meant, before or after)
    return None


def _with_late_year(match: re.Match[str], meant: Days, after: str) -> tuple[Days, str]:
    """`Nov 23 14:03:22 2026`: the year may stand behind the clock time."""
    late = _late_year().search(after)
    if late is None:
        return meant, after
    return _real((late["y"], match["m"], match["d"])), after[: late.start()] + after[late.end() :]
