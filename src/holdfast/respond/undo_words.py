"""What was taken back, or why it was not, in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.phase import phase_word
from holdfast.domain.run import MARKS
from holdfast.domain.timeline import role_word, timeline
from holdfast.domain.timewords import clock_text
from holdfast.domain.value import moment
from holdfast.store.store import Store
from holdfast.words import _

_LONGEST: Final = 80
NAMED: Final = (
    "task.added",
    "handover.offered",
    "incident.criterion_added",
    "incident.resource_asked",
    "evidence.added",
)
"""The kinds of entries that others speak of: without them those can't be told."""


def _fields(entry: Entry) -> str:
    names = {
        "title": _("Title"),
        "service": _("Service"),
        "noticed": _("How it was noticed"),
        "know": _("Know"),
        "plan": _("Plan"),
        "need": _("Need"),
        "resolution": _("Resolution"),
        "started": phase_word("started").capitalize(),
        "detected": phase_word("detected").capitalize(),
    }
    said = ", ".join(name for member, name in names.items() if member in {*entry.body, *entry.absent})
    return _("the change of {fields}").format(fields=said)


def _step(entry: Entry, words: str) -> str:
    return words.format(number=entry.body.get("number", "?"))


# No words that somebody typed: what is removed for cause must not live on in what tells of its undoing.
_SHORT: Final[Mapping[str, Callable[[Entry], str]]] = {
    "incident.changed": _fields,
    "incident.assigned": lambda entry: _("the role {role}").format(role=role_word(entry.text("role"))),
    "incident.labelled": lambda _entry: _("a label"),
    "incident.linked": lambda _entry: _("a link to another incident"),
    "alert.linked": lambda _entry: _("an alert that was joined"),
    "alert.moved": lambda _entry: _("the state of an alert"),
    "incident.criterion_added": lambda _entry: _("an exit criterion"),
    "incident.criterion_moved": lambda _entry: _("the state of an exit criterion"),
    "incident.clock_dated": lambda _entry: _("when a reporting clock runs"),
    "incident.clock_moved": lambda _entry: _("what a reporting clock counts from"),
    "incident.clock_stopped": lambda _entry: _("the state of a reporting clock"),
    "incident.source_set": lambda _entry: _("the clock of a source"),
    "incident.time_corrected": lambda entry: _("the time of {name}").format(
        name=phase_word(entry.text("time"))
    ),
    "incident.acknowledged": lambda _entry: _("the time of {name}").format(name=phase_word("acknowledged")),
    "incident.moved": lambda entry: _("the move to {phase}").format(phase=phase_word(entry.new("phase"))),
    "incident.review_waived": lambda _entry: _("the waiver of the review"),
    "note.added": lambda _entry: _("a note"),
    "note.corrected": lambda _entry: _("the correction of a note"),
    "note.withdrawn": lambda _entry: _("the withdrawal of a note"),
    "note.pinned": lambda _entry: _("a pin"),
    "task.added": lambda _entry: _("a task"),
    "task.changed": lambda _entry: _("the change of a task"),
    "task.moved": lambda _entry: _("the state of a task"),
    **dict.fromkeys(MARKS.values(), lambda entry: _step(entry, _("the state of step {number}"))),
    "step.began": lambda entry: _step(entry, _("the clock of step {number}")),
    "step.added": lambda _entry: _("a step that was added"),
    "step.demoted": lambda _entry: _("what is a step and what is none"),
    "run.finished": lambda _entry: _("the end of a runbook's use"),
}


def short_words(entries: Sequence[Entry]) -> str:
    """What a command did, for the entry that says it was taken back."""
    said = [_SHORT[entry.kind](entry) for entry in entries if entry.kind in _SHORT]
    return ", ".join(dict.fromkeys(said)) or _("a command")


