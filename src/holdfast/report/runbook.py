"""Runbooks on paper: one as a checklist to tick, and the binder of all that are approved here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from holdfast.domain.handover import SECTIONS, section_title
from holdfast.report.content import Imprint
from holdfast.report.printed import Cell, Front, Line, Part, Printed, Table, cell
from holdfast.report.review import stamped
from holdfast.words import _, ngettext

_BOX: Final = "\N{BALLOT BOX}"
_STEP_SHARES: Final = (18.0, 79.0, 18.0)
_LOG_SHARES: Final = (16.0, 78.0, 21.0)
_PEOPLE_SHARES: Final = (32.0, 28.0, 36.0, 24.0)
_RESOURCE_SHARES: Final = (34.0, 24.0, 26.0, 32.0)
_FORM_ROWS: Final = 14
_FORM_PAD: Final = 10.5  # points above and below what a hand writes


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of a step; `code` stands as it was written, `depth` counts the lists that it stands in."""

    text: str
    code: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class StepBox:
    """A step to tick: its number, its id as the record has it, its lines, and what is asked of it."""

    number: int
    id: str
    lines: tuple[StepLine, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section: Markdown `text` to read, then steps to tick; the words below the title have no heading."""

    heading: str
    text: str = ""
    steps: tuple[StepBox, ...] = ()


@dataclass(frozen=True, slots=True)
class RunbookText:
    """One version of a runbook. `version` is its SHA-256; `facts` stand under its title."""

    title: str
    path: str
    version: str
    approved: str
    facts: tuple[str, ...] = ()
    sections: tuple[SheetSection, ...] = ()

    @property
    def short(self) -> str:
        """The short hash that stands on paper."""
        return self.version[:12]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A runbook as a checklist."""

    runbook: RunbookText
    imprint: Imprint
    control: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of the directory."""

    name: str
    organisation: str
    roles: str
    lines: str
    weeks: str


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A spare, a room or another thing of the directory."""

    name: str
    sort: str
    identifier: str
    place: str
    contact: str


@dataclass(frozen=True, slots=True)
class Binder:
    """All runbooks that are approved here, whom to call, and forms to write on."""

    title: str
    imprint: Imprint
    runbooks: tuple[RunbookText, ...] = ()
    people: tuple[PersonLine, ...] = ()
    things: tuple[ThingLine, ...] = ()
    control: tuple[tuple[str, str], ...] = ()


def print_checklist(sheet: Checklist) -> Printed:
    """The runbook, section by section, and lines for who went through it."""
    book = sheet.runbook
    front = Front(
        kicker=_("Runbook as a checklist"),
        title=book.title,
        imprint=sheet.imprint,
        name=_("Checklist: {title}").format(title=book.title),
        foot=f"{book.title}  \N{MIDDLE DOT}  {_version(book)}",
        state=", ".join((*stamped(drill=False, practice=sheet.imprint.practice), book.approved)),
        facts=book.facts,
        stamps=_stamps(sheet.imprint),
        control=(
            (_("Runbook"), book.path),
            (_("Version"), book.version),
            (_("Approval"), book.approved),
            *sheet.control,
        ),
    )
    captions = (_("Incident"), _("Name"), _("Began"), _("Ended"))
    return Printed(front, (*_sections(book, level=2), Part(_("Worked through by"), signed=captions)))


def _stamps(imprint: Imprint) -> tuple[str, ...]:
    return (_("PRACTICE"),) if imprint.practice else ()


def _version(book: RunbookText) -> str:
    return _("version {hash}").format(hash=book.short)


def _sections(book: RunbookText, *, level: Literal[2, 3]) -> Iterator[Part]:
    for section in book.sections:
        table = _steps(section.steps) if section.steps else None
        if section.text.strip() or table:
            heading = section.heading or _("At the beginning")
            yield Part(heading, text=section.text, table=table, level=level)


def _steps(steps: tuple[StepBox, ...]) -> Table:
    head = (_("Step"), _("What to do"), _("Time, by"))
    rows = tuple((_tick(step), _lines(step), (Line(""),)) for step in steps)
    return Table(head, _STEP_SHARES, rows)


def _tick(step: StepBox) -> Cell:
    return (Line(f"{_BOX} {step.number}"), Line(step.id, quiet=True))


def _lines(step: StepBox) -> Cell:
    said = tuple(Line(f"{_indent(line)}{line.text}", code=line.code) for line in step.lines)
    return (*said, *(Line(each, quiet=True) for each in step.asked))


def _indent(line: StepLine) -> str:
    return "" if line.code else "\N{NO-BREAK SPACE}" * 3 * line.depth


def print_binder(binder: Binder) -> Printed:
    """Contents, the runbooks, the directory, blank forms: each begins a page."""
    count = len(binder.runbooks)
    front = Front(
        kicker=_("For the day when this station is down"),
        title=binder.title,
        imprint=binder.imprint,
        name=binder.title,
        foot=_("{title}  \N{MIDDLE DOT}  as of {time}").format(
            title=binder.title, time=binder.imprint.made_at[:10]
        ),
        state=", ".join(stamped(drill=False, practice=binder.imprint.practice)),
        facts=(ngettext("{count} runbook", "{count} runbooks", count).format(count=count),),
        stamps=_stamps(binder.imprint),
        control=binder.control,
    )
    parts = [part for book in binder.runbooks for part in _book(book)]
    return Printed(front, (*parts, *_directory(binder), *_forms()), contents=1)


def _book(book: RunbookText) -> Iterator[Part]:
    listed = f"{_version(book)}  \N{MIDDLE DOT}  {book.approved}"
    facts = (book.path, _version(book), *book.facts, book.approved)
    nothing = _("This runbook has no text.") if not book.sections else ""
    first = book.sections[:1]
    opening = first[0].text if first and not (first[0].heading or first[0].steps) else ""
    yield Part(book.title, facts=facts, text=opening, fresh=True, listed=listed, empty=nothing)
    yield from _sections(replace(book, sections=book.sections[1:]) if opening else book, level=3)


def _directory(binder: Binder) -> Iterator[Part]:
    head = (_("Name"), _("Roles"), _("How to reach"), _("On call"))
    people = tuple(
        (cell(one.name, one.organisation), cell(one.roles), cell(one.lines), cell(one.weeks))
        for one in binder.people
    )
    table = Table(head, _PEOPLE_SHARES, people, blank="\N{EN DASH}") if people else None
    yield Part(_("Phone list"), table=table, fresh=True, empty=_("Nobody stands in the directory."))
    if binder.things:
        head = (_("Resource"), _("Identifier"), _("Place"), _("Contact"))
        rows = tuple(
            (cell(one.name, one.sort), cell(one.identifier), cell(one.place), cell(one.contact))
            for one in binder.things
        )
        yield Part(
            _("Spares, rooms and other resources"),
            table=Table(head, _RESOURCE_SHARES, rows, blank="\N{EN DASH}"),
            level=3,
        )


def _forms() -> Iterator[Part]:
    """What is written by hand meanwhile, to be entered afterwards."""
    captions = (_("Incident"), _("Declared at"), _("Commander"))
    head = (_("Time"), _("What happened, what was done, what was decided"), _("By"))
    empty = tuple((Line(""),) for _name in head)
    log = Table(head, _LOG_SHARES, (empty,) * _FORM_ROWS, blank="\N{NO-BREAK SPACE}", pad=_FORM_PAD)
    yield Part(_("Incident log (to be entered afterwards)"), signed=captions, fresh=True)
    yield Part(_("Entries"), table=log, level=3)
    yield Part(_("Handover"), signed=(_("Incident"), _("From, to"), _("Date and time")), fresh=True)
    fields = tuple((cell(name), (Line(""),)) for name in map(section_title, SECTIONS))
    form = Table(
        (_("Field"), _("What the next person has to know")),
        (30.0, 85.0),
        fields,
        blank="\N{NO-BREAK SPACE}",
        pad=_FORM_PAD * 1.75,
    )
    yield Part(_("Fields"), table=form, level=3)
    yield Part(
        _("Signatures"),
        signed=(_("Handed over by"), _("Taken over by"), _("Date and time")),
        level=3,
    )
