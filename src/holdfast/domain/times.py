"""Times as people type them (`clock` has the journal's forms, `timewords` the forms that are shown).

Every datetime here is aware, and nothing here reads a clock. Moments that people typed come back
with a fixed offset, not with a zone: comparing and subtracting them is then right also on the day
the clocks change. What the pieces read by `timeforms` mean is decided here. Nothing is guessed:

- A clock time alone is today's, in the zone in which it is told (`23:10 UTC`: the day of UTC), as long
  as it has come; so is one no more than `CLOCK_AHEAD` ahead, since clocks differ by a few minutes.
- One further ahead asks for its day, unless it lies more than `CLOCK_FAR` ahead: then yesterday's, by
  far the nearer one, is meant, as by somebody who types 23:50 at ten past midnight.
- A day of the week is the last such. Where that is today and the time is ahead, it always asks: the
  one a week ago is never the nearer one.
- Just before midnight one that comes within `CLOCK_AHEAD` asks, too: today's is a whole day ago.
- A day without a year is the last such day that lies no more than `DAY_AHEAD` in the future.
- An abbreviation that the station's own zone uses at that time is the station's.
- A clock time that daylight saving skips is refused, and its neighbours are named.
- What can mean several moments is `Ambiguous`: a clock time that daylight saving repeats, figures
  whose order is open, an abbreviation of several zones (each with the last day on which it had come).
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.timeasked import Ambiguous, Reading, WhichDay, several_days, skipped, still_to_come
from holdfast.domain.timedays import Back, Day
from holdfast.domain.timeforms import Ago, Clock, Epoch, no_such, read
from holdfast.domain.timetold import at_offset, fixed_zone, moments_of, shows
from holdfast.domain.timewords import clock_text
from holdfast.domain.timezones import names_used, offsets_of, spelled, zone_called
from holdfast.words import _

CLOCK_AHEAD = timedelta(minutes=5)
CLOCK_FAR = timedelta(hours=12)
DAY_AHEAD = timedelta(days=2)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_when(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that a person typed or pasted, at the offset typed with it, else at `zone`'s.

    May lie in the future where a day was typed; whether that can be is for the caller to say.
    Raises UserError for what can't be read or doesn't exist, Ambiguous for what has several readings.
    """
    return _parsed(text, now, zone, ahead=False)


def parse_next(text: str, now: datetime, zone: tzinfo) -> datetime:
    """As `parse_when`, for a moment that is to come: a clock time, a day of the week and a day without
    a year are the next such. What says its day can lie in the past nevertheless.
    """
    return _parsed(text, now, zone, ahead=True)


def _parsed(text: str, now: datetime, zone: tzinfo, *, ahead: bool) -> datetime:
    try:
        typed = read(text)
        if isinstance(typed, Ago):
            return at_offset(now.astimezone(UTC) - timedelta(seconds=typed.seconds), zone)
        if isinstance(typed, Epoch):
            return at_offset(_EPOCH + timedelta(microseconds=typed.microseconds), zone)
        reader = _Reader(typed, text, now, zone, ahead)
        return _only(reader.settled(reader.readings()), typed, text)
    except OverflowError as error:  # before the year 1 or after 9999
        raise no_such(text) from error


