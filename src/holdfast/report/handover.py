"""A handover sheet: the fields of FEMA's ICS 201 (incident briefing), with who signed it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from holdfast.report.content import Imprint, SectionText
from holdfast.report.printed import Cell, Front, Part, Printed, Table, cell
from holdfast.report.review import stamped
from holdfast.words import _

HandoverState = Literal["composed", "offered", "accepted", "declined", "withdrawn"]
_ACTION_SHARES: Final = (22.0, 93.0)
_TIMED: Final = re.compile(r"- ((?:\d{1,2} \S+ )?\d{1,2}:\d{2}) (\S.*)")
_RESOURCE_SHARES: Final = (30.0, 22.0, 20.0, 20.0, 20.0, 30.0)
_SIGNED_SHARES: Final = (26.0, 32.0, 32.0, 35.0)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who stands behind a sheet, in which position, since when, and how sure this station is of them."""

    name: str
    position: str = ""
    at: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource of the incident (ICS 201, field 10); what is not known is empty."""

    name: str
    identifier: str = ""
    ordered: str = ""
    expected: str = ""
    arrived: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A whole sheet, ready to print.

    `document` names the handover and the entry that holds it, "" where nothing was recorded yet. `sections`
    hold plain text by the keys of `domain.handover`; the resources stand under theirs as a table as well.
    `answer` is what the other side said. `facts` are those of the incident.
    """

    title: str
    incident_ref: str
    initiated: str
    state: HandoverState
    document: str
    prepared: Signature
    imprint: Imprint
    to: str = ""
    command: bool = False
    reason: str = ""
    countersigned: Signature | None = None
    answer: str = ""
    facts: tuple[str, ...] = ()
    control: tuple[tuple[str, str], ...] = ()
    sections: tuple[SectionText, ...] = ()
    resources: tuple[ResourceLine, ...] = ()
    drill: bool = False


def state_words(state: HandoverState) -> str:
    """How far a sheet has come."""
    return {
        "composed": _("composed, not offered"),
        "offered": _("offered, not countersigned"),
        "accepted": _("accepted and countersigned"),
        "declined": _("declined"),
        "withdrawn": _("withdrawn"),
    }[state]


def print_handover(sheet: HandoverSheet) -> Printed:
    """The sheet, field by field; who signed it stands at the end and on every page."""
    return Printed(_front(sheet), (*_sections(sheet), *_signatures(sheet)))


def _front(sheet: HandoverSheet) -> Front:
    state = state_words(sheet.state)
    stamps = (
        (sheet.drill, _("DRILL")),
        (sheet.imprint.practice, _("PRACTICE")),
        (sheet.state == "composed", _("NOT OFFERED")),
        (sheet.state == "declined", _("DECLINED")),
        (sheet.state == "withdrawn", _("WITHDRAWN")),
    )
    foot = (sheet.incident_ref, _by(sheet.prepared))
    return Front(
        kicker=_("Handover sheet (fields of ICS 201)"),
        title=sheet.title,
        imprint=sheet.imprint,
        name=_("{ref} handover sheet: {title}").format(ref=sheet.incident_ref, title=sheet.title),
        foot="  \N{MIDDLE DOT}  ".join(foot),
        state=", ".join((*stamped(drill=sheet.drill, practice=sheet.imprint.practice), state)),
        facts=(sheet.incident_ref, *sheet.facts),
        stamps=tuple(word for said, word in stamps if said),
        control=tuple(_control(sheet)),
    )


def _by(signature: Signature) -> str:
    if not signature.name:
        return _("Handover sheet")
    who = ", ".join(part for part in (signature.name, signature.position) if part)
    return _("Handover sheet prepared {time} by {who}").format(time=signature.at, who=who)


def _control(sheet: HandoverSheet) -> Iterator[tuple[str, str]]:
    """The numbers are those of the form's fields."""
    pairs = (
        (_("1 Incident name"), sheet.title),
        (_("2 Incident number"), sheet.incident_ref),
        (_("3 Initiated"), sheet.initiated),
        (_("6 Prepared by"), _sure(sheet.prepared)),
        (_("State"), state_words(sheet.state).capitalize()),
        (_("Handed to"), sheet.to),
        (_("Command"), _("goes with it") if sheet.command else ""),
        (_("Reason"), sheet.reason),
        (_("Countersigned by"), _sure(sheet.countersigned) if sheet.state == "accepted" else ""),
        (_("Answered by"), _sure(sheet.countersigned) if sheet.state != "accepted" else ""),
        (_("Answer"), sheet.answer),
        *sheet.control,
        (_("Document"), sheet.document),
    )
    yield from ((label, text) for label, text in pairs if text)


def _sure(signature: Signature | None) -> str:
    """The name, and below it what is known of it."""
    if signature is None or not signature.name:
        return ""
    known = ", ".join(part for part in (signature.position, signature.at, signature.sure) if part)
    return f"{signature.name}\n{known}" if known else signature.name


def _sections(sheet: HandoverSheet) -> Iterator[Part]:
    for section in sheet.sections:
        words, table = section.text, None
        if section.key == "actions" and (taken := _taken(section.text)):
            words, table = "", Table((_("Time"), _("Action")), _ACTION_SHARES, taken)
        if section.key == "resources" and sheet.resources:
            table = _resources(sheet)
        yield Part(section.heading, words=words, table=table, empty=_("Nothing was written here."))


def _taken(text: str) -> tuple[tuple[Cell, ...], ...]:
    """Time and action, line by line; nothing where a line doesn't begin with a time."""
    found = [_TIMED.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
    rows = [(cell(each[1]), cell(each[2])) for each in found if each]
    return tuple(rows) if len(rows) == len(found) else ()


def _resources(sheet: HandoverSheet) -> Table:
    head = (_("Resource"), _("Identifier"), _("Ordered"), _("Expected"), _("Arrived"), _("Notes"))
    rows = tuple(
        tuple(
            cell(text)
            for text in (each.name, each.identifier, each.ordered, each.expected, each.arrived, each.notes)
        )
        for each in sheet.resources
    )
    return Table(head, _RESOURCE_SHARES, rows, blank="\N{EN DASH}")


def _signatures(sheet: HandoverSheet) -> Iterator[Part]:
    """Who signed in the record, and lines for a pen where nobody has yet."""
    signed = [(_("Prepared by"), sheet.prepared)]
    if sheet.countersigned is not None and sheet.state == "accepted":
        signed.append((_("Countersigned by"), sheet.countersigned))
    head = (_("Signature"), _("Name and position"), _("Time"), _("How sure"))
    rows = tuple(
        (cell(label), cell(each.name, each.position), cell(each.at), cell(each.sure))
        for label, each in signed
        if each.name
    )
    captions = (_("Countersigned: name and position"), _("Date and time"), _("Signature"))
    yield Part(
        _("Signatures"),
        table=Table(head, _SIGNED_SHARES, rows, blank="\N{EN DASH}") if rows else None,
        signed=captions if sheet.state in {"composed", "offered"} else (),
    )
