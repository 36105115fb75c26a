"""Times as people type them (`clock` has the journal's forms, `timewords` the forms that are shown).

Every datetime here is aware, and nothing here reads a clock. Moments that people typed come back
with a fixed offset, not with a zone: comparing and subtracting them is then right also on the day
the clocks change. What the pieces read by `timeforms` mean is decided here. Nothing is guessed:

- A clock time alone is today's. If that lies more than `CLOCK_AHEAD` in the future it is
  yesterday's: the room's clock may be a few minutes fast, and nobody notes what comes in hours.
  With a day of the week it is the last such day's, by the same rule.
- A day without a year is the last such day that lies no more than `DAY_AHEAD` in the future.
- An abbreviation that the station's own zone uses at that time is the station's.
- A clock time that daylight saving skips is refused, and its neighbours are named.
- What can mean several moments is `Ambiguous`: a clock time that daylight saving repeats, figures
  whose order is open, an abbreviation of several zones.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.timedays import Back, Day
from holdfast.domain.timeforms import Ago, Clock, Epoch, no_such, read, shown
from holdfast.domain.timewords import zone_label
from holdfast.domain.timezones import names_used, offsets_of, spelled, zone_called
from holdfast.words import _

CLOCK_AHEAD = timedelta(minutes=5)
DAY_AHEAD = timedelta(days=2)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment that a typed time can mean, and what tells it from the others, "" if its date does."""

    moment: datetime
    note: str = ""

    def __str__(self) -> str:
        typed = exact_text(self.moment)
        return _("{time} ({note})").format(time=typed, note=self.note) if self.note else typed


class Ambiguous(UserError):
    """A typed time means several moments; the hint says how to type each of `readings`."""

    def __init__(self, what: str, readings: tuple[Reading, ...]) -> None:
        *others, last = map(str, readings)
        super().__init__(what, _("Type {these} or {last}.").format(these=", ".join(others), last=last))
        self.readings = readings


def exact_text(moment: datetime) -> str:
    """A moment as it can be typed and mean nothing else: `2026-10-25 02:30 UTC+2`."""
    short = "minutes" if not moment.second and not moment.microsecond else "auto"
    clock = moment.time().isoformat(short)
    return f"{moment.date()} {clock} {zone_label(moment, moment.tzinfo or UTC)}"


