"""The timeline: entries told as rows, each with its two times."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from holdfast.domain.body_check import is_understood
from holdfast.domain.classification import Level, level_word, severity_text
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.incident import BACK
from holdfast.domain.phase import phase_word
from holdfast.domain.text import first_upper
from holdfast.domain.told import TOLD_MORE, TOLD_OF, Told, close_reason_word, time_told
from holdfast.domain.told_alerts import TOLD_ALERTS
from holdfast.domain.told_drill import TOLD_DRILL
from holdfast.domain.told_steps import TOLD_STEPS
from holdfast.domain.value import REMOVED, moment, new_words, title_text, words
from holdfast.words import _

LATE: Final = timedelta(minutes=10)
NOTE_TYPES: Final = ("observation", "action", "decision", "communication", "note")


class TimelineRow(msgspec.Struct, frozen=True, gc=False):
    """One row: when it happened and when it was recorded (UTC), its kind, who, and what.

    `entry` is the hash of the entry behind it. `kind` is a note's type or what the system recorded:
    phase, assessment, role, change, task, update, handover, evidence, runbook, review, report, alert,
    drill, removal.
    `origin` is where a note came from, `raw` the time that its own clock gave. A corrected note says what
    it said `first`, and when that had happened (None: not corrected); a withdrawn one why. `found` is what
    the newest check of evidence found: same, altered or missing.
    """

    entry: str
    occurred: datetime
    recorded: datetime
    kind: str
    who: str
    text: str
    late: bool
    seq: int
    station: str
    removed: bool = False
    origin: str = ""
    raw: datetime | None = None
    first: str = ""
    first_occurred: datetime | None = None
    withdrawn: str = ""
    pinned: bool = False
    found: str = ""


def note_type(kind: str) -> str:
    """The type of a note; UserError where it is none of NOTE_TYPES."""
    if kind not in NOTE_TYPES:
        raise UserError(
            _("{kind} is no kind of note.").format(kind=kind),
            hint=_("Choose one of: {kinds}.").format(kinds=", ".join(NOTE_TYPES)),
        )
    return kind


def kind_word(kind: str) -> str:
    """A row's kind in the reader's language; one that this version does not know, as it is."""
    return {
        "observation": _("observation"),
        "action": _("action"),
        "decision": _("decision"),
        "communication": _("communication"),
        "note": _("note"),
        "phase": _("phase"),
        "assessment": _("assessment"),
        "role": _("role"),
        "change": _("change"),
        "task": _("task"),
        "update": _("status update"),
        "handover": _("handover"),
        "evidence": _("evidence"),
        "runbook": _("runbook"),
        "review": _("review"),
        "report": _("report"),
        "alert": _("alert"),
        "drill": _("drill"),
        "removal": _("removal"),
    }.get(kind, kind)


def _declared(entry: Entry) -> str:
    title, rule = title_text(words(entry, "title")), words(entry, "rule")
    if rule:
        return _("Declared by the station, rule {rule}: {title}").format(rule=rule, title=title)
    return _("Declared: {title}").format(title=title)


def _assessed(entry: Entry) -> str:
    severity, proposed = entry.new("severity"), entry.body.get("proposed")
    impact, urgency = entry.new("impact"), entry.new("urgency")
    if not (impact and urgency and severity):  # withheld from whom this was handed to
        return REMOVED
    text = _("{impact} impact, {urgency} urgency: priority {priority}, {severity}").format(
        impact=level_word(Level(impact)).lower(),
        urgency=level_word(Level(urgency)).lower(),
        priority=entry.new("priority"),
        severity=severity_text(severity),
    )
    text = first_upper(text)
    was = entry.old("priority"), entry.old("severity")
    if all(was) and was != (entry.new("priority"), severity):
        text = _("{text}, before: priority {priority}, {severity}").format(
            text=text, priority=was[0], severity=severity_text(was[1])
        )
    if proposed and proposed != severity:
        return (
            text
            + " "
            + _("(the scheme proposed SEV{number}: {reason})").format(
                number=proposed, reason=words(entry, "reason")
            )
        )
    return text


def _moved(entry: Entry) -> str:
    to, code = entry.new("phase"), entry.text("close_reason")
    phase = phase_word(to) if to else REMOVED
    told = phase.capitalize()
    if (entry.old("phase"), to) in BACK:  # else it would read as if it were declared anew
        told = _("Back to {phase}").format(phase=phase)
    reason = ", ".join(filter(None, (close_reason_word(code) if code else "", words(entry, "reason"))))
    return _("{phase}: {reason}").format(phase=told, reason=reason) if reason else told


def _changed(entry: Entry) -> str:
    names = {
        "title": _("Title"),
        "service": _("Service"),
        "noticed": _("Noticed"),
        "know": _("Know"),
        "plan": _("Plan"),
        "need": _("Need"),
        "resolution": _("Resolution"),
    }
    said = [
        _("{name}: {text}").format(name=name, text=_new_text(entry, member) or _("(empty)"))
        for member, name in names.items()
        if member in entry.body or member in entry.absent
    ]
    said += [
        _("{name}: {time}").format(name=phase_word(member).capitalize(), time=time_told(entry.new(member)))
        for member in ("started", "detected")
        if member in entry.body
    ]
    return " · ".join(said)


def _new_text(entry: Entry, member: str) -> str:
    text = new_words(entry, member)
    return noticed_word(text) if member == "noticed" else text


def _assigned(entry: Entry) -> str:
    who = new_words(entry, "person")
    role = role_word(entry.text("role"))
    return _("{role}: {who}").format(role=role, who=who) if who else _("{role}: nobody").format(role=role)


def role_word(role: str) -> str:
    """A role in the reader's language; a scheme's own role as it is written."""
    known = {
        "commander": _("Commander"),
        "deputy": _("Deputy"),
        "operations": _("Operations"),
        "scribe": _("Scribe"),
        "communications": _("Communications"),
        "liaison": _("Liaison"),
    }
    return known.get(role, role.replace("_", " ").capitalize())


def noticed_word(noticed: str) -> str:
    """How an incident was noticed, in the reader's language; other words as they are written."""
    return {
        "person": _("somebody saw it"),
        "monitoring": _("monitoring screen"),
        "alert": _("alert"),
        "user_report": _("report from a user"),
        "other": _("another way"),
    }.get(noticed, noticed)


