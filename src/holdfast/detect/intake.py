"""Taking what came in by a door: repeats fold into the alert that is there, and nothing is taken twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from holdfast.detect.silences import of_drill, silence_of
from holdfast.domain.alert import AGAIN_WITHIN, Alert
from holdfast.domain.body_check import check_body
from holdfast.domain.clock import to_stored
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.signal import AlertStatus, Reading, Signal, Unread
from holdfast.domain.silence import Silence
from holdfast.domain.value import moment
from holdfast.store.store import Store

_CHUNK: Final = 100  # signals a transaction: nobody else waits longer than a blink


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery at a door. `id` is given to it before it is read: that tells it from a second one."""

    id: str
    door: str
    name: str
    data: bytes
    reading: Reading


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of deliveries: signals taken, alerts that are new, signals that were there already."""

    signals: int = 0
    raised: int = 0
    before: int = 0
    unread: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.signals + other.signals,
            self.raised + other.raised,
            self.before + other.before,
            self.unread + other.unread,
        )


def take(store: Store, *arrived: Arrived, drill: str = "") -> Taken:
    """Record deliveries, each once: what a stopped program took of one is not taken again.

    Deliveries that fit into one chunk are taken whole, and with others beside them in one commit; a longer
    one goes in chunks of its own, and goes on at the first that is missing. What a `drill` (its id) puts in
    never folds with what is real, and only silences of that drill keep it quiet.
    """
    arrived = tuple(replace(each, reading=recordable(each.reading)) for each in arrived)
    taken, kept = Taken(), dict[bytes, object]()
    for some in together(each for each in arrived if len(each.reading.signals) <= _CHUNK):
        taken += _take_together(store, some, kept, drill)
    for each in arrived:
        if len(each.reading.signals) > _CHUNK:
            for part in _parts(each):
                taken += _take_together(store, [part], kept, drill)
    return taken


def take_whole(store: Store, arrived: Sequence[Arrived]) -> None:
    """Record deliveries of what is `recordable`, each once, in one commit: all of them, or nothing of any.

    Others wait for it: hand in what is `together`. Who has no name for a delivery that would tell it from a
    second one has to know that nothing of it is there when this fails.
    """
    _take_together(store, arrived, {}, "")


def together(arrived: Iterable[Arrived]) -> Iterator[list[Arrived]]:
    """Deliveries that share a commit, which others wait for; a long one has its own."""
    some, count = list[Arrived](), 0
    for each in arrived:
        if some and count + len(each.reading.signals) > _CHUNK:
            yield some
            some, count = [], 0
        some.append(each)
        count += len(each.reading.signals)
    if some:
        yield some


def recordable(reading: Reading) -> Reading:
    """The reading; a signal that the journal can't say is a part that was not read."""
    signals: list[Signal] = []
    unread = list(reading.unread)
    for number, signal in enumerate(reading.signals, start=1):
        try:
            check_body("alert.raised", _raised(signal, signal.fingerprint, signal.status))
            signals.append(signal)
        except UserError as error:
            unread.append(Unread(str(number), error.what))
    return Reading(reading.format, tuple(signals), tuple(unread))


def _parts(arrived: Arrived) -> Iterator[Arrived]:
    reading = arrived.reading
    for start in range(0, len(reading.signals), _CHUNK):
        signals = reading.signals[start : start + _CHUNK]
        unread = reading.unread if start == 0 else ()
        ident = f"{arrived.id}.{start // _CHUNK}"
        yield Arrived(
            ident, arrived.door, arrived.name, arrived.data, Reading(reading.format, signals, unread)
        )


def _take_together(store: Store, arrived: Sequence[Arrived], kept: dict[bytes, object], drill: str) -> Taken:
    """Take these in one commit; `kept` remembers contents that were kept already, of which they are parts."""
    with store.command():
        taken = Taken()
        batch = _Batch(store, drill)
        for each in arrived:
            count = len(each.reading.signals)
            if store.deliveries.has(each.id):
                taken += Taken(before=count)
                continue
            batch.add(New(subject("delivery", each.id), "delivery.received", _delivery(store, each, kept)))
            for signal in each.reading.signals:
                batch.hear(signal, each.id)
            taken += Taken(signals=count, unread=len(each.reading.unread))
        batch.record()
        return taken + Taken(raised=batch.raised)


def _delivery(store: Store, arrived: Arrived, kept: dict[bytes, object]) -> dict[str, object]:
    unread = [{"place": part.place, "why": part.why} for part in arrived.reading.unread]
    if arrived.data not in kept:
        kept[arrived.data] = store.blobs.put(arrived.data)
    body: dict[str, object] = {
        "door": arrived.door,
        "name": arrived.name,
        "format": arrived.reading.format,
        "content": kept[arrived.data],
        "alerts": len(arrived.reading.signals),
    }
    return {**body, "unread": unread} if unread else body


@dataclass(slots=True)
class _Waiting:
    """An entry to be recorded for a signal, and how often just this was said."""

    signal: Signal
    new: New
    times: int = 1


