"""A review report as the blocks that fill its pages, in reading order."""

from collections.abc import Iterator, Sequence

from holdfast.report.blocks import Block, Bookmark, Paragraph
from holdfast.report.content import ActionRow, Head, ReviewReport, SectionText, TimelineRow
from holdfast.report.grid import Cell, Grid, Row
from holdfast.report.legible import unshown
from holdfast.report.prose import Prose
from holdfast.report.runs import Run, plain
from holdfast.report.strings import all_texts
from holdfast.report.style import (
    CELL,
    CELL_HEAD,
    CELL_QUIET,
    EMPTY,
    FACTS,
    HEADING,
    KICKER,
    NOTE,
    SHEETS,
    Sheet,
    title,
)
from holdfast.report.tags import COLUMN_HEAD, ROW_HEAD, Element
from holdfast.words import _, ngettext

_TIMELINE_SHARES = (30, 23, 62)
_ACTION_SHARES = (40, 20, 22, 40, 18)
_CONTROL_SHARES = (27, 88)
_CONTROL_PAD = 3


def blocks(report: ReviewReport, document: Element) -> Iterator[Block]:
    """Everything that stands in the column, top to bottom; `document` gets the structure."""
    sheet = SHEETS[report.paper]
    yield from _opening(report, document, sheet)
    for section in report.shown_sections():
        yield from _section(report, section, document, sheet)


def _opening(report: ReviewReport, document: Element, sheet: Sheet) -> Iterator[Block]:
    yield Paragraph(plain(_("Post-incident review")), KICKER, document.child("P"))
    yield Paragraph(plain(report.title), title(report.title), document.child("H1"))
    facts = "  \N{MIDDLE DOT}  ".join((report.incident_ref, *report.facts))
    yield Paragraph(plain(facts), FACTS, document.child("P"))
    yield _control(report, document, sheet)
    hidden = unshown(all_texts(report))
    if hidden:
        yield Paragraph(plain(_hidden_note(hidden)), NOTE, document.child("P"))


def _hidden_note(count: int) -> str:
    return ngettext(
        "{count} character has no sign in the typeface of this report and stands as a box (\u25af)."
        " The attached record holds it as it was written.",
        "{count} characters have no sign in the typeface of this report and stand as boxes (\u25af)."
        " The attached record holds them as they were written.",
        count,
    ).format(count=count)


def _control(report: ReviewReport, document: Element, sheet: Sheet) -> Grid:
    table = document.child("Table")
    pairs = [(_("Marking"), [Run(report.marking, bold=True)])] if report.marking else []
    pairs += [(label, plain(value)) for label, value in report.control]
    pairs += [(_("Made from head"), head_runs(head)) for head in report.heads]
    rows: list[Row] = []
    for label, value in pairs:
        line = table.child("TR")
        left = Paragraph(plain(label), CELL_QUIET, line.child("TH", ROW_HEAD))
        rows.append(Row(((left,), (Paragraph(value, CELL, line.child("TD")),)), pad=_CONTROL_PAD))
    return Grid(_CONTROL_SHARES, None, rows, sheet.depth, before=12)


def head_runs(head: Head) -> list[Run]:
    """The newest entry of a station, as a reader can compare it."""
    where = _("Station {code}, entry {seq}").format(code=head.code or head.station, seq=head.seq)
    return [Run(f"{where}\n"), Run(head.hash, code=True)]


def _section(report: ReviewReport, section: SectionText, document: Element, sheet: Sheet) -> Iterator[Block]:
    heading = document.child("H2")
    yield Paragraph(
        plain(section.heading), HEADING, heading, with_next=True, bookmark=Bookmark(section.heading)
    )
    grid: Grid | None = None
    written = list(Prose(document, sheet.depth).blocks(section.text))
    yield from written
    if section.key == "timeline" and report.timeline:
        grid = _timeline(report.timeline, document, sheet)
    if section.key == "actions" and report.actions:
        grid = _actions(report.actions, document, sheet)
    if grid is not None:
        yield grid
    elif not written:
        yield Paragraph(plain(_("Not written yet.")), EMPTY, document.child("P"))


def _timeline(rows: Sequence[TimelineRow], document: Element, sheet: Sheet) -> Grid:
    table = document.child("Table")
    head = _head(table, (_("When"), _("By"), _("What happened")))
    body = [_timeline_row(row, table.child("TR")) for row in rows]
    return Grid(_TIMELINE_SHARES, head, body, sheet.depth)


def _timeline_row(row: TimelineRow, line: Element) -> Row:
    when, who, what = line.child("TD"), line.child("TD"), line.child("TD")
    times: Cell = (Paragraph(plain(row.occurred), CELL, when),)
    if row.recorded:
        recorded = _("recorded late, {time}") if row.late else _("recorded {time}")
        times += (Paragraph(plain(recorded.format(time=row.recorded)), CELL_QUIET, when),)
    people = tuple(
        Paragraph(plain(text), style, who)
        for text, style in ((row.who, CELL), (row.kind, CELL_QUIET))
        if text
    )
    return Row((times, people, (Paragraph(plain(row.text), CELL, what),)))


def _actions(rows: Sequence[ActionRow], document: Element, sheet: Sheet) -> Grid:
    table = document.child("Table")
    head = _head(table, (_("Action"), _("Owner"), _("Due"), _("How we will know it worked"), _("State")))
    body = [_action_row(row, table.child("TR")) for row in rows]
    return Grid(_ACTION_SHARES, head, body, sheet.depth)


def _action_row(row: ActionRow, line: Element) -> Row:
    open_sign = "\N{EN DASH}"
    texts = (row.title, row.owner, row.due, row.verify, row.state)
    return Row(tuple((Paragraph(plain(text or open_sign), CELL, line.child("TD")),) for text in texts))


def _head(table: Element, words: Sequence[str]) -> Row:
    line = table.child("TR")
    return Row(tuple((Paragraph(plain(word), CELL_HEAD, line.child("TH", COLUMN_HEAD)),) for word in words))