def _only(readings: list[Reading], typed: Clock, text: str) -> datetime:
    each = tuple({reading.moment: reading for reading in readings}.values())
    if len(each) == 1:
        return each[0].moment
    if len(typed.days) > 1 and len(_dates(readings)) > 1:
        what = several_days(text)
        each = tuple(replace(reading, note=reading.note if typed.zone else "") for reading in each)
    elif typed.zone and "/" not in typed.zone:
        what = _("{name} can mean more than one offset.").format(name=typed.zone.upper())
    else:
        first = each[0].moment
        what = _("{time} happened twice on {date}: the clocks were put back.").format(
            time=f"{first:%H:%M}", date=first.date()
        )
    raise Ambiguous(what, each)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one typed clock time means, seen from a moment in the station's zone; `ahead`: the next such."""

    typed: Clock
    text: str
    now: datetime
    zone: tzinfo
    ahead: bool

    def readings(self) -> list[Reading]:
        """At least one; those that are the same moment may come twice."""
        if self.typed.offset:
            return self._with_offset()
        if not self.typed.zone:
            return self._told_in(self.zone)
        called = zone_called(self.typed.zone) if "/" in self.typed.zone else None
        return self._told_in(called) if called else self._named(self.typed.zone)

    def _with_offset(self) -> list[Reading]:
        readings = self._told_in(fixed_zone(self.typed.offset, self.text))
        zones = self._zones_called(self.typed.zone)
        if zones and not any(shows(zone, each.moment) for zone in zones for each in readings):
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
        found = [Reading(at, note or name) for each in local for at, name in moments_of(each)]
        if fitting := found if self.typed.days else self._fitting(found, asked=len(days) > 1):
            return fitting
        raise skipped(local[0])

    def _fitting(self, found: list[Reading], *, asked: bool) -> list[Reading]:
        """Of the readings of a clock time without a day those that can be meant.

        On the night the clocks are put back, the second time may not have come yet. Of two days that are
        asked about, the clocks may have skipped the time on the earlier one.
        """
        if self.ahead:
            return [each for each in found if each.moment > self.now]
        come = [each for each in found if not self._is_ahead(each.moment)]
        return found if asked and come else come

    def settled(self, readings: list[Reading]) -> list[Reading]:
        """The readings without those to come, where that is no question; WhichDay where it is."""
        if self.ahead or self.typed.days:
            return readings
        each = {reading.moment: reading for reading in readings}
        come = [reading for at, reading in each.items() if not self._is_ahead(at)]
        if len(come) == 1 < len(each):
            now = clock_text(self.now, self.zone)
            raise still_to_come(self.text, tuple(each.values()), now, bare=self._is_bare())
        if len(come) > 1 and len({reading.moment.utcoffset() for reading in come}) == 1:
            raise WhichDay(several_days(self.text), tuple(replace(reading, note="") for reading in come))
        return come

    def _is_bare(self) -> bool:
        return self.typed.weekday is None and not self.typed.zone and not self.typed.offset

    def _is_ahead(self, moment: datetime) -> bool:
        return moment.astimezone(UTC) - self.now > CLOCK_AHEAD

    def _days(self, now: datetime, zone: tzinfo) -> list[date]:
        """The days that can be meant, for a clock time told in `zone`, where it is `now`."""
        if not self.typed.days:
            return [self._next_day(now.date(), zone)] if self.ahead else self._last_days(now.date(), zone)
        days = [self._dated(day, now.date()) for day in self.typed.days]
        fitting = [day for day in days if self.typed.weekday in {None, day.weekday()}]
        if not fitting:
            raise UserError(
                _("{date} is not that day of the week.").format(date=days[0]),
                _("Leave the day of the week out, or check the day and type its year."),
            )
        return fitting

    def _last_days(self, today: date, zone: tzinfo) -> list[date]:
        """The last day, of the typed weekday if there is one; two days where it could be either."""
        back = 0 if self.typed.weekday is None else (today.weekday() - self.typed.weekday) % 7
        step = timedelta(days=1 if self.typed.weekday is None else 7)
        day = today - timedelta(days=back)
        by = self._ahead_by(day, zone)
        if by > CLOCK_AHEAD:
            far = by > CLOCK_FAR and self.typed.weekday is None
            return [day - step] if far else [day - step, day]
        return [day, day + step] if self._ahead_by(day + step, zone) <= CLOCK_AHEAD else [day]

    def _next_day(self, today: date, zone: tzinfo) -> date:
        """The day of the next such time, of the typed weekday if there is one."""
        on = 0 if self.typed.weekday is None else (self.typed.weekday - today.weekday()) % 7
        day = today + timedelta(days=on)
        if max(self._ahead_by(day, zone, fold) for fold in (0, 1)) > timedelta():
            return day
        return day + timedelta(days=1 if self.typed.weekday is None else 7)

    def _ahead_by(self, day: date, zone: tzinfo, fold: int = 0) -> timedelta:
        """How far the clock time of a day lies ahead; negative where it has passed."""
        at = datetime.combine(day, self.typed.clock, zone).replace(fold=fold)
        return at.astimezone(UTC) - self.now

    def _dated(self, day: Day | Back, today: date) -> date:
        if isinstance(day, Back):
            return today - timedelta(days=day.days)
        if day.year is not None:
            return date(day.year, day.month, day.day)
        next_ones, last_ones = (today.year, today.year + 1), (today.year + 1, today.year, today.year - 1)
        for year in next_ones if self.ahead else last_ones:
            try:
                meant = date(year, day.month, day.day)
            except ValueError:  # 29 February
                continue
            if meant >= today if self.ahead else meant - today <= DAY_AHEAD:
                return meant
        raise no_such(self.text)


def _dates(readings: list[Reading]) -> set[date]:
    return {reading.moment.date() for reading in readings}
