"""What was asked for on an incident, and whether it came: block 10 of FEMA's ICS 201."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.value import moment, words

STATES: Final = ("asked", "arrived", "released")
SUPPLY_KINDS: Final = ("incident.resource_asked", "incident.resource_moved")
"""The kinds of entry that `supplies` reads."""


@dataclass(frozen=True, slots=True)
class Supply:
    """A resource on an incident; `id` is the hash of the entry that asked for it. Times are UTC."""

    id: str
    name: str
    identifier: str
    remark: str
    asked: datetime
    expected: datetime | None
    state: str = "asked"
    arrived: datetime | None = None
    released: datetime | None = None


def supplies(entries: Iterable[Entry]) -> tuple[Supply, ...]:
    """Everything that was asked for, in that order. Entries in the journal's order."""
    found: dict[str, Supply] = {}
    for entry in entries:
        if entry.kind == "incident.resource_asked":
            found[entry.hash] = _asked(entry)
        elif entry.kind == "incident.resource_moved" and entry.text("target") in found:
            found[entry.text("target")] = _moved(found[entry.text("target")], entry)
    return tuple(found.values())


def _asked(entry: Entry) -> Supply:
    expected = entry.text("expected")
    return Supply(
        id=entry.hash,
        name=words(entry, "name"),
        identifier=words(entry, "identifier"),
        remark=words(entry, "text"),
        asked=moment(entry.text("occurred") or entry.at),
        expected=moment(expected) if expected else None,
    )


def _moved(supply: Supply, entry: Entry) -> Supply:
    at, state = moment(entry.text("occurred") or entry.at), entry.new("state", supply.state)
    said = words(entry, "text")
    return replace(
        supply,
        state=state,
        arrived=at if state == "arrived" else supply.arrived,
        released=at if state == "released" else None,
        remark="; ".join(filter(None, (supply.remark, said))),
    )
