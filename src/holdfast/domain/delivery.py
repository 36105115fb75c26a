"""A delivery: one file or one request that alerts came in, kept as it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from holdfast.domain.entry import Entry
from holdfast.domain.signal import Unread
from holdfast.domain.value import blob_of, moment, words


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came in by a door. `content` is the SHA-256 of its bytes, `alerts` how many signals it gave."""

    id: str
    door: str = ""
    name: str = ""
    format: str = ""
    content: str = ""
    alerts: int = 0
    unread: tuple[Unread, ...] = ()
    at: datetime | None = None


def fold(delivery: Delivery | None, entry: Entry, ident: str) -> Delivery | None:
    """The delivery after an entry that touches it; None until it was taken."""
    if entry.kind != "delivery.received":
        return delivery
    unread: Any = entry.body.get("unread") or []
    return Delivery(
        id=ident,
        door=words(entry, "door"),
        name=words(entry, "name"),
        format=words(entry, "format"),
        content=blob_of(entry, "content"),
        alerts=entry.body.get("alerts", 0),
        unread=tuple(Unread(part["place"], part["why"]) for part in cast("list[dict[str, str]]", unread)),
        at=moment(entry.at),
    )
