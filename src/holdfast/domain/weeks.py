"""ISO 8601 weeks as people write rosters: `2026-W48`, or from one to another, `2026-W48..2026-W51`."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.words import _

MOST: Final = 530
"""How many weeks one person can have: ten years."""

_PART: Final = re.compile(r"[\s,;]+")
_RANGE: Final = re.compile(r"\s*(?:\.\.\.?|–|—|\bto\b)\s*|(?:(?<=[Ww][0-9]{2})|(?<=[Ww][0-9]))\s*-\s*")
_WEEK: Final = re.compile(r"(?:([0-9]{4})-?)?[Ww]([0-9]{1,2})")
_STEP: Final = timedelta(days=7)


def week_of(moment: datetime) -> str:
    """The week that a moment lies in, by the calendar of its zone."""
    year, week, _day = moment.isocalendar()
    return f"{year:04}-W{week:02}"


def weeks_of(text: str) -> tuple[str, ...]:
    """The weeks that a text names, each once and in order; ranges are spelled out.

    `2026-W48..W51`, `2026-W48 - 2026-W51` and `2026W48–W51` say the same. UserError for anything else.
    """
    found: set[str] = set()
    for part in filter(None, _PART.split(_RANGE.sub("..", text.strip()))):
        first, dots, last = part.partition("..")
        begin = _monday(first, None, part)
        end = _monday(last, begin, part) if dots else begin
        if not begin <= end < begin + MOST * _STEP:
            raise _unread(part)
        found.update(_name(begin + number * _STEP) for number in range((end - begin).days // 7 + 1))
    if len(found) > MOST:
        raise UserError(_("More than {most} weeks.").format(most=MOST), hint=_("Leave out those long past."))
    return tuple(sorted(found))


def weeks_text(weeks: Iterable[str]) -> str:
    """Weeks in few words: those that follow each other as a range."""
    runs: list[tuple[date, date]] = []
    kept: list[str] = []
    for week in weeks:
        try:
            monday = _monday(week, None, week)
        except UserError:  # removed for cause
            kept.append(week)
            continue
        if runs and monday == runs[-1][1] + _STEP:
            runs[-1] = (runs[-1][0], monday)
        else:
            runs.append((monday, monday))
    told = [_name(one) if one == two else f"{_name(one)}..{_name(two)}" for one, two in runs]
    return ", ".join([*told, *kept])


def _name(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def _monday(text: str, after: date | None, whole: str) -> date:
    """The first day of a week; one without a year is of the year that `after` lies in."""
    match = _WEEK.fullmatch(text)
    if not match or (match[1] is None and after is None):
        raise _unread(whole)
    year = int(match[1]) if match[1] else after.isocalendar()[0] if after else 0
    try:
        return date.fromisocalendar(year, int(match[2]), 1)
    except ValueError as error:
        raise _unread(whole) from error


def _unread(text: str) -> UserError:
    return UserError(
        _("{text} is no week.").format(text=text[:40]),
        hint=_("Write weeks as 2026-W48, or from one to another: 2026-W48..2026-W51."),
    )