def format_word(form: str) -> str:
    """The name of a format that a report was made in; the same in every language."""
    return "Markdown" if form == "markdown" else form.upper()


def _removed(entry: Entry) -> str:
    target = entry.body.get("target", {})
    return _("Words of entry {seq} were removed: {reason}").format(
        seq=target.get("seq", "?"), reason=words(entry, "reason")
    )


def _review_state(entry: Entry) -> str:
    told = {
        "in_review": _("Review submitted"),
        "changes_asked": _("Review sent back with changes asked"),
        "approved": _("Review approved"),
        "released": _("Review released"),
    }
    return told.get(entry.new("state", ""), _("Review opened again"))


def _reported(entry: Entry) -> str:
    return _("Report made: {format}, SHA-256 {sha}").format(
        format=format_word(entry.text("format")), sha=entry.text("sha256")[:16]
    )


# kind of entry -> (kind of row, how it is told). What is not here is no row of an incident's timeline.
_TOLD: Final[Mapping[str, Told]] = {
    "incident.declared": ("phase", _declared),
    "incident.assessed": ("assessment", _assessed),
    "incident.moved": ("phase", _moved),
    "incident.changed": ("change", _changed),
    "incident.assigned": ("role", _assigned),
    "incident.review_waived": (
        "review",
        lambda e: _("Review waived: {reason}").format(reason=words(e, "reason")),
    ),
    "note.added": ("note", lambda e: words(e, "text")),
    **TOLD_STEPS,
    "review.begun": ("review", lambda _e: _("Review begun")),
    "review.moved": ("review", _review_state),
    "action.added": ("review", lambda e: _("Preventive action: {title}").format(title=words(e, "title"))),
    "report.made": ("report", _reported),
    "entry.removed": ("removal", _removed),
    **TOLD_ALERTS,
    **TOLD_DRILL,
    **TOLD_MORE,
}


def timeline(entries: Iterable[Entry], names: Mapping[str, str]) -> list[TimelineRow]:
    """The rows of entries, by when they happened; `names` are operators' names by id."""
    known = [entry for entry in entries if is_understood(entry.header)]
    return arranged(rows_of(known, names), [entry for entry in known if entry.kind in _AMENDED])


def rows_of(entries: Sequence[Entry], names: Mapping[str, str]) -> dict[str, TimelineRow]:
    """The rows of entries that are understood, by their hashes, each as it was recorded."""
    rows = {entry.hash: row(entry, names) for entry in entries if entry.header.kind in _TOLD}
    if any(entry.header.kind in TOLD_OF for entry in entries):
        rows |= _rows_of_others(entries, names)
    return rows


