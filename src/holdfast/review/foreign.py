"""A review that somebody else wrote in Markdown, read into the parts that a review has here.

Nothing of it is lost: what has no place of its own stands as it was in the appendix, and so does what was
read into rows (front matter, facts, headings, timeline, actions). `resources/reviews/headings.toml` says what
other teams call the parts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from html import unescape
from typing import Final

from holdfast.review.foreign_rows import ForeignAction, ForeignRow, Words, actions_in, rows_in
from holdfast.review.foreign_times import Told, day_in, zone_in
from holdfast.words import _

ROWS: Final = ("timeline", "actions")
_ATX: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_FRONT: Final = re.compile(r"(---|\+\+\+)[ \t]*$")
_FACT: Final = re.compile(
    r"(?:[-*+][ \t]+)?(?:\*\*|__)?([^\W\d_][\w /-]{1,30}?)(?:\*\*|__)?:(?:\*\*|__)?[ \t]+(\S.*)$"
)
_KICKER: Final = re.compile(
    r"^(?:(?:incident )?post[- ]?mortem|post[- ]incident review|incident (?:report|review)|pir|rca"
    r"|root cause analysis|nachbetrachtung|vorfallsbericht)(?: (?:report|for|of|zu))?\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|[*_`~]|\{#?[^{}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A heading of the source: its line from 0, its words, and the section it became, "" for the appendix."""

    line: int
    heading: str
    section: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was read. `texts` are Markdown by section, `day` is when the incident was, as far as it is said.

    `zone` names how times without a zone were read.
    """

    title: str
    texts: Mapping[str, str]
    appendix: str
    rows: tuple[ForeignRow, ...] = ()
    actions: tuple[ForeignAction, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    headings: tuple[Mapped, ...] = ()
    day: date | None = None


@dataclass(slots=True)
class _Part:
    """Lines under a heading; those of level 0 stand before the first."""

    line: int
    level: int
    heading: str
    raw: list[str]
    lines: list[str] = field(default_factory=list[str])
    section: str = ""


def read(
    text: str, name: str, zone: tzinfo, words: Words, chosen: Mapping[int, str] | None = None
) -> Foreign:
    """The review in a text. `name` is its file's, `zone` the one that times without any are in.

    `chosen` gives the section of headings by their line, where a person knows better than their words; ""
    leaves what is under it to the appendix.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, start = _front(lines)
    parts = list(_parts(lines, start))
    title = _title(parts)
    _map(parts, words, chosen or {}, title)
    facts = dict(_facts([*front, *_preamble(parts, title)], words))
    told = Told(_day(facts, parts, name), zone_in(" ".join(facts.values()), zone) or zone, zone)
    texts = dict[str, str]()
    for part in parts:
        if part.section and part.section not in ROWS:
            texts[part.section] = _joined(texts.get(part.section, ""), _body(part))
    texts = {section: written for section, written in texts.items() if written}
    timeline = [part for part in parts if part.section == "timeline"]
    return Foreign(
        title=_named(title, facts, name),
        texts=texts,
        appendix="\n\n".join(_appendix(front, parts)),
        rows=tuple(rows_in([(part.heading, part.lines) for part in timeline], told, words)),
        actions=tuple(
            each for part in parts if part.section == "actions" for each in actions_in(part.lines, words)
        ),
        facts=facts,
        headings=tuple(Mapped(part.line, part.heading, part.section) for part in parts if part.level),
        day=told.day,
    )


# -- parts ----------------------------------------------------------------------------------------


def _front(lines: list[str]) -> tuple[list[str], int]:
    """The lines of the front matter, its fences among them, and where the text begins."""
    opened = _FRONT.match(lines[0]) if lines else None
    if opened:
        for at, line in enumerate(lines[1:], 1):
            if line.rstrip() == opened[1] or (opened[1] == "---" and line.rstrip() == "..."):
                return lines[: at + 1], at + 1
    return [], 0


def _parts(lines: list[str], start: int) -> Iterator[_Part]:
    part, fence, at = _Part(start, 0, "", []), "", start
    while at < len(lines):
        line = lines[at]
        marks = _FENCE.match(line)
        if marks and not fence:
            fence = marks[1]
        elif marks and fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        heading = None if fence else _heading(lines, at)
        if heading is None:
            part.lines.append(line)
            at += 1
            continue
        level, words, size = heading
        yield part
        part = _Part(at, level, words, lines[at : at + size])
        at += size
    yield part


def _heading(lines: list[str], at: int) -> tuple[int, str, int] | None:
    """Level, words and number of lines of the heading that stands here; None where none does."""
    atx = _ATX.match(lines[at])
    if atx:
        return len(atx[1]), _plain(atx[2] or ""), 1
    under = _UNDERLINE.match(lines[at + 1]) if at + 1 < len(lines) else None
    above = lines[at].strip()
    is_words = (
        bool(above) and not above.startswith(("|", "-", "*", "+", ">", "#", "`", "~")) and "|" not in above
    )
    alone = at == 0 or not lines[at - 1].strip()
    if under and is_words and alone and len(lines[at]) - len(lines[at].lstrip()) < 4:
        return (1 if under[1].startswith("=") else 2), _plain(above), 2
    return None


