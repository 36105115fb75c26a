"""Opening a store for a face: in the zone that it names, else in the one of this machine."""

import os
from datetime import UTC, datetime, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfast.store import place
from holdfast.store.opening import open_store, system_clock
from holdfast.store.store import Clock, Store


def open_here(
    path: Path,
    *,
    clock: Clock = system_clock,
    read_only: bool = False,
    create: bool = True,
    practice: bool = False,
) -> Store:
    """The store in a folder, with its times shown in its zone."""
    store = open_store(path, clock=clock, read_only=read_only, create=create, practice=practice)
    store.zone = zone_named(store.facts.zone) or machine_zone()
    if not store.read_only and not place.is_settled(store):
        place.settle(store, place.machine())
    return store


def as_copy(store: Store) -> Store:
    """Open the same folder again as a copy: it goes on under a station of its own."""
    store.close()
    place.leave_key(store.folder)
    again = open_here(store.path)
    place.settle(again, place.machine())
    return again


def zone_named(name: str) -> tzinfo | None:
    """The zone of a name such as Europe/Berlin; None where it isn't known here."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def machine_zone() -> tzinfo:
    """The zone that this machine's clock is set to."""
    named = zone_named(os.environ.get("TZ", "").lstrip(":"))
    if named is not None:
        return named
    try:
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file, key="local")
    except (OSError, ValueError):
        offset = datetime.now(UTC).astimezone().utcoffset()
        return UTC if not offset else timezone(offset)
