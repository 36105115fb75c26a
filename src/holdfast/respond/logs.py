"""The log of a shift over all incidents, and the log of one person: what a period brought."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.domain.incident import Incident
from holdfast.domain.logs import Activity, PersonalLog, Position, ShiftIncident, ShiftLog
from holdfast.domain.roles import Held
from holdfast.domain.sheet import Signed
from holdfast.domain.timeline import TimelineRow, role_word
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import moment, title_text, words
from holdfast.respond.handover_sheet import held_roles
from holdfast.respond.incident import timeline_of
from holdfast.store.arrivals import between, place_before
from holdfast.store.store import Store
from holdfast.words import _

MOST_ENTRIES: Final = 20_000
MOST_INCIDENTS: Final = 200
MOST_ROWS: Final = 200
_AMENDING: Final = frozenset({"note.corrected", "note.withdrawn", "note.pinned"})


def shift_log(store: Store, since: datetime, until: datetime | None = None) -> ShiftLog:
    """Everything recorded in a period (until now by default), over all incidents."""
    end = until or store.now()
    entries = _recorded(store, since, end)
    by_incident = _by_incident(entries)
    values = sorted(filter(None, (_there(store, ident) for ident in by_incident)), key=_rank)
    shown = [_shift_incident(store, value, by_incident[value.id]) for value in values[:MOST_INCIDENTS]]
    return ShiftLog(
        since=since.astimezone(UTC),
        until=end.astimezone(UTC),
        site=store.facts.site,
        incidents=tuple(shown),
        prepared=_prepared(store),
        left_out=len(values) - len(shown),
    )


def personal_log(store: Store, operator: str, since: datetime, until: datetime | None = None) -> PersonalLog:
    """What one person, an operator's id, recorded in a period and which roles they held (ICS 214)."""
    end = until or store.now()
    begin = since.astimezone(UTC)
    name = store.operators.names().get(operator, "")
    agencies = {person.name.casefold(): person.organisation for person in store.directory.people()}
    incidents: list[Incident] = []
    positions: list[Position] = []
    others: list[tuple[str, str, str]] = []
    activities: list[Activity] = []
    for ident, entries in _by_incident(_recorded(store, since, end)).items():
        own = {entry.hash for entry in entries if entry.header.by and entry.header.by.operator == operator}
        held = [one for one in held_roles(store, ident) if _overlaps(one, begin, end)]
        value = _there(store, ident)
        if value is not None and (own or any(one.is_of(operator, name) for one in held)):
            incidents.append(value)
            positions += [_position(value, one) for one in held if one.is_of(operator, name)]
            others += [
                (one.name, role_word(one.role), agencies.get(one.name.casefold()) or store.facts.site)
                for one in held
                if not one.is_of(operator, name)
            ]
            activities += _activities(store, value, [entry for entry in entries if entry.hash in own])
    return PersonalLog(
        name=name or operator[:8],
        operator=operator,
        since=begin,
        until=end.astimezone(UTC),
        incidents=tuple((value.ref, title_text(value.title)) for value in sorted(incidents, key=_rank)),
        positions=tuple(sorted(positions, key=lambda one: one.since)),
        agency=store.facts.site,
        resources=tuple(dict.fromkeys(others)),
        activities=tuple(sorted(activities, key=lambda one: one.at)),
        prepared=_prepared(store),
    )


def _recorded(store: Store, since: datetime, until: datetime) -> list[Entry]:
    """What arrived in the period; refused where that is more than anybody reads."""
    if since >= until:
        raise UserError(
            _("The period ends before it begins: {since}, {until}.").format(
                since=stamp_text(since, store.zone), until=stamp_text(until, store.zone)
            ),
            hint=_("Give the earlier time first."),
        )
    first, last = place_before(store, since), place_before(store, until)
    if last - first > MOST_ENTRIES:
        raise UserError(
            _("{count} entries were recorded in this period; a log takes {most}.").format(
                count=last - first, most=MOST_ENTRIES
            ),
            hint=_("Choose a shorter period."),
        )
    return between(store, first, last)


def _by_incident(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in (entry.subject, *entry.header.about):
            if kind_of(name) == "incident":
                found.setdefault(id_of(name), []).append(entry)
    return found


def _there(store: Store, ident: str) -> Incident | None:
    """The incident; None for one whose declaration never came here."""
    return store.rows.load(subject("incident", ident))


def _rank(value: Incident) -> tuple[object, ...]:
    return (not value.is_open, value.severity or 9, value.ref)


def _rows(store: Store, incident: str, wanted: Collection[str]) -> list[TimelineRow]:
    """The rows of these entries, told together with all others since some speak of earlier ones."""
    return [row for row in timeline_of(store, incident) if row.entry in wanted]


def _shift_incident(store: Store, value: Incident, entries: list[Entry]) -> ShiftIncident:
    wanted = {entry.hash for entry in entries}
    wanted |= {entry.text("target") for entry in entries if entry.kind in _AMENDING}
    rows = _rows(store, value.id, wanted)
    return ShiftIncident(
        id=value.id,
        ref=value.ref,
        title=title_text(value.title),
        phase=value.phase.value,
        severity=value.severity,
        service=value.service,
        commander=value.commander.name if value.commander else "",
        is_new=any(entry.kind == "incident.declared" for entry in entries),
        rows=tuple(rows[-MOST_ROWS:]),
        left_out=max(0, len(rows) - MOST_ROWS),
    )


def _overlaps(one: Held, since: datetime, until: datetime) -> bool:
    return one.since < until and (one.until is None or one.until > since)


def _position(value: Incident, one: Held) -> Position:
    return Position(role_word(one.role), value.ref, title_text(value.title), one.since, one.until)


def _activities(store: Store, value: Incident, own: Collection[Entry]) -> Iterator[Activity]:
    """What somebody's own entries say, and what they did to the words of others."""
    if not own:
        return
    rows, hashes = timeline_of(store, value.id), {entry.hash for entry in own}
    for row in rows:
        if row.entry in hashes:
            yield Activity(row.occurred, value.ref, told_whole(row), row.late, row.entry)
    notes = {row.entry: row for row in rows}
    for entry in own:
        note = notes.get(entry.text("target"))
        if note is not None and entry.kind in _AMENDED and note.entry not in hashes:
            text = _AMENDED[entry.kind](entry).format(text=note.text, reason=words(entry, "reason"))
            yield Activity(moment(entry.at), value.ref, text, late=False, entry=entry.hash)


def _withdrawal(entry: Entry) -> str:
    return _("Withdrew: {text} ({reason})") if entry.new("withdrawn") else _("Restored: {text}")


_AMENDED: Final[Mapping[str, Callable[[Entry], str]]] = {
    "note.corrected": lambda _entry: _("Corrected: {text}"),
    "note.withdrawn": _withdrawal,
}


def told_whole(row: TimelineRow) -> str:
    """What the row says, and what later entries say of it."""
    lines = [row.text]
    if row.first_occurred is not None:
        lines.append(_("Corrected; it first said: {text}").format(text=row.first))
    if row.withdrawn:
        lines.append(_("Withdrawn: {reason}").format(reason=row.withdrawn))
    return "\n".join(lines)


def _prepared(store: Store) -> Signed | None:
    """Whoever is at the keyboard, now; a log belongs to no one incident, so there is no role."""
    if store.by is None:
        return None
    name = store.operators.names().get(store.by.operator, "")
    return Signed(name, "", store.now().astimezone(UTC), store.by.sure)