def parse_when(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that a person typed or pasted, at the offset typed with it, else at `zone`'s.

    May lie in the future where a day was typed; whether that can be is for the caller to say.
    Raises UserError for what can't be read or doesn't exist, Ambiguous for what has several readings.
    """
    try:
        typed = read(text)
        if isinstance(typed, Ago):
            return _at(now.astimezone(UTC) - timedelta(seconds=typed.seconds), zone)
        if isinstance(typed, Epoch):
            return _at(_EPOCH + timedelta(microseconds=typed.microseconds), zone)
        readings = _Reader(typed, text, now, zone).readings()
    except OverflowError as error:  # before the year 1 or after 9999
        raise no_such(text) from error
    return _only(readings, typed, text)


def _only(readings: list[Reading], typed: Clock, text: str) -> datetime:
    each = tuple({reading.moment: reading for reading in readings}.values())
    if len(each) == 1:
        return each[0].moment
    if len(typed.days) > 1 and len(_dates(readings)) > 1:
        what = _("{text} can be more than one day.").format(text=shown(text))
        each = tuple(replace(reading, note=reading.note if typed.zone else "") for reading in each)
    elif typed.zone and "/" not in typed.zone:
        what = _("{name} can mean more than one offset.").format(name=typed.zone.upper())
    else:
        first = each[0].moment
        what = _("{time} happened twice on {date}: the clocks were put back.").format(
            time=f"{first:%H:%M}", date=first.date()
        )
    raise Ambiguous(what, each)


def _at(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment at the offset that `zone` has then."""
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return moment.astimezone(timezone(offset))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one typed clock time means, seen from a moment in the station's zone."""

    typed: Clock
    text: str
    now: datetime
    zone: tzinfo

    def readings(self) -> list[Reading]:
        """At least one; those that are the same moment may come twice."""
        if self.typed.offset:
            return self._with_offset()
        if not self.typed.zone:
            return self._told_in(self.zone)
        called = zone_called(self.typed.zone) if "/" in self.typed.zone else None
        return self._told_in(called) if called else self._named(self.typed.zone)

    def _with_offset(self) -> list[Reading]:
        readings = self._told_in(_fixed_zone(self.typed.offset, self.text))
        zones = self._zones_called(self.typed.zone)
        if zones and not any(_shows(zone, each.moment) for zone in zones for each in readings):
            raise UserError(
                _("{offset} is not the time of {zone} then.").format(
                    offset=self.typed.offset.upper(), zone=self.typed.zone
                ),
                _("Type only the one that is meant."),
            )
        return readings

    def _zones_called(self, name: str) -> list[tzinfo]:
        """What a name beside an offset is known to mean; anything else is a remark."""
        if "/" in name:
            return [zone for zone in (zone_called(name),) if zone]
        return [zone for zone, _where in offsets_of(spelled(name))]

    def _named(self, name: str) -> list[Reading]:
        """The readings of an abbreviation; what the station's own clocks show stands before all others."""
        called = spelled(name)
        mine = self._told_in(self.zone) if called in names_used(self.zone, self._year()) else []
        own = [reading for reading in mine if reading.note.lower() == called]
        if own and _dates(own) == _dates(mine):
            return own
        others = [each for zone, where in offsets_of(called) for each in self._told_in(zone, where)]
        if readings := mine + others:
            return readings
        raise UserError(
            _("{name} is not a zone that is known here.").format(name=name),
            _("Type UTC or an offset such as +01:00 in its place."),
        )

    def _year(self) -> int:
        dated = [day.year for day in self.typed.days if isinstance(day, Day) and day.year]
        return dated[0] if dated else self.now.astimezone(self.zone).year

    def _told_in(self, zone: tzinfo, note: str = "") -> list[Reading]:
        """The moments at which the clocks of a zone show the time, on each day that can be meant."""
        days = self._days(self.now.astimezone(zone), zone)
        local = [datetime.combine(day, self.typed.clock, zone) for day in days]
        found = [Reading(at, note or name) for each in local for at, name in _moments(each)]
        if not found:
            raise _skipped(local[0])
        if self.typed.days:
            return found
        # On the night the clocks are put back, the second time may not have come yet.
        return [each for each in found if not self._is_ahead(each.moment)] or found

    def _is_ahead(self, moment: datetime) -> bool:
        return moment.astimezone(UTC) - self.now > CLOCK_AHEAD

    def _days(self, now: datetime, zone: tzinfo) -> list[date]:
        """The days that can be meant, for a clock time told in `zone`, where it is `now`."""
        if not self.typed.days:
            return [self._last_day(now.date(), zone)]
        days = [self._dated(day, now.date()) for day in self.typed.days]
        fitting = [day for day in days if self.typed.weekday in {None, day.weekday()}]
        if not fitting:
            raise UserError(
                _("{date} is not that day of the week.").format(date=days[0]),
                _("Leave the day of the week out, or check the day and type its year."),
            )
        return fitting

    def _last_day(self, today: date, zone: tzinfo) -> date:
        """The last day, of the typed weekday if there is one, on which the clock time is not ahead."""
        back = 0 if self.typed.weekday is None else (today.weekday() - self.typed.weekday) % 7
        day = today - timedelta(days=back)
        if self._is_ahead(datetime.combine(day, self.typed.clock, zone)):
            day -= timedelta(days=1 if self.typed.weekday is None else 7)
        return day

    def _dated(self, day: Day | Back, today: date) -> date:
        if isinstance(day, Back):
            return today - timedelta(days=day.days)
        if day.year is not None:
            return date(day.year, day.month, day.day)
        for year in (today.year + 1, today.year, today.year - 1):
            try:
                meant = date(year, day.month, day.day)
            except ValueError:  # 29 February
                continue
            if meant - today <= DAY_AHEAD:
                return meant
        raise no_such(self.text)


def _dates(readings: list[Reading]) -> set[date]:
    return {reading.moment.date() for reading in readings}


def _fixed_zone(offset: str, text: str) -> tzinfo:
    """The zone of `z`, `utc`, `+01:00`, `utc+1`."""
    match = _OFFSET.fullmatch(offset)
    if match is None:
        return UTC
    sign = -1 if match[1] == "-" else 1
    hours, minutes = int(match[2]), int(match[3] or 0)
    ahead = sign * timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or not _WEST <= ahead <= _EAST:
        raise no_such(text)
    return timezone(ahead)


def _moments(local: datetime) -> list[tuple[datetime, str]]:
    """The moments at which the clocks of `local`'s zone show it, each with the zone's name then.

    None where the clocks are put forward over it, two where they are put back over it.
    """
    zone = local.tzinfo or UTC
    told = [local.replace(fold=fold) for fold in (0, 1)]
    each = {_at(one.astimezone(UTC), zone): _letters(one.tzname()) for one in told}
    return [(at, name) for at, name in each.items() if at.replace(tzinfo=None) == local.replace(tzinfo=None)]


def _letters(name: str | None) -> str:
    """A zone's name for its time where that is a name, not an offset."""
    return name if name and name.isalpha() else ""


def _shows(zone: tzinfo, moment: datetime) -> bool:
    return moment.astimezone(zone).utcoffset() == moment.utcoffset()


def _skipped(local: datetime) -> UserError:
    zone = local.tzinfo or UTC
    earlier, later = (_at(local.replace(fold=fold).astimezone(UTC), zone) for fold in (1, 0))
    return UserError(
        _("{time} did not happen on {date}: the clocks were put forward.").format(
            time=f"{local:%H:%M}", date=local.date()
        ),
        _("Type {earlier} or {later}.").format(earlier=exact_text(earlier), later=exact_text(later)),
    )
