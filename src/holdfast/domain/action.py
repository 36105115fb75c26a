"""A preventive action: who sees to it, until when, and how we will know it worked. It outlives its review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.value import Conflict, altered, changed_members, contradiction, new_words, words, wrote
from holdfast.words import _

_TEXTS: Final = ("title", "owner", "verify")
SORTS: Final = ("prevent", "detect", "mitigate", "process")
"""What an action does: keeps it from happening, shows it sooner, makes it smaller, or changes how we work."""
STATES: Final = ("open", "done", "verified", "dropped")
NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("done", "verified", "dropped"),
    "done": ("verified", "open", "dropped"),
    "verified": ("open",),
    "dropped": ("open",),
}


def sort_word(sort: str) -> str:
    """A sort in the reader's language, "" for none."""
    words = {
        "prevent": _("prevent"),
        "detect": _("detect"),
        "mitigate": _("mitigate"),
        "process": _("process"),
    }
    return words.get(sort, "")


def state_word(state: str) -> str:
    """A state in the reader's language; one that this program does not know as it is."""
    words = {"open": _("open"), "done": _("done"), "verified": _("verified"), "dropped": _("dropped")}
    return words.get(state, state)


@dataclass(frozen=True, slots=True)
class Action:
    """A preventive action of a review. `due` is a date, `YYYY-MM-DD`, or empty.

    `runbook` is the id of the one whose runs it came from, "" where a person thought of it.
    """

    id: str
    review: str = ""
    incident: str = ""
    title: str = ""
    owner: str = ""
    due: str = ""
    verify: str = ""
    state: str = "open"  # one of STATES
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()
    runbook: str = ""
    sort: str = ""  # one of SORTS, or none
    said: str = ""  # why it was dropped or opened again, or how it was seen to work


def _added(action: Action, entry: Entry) -> Action:
    about = {kind_of(name): id_of(name) for name in entry.header.about}
    return altered(
        action,
        review=about.get("review", ""),
        incident=about.get("incident", ""),
        runbook=about.get("runbook", ""),
        title=words(entry, "title"),
        owner=words(entry, "owner"),
        due=entry.text("due"),
        verify=words(entry, "verify"),
        sort=entry.text("sort"),
        wrote=wrote(action.wrote, entry, *_TEXTS),
    )


def _changed(action: Action, entry: Entry) -> Action:
    texts = changed_members(entry, _TEXTS)
    conflicts = tuple(c for name in texts for c in contradiction(entry, name, action.wrote.get(name)))
    after = altered(
        action,
        **{name: new_words(entry, name) for name in texts},
        wrote=wrote(action.wrote, entry, *texts),
        conflicts=action.conflicts
        + conflicts
        + contradiction(entry, "due", action.due or None)
        + contradiction(entry, "sort", action.sort or None),
    )
    plain = {name: entry.new(name) or "" for name in ("due", "sort") if name in entry.body}
    return altered(after, **plain) if plain else after


def fold(action: Action | None, entry: Entry, ident: str) -> Action | None:
    """The action after an entry that touches it; None until it is added."""
    if entry.kind == "action.added":
        return _added(action or Action(id=ident), entry)
    if action is None:
        return None
    if entry.kind == "action.changed":
        return _changed(action, entry)
    if entry.kind == "action.moved":
        conflicts = action.conflicts + contradiction(entry, "state", action.state)
        state = entry.new("state", action.state)
        return altered(action, state=state, said=words(entry, "reason"), conflicts=conflicts)
    return action
