"""Times as people type them (`clock` has the journal's forms, `timewords` the forms that are shown).

Every datetime here is aware, and nothing here reads a clock. Moments that people typed come back
with a fixed offset, not with a zone: comparing and subtracting them is then right also on the day
the clocks change. What the pieces read by `timeforms` mean is decided here, and where two times
could be meant, the person is asked:

- A clock time alone is today's. If that lies more than `CLOCK_AHEAD` in the future it is
  yesterday's: the room's clock may be a few minutes fast, and nobody notes what comes in hours.
- A day without a year is the last such day that lies no more than `DAY_AHEAD` in the future.
- A clock time that daylight saving skips or repeats is refused, and both meanings are named.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import Ago, Back, Clock, Day, Epoch, no_such, read
from holdfast.words import _

CLOCK_AHEAD = timedelta(minutes=5)
DAY_AHEAD = timedelta(days=2)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?")
_LEADING = re.compile(
    r"(?P<when>(?:(?:yesterday|today) +)?\d{1,2}:\d\d(?::\d\d)?"
    r"|(?:yesterday|today) +\d{4}"
    r"|0\d{3}"
    r"|-(?:\d+(?:[dhs]|m(?:in)?))+)"
    r"\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = re.compile(
    r"(?P<when>\d{4})"
    r"(?:(?:h|\s*uhr)[:,]?\s+(?:[-\u2013\u2014|]\s+)?"
    r"|:\s+"
    r"|\s+[-\u2013\u2014|]\s+(?!\d))"
    r"(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Digits alone are a time where a mark says so: `2000 users` and `2000 - 3000 users` are not."""


def parse_when(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that a person typed or pasted, at the offset typed with it, else at `zone`'s.

    May lie in the future where a day was typed; whether that can be is for the caller to say.
    Raises UserError for what can't be read, doesn't exist or can mean two moments.
    """
    typed = read(text)
    if isinstance(typed, Ago):
        return _at(now.astimezone(UTC) - timedelta(seconds=typed.seconds), zone)
    if isinstance(typed, Epoch):
        return _at(_EPOCH + timedelta(microseconds=typed.microseconds), zone)
    return _moment(typed, text, now, zone)


def split_leading_time(text: str, now: datetime, zone: tzinfo) -> tuple[datetime | None, str]:
    """The time that a line begins with (`13:52 text`, `-10m text`, also after `yesterday` or `today`)
    and the rest of it; (None, text) for a line that begins otherwise.

    Four digits without a colon may be a number of anything. They are a time where they can't be
    (`0352 text`, `today 1352 text`) or are marked as one (`1352h text`, `1352 Uhr text`, `1352: text`,
    `1352 - text`), and only when the clock has it; a space before them keeps them in the text.
    Raises UserError where the beginning has the form of a time but can't be one.
    """
    match = _LEADING.fullmatch(text) or _DIGITS.fullmatch(text)
    if match is None:
        return None, text
    when = match["when"]
    if when.isdigit() and (int(when[:2]) > 23 or int(when[2:]) > 59):
        return None, text
    return parse_when(when, now, zone), match["rest"]


def _at(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment at the offset that `zone` has then."""
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return moment.astimezone(timezone(offset))


def _moment(typed: Clock, text: str, now: datetime, zone: tzinfo) -> datetime:
    fixed = _fixed_zone(typed.zone, text)
    where = fixed or zone
    day = _day_meant(typed, now, where, text)
    local = datetime.combine(day, typed.clock, where)
    return _only_moment(local, "" if fixed else typed.zone)


def _day_meant(typed: Clock, now: datetime, where: tzinfo, text: str) -> date:
    """The day of a clock time that is told in the zone `where`."""
    today = now.astimezone(where).date()
    if isinstance(typed.day, Back):
        return today - timedelta(days=typed.day.days)
    if isinstance(typed.day, Day):
        return _dated(typed.day, today, text)
    on_today = datetime.combine(today, typed.clock, where).astimezone(UTC)
    return today - timedelta(days=1) if on_today - now > CLOCK_AHEAD else today


def _dated(day: Day, today: date, text: str) -> date:
    if day.year is not None:
        return date(day.year, day.month, day.day)
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            meant = date(year, day.month, day.day)
        except ValueError:  # 29 February
            continue
        if meant - today <= DAY_AHEAD:
            return meant
    raise no_such(text)


def _fixed_zone(name: str, text: str) -> tzinfo | None:
    """The zone of `z`, `utc`, `+01:00`, `utc+1`; None for an abbreviation and for no zone."""
    if name in {"z", "utc", "gmt"}:
        return UTC
    match = _OFFSET.fullmatch(name)
    if match is None:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    if hours > 15 or minutes > 59:
        raise no_such(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if match[1] == "-" else offset)


def _only_moment(local: datetime, zone_name: str) -> datetime:
    """The moment at which the clocks of `local`'s zone show it.

    `zone_name` is the abbreviation typed with it, such as "cet", or "". It is never guessed what
    an abbreviation means: it must be one that the zone itself uses at that time.
    """
    zone = local.tzinfo or UTC
    first, second = (_at(local.replace(fold=fold).astimezone(UTC), zone) for fold in (0, 1))
    if first.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise _skipped(local, later=first, earlier=second)
    if zone_name:
        names = [(local.replace(fold=fold).tzname() or "").lower() for fold in (0, 1)]
        if zone_name not in names:
            raise _unknown_zone(zone_name)
        return (first, second)[names.index(zone_name)]
    if first != second:
        raise _repeated(first, second)
    return first


def _skipped(local: datetime, *, later: datetime, earlier: datetime) -> UserError:
    return UserError(
        _("{time} did not happen on {date}: the clocks were put forward.").format(
            time=f"{local:%H:%M}", date=local.date()
        ),
        _("Type {earlier} or {later} in its place.").format(
            earlier=f"{earlier:%H:%M}", later=f"{later:%H:%M}"
        ),
    )


def _repeated(first: datetime, second: datetime) -> UserError:
    return UserError(
        _("{time} happened twice on {date}: the clocks were put back.").format(
            time=f"{first:%H:%M}", date=first.date()
        ),
        _("Type {first} for the first or {second} for the second.").format(
            first=first.isoformat(" "), second=second.isoformat(" ")
        ),
    )


def _unknown_zone(name: str) -> UserError:
    return UserError(
        _("{name} is not a zone that is used here, or can mean more than one offset.").format(
            name=name.upper()
        ),
        _("Type UTC or an offset such as +01:00 in its place."),
    )
