"""A handover: what the next person has to know, offered and countersigned.

The texts are the fields of FEMA's ICS 201 (incident briefing) that words can fill, with the next update
and what was left out, as handover briefs have them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.value import Conflict, altered, contradiction, moment, words
from holdfast.words import _

SECTIONS: Final = (
    "situation",
    "safety",
    "objectives",
    "actions",
    "organisation",
    "resources",
    "tasks",
    "next_update",
    "left_out",
)
"""The parts of a handover sheet, in their order."""


def section_title(section: str) -> str:
    """A part of the sheet, in the reader's language."""
    return {
        "situation": _("Situation"),
        "safety": _("Health and safety"),
        "objectives": _("Objectives"),
        "actions": _("Actions so far"),
        "organisation": _("Organisation"),
        "resources": _("Resources"),
        "tasks": _("Open tasks"),
        "next_update": _("Next update"),
        "left_out": _("What was left out"),
    }[section]


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover of an incident. `texts` by section; `giver` and `signer` are operators' ids."""

    id: str
    incident: str = ""
    to: str = ""
    operator: str = ""
    command: bool = False
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    state: str = "offered"  # offered, accepted, declined or withdrawn
    giver: str = ""
    given: datetime | None = None
    signer: str = ""
    answered: datetime | None = None
    answer: str = ""
    offer: str = ""  # the hash of the entry that offered it
    signature: str = ""  # the hash of the entry that answered it
    conflicts: tuple[Conflict, ...] = ()


def _offered(handover: Handover, entry: Entry) -> Handover:
    about = {kind_of(name): id_of(name) for name in entry.header.about}
    texts = {name: words(entry, name) for name in SECTIONS if name in entry.body or name in entry.absent}
    return altered(
        handover,
        incident=about.get("incident", ""),
        to=words(entry, "to"),
        operator=entry.text("operator"),
        command=bool(entry.body.get("command", False)),
        reason=words(entry, "reason"),
        texts=texts,
        giver=entry.header.by.operator if entry.header.by else "",
        given=moment(entry.at),
        offer=entry.hash,
    )


def fold(handover: Handover | None, entry: Entry, ident: str) -> Handover | None:
    """The handover after an entry that touches it; None until it is offered."""
    if entry.kind == "handover.offered":
        return _offered(handover or Handover(id=ident), entry)
    if handover is None or entry.kind != "handover.answered":
        return handover
    return altered(
        handover,
        state=entry.new("state", handover.state),
        signer=entry.header.by.operator if entry.header.by else "",
        answered=moment(entry.at),
        answer=words(entry, "reason"),
        signature=entry.hash,
        conflicts=handover.conflicts + contradiction(entry, "state", handover.state),
    )
