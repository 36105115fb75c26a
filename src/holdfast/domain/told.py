"""How the timeline tells of coordination: labels, links, clocks, tasks, updates, handovers, evidence."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry
from holdfast.domain.phase import phase_word
from holdfast.domain.timewords import exact_text, recorded_text, span_text, within_text
from holdfast.domain.value import REMOVED, moment, new_words, words
from holdfast.words import _

Told = tuple[str, Callable[[Entry], str]]
"""The kind of row, and how its entry is told."""
ToldOf = tuple[str, str, Callable[[Entry, Entry | None], str]]
"""The kind of row, the member that names the entry told of (empty: its subject's first), and the telling."""


def relation_word(relation: str) -> str:
    """What another incident is to this one, in the reader's language."""
    return {
        "duplicate_of": _("duplicate of"),
        "has_duplicate": _("has the duplicate"),
        "related_to": _("related to"),
        "caused_by": _("caused by"),
        "cause_of": _("cause of"),
    }.get(relation, relation or REMOVED)


def close_reason_word(reason: str) -> str:
    """Why an incident was dismissed, in the reader's language."""
    return {
        "false_alarm": _("false alarm"),
        "not_incident": _("not an incident"),
        "duplicate": _("duplicate"),
        "informational": _("informational"),
        "test": _("test"),
        "other": _("another reason"),
    }.get(reason, reason)


def state_word(state: str) -> str:
    """The state of a task, a criterion, a clock or a handover, in the reader's language."""
    return {
        "open": _("open again"),
        "acknowledged": _("acknowledged"),
        "done": _("done"),
        "dropped": _("dropped"),
        "met": _("met"),
        "not_needed": _("not needed"),
        "running": _("running again"),
        "offered": _("offered"),
        "accepted": _("accepted"),
        "declined": _("declined"),
        "withdrawn": _("withdrawn"),
        "asked": _("asked for"),
        "arrived": _("arrived"),
        "released": _("released"),
    }.get(state, state or REMOVED)


def _labelled(entry: Entry) -> str:
    told = _("Label {label}") if entry.new("present", True) else _("Label {label} taken off")
    return told.format(label=words(entry, "label"))


def _linked(entry: Entry) -> str:
    refs = {"one": words(entry, "ref"), "relation": relation_word(entry.text("relation"))}
    told = (
        _("{one}: {relation} {other}")
        if entry.new("present", True)
        else _("{one}: no longer {relation} {other}")
    )
    return told.format(**refs, other=words(entry, "other_ref"))


def _time_corrected(entry: Entry) -> str:
    return _with_reason(
        _("Time of {name} corrected: {old}, now {new}").format(
            name=phase_word(entry.text("time")) if entry.text("time") else REMOVED,
            old=time_told(entry.old("at")),
            new=time_told(entry.new("at")),
        ),
        entry,
    )


def _acknowledged(entry: Entry) -> str:
    old, new = entry.old("acknowledged"), entry.new("acknowledged")
    told = _("Time of acknowledged corrected: {old}, now {new}") if old else _("Acknowledged: {new}")
    return _with_reason(told.format(old=time_told(old), new=time_told(new)), entry)


def time_told(text: str | None) -> str:
    """A time that an entry holds, in words; that there is none too."""
    return recorded_text(text) if text else _("(empty)")


def _with_reason(text: str, entry: Entry) -> str:
    reason = words(entry, "reason")
    return _("{text} ({reason})").format(text=text, reason=reason) if reason else text


def _clock_started(entry: Entry) -> str:
    return _("Reporting clock: {title}, within {span}").format(
        title=words(entry, "title"), span=span_text(entry.body.get("within", 0))
    )


def _clock_dated(entry: Entry) -> str:
    state, title = entry.new("state"), words(entry, "title")
    if state in ("met", "not_needed"):
        return _clock_stopped(entry)
    told = {
        "waiting": _("Reporting clock: {title}, within {span}, {counts}"),
        "running": _("Reporting clock: {title}, within {span} from {begins}, due {due}"),
        "moved": _("Reporting clock {title} counts from {begins} now, due {due}"),
    }.get("moved" if state == entry.old("state") == "running" else state or "")
    return (told or _("Reporting clock {title} does not run any more")).format(
        title=title,
        span=within_text(entry.body.get("within", 0), entry.body.get("months", 0)),
        counts=counts_told(words(entry, "after")),
        begins=time_told(entry.new("from")),
        due=time_told(entry.new("due")),
    )


def counts_told(clock: str) -> str:
    """What a clock waits for, by the title of the one that it counts from."""
    return _("counts from {clock} when that was sent").format(clock=clock)


def _clock_moved(entry: Entry) -> str:
    begins = entry.new("from")
    due = moment(begins) + timedelta(seconds=entry.body.get("within", 0)) if begins else None
    return _("Reporting clock {title} counts from {begins} now, due {due}").format(
        title=words(entry, "title"),
        begins=time_told(begins),
        due=time_told(occurred_text(due) if due else None),
    )


def _clock_stopped(entry: Entry) -> str:
    clock = words(entry, "title") or entry.text("clock")
    told = _("Reporting clock {clock}: {state}").format(
        clock=clock, state=state_word(entry.new("state") or "")
    )
    if entry.new("state") == entry.old("state") == "met":
        told = _("Reporting clock {clock}: met {time}, corrected").format(
            clock=clock, time=time_told(entry.new("met"))
        )
    return _with_reason(told, entry)


def _source_set(entry: Entry) -> str:
    return source_told(words(entry, "origin"), entry.new("ahead"))


def source_told(origin: str, ahead: int | None) -> str:
    """How far the clock of a source is off, in words without a full stop; None where it was forgotten."""
    if ahead is None:
        return _("How far the clock of {origin} is off is not known any more").format(origin=origin)
    if not ahead:
        return _("The clock of {origin} is right").format(origin=origin)
    told = (
        _("The clock of {origin} is {span} ahead")
        if ahead > 0
        else _("The clock of {origin} is {span} behind")
    )
    return told.format(origin=origin, span=exact_text(ahead))


def _move_undone(entry: Entry) -> str:
    to, review = entry.new("phase"), entry.new("review")
    if to and to == entry.old("phase"):
        return _("Review waived again") if review == "waived" else _("Review not waived any more")
    return _("{phase} again").format(phase=phase_word(to).capitalize() if to else REMOVED)


def _undone(entry: Entry) -> str:
    told = _("Done again: {what}") if entry.body.get("again") else _("Taken back: {what}")
    return told.format(what=words(entry, "what"))


def _evidence(entry: Entry) -> str:
    told = _("{name}, {size} bytes, SHA-256 {sha}").format(
        name=words(entry, "name"), size=entry.body.get("size", "?"), sha=entry.text("sha256")[:16]
    )
    if number := entry.body.get("number"):
        told = _("Step {number}: {text}").format(number=number, text=told)
    remark = words(entry, "text")
    return _("{told}: {remark}").format(told=told, remark=remark) if remark else told


def _call(entry: Entry) -> str:
    who = ", ".join(filter(None, (words(entry, "who"), words(entry, "number"))))
    result = {"reached": _("reached"), "no_answer": _("no answer")}.get(
        entry.text("result"), entry.text("result") or REMOVED
    )
    told = _("Call to {who}: {result}").format(who=who, result=result)
    said = words(entry, "text")
    return _("{told}. {said}").format(told=told, said=said) if said else told


def _update(entry: Entry) -> str:
    return _("Status update to {audience}: {text}").format(
        audience=words(entry, "audience"), text=words(entry, "text")
    )


def _snoozed(entry: Entry) -> str:
    return _("Next status update put off: {reason}").format(reason=words(entry, "reason"))


def _task_added(entry: Entry) -> str:
    told = _("Task: {title}").format(title=words(entry, "title"))
    person, within = words(entry, "person"), entry.body.get("within")
    if person:
        told = _("{told}, for {person}").format(told=told, person=person)
    return _("{told}, within {span}").format(told=told, span=span_text(within)) if within else told


def _offered(entry: Entry) -> str:
    if entry.body.get("command"):
        return _with_reason(_("Command offered to {person}").format(person=words(entry, "to")), entry)
    return _with_reason(_("Handover offered to {person}").format(person=words(entry, "to")), entry)


def _asked(entry: Entry) -> str:
    named = " ".join(filter(None, (words(entry, "name"), words(entry, "identifier"))))
    return _("Resource asked for: {name}").format(name=named)


TOLD_MORE: Final[Mapping[str, Told]] = {
    "incident.labelled": ("change", _labelled),
    "incident.linked": ("change", _linked),
    "incident.time_corrected": ("phase", _time_corrected),
    "incident.acknowledged": ("phase", _acknowledged),
    "incident.criterion_added": (
        "change",
        lambda e: _("Exit criterion: {text}").format(text=words(e, "text")),
    ),
    "incident.clock_started": ("change", _clock_started),
    "incident.clock_dated": ("change", _clock_dated),
    "incident.clock_moved": ("change", _clock_moved),
    "incident.clock_stopped": ("change", _clock_stopped),
    "incident.source_set": ("change", _source_set),
    "incident.resource_asked": ("change", _asked),
    "incident.move_undone": ("phase", _move_undone),
    "incident.undone": ("change", _undone),
    "evidence.added": ("evidence", _evidence),
    "call.made": ("communication", _call),
    "update.sent": ("update", _update),
    "update.snoozed": ("update", _snoozed),
    "task.added": ("task", _task_added),
    "handover.offered": ("handover", _offered),
}


def _task_moved(entry: Entry, task: Entry | None) -> str:
    title = words(task, "title") if task else ""
    told = _("Task {state}: {title}").format(state=state_word(entry.new("state") or ""), title=title)
    return _with_reason(told, entry)


def _task_changed(entry: Entry, task: Entry | None) -> str:
    title = new_words(entry, "title") or (words(task, "title") if task else "")
    told = _("Task changed: {title}").format(title=title)
    person = new_words(entry, "person")
    return _("{told}, for {person}").format(told=told, person=person) if person else told


def _answered(entry: Entry, offer: Entry | None) -> str:
    told = _("Handover {state}: {person}")
    if offer is not None and offer.body.get("command"):
        told = _("Command {state}: {person}")
    if entry.new("state") == "withdrawn":  # what was offered only: nobody lost command
        told = _("Offer to {person} withdrawn")
    person = words(offer, "to") if offer else ""
    return _with_reason(told.format(state=state_word(entry.new("state") or ""), person=person), entry)


def _criterion_moved(entry: Entry, criterion: Entry | None) -> str:
    text = words(criterion, "text") if criterion else ""
    told = _("Exit criterion {state}: {text}").format(state=state_word(entry.new("state") or ""), text=text)
    return _with_reason(told, entry)


def _resource_moved(entry: Entry, asked: Entry | None) -> str:
    name = words(asked, "name") if asked else ""
    return _("Resource {state}: {name}").format(state=state_word(entry.new("state") or ""), name=name)


def _checked(entry: Entry, evidence: Entry | None) -> str:
    name = words(evidence, "name") if evidence else ""
    found = {
        "same": _("Evidence checked, unaltered: {name}"),
        "altered": _("Evidence checked, ALTERED: {name}"),
        "missing": _("Evidence checked, missing: {name}"),
    }
    return found.get(entry.text("found"), _("Evidence checked: {name}")).format(name=name)


TOLD_OF: Final[Mapping[str, ToldOf]] = {
    "task.moved": ("task", "", _task_moved),
    "task.changed": ("task", "", _task_changed),
    "handover.answered": ("handover", "", _answered),
    "incident.criterion_moved": ("change", "criterion", _criterion_moved),
    "incident.resource_moved": ("change", "target", _resource_moved),
    "evidence.checked": ("evidence", "target", _checked),
}
