"""What a monitoring system says about one thing in one delivery, read into the field's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

import msgspec

from holdfast.words import _

AlertStatus = Literal["firing", "acknowledged", "suppressed", "resolved"]
STATUSES: Final[tuple[AlertStatus, ...]] = ("firing", "acknowledged", "suppressed", "resolved")
CRITICAL: Final = 5
HIGH: Final = 4
WARNING: Final = 3
INFORMATION: Final = 2
LOW: Final = 1
UNSAID: Final = 0
"""Severities of alerts, as Keep counts them: 5 is the worst, 0 where the source says none."""


def severity_word(severity: int) -> str:
    """A severity of an alert in the reader's language; "" where none was said."""
    spoken = {5: _("critical"), 4: _("high"), 3: _("warning"), 2: _("information"), 1: _("low")}
    return spoken.get(severity, "")


@dataclass(frozen=True, slots=True)
class Signal:
    """One word of a source about one alert. Times are `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`, "" where none is said.

    `source` is the system that says it ("alertmanager", "nagios"); `url` leads to where it came from;
    `given` is the source's own fingerprint, "" where it has none.
    """

    name: str
    status: AlertStatus = "firing"
    severity: int = UNSAID
    source: str = ""
    service: str = ""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    annotations: Mapping[str, str] = field(default_factory=dict[str, str])
    started: str = ""
    ended: str = ""
    url: str = ""
    given: str = ""

    @property
    def fingerprint(self) -> str:
        """What tells this alert from others, 64 hex digits: of the source and its own fingerprint, or of the
        source, the name and all labels.
        """
        labels = sorted(self.labels.items())
        named: list[object] = [self.given] if self.given else [self.name, *labels]
        return sha256(msgspec.json.encode([self.source, *named])).hexdigest()


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a delivery that gave no signal: where it stands (a line, an index), and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one delivery: its format's name, its signals in order, and what was not read."""

    format: str
    signals: tuple[Signal, ...] = ()
    unread: tuple[Unread, ...] = ()
