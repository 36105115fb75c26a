"""Notes corrected, withdrawn and pinned by later entries; what was said first stays readable."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.text import clean_prose, needed
from holdfast.domain.timeline import AMENDING, TimelineRow, note_type, timeline
from holdfast.store.store import Store
from holdfast.words import _

_WITHDRAWN: Final = frozenset({"note.added", "evidence.added"})
_SHORTEST: Final = 6


def correct(
    store: Store,
    incident: str,
    entry: str,
    *,
    text: str | None = None,
    kind: str | None = None,
    occurred: datetime | None = None,
) -> TimelineRow:
    """Say what a note should have said, of which type it is, or when it happened; None leaves it.

    `entry` is the hash of the note. What stays the same is not recorded.
    """
    with store.command():
        note = named(store, incident, entry)
        if note.kind != "note.added":
            raise UserError(
                _("Only notes can be corrected."),
                hint=_("Add a note that says what is right; nothing was recorded."),
            )
        later = _later(store, incident, note)
        row = _row(store, note, later)
        if row.withdrawn:
            raise UserError(
                _("This note was withdrawn."),
                hint=_("Take the withdrawal back first; nothing was recorded."),
            )
        body = {
            **_new_text(note, later, row, text),
            **_new_type(row, kind),
            **_new_time(store, note, later, row, occurred),
        }
        return _recorded(store, incident, note, "note.corrected", body) if body else row


def withdraw(store: Store, incident: str, entry: str, reason: str) -> TimelineRow:
    """Withdraw a note or a piece of evidence; it stays readable, with the reason."""
    why = needed(clean_prose(reason, _("The reason")), _("The reason"))
    with store.command():
        note = named(store, incident, entry)
        if note.kind not in _WITHDRAWN:
            raise UserError(
                _("Only notes and evidence can be withdrawn."),
                hint=_("Add a note that says what is right; nothing was recorded."),
            )
        row = _row(store, note, _later(store, incident, note))
        if row.withdrawn:
            return row
        body: dict[str, object] = {"withdrawn": [False, True], "reason": why}
        return _recorded(store, incident, note, "note.withdrawn", body)


def restore(store: Store, incident: str, entry: str) -> TimelineRow:
    """Take a withdrawal back."""
    with store.command():
        note = named(store, incident, entry)
        row = _row(store, note, _later(store, incident, note))
        if not row.withdrawn:
            return row
        return _recorded(store, incident, note, "note.withdrawn", {"withdrawn": [True, False]})


def pin(store: Store, incident: str, entry: str, *, pinned: bool = True) -> TimelineRow:
    """Pin a row of the timeline, or take the pin out."""
    with store.command():
        note = named(store, incident, entry)
        row = _row(store, note, _later(store, incident, note))
        if row.pinned == pinned:
            return row
        return _recorded(store, incident, note, "note.pinned", {"pinned": [not pinned, pinned]})


def row_now(store: Store, incident: str, entry: str) -> TimelineRow:
    """A row as it is now."""
    note = named(store, incident, entry)
    return _row(store, note, _later(store, incident, note))


def named(store: Store, incident: str, entry: str) -> Entry:
    """The entry of an incident's timeline that a hash, or its first six digits or more, names."""
    store.incidents.get(incident)
    digits, name = entry.strip().lower(), subject("incident", incident)
    whole = store.journal.at(digits) if _is_hash(digits) else None
    found = [whole] if whole else _beginning(store, name, digits)
    if len(found) > 1:
        raise UserError(
            _("More than one entry begins with {entry}.").format(entry=digits), hint=_("Give more of it.")
        )
    if not found:
        raise UserError(
            _("There is no entry {entry}.").format(entry=entry.strip()[:64]),
            hint=_("See their ids with: holdfast incident show REF --json. Nothing was recorded."),
        )
    (one,) = found
    if name not in (one.subject, *one.header.about):
        raise UserError(
            _("The entry {entry} belongs to something else.").format(entry=digits[:12]),
            hint=_("Name an entry of this incident; nothing was recorded."),
        )
    if not timeline([one], {}):
        raise UserError(
            _("The entry {entry} is no row of the timeline of its own.").format(entry=digits[:12]),
            hint=_("Name the row itself; nothing was recorded."),
        )
    return one


def _is_hash(digits: str) -> bool:
    return len(digits) == 64 and not set(digits) - set("0123456789abcdef")


def _beginning(store: Store, name: str, digits: str) -> list[Entry]:
    if len(digits) < _SHORTEST:
        return []
    return [entry for entry in store.journal.of(name) if entry.hash.startswith(digits)]


def _later(store: Store, incident: str, note: Entry) -> list[Entry]:
    """What later entries made of it."""
    amending = store.journal.of_kinds(subject("incident", incident), AMENDING)
    return [entry for entry in amending if entry.text("target") == note.hash]


def _row(store: Store, note: Entry, later: Sequence[Entry]) -> TimelineRow:
    rows = timeline([note, *later], store.operators.names())
    return next(row for row in rows if row.entry == note.hash)


def _recorded(store: Store, incident: str, note: Entry, kind: str, body: dict[str, object]) -> TimelineRow:
    store.record(New(subject("incident", incident), kind, {"target": note.hash, **body}))
    return _row(store, note, _later(store, incident, note))


def _new_text(note: Entry, later: Sequence[Entry], row: TimelineRow, text: str | None) -> dict[str, object]:
    if text is None:
        return {}
    said = needed(clean_prose(text, _("The note")), _("The note"))
    if said == row.text:
        return {}
    wrote = [note, *(entry for entry in later if "text" in entry.body or "text" in entry.absent)]
    return {"text": [wrote[-1].hash, said]}


def _new_type(row: TimelineRow, kind: str | None) -> dict[str, object]:
    return {} if kind is None or note_type(kind) == row.kind else {"type": [row.kind, kind]}


def _new_time(
    store: Store, note: Entry, later: Sequence[Entry], row: TimelineRow, occurred: datetime | None
) -> dict[str, object]:
    if occurred is None or occurred == row.occurred:
        return {}
    check_not_ahead(occurred, store.now())
    told = [entry for entry in later if "happened" in entry.body]
    was = told[-1].new("happened") if told else note.text("occurred") or None
    return {"happened": [was, occurred_text(occurred)]}
