"""The directory as a table: judged as a whole, then recorded whole or not at all; an export can come back.

A row is a person or a resource. One that the directory has (by its name, a resource by its identifier too)
is changed where a cell says something else; an empty cell and a row that is not there change nothing.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from holdfast.domain.directory import Contact, Resource
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.table import Fault, safe, table_rows, uneven, unsafe
from holdfast.domain.value import REMOVED
from holdfast.domain.weeks import weeks_text
from holdfast.store.store import Store
from holdfast.triage.directory import MEMBERS, Body, Mark, differing, kind_of, listed, mark, members, read
from holdfast.triage.directory_roles import unknown_roles
from holdfast.triage.scheme_store import current
from holdfast.words import _

MOST_ROWS: Final = 20_000
COLUMNS: Final = {
    "kind": "kind",
    "name": "name",
    "roles": "roles",
    "contact_lines": "lines",
    "on_call_weeks": "weeks",
    "organisation": "organisation",
    "remark": "remark",
    "sort": "sort",
    "identifier": "identifier",
    "place": "place",
    "contact": "contact",
}
"""The columns in order, and the member that each one says."""

_OF: Final = {member: column for column, member in COLUMNS.items()}
_SIGN: Final = re.compile(r"[\W_]+")
_OTHER_NAMES: Final = {"lines": "contact_lines", "weeks": "on_call_weeks", "on_call": "on_call_weeks"}
_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row comes to: `what` is new, changed or unchanged; `changed` names the columns."""

    line: int
    kind: str
    name: str
    what: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would change, or did. With any fault nothing is recorded; a warning stops nothing."""

    rows: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()

    def count(self, what: str) -> int:
        """How many rows are new, changed or unchanged."""
        return sum(row.what == what for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row as it was read."""

    line: int
    kind: str
    body: Body


@dataclass(frozen=True, slots=True)
class _Step:
    """A row, and the one in the directory that it speaks of; None where it is new."""

    said: _Said
    held: Contact | Resource | None

    def told(self) -> Planned:
        """What comes of it."""
        name, columns = str(self.said.body["name"]), tuple(_OF[each] for each in self.changed())
        what = "new" if self.held is None else "changed" if columns else "unchanged"
        return Planned(self.said.line, self.said.kind, name, what, columns)

    def changed(self) -> tuple[str, ...]:
        return differing(self.held, self.said.body) if self.held is not None else ()


def import_directory(store: Store, text: str, *, dry_run: bool = False) -> Preview:
    """Bring a table into the directory, all rows or none; a `dry_run` only says what would come."""
    said, faults = _read_table(text)
    if dry_run or faults:
        return _preview(store, said, *_steps(store, said), faults)
    with store.command():
        steps, more = _steps(store, said)
        if not more:
            store.record(*(new for step in steps for new in _news(store, step)))
    return _preview(store, said, steps, more)


def _preview(
    store: Store, said: list[_Said], steps: list[_Step], faults: list[Fault], more: Iterable[Fault] = ()
) -> Preview:
    given = ((row.line, str(row.body["name"]), row.body.get("roles", ())) for row in said)
    return Preview(
        tuple(step.told() for step in steps),
        tuple(sorted((*faults, *more), key=lambda fault: fault.line)),
        tuple(unknown_roles(given, current(store))),
    )


def _news(store: Store, step: _Step) -> Iterator[New]:
    kind, body, held = step.said.kind, step.said.body, step.held
    if held is None:
        said = {name: value for name, value in body.items() if value}
        yield New(subject(kind, store.new_id()), f"{kind}.added", said)
    elif names := step.changed():
        changed = {name: [held.wrote.get(name), body[name]] for name in names}
        yield New(subject(kind, held.id), f"{kind}.changed", changed)


# -- which one a row speaks of -------------------------------------------------------------------------


def _steps(store: Store, rows: list[_Said]) -> tuple[list[_Step], list[Fault]]:
    known = {kind: _Known(listed(store, kind)) for kind in MEMBERS}
    steps: list[_Step] = []
    faults: list[Fault] = []
    lines: dict[tuple[object, ...], int] = {}
    for row in rows:
        name, fit = row.body["name"], known[row.kind].fitting(row.body)
        line = lines.setdefault((row.kind, *(fit[0].id if fit else mark(row.body))), row.line)
        if line != row.line:
            what = _("{name} is there twice; first on line {line}.").format(name=name, line=line)
            faults.append(Fault(row.line, "name", what, _("Keep one of the rows.")))
        elif len(fit) > 1:
            what = _("The directory has {name} more than once.").format(name=name)
            hint = _("Say which one by its identifier, or change it in the window.")
            faults.append(Fault(row.line, "name", what, hint))
        else:
            steps.append(_Step(row, fit[0] if fit else None))
    return steps, faults


