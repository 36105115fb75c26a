"""A review report as text: Markdown for people and other tools, JSON for machines. The same report, the
same text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import msgspec
import rfc8785

from holdfast.report.content import RENDERER, ActionRow, ReviewReport, SectionText, TimelineRow
from holdfast.report.markdown import open_fence
from holdfast.words import _

FORMAT: Final = "holdfast.review-report"
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST_LIKE: Final = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)
_LONE: Final = re.compile("[\ud800-\udfff]")


def render_json(report: ReviewReport) -> str:
    """The report as canonical JSON (RFC 8785), with the format and the version of the renderer beside it."""
    report_value: Any = msgspec.to_builtins(report)
    return rfc8785.dumps({"format": FORMAT, "renderer": RENDERER, "report": _sound(report_value)}).decode()


def _sound(value: Any) -> Any:  # noqa: ANN401  (JSON of any shape)
    """The same value without lone surrogates, which no file can hold."""
    if isinstance(value, str):
        return _LONE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _sound(item) for key, item in cast("dict[str, Any]", value).items()}
    return [_sound(item) for item in cast("list[Any]", value)] if isinstance(value, list | tuple) else value


def render_markdown(report: ReviewReport) -> str:
    """The report as Markdown. Sections stay as they were written; everything else is escaped."""
    text = "\n".join(_lines(report))
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)


def _lines(report: ReviewReport) -> Iterator[str]:
    if report.marking:
        yield from (f"**{_cell(report.marking)}**", "")
    yield from (f"# {_cell(report.title)}", "")
    facts = (report.incident_ref, *report.facts, _mark(report))
    yield from (" \N{MIDDLE DOT} ".join(_cell(fact) for fact in facts if fact), "")
    yield from _table((_("Control"), ""), _control(report))
    for section in report.shown_sections():
        yield from _section(report, section)
    if report.marking:
        yield from (f"**{_cell(report.marking)}**", "")


def _mark(report: ReviewReport) -> str:
    words = [_("drill")] if report.drill else []
    words += [_("practice")] if report.practice else []
    return ", ".join([*words, _("released") if report.status == "released" else _("draft")])


def _control(report: ReviewReport) -> Iterator[Sequence[str]]:
    yield from report.control
    for head in report.heads:
        where = _("Station {code}, entry {seq}").format(code=head.code or head.station, seq=head.seq)
        yield _("Made from head"), f"{where}, {head.hash}"


def _section(report: ReviewReport, section: SectionText) -> Iterator[str]:
    yield from (f"## {_cell(section.heading)}", "")
    timeline = section.key == "timeline" and report.timeline
    actions = section.key == "actions" and report.actions
    if section.text.strip():
        yield from (section.text.rstrip(), open_fence(section.text), "")
    elif not timeline and not actions:
        yield from (f"*{_('Not written yet.')}*", "")
    if timeline:
        yield from _table((_("When"), _("By"), _("What happened")), map(_timeline_row, report.timeline))
    if actions:
        head = (_("Action"), _("Owner"), _("Due"), _("How we will know it worked"), _("State"))
        yield from _table(head, map(_action_row, report.actions))


def _timeline_row(row: TimelineRow) -> Sequence[str]:
    when = row.occurred
    if row.recorded:
        recorded = _("recorded late, {time}") if row.late else _("recorded {time}")
        when += f"\n{recorded.format(time=row.recorded)}"
    return when, "\n".join(text for text in (row.who, row.kind) if text), row.text


def _action_row(row: ActionRow) -> Sequence[str]:
    return row.title, row.owner, row.due, row.verify, row.state


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(_cell(cell) for cell in head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _cell(text: str) -> str:
    """Data that must not turn into Markdown or HTML, in one line."""
    escaped = _LIST_LIKE.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text.strip()))
    return "<br>".join(escaped.splitlines())
