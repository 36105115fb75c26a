"""An alert: what a monitoring system says about one thing, every repeat of it folded into one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, cast

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.signal import AlertStatus
from holdfast.domain.value import Conflict, altered, contradiction, moment, moment_of, new_words, words, wrote
from holdfast.words import _

FLAP_TURNS: Final = 4
FLAP_WITHIN: Final = timedelta(hours=1)
"""So many turns between firing and resolved within this time are a flapping alert."""
AGAIN_WITHIN: Final = timedelta(hours=1)
"""An alert that fires again so soon after it was resolved is the same; later it is a new one."""
_OVER: Final = "resolved"


def status_word(status: str) -> str:
    """A status in the reader's language; one that this program does not know as it is."""
    spoken = {
        "firing": _("firing"),
        "acknowledged": _("acknowledged"),
        "suppressed": _("silenced"),
        "resolved": _("resolved"),
    }
    return spoken.get(status, status)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert. `first` and `last` are when we heard of it, `started` and `ended` what its source says.

    `count` is how often it was heard. `turns` are its newest turns between firing and resolved;
    `status` is one of `domain.signal.STATUSES`, `severity` 5 (critical) to 1, 0 where none was said.
    """

    id: str
    fingerprint: str = ""
    name: str = ""
    status: AlertStatus = "firing"
    severity: int = 0
    source: str = ""
    service: str = ""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    annotations: Mapping[str, str] = field(default_factory=dict[str, str])
    url: str = ""
    first: datetime | None = None
    last: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    count: int = 0
    turns: tuple[datetime, ...] = ()
    flapping: bool = False
    incident: str = ""
    delivery: str = ""  # the newest that it came in
    silence: str = ""  # what keeps it quiet
    answered: datetime | None = None  # when a person first acknowledged it
    answered_by: str = ""
    said: str = ""  # why a person moved it
    asking: tuple[tuple[int, datetime], ...] = ()
    """While it fires: since when at this severity or a worse one, the mildest first."""
    unattended: bool = False
    """The station joined it to its incident, and no person has done anything with it since."""
    drill: str = ""  # the drill that it is put in by
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it belongs in the inbox: not over, or coming and going so often that it may be back."""
        return self.status != _OVER or self.flapping

    @property
    def summary(self) -> str:
        """Its annotation that says most in one line, else its name."""
        said = self.annotations.get("summary") or self.annotations.get("title") or self.name
        return " ".join(said.split())


def _texts(entry: Entry, member: str) -> dict[str, str]:
    said: Any = entry.body.get(member) or {}
    return dict(cast("dict[str, str]", said))


def _beside(alert: Alert, entry: Entry) -> dict[str, str]:
    """The other subjects that an entry names: the delivery it came in, the silence that holds."""
    about = {kind_of(name): id_of(name) for name in entry.header.about}
    return {
        "delivery": about.get("delivery", alert.delivery),
        "silence": about.get("silence", ""),
    }


def _raised(alert: Alert, entry: Entry) -> Alert:
    at = moment(entry.at)
    return altered(
        alert,
        fingerprint=entry.text("fingerprint"),
        name=words(entry, "name"),
        status=entry.body.get("status", "firing"),
        severity=entry.body.get("severity", 0),
        source=words(entry, "source"),
        service=words(entry, "service"),
        labels=_texts(entry, "labels"),
        annotations=_texts(entry, "annotations"),
        url=words(entry, "url"),
        first=at,
        last=at,
        started=moment(entry.text("started")) if entry.text("started") else None,
        ended=moment(entry.text("ended")) if entry.text("ended") else None,
        count=entry.body.get("times", 1),
        asking=_asking((), entry.body.get("status", "firing"), entry.body.get("severity", 0), at),
        drill=next((id_of(name) for name in entry.header.about if kind_of(name) == "drill"), ""),
        wrote=wrote(alert.wrote, entry, "annotations", "url"),
        **_beside(alert, entry),
    )


def _heard(alert: Alert, entry: Entry) -> Alert:
    at = moment(entry.at)
    status: AlertStatus = entry.new("status", alert.status)
    severity: int = entry.new("severity", alert.severity)
    turns = _turns(alert, at) if (status == _OVER) != (alert.status == _OVER) else alert.turns
    texts = tuple(name for name in ("annotations", "url") if name in entry.body or name in entry.absent)
    return altered(
        alert,
        status=status,
        severity=severity,
        annotations=dict(entry.new("annotations") or {}) if "annotations" in texts else alert.annotations,
        url=new_words(entry, "url") if "url" in texts else alert.url,
        last=max(at, alert.last or at),
        started=moment_of(entry, "started", alert.started),
        ended=moment_of(entry, "ended", alert.ended),
        count=alert.count + entry.body.get("times", 1),
        turns=turns,
        flapping=is_flapping(turns, at),
        asking=_asking(alert.asking, status, severity, at),
        wrote=wrote(alert.wrote, entry, *texts),
        conflicts=alert.conflicts + contradiction(entry, "status", alert.status),
        **_beside(alert, entry),
    )


def _asking(
    before: tuple[tuple[int, datetime], ...], status: AlertStatus, severity: int, at: datetime
) -> tuple[tuple[int, datetime], ...]:
    """Since when it fires at which severity, after one more word at a time."""
    if status != "firing":
        return ()
    since = dict[int, datetime]()
    for reached, when in (*before, (severity, at)):
        since.setdefault(min(reached, severity), when)
    return tuple(since.items())


def _turns(alert: Alert, at: datetime) -> tuple[datetime, ...]:
    return (*alert.turns, at)[-FLAP_TURNS:]


def is_flapping(turns: tuple[datetime, ...], now: datetime) -> bool:
    """Whether the newest turns are so many, and so close, that the alert comes and goes."""
    return len(turns) == FLAP_TURNS and now - turns[0] <= FLAP_WITHIN


def _moved(alert: Alert, entry: Entry) -> Alert:
    status: AlertStatus = entry.new("status", alert.status)
    answers = status == "acknowledged" and alert.answered is None
    return altered(
        alert,
        status=status,
        said=words(entry, "reason"),
        silence=_beside(alert, entry)["silence"],
        unattended=alert.unattended and entry.header.by is None,
        answered=moment(entry.at) if answers else alert.answered,
        asking=_asking(alert.asking, status, alert.severity, moment(entry.at)),
        answered_by=entry.header.by.operator if answers and entry.header.by else alert.answered_by,
        conflicts=alert.conflicts + contradiction(entry, "status", alert.status),
    )


def _linked(alert: Alert, entry: Entry) -> Alert:
    about = {kind_of(name): id_of(name) for name in entry.header.about}
    there = about.get("incident", "") if entry.new("present") else ""
    return altered(alert, incident=there, unattended=bool(there) and entry.header.by is None)


def _calmed(alert: Alert, entry: Entry) -> Alert:
    return altered(alert, flapping=bool(entry.new("flapping")), turns=())


_FOLDS: Final = {
    "alert.updated": _heard,
    "alert.moved": _moved,
    "alert.linked": _linked,
    "alert.calmed": _calmed,
}


def fold(alert: Alert | None, entry: Entry, ident: str) -> Alert | None:
    """The alert after an entry that touches it; None until it is raised."""
    if entry.kind == "alert.raised":
        return _raised(alert or Alert(id=ident), entry)
    folds = _FOLDS.get(entry.kind)
    return folds(alert, entry) if alert is not None and folds else alert
