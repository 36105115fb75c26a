"""Calendar months, as laws count them."""

from calendar import monthrange
from datetime import UTC, datetime, tzinfo


def months_after(moment: datetime, months: int, zone: tzinfo) -> datetime:
    """The same time of day on the same date so many months on, by the clocks of a zone; given in UTC.

    Where that month has no such date it is its last day: a month from 31 January ends on 28 or 29 February.
    So Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c), counts, by which the deadlines of Union law run.
    It lets the period go on to the last hour of that day, and past a weekend or a holiday (Article 3(4)), so
    what is due here is never later than there.

    A time of day that the zone's clocks pass over or show twice is read as RFC 5545, 3.3.5, says: by the
    offset from before the gap, and as the first of the two.
    """
    local = moment.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day, fold=0).astimezone(UTC)