def full_words(entries: Sequence[Entry], history: Sequence[Entry]) -> str:
    """What a command did on an incident, as its timeline tells it, in one line.

    `history` is what was recorded of the incident, at least what is NAMED and of the same kinds.
    """
    rows = {row.entry: row.text for row in timeline(history, {})}
    said = [rows.get(entry.hash) or short_words([entry]) for entry in entries]
    text = " ".join(" · ".join(dict.fromkeys(said)).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


# kind, or the part of it before the dot -> what stands in the way, what to do instead
_REFUSED: Final[Mapping[str, Callable[[], tuple[str, str]]]] = {
    "incident.declared": lambda: (
        _("A declaration can't be taken back."),
        _("Dismiss the incident and say why: a false alarm, a duplicate, not an incident."),
    ),
    "incident.assessed": lambda: (_("An assessment can't be taken back."), _("Assess it again.")),
    "incident.clock_started": lambda: (
        _("A reporting clock that runs can't be taken back."),
        _("Say that it is not needed, and why."),
    ),
    "incident.resource_asked": lambda: (
        _("That a resource was asked for can't be taken back."),
        _("Say that it is released."),
    ),
    "incident.resource_moved": lambda: (
        _("What became of a resource can't be taken back."),
        _("Say what is true of it now."),
    ),
    "update": lambda: (
        _("A status update that was sent can't be taken back."),
        _("Send another that says what is right."),
    ),
    "update.snoozed": lambda: (
        _("That an update was put off can't be taken back."),
        _("Send it now, or put it off to another time."),
    ),
    "call": lambda: (
        _("A call that was made can't be taken back."),
        _("Add a note that says what is right."),
    ),
    "handover.offered": lambda: (_("An offered handover can't be taken back so."), _("Withdraw the offer.")),
    "handover.answered": lambda: (
        _("A countersigned or answered handover can't be taken back."),
        _("Offer the handover again."),
    ),
    "evidence": lambda: (
        _("Evidence can't be taken back."),
        _("Withdraw it with a reason; it stays readable."),
    ),
    "run": lambda: (
        _("The start of a runbook can't be taken back."),
        _("Finish its run, and say why."),
    ),
    "review": lambda: (
        _("What was done in the review can't be taken back so."),
        _("Change it in the review."),
    ),
    "action": lambda: (_("A preventive action can't be taken back so."), _("Change it in the review.")),
    "entry": lambda: (_("Removed words can't be brought back."), _("Write them anew where they are needed.")),
}


def refused(kind: str) -> UserError:
    """Why an entry of this kind is not taken back, and what to do instead."""
    told = _REFUSED.get(kind) or _REFUSED.get(kind.partition(".")[0])
    what, hint = (
        told()
        if told
        else (
            _("This can't be taken back."),
            _("Add a note that says what is right."),
        )
    )
    return UserError(_("{what} Nothing was recorded.").format(what=what), hint=hint)


def built_on(store: Store, ref: str, since: Entry, history: Sequence[Entry]) -> UserError:
    """That something newer stands on what would be taken back, and what that is."""
    names = store.operators.names()
    spoken = (since.hash, since.text("target"))
    text = next((row.text for row in timeline(history, names) if row.entry in spoken), "")
    return UserError(
        _("{ref}: since then {who} recorded at {time}: {text}. That stands on what you did.").format(
            ref=ref,
            who=names.get(since.header.by.operator) if since.header.by else _("the system"),
            time=clock_text(moment(since.at), store.zone),
            text=text.rstrip("."),
        ),
        hint=_("Nothing was recorded. Change it by hand."),
    )


def gone(ref: str) -> UserError:
    """That the words which stood there before were removed for cause."""
    return UserError(
        _("{ref}: the words that stood there before were removed. Nothing was recorded.").format(ref=ref),
        hint=_("Write what should stand there."),
    )


def nothing(*, again: bool) -> UserError:
    """That there is nothing to take back, or to do again."""
    if again:
        return UserError(
            _("There is nothing to do again."), hint=_("Only what you took back last can be done again.")
        )
    return UserError(
        _("There is nothing of yours to take back here."),
        hint=_("What others recorded is theirs; change it by hand."),
    )
