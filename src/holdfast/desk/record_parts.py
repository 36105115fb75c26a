"""The parts of an incident's record that are lists of people and things: each as it is recorded now."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.timeline import TimelineRow, kind_word, role_word
from holdfast.domain.told import state_word
from holdfast.domain.value import moment, words
from holdfast.report.incident_record import (
    AssessmentLine,
    EvidenceLine,
    HandoverLine,
    RecordRow,
    RoleLine,
    TaskLine,
    UpdateLine,
)
from holdfast.report.record import operator_name, stamp
from holdfast.respond.evidence import Evidence
from holdfast.respond.handover_sheet import held_roles
from holdfast.store.store import Store
from holdfast.words import _


def record_rows(
    store: Store, rows: Sequence[TimelineRow], elsewhere: Collection[str] = ()
) -> Iterator[RecordRow]:
    """Every row, with both its times and what later entries made of it; `elsewhere` are the entries that
    are recorded with another incident.
    """
    codes: dict[str, str] = {}
    for row in rows:
        if row.station not in codes:
            value = store.rows.load(subject("station", row.station))
            codes[row.station] = (value.code if value else "") or row.station[:8]
        yield _row(store, row, codes[row.station], elsewhere=row.entry in elsewhere)


def _row(store: Store, row: TimelineRow, code: str, *, elsewhere: bool) -> RecordRow:
    occurred, recorded = stamp(row.occurred, store.zone), stamp(row.recorded, store.zone)
    return RecordRow(
        entry=row.entry,
        station=code,
        seq=row.seq,
        occurred=occurred,
        occurred_utc=row.occurred.isoformat(),
        recorded="" if recorded == occurred else recorded,
        recorded_utc=row.recorded.isoformat(),
        late=row.late,
        kind=kind_word(row.kind),
        who=row.who,
        text=row.text,
        first=row.first,
        first_occurred=stamp(row.first_occurred, store.zone),
        corrected=row.first_occurred is not None,
        withdrawn=row.withdrawn,
        origin=row.origin,
        raw=stamp(row.raw, store.zone),
        pinned=row.pinned,
        removed=row.removed,
        elsewhere=elsewhere,
    )


def assessments(
    store: Store, entries: Sequence[Entry], rows: Sequence[TimelineRow]
) -> Iterator[AssessmentLine]:
    """Every time that somebody said how bad it is."""
    by_hash = {entry.hash: entry for entry in entries}
    for row in rows:
        entry = by_hash.get(row.entry)
        if row.kind == "assessment" and entry is not None:
            reason = words(entry, "reason")
            told = "" if reason in row.text else reason
            yield AssessmentLine(stamp(row.occurred, store.zone), row.who, row.text, told)


def roles(store: Store, incident: str) -> Iterator[RoleLine]:
    """Who held which role, in the order in which they took it over."""
    for one in held_roles(store, incident):
        until = stamp(one.until, store.zone)
        yield RoleLine(role_word(one.role), one.name, stamp(one.since, store.zone), until)


def updates(store: Store, entries: Sequence[Entry]) -> Iterator[UpdateLine]:
    """The status updates as they were sent."""
    sent = [entry for entry in entries if entry.kind == "update.sent"]
    for number, entry in enumerate(sent, start=1):
        who = operator_name(store, entry.header.by.operator) if entry.header.by else ""
        at = stamp(moment(entry.text("occurred") or entry.at), store.zone)
        yield UpdateLine(number, at, who, words(entry, "audience"), words(entry, "text"))


def handovers(store: Store, incident: str) -> Iterator[HandoverLine]:
    """The handovers, with how they were answered."""
    for one in store.handovers.of_incident(incident):
        signer = operator_name(store, one.signer) if one.signer else ""
        answered = ", ".join(filter(None, (signer, stamp(one.answered, store.zone), one.answer)))
        giver = operator_name(store, one.giver) if one.giver else ""
        given = stamp(one.given, store.zone)
        yield HandoverLine(given, giver, one.to, state_word(one.state), answered, one.command)


def tasks(store: Store, incident: str) -> Iterator[TaskLine]:
    """The tasks in the order in which they were given."""
    for one in store.tasks.of_incident(incident):
        given, moved = stamp(one.given, store.zone), stamp(one.moved, store.zone)
        state = _("open") if one.state == "open" else state_word(one.state)
        yield TaskLine(one.title, one.person, given, state, moved)


def evidence(
    store: Store, pieces: Sequence[Evidence], rows: Mapping[str, TimelineRow]
) -> Iterator[EvidenceLine]:
    """The evidence with its hashes; `rows` are those of the timeline, by entry."""
    for piece in pieces:
        row = rows.get(piece.entry)
        yield EvidenceLine(
            name=piece.name,
            sha256=piece.sha256,
            size=piece.size,
            at=stamp(piece.at, store.zone),
            who=row.who if row else "",
            where=_where(piece),
            remark=piece.remark,
            found=_found(piece.found),
            withdrawn=piece.withdrawn,
        )


def _where(piece: Evidence) -> str:
    if piece.removed:
        return _("removed for cause")
    return _("lies at {place}").format(place=piece.place) if piece.place else _("kept in the store")


def _found(found: str) -> str:
    return {
        "": _("not checked since"),
        "same": _("checked: the same"),
        "altered": _("checked: altered"),
        "missing": _("checked: missing"),
    }.get(found, found)
