"""A timeline as a table: the columns, what each says of a note, and the file that is written.

A note has one text, and what told of it. What else has a column of its own beside title and content
stands in its last paragraph, a line for each (`event_tags: dns`, further lines of a value indented), and
is read from there again: a table that is written and read gives the same texts.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.table import safe
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import NOTE_TYPES, TimelineRow
from holdfast.respond.incident import timeline_of
from holdfast.store.store import Store

COLUMNS: Final = (
    "event_date",
    "event_tz",
    "event_title",
    "event_category",
    "event_content",
    "event_raw",
    "event_source",
    "event_assets",
    "event_iocs",
    "event_tags",
)
ASIDE: Final = ("event_category", "event_raw", "event_source", "event_assets", "event_iocs", "event_tags")
"""What a note tells in its last paragraph, in this order."""
RAW: Final = "event_date_raw"
"""A column of our own, after the others where a row needs it: the time that the source's clock said."""

_LINE: Final = re.compile(rf"({'|'.join(ASIDE)}): (.*)")
_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the table: `body` is title and content, `aside` what is there of ASIDE, never empty.

    `raw` is what the source's clock said where that is known to be off; `at` is the corrected time.
    """

    at: datetime
    body: str
    aside: Mapping[str, str]
    raw: datetime | None = None

    @property
    def kind(self) -> str:
        """The type of note that the category names; any other category stays beside the text."""
        category = self.aside.get("event_category", "").lower()
        return category if category in NOTE_TYPES else "note"

    def origin(self, operator: str) -> str:
        """What told of it, as the note that `operator` records names it beside its text."""
        source = self.aside.get("event_source", "")
        return source if source != operator and _is_line(source) else ""

    def text(self, operator: str) -> str:
        """The text of the note that `operator` records; who is its source needs no mention in it."""
        aside = dict(self.aside)
        if aside.get("event_category", "").lower() in NOTE_TYPES:
            del aside["event_category"]
        source = aside.get("event_source")
        if source is not None and source in (operator, self.origin(operator)):
            del aside["event_source"]
        return _joined(self.body, aside)


def event_of(row: TimelineRow) -> Event:
    """What a row of a timeline says; what the system recorded is told by its kind and its words."""
    event = told(row.occurred, row.kind, row.text, row.who, row.origin)
    if not row.withdrawn:
        return Event(event.at, event.body, event.aside, row.raw)
    tags = ", ".join(filter(None, (event.aside.get("event_tags"), "withdrawn")))
    return Event(event.at, event.body, {**event.aside, "event_tags": tags}, row.raw)


def told(at: datetime, kind: str, text: str, who: str, origin: str = "") -> Event:
    """What a note says; its source is who recorded it where the note names none."""
    body, aside = _parted(text) if kind in NOTE_TYPES else (text.strip(), {})
    category = aside.get("event_category", "")
    again = category and (kind != "note" or category.lower() in NOTE_TYPES)
    if again or (origin and "event_source" in aside):
        body, aside, category = text, {}, ""  # those lines would be read as another type, or another source
    whole = {"event_category": category or kind, "event_source": origin or who} | aside
    return Event(at, body, {name: value for name, value in whole.items() if value})


def _is_line(source: str) -> bool:
    """Whether a source can be named beside a note's text just as it is."""
    try:
        return bool(source) and clean_line(needed(source, ""), "") == source
    except UserError:
        return False


def _joined(body: str, aside: Mapping[str, str]) -> str:
    lines = [f"{name}: {aside[name]}".replace("\n", "\n" + _INDENT) for name in ASIDE if name in aside]
    return "\n\n".join(part for part in (body, "\n".join(lines)) if part)


def _parted(text: str) -> tuple[str, dict[str, str]]:
    """A note's text without its last paragraph where that says what has columns, and what it says."""
    lines = text.split("\n")
    start = len(lines)
    while start and (lines[start - 1].startswith(_INDENT) or _LINE.match(lines[start - 1])):
        start -= 1
    aside: dict[str, str] = {}
    name = ""
    for line in lines[start:]:
        if match := _LINE.fullmatch(line):
            name = match[1]
            aside[name] = match[2]
        elif name:
            aside[name] += "\n" + line.removeprefix(_INDENT)
    body = "\n".join(lines[: max(start - 1, 0)])
    # only what would be written like this again was written like this
    alone = _stands_alone(body) and all(map(_stands_alone, aside.values()))
    return (body, aside) if aside and alone and _joined(body, aside) == text else (text, {})


def _stands_alone(part: str) -> bool:
    """Whether a part of a text would be read from a cell of its own as it is here."""
    try:
        return clean_prose(needed(part, ""), "") == part
    except UserError:
        return False


# --- writing --------------------------------------------------------------------------------------


def timeline_csv(store: Store, incident: str) -> str:
    """An incident's timeline by RFC 4180, times in UTC, no cell a formula."""
    return table(event_of(row) for row in timeline_of(store, incident))


def table(events: Iterable[Event]) -> str:
    """Events as a table with its header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    rows = list(events)
    columns = (*COLUMNS, RAW) if any(event.raw for event in rows) else COLUMNS
    writer.writerow(columns)
    for event in rows:
        cells = _cells(event)
        writer.writerow([safe(cells[column]) for column in columns])
    return out.getvalue()


def _cells(event: Event) -> dict[str, str]:
    title, _line, content = event.body.partition("\n")
    own = {"event_date": _utc(event.at), RAW: _utc(event.raw) if event.raw else "", "event_tz": "UTC"}
    own |= {"event_title": title, "event_content": content}
    return dict.fromkeys(COLUMNS, "") | own | dict(event.aside)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