class _Known:
    """Those in the directory, by their marks, and by name alone for a row without an identifier."""

    def __init__(self, there: Iterable[Contact | Resource]) -> None:
        self._exact: defaultdict[Mark, list[Contact | Resource]] = defaultdict(list)
        self._named: defaultdict[str, list[Contact | Resource]] = defaultdict(list)
        for each in there:
            key = mark(members(each))
            self._exact[key].append(each)
            self._named[key[0]].append(each)

    def fitting(self, body: Body) -> list[Contact | Resource]:
        """Those that a row may speak of; none where it is new."""
        name, identifier = mark(body)
        return self._exact[name, identifier] or ([] if identifier else self._named[name])


# -- reading -----------------------------------------------------------------------------------------


def _read_table(text: str) -> tuple[list[_Said], list[Fault]]:
    faults: list[Fault] = []
    rows = table_rows(text, faults)
    line, header = next(rows, (1, list[str]()))
    columns = [_column(name) for name in header]
    faults += _wrong_header(line, header, columns)
    said: list[_Said] = []
    for count, (at, cells) in enumerate(rows if not faults else (), start=1):
        if count > MOST_ROWS:
            what = _("More than {most} rows.").format(most=MOST_ROWS)
            faults.append(Fault(at, "", what, _("Divide the table.")))
            break
        if len(cells) != len(columns):
            faults.append(uneven(at, len(cells), len(columns)))
        else:
            said += _row(
                at, dict(zip(columns, (unsafe(cell).strip() for cell in cells), strict=True)), faults
            )
    return said, faults


def _column(name: str) -> str:
    plain = _SIGN.sub("_", name.strip().casefold()).strip("_")
    return _OTHER_NAMES.get(plain, plain)


def _wrong_header(line: int, header: list[str], columns: list[str]) -> Iterator[Fault]:
    hint = _("The first line names the columns: {columns}.").format(columns=", ".join(COLUMNS))
    if "name" not in columns:
        yield Fault(line, "name", _("This column is missing."), hint)
    for name in dict.fromkeys(name for name in columns if columns.count(name) > 1):
        yield Fault(line, _shown(name), _("This column is there twice."), hint)
    for name, column in zip(header, columns, strict=True):
        if column not in COLUMNS:
            yield Fault(line, _shown(name), _("The directory has no such column."), hint)


def _shown(name: str) -> str:
    """What a header calls a column, fit to be printed."""
    return "".join(char for char in " ".join(name.split()) if char.isprintable())[:60]


def _row(line: int, row: Mapping[str, str], faults: list[Fault]) -> list[_Said]:
    """The person or resource of a row, if nothing is wrong with it."""
    kind = row.get("kind", "person").casefold()
    if kind not in MEMBERS:
        what = _("{word} is neither person nor resource.").format(word=_shown(row.get("kind", "")) or "—")
        faults.append(Fault(line, "kind", what, _("Write person or resource.")))
        return []
    before, body = len(faults), dict[str, str | list[str]]()
    for column, cell in row.items():
        member = COLUMNS[column]
        if column == "kind" or (not cell and column != "name"):
            continue
        if member not in MEMBERS[kind]:
            what = _("A {kind} has none of this.").format(kind=kind_word(kind))
            faults.append(Fault(line, column, what, _("Leave the cell empty.")))
            continue
        try:
            body[member] = read(member, cell)
        except UserError as error:
            faults.append(Fault(line, column, error.what, error.hint))
    return [] if len(faults) > before else [_Said(line, kind, body)]


def kind_word(kind: str) -> str:
    """Person or resource, in the reader's language."""
    return {"person": _("person"), "resource": _("resource")}[kind]


# -- writing -----------------------------------------------------------------------------------------


def directory_csv(store: Store) -> str:
    """Everybody and everything by RFC 4180, no cell a formula; whose name was removed is left out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for kind in MEMBERS:
        for each in listed(store, kind):
            if each.name != REMOVED:
                cells = _cells(each)
                writer.writerow([safe(cells.get(member, "")) for member in COLUMNS.values()])
    return out.getvalue()


def _cells(each: Contact | Resource) -> dict[str, str]:
    told = {name: _cell(name, value) for name, value in members(each).items()}
    return {"kind": kind_of(each)} | {name: cell for name, cell in told.items() if cell != REMOVED}


def _cell(name: str, value: str | list[str]) -> str:
    if isinstance(value, str):
        return value
    return weeks_text(value) if name == "weeks" else _BETWEEN.join(value)