class _Batch:
    """Entries of one commit. What is said again word for word counts on; anything else waits for its turn."""

    def __init__(self, store: Store, drill: str) -> None:
        self._store = store
        self._drill = drill
        now = store.clock()
        self._now = now
        self._silences = of_drill(store.silences.holding(int(now.timestamp())), drill)
        self._news: list[New] = []
        self._waiting: dict[str, _Waiting] = {}
        self.raised = 0

    def add(self, new: New) -> None:
        """Record this with the others."""
        self._news.append(new)

    def hear(self, signal: Signal, delivery: str) -> None:
        """Record what a source says about an alert."""
        fingerprint = fingerprint_in(self._drill, signal)
        waiting = self._waiting.get(fingerprint)
        if waiting is not None and waiting.signal == signal:
            waiting.times += 1
            return
        if waiting is not None:
            self.record()  # what was said before has to stand before this can be held against it
        self._waiting[fingerprint] = _Waiting(signal, self._new(signal, fingerprint, delivery))

    def record(self) -> None:
        """Record everything that waits."""
        spoken = [_counted(each) for each in self._waiting.values()]
        self._store.record(*self._news, *spoken, by_station=True)
        self._news, self._waiting = [], {}

    def _new(self, signal: Signal, fingerprint: str, delivery: str) -> New:
        alert = self._store.alerts.newest(fingerprint)
        if alert is not None and self._is_new(alert, signal):
            alert = None
        silence = silence_of(signal, self._silences)
        status = status_after(alert, signal, silence)
        about = [subject("delivery", delivery)]
        if alert is None:
            self.raised += 1
            ident, kind, body = self._store.new_id(), "alert.raised", _raised(signal, fingerprint, status)
            about += [subject("drill", self._drill)] if self._drill else []
        else:
            ident, kind, body = alert.id, "alert.updated", _heard(alert, signal, status)
            about += [subject("incident", alert.incident)] if "name" in body else []
        about += [subject("silence", silence.id)] if silence and status == "suppressed" else []
        return New(subject("alert", ident), kind, body, about=tuple(about))

    def _is_new(self, alert: Alert, signal: Signal) -> bool:
        is_over = alert.status == "resolved" and signal.status != "resolved"
        if is_over and _is_late(alert, signal):
            return False
        return is_over and self._now - (alert.last or self._now) > AGAIN_WITHIN


def fingerprint_in(drill: str, signal: Signal) -> str:
    """The fingerprint of a signal; in a drill one of its own, which no real alert has."""
    if not drill:
        return signal.fingerprint
    return sha256(f"drill/{drill}/{signal.fingerprint}".encode()).hexdigest()


def _counted(waiting: _Waiting) -> New:
    return New(
        waiting.new.subject,
        waiting.new.kind,
        {**waiting.new.body, "times": waiting.times},
        about=waiting.new.about,
    )


def _raised(signal: Signal, fingerprint: str, status: AlertStatus) -> dict[str, object]:
    said: dict[str, object] = {
        "severity": signal.severity,
        "source": signal.source,
        "service": signal.service,
        "labels": dict(signal.labels),
        "annotations": dict(signal.annotations),
        "url": signal.url,
        "started": signal.started,
        "ended": signal.ended,
    }
    needed: dict[str, object] = {
        "fingerprint": fingerprint,
        "name": signal.name,
        "status": status,
        "times": 1,
    }
    return needed | {name: value for name, value in said.items() if value}


def _heard(alert: Alert, signal: Signal, status: AlertStatus) -> dict[str, object]:
    body: dict[str, object] = {"status": [alert.status, status], "times": 1}
    if alert.incident and status != alert.status:
        body["name"] = alert.name  # a row of its incident's timeline
    if signal.severity not in (0, alert.severity):
        body["severity"] = [alert.severity, signal.severity]
    if signal.annotations and signal.annotations != alert.annotations:
        body["annotations"] = [alert.wrote.get("annotations"), dict(signal.annotations)]
    if signal.url and signal.url != alert.url:
        body["url"] = [alert.wrote.get("url"), signal.url]
    for name, said in (("started", signal.started), ("ended", signal.ended)):
        before = getattr(alert, name)
        if said and (before is None or moment(said) != before):
            body[name] = [to_stored(before) if before else None, said]
    return body


def status_after(alert: Alert | None, signal: Signal, silence: Silence | None) -> AlertStatus:
    """The status of an alert after a signal: a person's answer stands until it is over, or gets worse."""
    if signal.status == "resolved" or (alert is not None and _is_late(alert, signal)):
        return "resolved"
    answered = alert is not None and alert.status == "acknowledged" and signal.severity <= alert.severity
    if answered and signal.status == "firing":
        return "acknowledged"
    return "suppressed" if silence is not None else signal.status


def _is_late(alert: Alert, signal: Signal) -> bool:
    """Whether a signal tells of what was over by then: it came on a slower way than its end."""
    if alert.status != "resolved" or alert.ended is None or not signal.started:
        return False
    return moment(signal.started) < alert.ended
