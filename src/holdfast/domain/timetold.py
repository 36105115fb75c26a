"""What the clocks of a zone show, and at which moments; all moments have a fixed offset."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from holdfast.domain.timeforms import no_such

_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


def at_offset(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment at the offset that `zone` has then."""
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return moment.astimezone(timezone(offset))


def moments_of(local: datetime) -> list[tuple[datetime, str]]:
    """The moments at which the clocks of `local`'s zone show it, each with the zone's name then.

    None where the clocks are put forward over it, two where they are put back over it.
    """
    zone = local.tzinfo or UTC
    told = [local.replace(fold=fold) for fold in (0, 1)]
    each = {at_offset(one.astimezone(UTC), zone): _letters(one.tzname()) for one in told}
    return [(at, name) for at, name in each.items() if at.replace(tzinfo=None) == local.replace(tzinfo=None)]


def _letters(name: str | None) -> str:
    """A zone's name for its time where that is a name, not an offset."""
    return name if name and name.isalpha() else ""


def fixed_zone(offset: str, text: str) -> tzinfo:
    """The zone of `z`, `utc`, `+01:00`, `utc+1`, as it was typed in `text`."""
    match = _OFFSET.fullmatch(offset)
    if match is None:
        return UTC
    sign = -1 if match[1] == "-" else 1
    hours, minutes = int(match[2]), int(match[3] or 0)
    ahead = sign * timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or not _WEST <= ahead <= _EAST:
        raise no_such(text)
    return timezone(ahead)


def shows(zone: tzinfo, moment: datetime) -> bool:
    """Whether the clocks of a zone stand at the moment's own offset then."""
    return moment.astimezone(zone).utcoffset() == moment.utcoffset()
