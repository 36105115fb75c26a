"""The logs of a period: what a shift saw over all incidents, and what one person did (ICS 214)."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.sheet import Signed
from holdfast.domain.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class ShiftIncident:
    """An incident of which something was recorded in the period. `phase` and what follows are as of now.

    `rows` are what was recorded in the period, by when it happened; `left_out` how many more there were.
    """

    id: str
    ref: str
    title: str
    phase: str
    severity: int | None
    service: str
    commander: str
    is_new: bool  # declared in the period
    rows: tuple[TimelineRow, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ShiftLog:
    """Everything recorded from `since` to before `until` (UTC) by this store's own order of arrival.

    The incidents that are open now stand first, each part by severity, then reference.
    """

    since: datetime
    until: datetime
    site: str
    incidents: tuple[ShiftIncident, ...]
    prepared: Signed | None
    left_out: int = 0  # incidents that the bound left out


@dataclass(frozen=True, slots=True)
class Position:
    """A role that was held in the period, in words. `until` is None while it is held."""

    role: str
    ref: str
    name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Activity:
    """A notable activity: what the person recorded, at the time when it happened (UTC)."""

    at: datetime
    ref: str
    text: str
    late: bool
    entry: str


@dataclass(frozen=True, slots=True)
class PersonalLog:
    """What one person did in a period, in the fields of FEMA's ICS 214 (activity log).

    `incidents` are (reference, title); `positions` the roles of this person, `resources` those of the others
    on the same incidents (name, position, home agency).
    """

    name: str
    operator: str  # its id
    since: datetime
    until: datetime
    incidents: tuple[tuple[str, str], ...]
    positions: tuple[Position, ...]
    agency: str
    resources: tuple[tuple[str, str, str], ...]
    activities: tuple[Activity, ...]
    prepared: Signed | None
