"""Runbooks on paper from the record: one as a checklist, all that are approved as a binder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from holdfast.desk.export import Handout
from holdfast.desk.handover_export import site
from holdfast.domain.directory import Contact
from holdfast.domain.document import Annotation, Document, Step
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.domain.timewords import span_text
from holdfast.report.content import Paper
from holdfast.report.record import at_one_head, imprint, newest_at, operator_name, stamp
from holdfast.report.runbook import (
    Binder,
    Checklist,
    PersonLine,
    RunbookText,
    SheetSection,
    StepBox,
    StepLine,
    ThingLine,
)
from holdfast.runbook.library import document_of
from holdfast.runbook.parts import PartKind, parts_of
from holdfast.runbook.targets import inside
from holdfast.runbook.untagged import untagged
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.words import _

DOCUMENT = "binder"
"""What the entry of a printed binder calls it."""


@dataclass(frozen=True, slots=True)
class BinderState:
    """Whether the binder on the shelf is still true: when it was last made (None: never), and if it is."""

    made: datetime | None
    current: bool
    approved: int


def checklist_handout(
    store: Store, runbook: str, version: str = "", *, paper: Paper = "A4", language: str = "en"
) -> Handout:
    """A runbook as a checklist, in its version now or an earlier one of its hash."""

    def gather() -> Handout:
        book = store.runbooks.get(runbook)
        made = imprint(store, "", paper, language, newest_at(store))
        text = _text(store, book, version or book.version)
        on = subject("runbook", runbook)
        parameters = {"document": "checklist", "version": text.version}
        return Handout(Checklist(text, made, site(store)), (on,), on, parameters=parameters)

    return at_one_head(store, gather, language)


def binder_handout(store: Store, *, paper: Paper = "A4", language: str = "en") -> Handout:
    """All runbooks that are approved here, the directory and blank forms."""

    def gather() -> Handout:
        approved = store.runbooks.approved()
        books = [store.runbooks.get(row.id) for row in approved]
        made = imprint(store, "", paper, language, newest_at(store))
        binder = Binder(
            title=_("Binder of {site}").format(site=store.facts.site) if store.facts.site else _("Binder"),
            imprint=made,
            runbooks=tuple(_text(store, book, book.version) for book in books),
            people=tuple(_people(store)),
            things=tuple(_things(store)),
            control=site(store),
        )
        rests_on = (
            *(subject("runbook", book.id) for book in books),
            *(subject("person", one.id) for one in store.directory.people()),
            *(subject("resource", one.id) for one in store.directory.resources()),
        )
        on = subject("store", store.facts.id)
        parameters = {"document": DOCUMENT, "contents": _contents(store, approved)}
        return Handout(binder, rests_on, on, parameters=parameters)

    return at_one_head(store, gather, language)


def binder_state(store: Store) -> BinderState:
    """Whether what was printed last is what would be printed now."""
    facts = store.facts
    approved = store.runbooks.approved()
    # while none was made there is nothing to compare, and the library asks with every change
    current = facts.binder_made is not None and facts.binder == _contents(store, approved)
    return BinderState(facts.binder_made, current, len(approved))


def _contents(store: Store, approved: Sequence[RunbookRow]) -> str:
    """A digest of what a binder holds: the approved versions, and everybody and everything to be called."""
    parts = [f"{row.id} {row.version}" for row in approved]
    parts += [repr((one.id, *_person(one))) for one in store.directory.people()]
    parts += [
        repr((one.id, one.name, one.sort, one.identifier, one.place, one.contact))
        for one in store.directory.resources()
    ]
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()


def _text(store: Store, book: Runbook, version: str) -> RunbookText:
    document = document_of(store, version, book.title).with_changes(book.demoted, book.added)
    return RunbookText(
        title=document.title,
        path="/".join(part for part in (book.source, book.path) if part),
        version=version,
        approved=_approval(store, book, version),
        facts=tuple(_facts(book)),
        sections=tuple(_sections(document, partial(_name_at, store, book))),
    )


def _name_at(store: Store, book: Runbook, path: str) -> str:
    """How a reader of paper finds the runbook at a path: by its title, where it is in the library."""
    place = inside(book.path, path)
    there = store.runbooks.at(book.source, place) if place else None
    return there.title if there else path


def _approval(store: Store, book: Runbook, version: str) -> str:
    if book.approved != version or book.approved_at is None:
        return _("not approved here")
    return _("approved {time} by {who}").format(
        time=stamp(book.approved_at, store.zone), who=operator_name(store, book.approved_by)
    )


def _facts(book: Runbook) -> Iterator[str]:
    if book.owner:
        yield _("owner: {name}").format(name=book.owner)
    if book.services:
        yield _("for: {services}").format(services=", ".join(book.services))
    if book.alerts:
        yield _("alerts: {alerts}").format(alerts=", ".join(book.alerts))
    if book.review_by:
        yield _("review by {day}").format(day=book.review_by)


def _sections(document: Document, name_at: Callable[[str], str]) -> Iterator[SheetSection]:
    """The sections as they stand; a step that a person added to none of them comes at the end."""
    known = {section.key for section in document.sections}
    box = partial(_box, name_at=name_at)
    for section in document.sections:
        steps = tuple(map(box, document.steps_of(section.key)))
        is_named = section.heading != document.title or bool(steps)
        yield SheetSection(section.heading if is_named else "", untagged(section.rest), steps)
    homeless = tuple(box(step) for step in document.steps if step.section not in known)
    if homeless:
        yield SheetSection(_("Further steps"), "", homeless)


def _box(step: Step, *, name_at: Callable[[str], str]) -> StepBox:
    lines = [
        StepLine(text, code=part.kind is PartKind.CODE, depth=part.depth)
        for part in parts_of(step)
        for text in (part.text.split("\n") if part.kind is PartKind.CODE else [part.text])
    ]
    return StepBox(
        step.number, step.id, tuple(lines) or (StepLine(step.plain),), tuple(_asked(step.annotation, name_at))
    )


def _asked(said: Annotation, name_at: Callable[[str], str]) -> Iterator[str]:
    """What an annotation asks for, in words, with room for an answer."""
    blank = "_" * 24
    if said.sort == "check":
        yield _("Expected: {text}").format(text=said.expect or blank)
    elif said.sort == "input":
        yield f"{said.name}: {blank}"
    elif said.sort == "choice":
        yield from (f"\N{BALLOT BOX} {option.words}" for option in said.options)
    elif said.sort == "timer":
        yield _("Wait {span}, until: {blank}").format(span=span_text(said.wait), blank=blank)
    elif said.sort == "approval":
        yield _("Approval of {who}: {blank}").format(who=said.by or _("a second person"), blank=blank)
    elif said.sort == "runbook":
        yield _("See the runbook {title}").format(title=name_at(said.path))
    if said.timebox:
        yield _("Time box: {span}").format(span=span_text(said.timebox))


def _people(store: Store) -> Iterator[PersonLine]:
    for one in store.directory.people():
        yield PersonLine(*_person(one))


def _person(one: Contact) -> tuple[str, str, str, str, str]:
    return one.name, one.organisation, ", ".join(one.roles), "\n".join(one.lines), ", ".join(one.weeks)


def _things(store: Store) -> Iterator[ThingLine]:
    for one in store.directory.resources():
        yield ThingLine(one.name, one.sort, one.identifier, one.place, one.contact)
