"""The time of a row: a date with its year and a clock time, in the row's zone or else the station's.

Nothing is guessed, as in `holdfast.domain.times`; and a table is read on another day than it was
written, so that a time which depends on today (`14:03`, `yesterday`, a day without its year) is none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.timeasked import WhichDay, exact_text
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import zone_label
from holdfast.domain.timezones import zone_called
from holdfast.words import _

_OTHER_DAY = timedelta(days=398, hours=7, minutes=11)  # neither the same date nor weekday nor clock time
_OTHER_ZONE = timezone(timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Times:
    """Reads the times of one table, at one moment, at one station."""

    now: datetime
    zone: tzinfo

    def moment(self, date: str, zone: str, ahead: int = 0) -> datetime:
        """The moment of `event_date` and `event_tz`. UserError where it isn't one, or still to come.

        With a clock that is seconds `ahead` it is what that clock said; what counts is when that was.
        """
        if not date.strip():
            raise UserError(_("The date is empty."), _("Say when it was, or leave the row out."))
        at = self._read(" ".join(date.split()), zone.strip())
        try:
            check_not_ahead(at - timedelta(seconds=ahead), self.now)
        except UserError as error:
            raise UserError(error.what, _("Correct it, or leave the row out until then.")) from error
        # a zone of former times can have seconds in its offset; no entry says such a one
        return at if not (at.utcoffset() or timedelta()) % timedelta(minutes=1) else at.astimezone(UTC)

    def _read(self, date: str, zone: str) -> datetime:
        own = self._own(date)
        if own is None:
            return self._in_zone(date, zone)
        here, there = own
        offset_is_written = here.utcoffset() == there.utcoffset()  # else it counts seconds
        if zone and offset_is_written and not self._agree(here, zone):
            raise UserError(
                _("{date} is in {offset}, and event_tz says {zone}.").format(
                    date=date, offset=zone_label(here, here.tzinfo or UTC), zone=zone
                ),
                _("Leave event_tz empty, or correct one of them."),
            )
        return here

    def _agree(self, at: datetime, zone: str) -> bool:
        named = zone_called(zone) if "/" in zone else None
        if named is not None:
            return at.astimezone(named).utcoffset() == at.utcoffset()
        return self._in_zone(exact_text(at).rpartition(" ")[0], zone) == at

    def _own(self, date: str) -> tuple[datetime, datetime] | None:
        """The moment of a date that says its own offset, or counts seconds, as read in two zones."""
        try:
            here, there = (parse_when(date, self.now, zone) for zone in (UTC, _OTHER_ZONE))
            if here != there:
                return None
            later = parse_when(date, self.now - _OTHER_DAY, UTC)
        except UserError:
            return None  # told where the row's own zone is known
        if here != later:
            raise self._today(date)
        return here, there

    def _in_zone(self, date: str, zone: str) -> datetime:
        named = zone_called(zone) if "/" in zone else None
        if "/" in zone and named is None:
            raise UserError(
                _("{name} is not a zone that is known here.").format(name=zone),
                _("Type UTC or an offset such as +01:00 in its place."),
            )
        typed, told_in = (f"{date} {zone}".strip(), self.zone) if named is None else (date, named)
        try:
            at = parse_when(typed, self.now, told_in)
        except WhichDay as error:
            raise self._today(date) from error
        try:
            later = parse_when(typed, self.now - _OTHER_DAY, told_in)
        except UserError as error:
            raise self._today(date) from error
        if at != later:
            raise self._today(date)
        return at

    def _today(self, date: str) -> UserError:
        return UserError(
            _("{date} depends on the day on which it is read.").format(date=date),
            _("Write the date with its year, and the clock time."),
        )