def arranged(rows: dict[str, TimelineRow], amending: Iterable[Entry]) -> list[TimelineRow]:
    """Rows as later entries let them be, by when they happened; within a second by when recorded.

    That order tells the story better than the clock does.
    """
    for entry in amending:
        there = rows.get(entry.text("target"))
        if there is not None:
            rows[there.entry] = _AMENDED[entry.kind](there, entry)
    return sorted(rows.values(), key=_place)


def _place(one: TimelineRow) -> tuple[float, datetime, int]:
    return one.occurred.timestamp() // 1, one.recorded, one.seq


def _rows_of_others(entries: Sequence[Entry], names: Mapping[str, str]) -> dict[str, TimelineRow]:
    """The rows of entries that can only be told together with the one that they speak of."""
    subjects = {entry.subject: entry for entry in entries if entry.kind in ("task.added", "handover.offered")}
    by_hash = {entry.hash: entry for entry in entries}
    rows: dict[str, TimelineRow] = {}
    for entry in entries:
        if entry.kind in TOLD_OF:
            kind, member, told = TOLD_OF[entry.kind]
            of = by_hash.get(entry.text(member)) if member else subjects.get(entry.subject)
            rows[entry.hash] = _row(entry, kind, told(entry, of), names)
    return rows


def _corrected(there: TimelineRow, entry: Entry) -> TimelineRow:
    text = new_words(entry, "text") if "text" in entry.body or "text" in entry.absent else there.text
    happened = entry.new("happened") if "happened" in entry.body else there.occurred.isoformat()
    occurred = moment(happened) if happened else there.recorded
    return replace(
        there,
        raw=there.raw or _source_said(there, occurred),
        text=text,
        kind=entry.new("type", there.kind),
        occurred=occurred,
        late=there.recorded - occurred > LATE,
        first=there.first or there.text,
        first_occurred=there.first_occurred or there.occurred,
        removed=there.removed or bool(entry.absent),
    )


def _source_said(there: TimelineRow, occurred: datetime) -> datetime | None:
    """What the clock of a row's source said, where that was its time until it was corrected."""
    was_given = there.occurred != there.recorded
    return there.occurred if there.origin and was_given and there.occurred != occurred else None


def _withdrawn(there: TimelineRow, entry: Entry) -> TimelineRow:
    reason = words(entry, "reason") or _("withdrawn")
    return replace(there, withdrawn=reason if entry.new("withdrawn", True) else "")


def _pinned(there: TimelineRow, entry: Entry) -> TimelineRow:
    return replace(there, pinned=bool(entry.new("pinned", there.pinned)))


def _checked(there: TimelineRow, entry: Entry) -> TimelineRow:
    return replace(there, found=entry.text("found"))


_AMENDED: Final[Mapping[str, Callable[[TimelineRow, Entry], TimelineRow]]] = {
    "note.corrected": _corrected,
    "note.withdrawn": _withdrawn,
    "note.pinned": _pinned,
    "evidence.checked": _checked,
}
AMENDING: Final = tuple(_AMENDED)
"""The kinds of entries that say what became of a row, which their `target` names."""


def row(entry: Entry, names: Mapping[str, str]) -> TimelineRow:
    """The row of an entry whose kind is told."""
    kind, told = _TOLD[entry.header.kind]
    return _row(entry, entry.text("type") or kind if kind == "note" else kind, told(entry), names)


def _row(entry: Entry, kind: str, text: str, names: Mapping[str, str]) -> TimelineRow:
    header, body = entry.header, entry.body
    recorded = moment(header.at)
    happened, raw, by = body.get("occurred"), body.get("raw"), header.by
    occurred = moment(happened) if happened else recorded
    return TimelineRow(
        entry=entry.hash,
        occurred=occurred,
        recorded=recorded,
        kind=kind,
        who=names.get(by.operator) or by.operator[:8] if by else _("system"),
        text=text,
        late=recorded - occurred > LATE,
        seq=header.seq,
        station=header.station,
        removed=bool(entry.absent),
        origin=words(entry, "origin") if kind in NOTE_TYPES else "",
        raw=moment(raw) if raw else None,
        found=entry.text("found") if header.kind == "evidence.checked" else "",
    )
