"""A table brought onto an incident's timeline: judged as a whole first, then recorded whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.table import Fault, table_rows, uneven, unsafe
from holdfast.domain.text import clean_prose, needed
from holdfast.domain.timeforms import Unread
from holdfast.respond.incident import timeline_of
from holdfast.respond.timeline_csv import ASIDE, COLUMNS, RAW, Event, event_of, told
from holdfast.respond.timeline_csv_times import Times
from holdfast.store.store import Store
from holdfast.words import _

LARGEST: Final = 32 * 1024 * 1024
MOST_ROWS: Final = 20_000
_TEXTS: Final = ("event_title", "event_content")
_DATES: Final = ("event_date", "event_tz", RAW)
_ANY_AHEAD: Final = 1_000_000_000  # seconds


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were recorded (or would be), how many the timeline had, and what is wrong.

    With any fault nothing was recorded.
    """

    recorded: int
    skipped: int
    faults: tuple[Fault, ...]


def import_timeline(store: Store, incident: str, text: str, *, dry_run: bool = False) -> Imported:
    """Put the rows of a table on an incident's timeline as notes; a `dry_run` only says what would come.

    Rows that the timeline has already are passed over: the same time and words, and the same source and
    category where the table says them. UserError where the incident or the operator is missing.
    """
    operator = store.operators.names().get(store.by.operator, "") if store.by else ""
    events, made = preview(store, incident, text)
    if dry_run or made.faults:
        return made
    with store.command():
        store.incidents.get(incident)
        new = _new(store, incident, events)
        name = subject("incident", incident)
        store.record(*(New(name, "note.added", _body(event, operator)) for event in new))
    return Imported(len(new), len(events) - len(new), ())


def preview(store: Store, incident: str, text: str) -> tuple[list[Event], Imported]:
    """The rows of a table, and what importing them would do."""
    times, ahead = Times(store.now(), store.zone), store.incidents.get(incident).ahead
    events, faults = read_table(text, times, ahead)
    new = _new(store, incident, events)
    return events, Imported(0 if faults else len(new), len(events) - len(new), faults)


def _body(event: Event, operator: str) -> dict[str, object]:
    body: dict[str, object] = {"type": event.kind, "text": event.text(operator)}
    body["occurred"] = occurred_text(event.at)
    if origin := event.origin(operator):
        body["origin"] = origin
    if event.raw is not None:
        body["raw"] = occurred_text(event.raw)
    return body


def _new(store: Store, incident: str, events: Iterable[Event]) -> list[Event]:
    """The events that the timeline doesn't have; one that the table has twice is there twice."""
    there = {mark for row in timeline_of(store, incident) for mark in _marks(event_of(row))}
    return [event for event in events if _mark(_as_read(event)) not in there]


def _as_read(event: Event) -> Event:
    """The event that its note will be read as."""
    source, category = (event.aside.get(name, "") for name in ("event_source", "event_category"))
    read = told(event.at, event.kind, event.text(source), source)
    return read if category else Event(read.at, read.body, {**read.aside, "event_category": ""})


Mark = tuple[object, ...]


def _mark(event: Event) -> Mark:
    return (event.at, event.body, *(event.aside.get(name, "") for name in ASIDE))


def _marks(event: Event) -> Iterator[Mark]:
    """The event as a table tells it that leaves source or category open."""
    for source, category in product({event.aside.get("event_source", ""), ""}, (True, False)):
        aside = {**event.aside, "event_source": source}
        if not category:
            aside["event_category"] = ""
        yield _mark(Event(event.at, event.body, aside))


# --- reading --------------------------------------------------------------------------------------


