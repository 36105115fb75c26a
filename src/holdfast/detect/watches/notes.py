"""What was odd about a series: counted by kind, with the place of the first."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal

import msgspec

from holdfast.domain.timewords import exact_text
from holdfast.words import _

NoteKind = Literal[
    "gap",
    "number",
    "double",
    "back",
    "clock",
    "broken",
    "long",
    "untimed",
    "rotated",
    "truncated",
    "shift",
    "skipped",
    "missed",
]


class Note(msgspec.Struct):
    """How often something odd was met; the line and time of the first, 0 where unknown; the most of it."""

    kind: NoteKind
    count: int = 0
    line: int = 0
    at: float = 0
    most: float = 0


Notes = dict[NoteKind, Note]


def add(notes: Notes, kind: NoteKind, *, line: int = 0, at: float = 0, most: float = 0) -> None:
    """Count one more."""
    note = notes.setdefault(kind, Note(kind, 0, line, at))
    note.count += 1
    note.most = max(note.most, most)


def note_text(note: Note) -> str:
    """A note in the reader's words."""
    told = _WORDS[note.kind]().format(count=note.count, most=_span(note.most))
    if note.line:
        told += _(" (first: line {line})").format(line=note.line)
    elif note.at:
        told += _(" (first: {time})").format(time=moment_text(note.at))
    return told


def moment_text(at: float) -> str:
    """Seconds since 1970 as a moment in UTC, to the second."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def number_text(value: float) -> str:
    """A value as people read it: few digits, thousands parted."""
    return f"{value:,.0f}" if abs(value) >= 10_000 and abs(value) < 1e15 else f"{value:.6g}"


def _span(seconds: float) -> str:
    if 0 < seconds < 1:
        return _("{seconds} s").format(seconds=f"{seconds:.1f}")
    return exact_text(int(seconds))


_WORDS: Final[Mapping[NoteKind, Callable[[], str]]] = {
    "gap": lambda: _("Gaps: {count}, the longest {most}"),
    "number": lambda: _("Values that are no number: {count}; passed over"),
    "double": lambda: _("Times that came twice: {count}; the first value holds"),
    "back": lambda: _("Out of order: {count}, by {most} at most; passed over"),
    "clock": lambda: _("The clock went back: {count} times, by {most} at most; judged anew from there"),
    "broken": lambda: _("Lines that can't be read: {count}; passed over"),
    "long": lambda: _("Lines that are too long: {count}; passed over"),
    "untimed": lambda: _("Lines without a time: {count}; taken at the time of the line before"),
    "rotated": lambda: _("Another file stood there: {count} times; read from its start"),
    "truncated": lambda: _("The file was cut or written anew: {count} times; read from its start"),
    "shift": lambda: _("This computer's clock was set: {count} times, by {most} at most"),
    "skipped": lambda: _("Told only as a count, since too much came at once: {count}"),
    "missed": lambda: _("A part of the file was not seen: {count} times it was gone before it was read"),
}
