"""A handover sheet: the fields of FEMA's ICS 201 (incident briefing), as they are shown and printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """Who stands behind a sheet or a log: the name, the roles held then in words, and when (UTC).

    `sure` is how sure we are of the person: declared or authenticated; `entry` the hash of the entry that
    says so, "" for what is not recorded yet.
    """

    name: str
    role: str
    at: datetime
    sure: str = "declared"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One incident, for whoever goes on with it. Times are UTC.

    `texts` are plain lines, by `domain.handover.SECTIONS`, that read as Markdown too ("- " begins a point):
    every section is there, "" where there is nothing to say. Until it is offered, `handover` and `state` are
    ""; then `prepared` is who offered it and `signed` who answered.
    """

    incident: str  # its id
    name: str
    number: str  # its reference
    initiated: datetime
    prepared: Signed
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    to: str = ""
    command: bool = False
    reason: str = ""
    handover: str = ""  # its id
    state: str = ""  # offered, accepted, declined or withdrawn
    signed: Signed | None = None
    answer: str = ""
    drill: bool = False