def read_file(file: Path) -> str:
    """The text of a table. UserError where it can't be read as one."""
    try:
        if file.exists() and not file.is_file():
            raise UserError(
                _("{file} is no ordinary file.").format(file=file),
                _("Choose a CSV file; nothing was recorded."),
            )
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(
            _("{file} can't be read: {why}.").format(file=file, why=why),
            _("Check the name; nothing was recorded."),
        ) from error
    if len(data) > LARGEST:
        raise UserError(
            _("{file} is larger than {most} MiB.").format(file=file, most=LARGEST // 1024**2),
            _("Divide it into several tables; nothing was recorded."),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UserError(
            _("{file} is not UTF-8 text (line {line}).").format(file=file, line=line),
            _("Save it as UTF-8 and try again; nothing was recorded."),
        ) from error


def read_table(
    text: str, times: Times, ahead: Mapping[str, int] = MappingProxyType({})
) -> tuple[list[Event], tuple[Fault, ...]]:
    """The events of a table, and everything that is wrong with it.

    `ahead` is by how many seconds a source's clock is known to be ahead: its dates are corrected by it,
    unless the table names the raw time beside the corrected one.
    """
    faults: list[Fault] = []
    rows = table_rows(text, faults)
    line, header = next(rows, (1, list[str]()))
    columns = [_column(name, place) for place, name in enumerate(header, start=1)]
    faults += _wrong_header(line, columns)
    events: list[Event] = []
    for count, (at, cells) in enumerate(rows if not faults else (), start=1):
        if count > MOST_ROWS:
            faults.append(
                Fault(at, "", _("More than {most} rows.").format(most=MOST_ROWS), _("Divide the table."))
            )
            break
        if len(cells) != len(columns):
            faults.append(uneven(at, len(cells), len(columns)))
        else:
            row = dict(zip(columns, map(unsafe, cells), strict=True))
            events += _event(at, row, times, ahead, faults)
    return events, tuple(faults)


def _column(name: str, place: int) -> str:
    plain = "".join(char for char in " ".join(name.split()) if char.isprintable())[:100]
    known = plain.lower()
    return known if known in (*COLUMNS, RAW) else plain or _("column {number}").format(number=place)


def _wrong_header(line: int, columns: list[str]) -> Iterator[Fault]:
    hint = _("The first line names the columns: {columns}.").format(columns=", ".join(COLUMNS))
    if "event_date" not in columns:
        yield Fault(line, "event_date", _("This column is missing."), hint)
    if not any(name in columns for name in _TEXTS):
        yield Fault(line, "event_title", _("This column is missing."), hint)
    for name in dict.fromkeys(name for name in columns if columns.count(name) > 1):
        yield Fault(line, name, _("This column is there twice."), hint)


def _event(
    line: int, row: Mapping[str, str], times: Times, ahead: Mapping[str, int], faults: list[Fault]
) -> list[Event]:
    """The event of a row, if nothing is wrong with it."""
    before = len(faults)
    at, raw = _times_of(line, row, times, ahead.get(row.get("event_source", "").strip(), 0), faults)
    texts: dict[str, str] = {}
    for name in row:
        try:
            if name not in _DATES:
                texts[name] = clean_prose(row[name], name) if name not in _TEXTS else row[name]
        except UserError as error:
            faults.append(Fault(line, name, error.what, _("Shorten it.")))
    try:
        body = _whole(texts)
        event = Event(at or times.now, body, {name: texts[name] for name in ASIDE if texts.get(name)}, raw)
        clean_prose(event.text(""), _("The note"))
    except UserError as error:
        faults.append(
            Fault(line, "event_title", error.what, _("A row needs a title or a content, and fits a note."))
        )
        return []
    return [event] if len(faults) == before else []


def _times_of(
    line: int, row: Mapping[str, str], times: Times, ahead: int, faults: list[Fault]
) -> tuple[datetime | None, datetime | None]:
    """When a row happened, and what its source's clock said where that is known to be off."""
    named = row.get(RAW, "").strip()
    at = _time_of(line, row, "event_date", times, 0 if named else ahead, faults)
    if named:
        # what a clock that is off said may lie ahead by as much as it likes
        return at, _time_of(line, row, RAW, times, _ANY_AHEAD, faults)
    return (at - timedelta(seconds=ahead), at) if at is not None and ahead else (at, None)


def _time_of(
    line: int, row: Mapping[str, str], column: str, times: Times, ahead: int, faults: list[Fault]
) -> datetime | None:
    try:
        return times.moment(row[column], row.get("event_tz", ""), ahead)
    except UserError as error:
        hint = _write_so() if isinstance(error, Unread) else error.hint
        faults.append(Fault(line, column, error.what, hint))
        return None


def _write_so() -> str:
    return _("Write it with its year, such as 2026-11-23 14:03, and its zone in event_tz.")


def _whole(texts: Mapping[str, str]) -> str:
    """Title and content, then what unknown columns say, each behind the column's name."""
    said = "\n".join(filter(None, (texts.get(name, "") for name in _TEXTS)))
    said = needed(clean_prose(said, _("The note")), _("The note"))
    others = [f"{name}: {text}" for name, text in texts.items() if name not in COLUMNS and text]
    return clean_prose("\n\n".join(filter(None, (said, "\n".join(others)))), _("The note"))