def _plain(heading: str) -> str:
    return unescape(_MARKS.sub(lambda match: match[1] or "", heading)).strip()


def _title(parts: list[_Part]) -> _Part | None:
    """The part whose heading is the review's title: the first, where no other is as high."""
    headed = [part for part in parts if part.level]
    if not headed:
        return None
    top = min(part.level for part in headed)
    first = headed[0]
    others = sum(part.level == top for part in headed) - 1
    return first if first.level == top and (not others or _KICKER.match(first.heading)) else None


def _map(parts: list[_Part], words: Words, chosen: Mapping[int, str], title: _Part | None) -> None:
    """Say of each part which section it is; one below another that is no section itself belongs to that."""
    above: list[_Part] = []
    for part in parts:
        while above and above[-1].level >= part.level:
            above.pop()
        if part.level == 0:
            continue
        outer = above[-1].section if above else ""
        own = words.section(part.heading) if part is not title else ""
        # a heading inside the timeline or the actions is about some of them
        part.section = chosen.get(part.line, outer if outer in ROWS and own != "actions" else own or outer)
        above.append(part)
    opening = [part for part in parts if part is title or part.level == 0]
    if all(part.section != "summary" for part in parts):
        for part in opening:
            part.section = chosen.get(part.line, "summary")


def _preamble(parts: list[_Part], title: _Part | None) -> list[str]:
    return [line for part in parts if part is title or part.level == 0 for line in part.lines]


# -- facts ----------------------------------------------------------------------------------------


def _facts(lines: list[str], words: Words) -> Iterator[tuple[str, str]]:
    """What is said before the first part, by what it is about (`title`, `date`, `service`, `severity`)."""
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if "|" in line else []
        match = _FACT.match(line.strip())
        pair = (match[1], match[2]) if match else (cells[0], cells[1]) if len(cells) == 2 else None
        about = words.column(_plain(pair[0]), ("title", "date", "service", "severity")) if pair else ""
        if pair and about and pair[1].strip("-: "):
            yield about, _plain(pair[1].strip().strip("\"'"))


def _day(facts: Mapping[str, str], parts: list[_Part], name: str) -> date | None:
    """When the incident was: a fact says it, else the title or the file's name, else the first lines."""
    headings = " ".join(part.heading for part in parts[:2])
    dated = re.sub(r"(\d{4})[-_]?(\d{2})[-_]?(\d{2})", r"\1-\2-\3", name)
    opening = "\n".join(parts[0].lines[:20] + (parts[1].lines[:20] if len(parts) > 1 else []))
    for text in (facts.get("date", ""), headings, dated, opening):
        day = day_in(text)
        if day is not None:
            return day
    return None


def _named(title: _Part | None, facts: Mapping[str, str], name: str) -> str:
    words = title.heading if title else facts.get("title", "")
    stem = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0] or name).strip()
    return " ".join((_KICKER.sub("", words) or facts.get("title", "") or stem).split())


# -- texts ----------------------------------------------------------------------------------------


def _body(part: _Part) -> str:
    """What a part says; under its own heading where that is one inside a section."""
    text = "\n".join(part.lines).strip("\n")
    return f"{part.raw[0]}\n\n{text}".strip("\n") if part.raw and part.level > 2 and text else text


def _joined(so_far: str, more: str) -> str:
    return f"{so_far}\n\n{more}".strip("\n") if more.strip() else so_far


def _appendix(front: list[str], parts: list[_Part]) -> Iterator[str]:
    """What has no place of its own, and what was read into rows, as it stood."""
    if any(line.strip() for line in front):
        fence = "~" * max([3, *(len(run) + 1 for line in front for run in re.findall("~+", line))])
        yield "\n".join((f"**{_('Front matter of the source')}**", "", fence, *front, fence))
    headings = [line for part in parts for line in part.raw]
    if headings:
        fence = "~" * max([3, *(len(run) + 1 for line in headings for run in re.findall("~+", line))])
        yield "\n".join((f"**{_('Headings of the source')}**", "", fence, *headings, fence))
    for section, words in (
        ("timeline", _("The timeline as it stood in the source")),
        ("actions", _("The actions as they stood in the source")),
        ("", _("What is in no section")),
    ):
        texts = [
            "\n".join((*part.raw, *part.lines)).strip("\n")
            for part in parts
            if part.section == section and any(line.strip() for line in part.lines)
        ]
        if texts:
            yield "\n\n".join((f"**{words}**", *texts))
