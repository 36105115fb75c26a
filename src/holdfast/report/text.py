"""A document as Markdown, for people and other tools. The same document, the same text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from holdfast.report.documents import Document, printed
from holdfast.report.language import spoken
from holdfast.report.markdown import open_fence
from holdfast.report.printed import Cell, Front, Part, Printed, Table, lines_of
from holdfast.words import _

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST_LIKE: Final = re.compile(r"^(\s*)(\d*)(?=(?:(?<!\d)[-+]|(?<=\d)[.)]))", re.MULTILINE)
_LONE: Final = re.compile("[\ud800-\udfff]")


def render_markdown(document: Document) -> str:
    """The document as Markdown. Markdown texts stay as they were written; everything else is escaped."""
    with spoken(document.imprint.language):
        return "\n".join(markdown_lines(printed(document)))


def markdown_lines(shape: Printed) -> Iterator[str]:
    """The lines of a printed document, as they are asked for; inside `spoken`."""
    for line in _lines(shape):
        yield _LONE.sub("\N{REPLACEMENT CHARACTER}", line)


def _lines(shape: Printed) -> Iterator[str]:
    front, marking = shape.front, shape.front.imprint.marking
    if marking:
        yield from (f"**{_cell(marking)}**", "")
    yield from (f"# {_cell(front.title)}", "")
    yield from (_joined((*front.facts, front.state)), "")
    yield from _table((_("Control"), ""), _control(front))
    yield from _to_sign(front.signed)
    for part in shape.parts:
        yield from _part(part)
    if marking:
        yield from (f"**{_cell(marking)}**", "")


def _joined(facts: Iterable[str]) -> str:
    return " \N{MIDDLE DOT} ".join(_cell(fact) for fact in facts if fact)


def _control(front: Front) -> Iterator[Sequence[str]]:
    yield from front.control
    for head in front.imprint.heads:
        where = _("Station {code}, entry {seq}").format(code=head.code or head.station, seq=head.seq)
        yield _("Made from head"), f"{where}, {head.hash}"


def _part(part: Part) -> Iterator[str]:
    yield from (f"{'#' * part.level} {_cell(part.heading)}", "")
    if part.facts:
        yield from (_joined(part.facts), "")
    if part.text.strip():
        yield from (part.text.rstrip(), open_fence(part.text), "")
    if part.words.strip():
        yield from _typed(part.words)
    if part.chart is not None and part.table is None:
        yield from (_cell(part.chart.alt), "")
    if part.table is not None:
        yield from _table(part.table.head, _rows(part.table))
    elif part.empty and not (part.text + part.words).strip():
        yield from (f"*{part.empty}*", "")
    yield from _to_sign(part.signed)


def _to_sign(captions: Iterable[str]) -> Iterator[str]:
    for label in captions:
        yield from (f"{_cell(label)}: {'_' * 30}", "")


def _typed(words: str) -> Iterator[str]:
    """Words that are nobody's Markdown: lines stay lines, points stay points."""
    for listed, lines in lines_of(words):
        yield from (f"- {_cell(line)}" for line in lines) if listed else (_cell("\n".join(lines)),)
        yield ""


def _rows(table: Table) -> Iterator[Sequence[str]]:
    yield from ([_told(cell) for cell in row] for row in table.rows)


def _told(cell: Cell) -> str:
    return "\n".join(line.text for line in cell)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(_cell(cell) for cell in head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _cell(text: str) -> str:
    """Data that must not turn into Markdown or HTML, in one line."""
    escaped = _LIST_LIKE.sub(r"\1\2\\", _SPECIAL.sub(r"\\\1", text.strip()))
    return "<br>".join(escaped.splitlines())
