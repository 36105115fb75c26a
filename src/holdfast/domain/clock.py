"""Times as the journal keeps them. Every datetime here is aware, and nothing here reads a clock."""

from datetime import UTC, datetime


def to_stored(moment: datetime) -> str:
    """The journal's form of a time: `YYYY-MM-DDTHH:MM:SS.ffffffZ`, always 27 characters."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def from_stored(text: str) -> datetime:
    """The time that `to_stored` wrote, in UTC. ValueError for any other form."""
    moment = datetime.fromisoformat(text)
    if to_stored(moment) != text:
        raise ValueError(text)
    return moment


def occurred_text(moment: datetime) -> str:
    """The form of a time in the world, with its offset: `2026-11-23T14:03:22+01:00`."""
    return moment.isoformat()
