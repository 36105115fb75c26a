"""A review that somebody else wrote in Markdown, read into the parts that a review has here.

Nothing of it is lost: what has no place of its own stands as it was in the appendix, and so does what was
read into rows (front matter, facts, headings, timeline, actions). `resources/reviews/headings.toml` says what
other teams call the parts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from typing import Final

from holdfast.review.foreign_actions import ForeignAction, actions_in
from holdfast.review.foreign_own import is_own, leave_unwritten, own_parts, own_zone, without_remarks
from holdfast.review.foreign_parts import Part, front_matter, parts_of, plain
from holdfast.review.foreign_rows import ForeignRow, begin_with_times, rows_in
from holdfast.review.foreign_times import Told, day_in, order_in, zone_said
from holdfast.review.foreign_words import Words
from holdfast.words import _

ROWS: Final = ("timeline", "actions")
_FACTS: Final = ("title", "date", "declared", "service", "severity")
_MOST: Final = 400  # characters of a line that can be a fact
_FACT: Final = re.compile(
    r"(?:[-*+][ \t]+)?(?:\*\*|__)?([^\W\d_][\w /-]{1,30}?)(?:\*\*|__)? ?[:\uff1a](?:\*\*|__)?[ \t]*(\S.*)$"
)
_QUOTED: Final = re.compile(
    r"[ \t]*(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^']|'')*)')[ \t]*(?:#.*)?$"
)
_ESCAPED: Final = re.compile(r"\\(?:([nrt\"\\/])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
_TOML_FACT: Final = re.compile(r"^([A-Za-z]\w{1,30})[ \t]{0,9}=[ \t]{0,9}")
_KICKER: Final = re.compile(
    r"^(?:(?:incident )?post[- ]?mortem|post[- ]incident review|incident (?:report|review)|pir|rca"
    r"|root cause analysis|nachbetrachtung|vorfallsbericht)(?: (?:report|for|of|zu))?\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
_ANY: Final = re.compile(
    r"(?:(?:major|incident|report|review|post[- ]?mortem|rca|post[- ]incident)\s*)+$", re.IGNORECASE
)
"""A title that any review could have."""
_ZONE_SENTENCE: Final = re.compile(
    r"\b(?:all times|times? (?:below |here )?(?:are|is|in)|time ?zone|alle zeiten|zeitangaben|zeitzone"
    r"|les heures|todas las horas)\b",
    re.IGNORECASE,
)
_OF_THE_PAGE: Final = re.compile(
    r"\b(?:modified|created|updated|published|reviewed|erstellt|geändert|aktualisiert|modifié|meeting)\b",
    re.IGNORECASE,
)
"""A day beside one of these is that of the page, not of the incident."""


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


def read(
    text: str, name: str, zone: tzinfo, words: Words, chosen: Mapping[int, str] | None = None
) -> Foreign:
    """The review in a text. `name` is its file's, `zone` the one that times without any are in.

    `chosen` gives the section of headings by their line, where a person knows better than their words; ""
    leaves what is under it to the appendix.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, start = front_matter(lines)
    parts = list(parts_of(lines, start, words))
    own = is_own(parts)
    if own:
        parts, zone = own_parts(parts), own_zone(parts) or zone
    fronted = dict(_facts(list(map(_of_toml, front)), words))
    title = _title(parts, words, is_fronted="title" in fronted)
    _map(parts, words, chosen or {}, title)
    if own:
        leave_unwritten(parts)
    facts = fronted | dict(_facts(_preamble(parts, title), words))
    told = _told(facts, parts, name, Told(None, zone, zone, order_in(text)))
    _find_timeline(parts, told, chosen or {})
    timeline = [
        (part.heading, without_remarks(part.lines) if own else part.lines)
        for part in parts
        if part.section == "timeline"
    ]
    rows = tuple(rows_in(timeline, told, words))
    days = [row.occurred.astimezone(told.zone).date() for row in rows if row.occurred]
    return Foreign(
        title=title.heading if own and title else _named(title, facts, name, fronted.get("title", "")),
        texts=_texts(parts),
        appendix="\n\n".join(_appendix(front, parts)),
        rows=rows,
        actions=tuple(
            each
            for part in parts
            if part.section == "actions"
            for each in actions_in(part.lines, words, told.order)
        ),
        facts=facts,
        headings=tuple(Mapped(part.line, part.heading, part.section) for part in parts if part.level),
        day=told.day or min(days, default=None),
    )


# -- parts ----------------------------------------------------------------------------------------


def _title(parts: list[Part], words: Words, *, is_fronted: bool) -> Part | None:
    """The part whose heading is the review's title: the first, where no other is as high.

    Or where it means no section and most of the others that are as high mean one. Where the front matter has
    a title, a heading that means a section is none.
    """
    headed = [part for part in parts if part.level]
    if not headed:
        return None
    first, top = headed[0], min(part.level for part in headed)
    others = [part for part in headed[1:] if part.level == top]
    if first.level != top or (is_fronted and words.section(first.heading)):
        return None
    meant = sum(bool(words.section(part.heading)) for part in others)
    is_above = not words.section(first.heading) and 2 * meant > len(others)
    return first if not others or _KICKER.match(first.heading) or is_above else None


def _map(parts: list[Part], words: Words, chosen: Mapping[int, str], title: Part | None) -> None:
    """Say of each part which section it is; one below another that is no section itself belongs to that."""
    above: list[Part] = []
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


def _find_timeline(parts: list[Part], told: Told, chosen: Mapping[int, str]) -> None:
    """Where no heading says timeline: a part without a section, or the opening, where a third are times."""
    if any(part.section == "timeline" for part in parts):
        return
    for part in parts:
        if part.line not in chosen and part.section in {"", "summary"} and not _is_named(part):
            begun = begin_with_times(part.lines, told)
            if begun >= 3 and 3 * begun >= sum(bool(line.strip()) for line in part.lines):
                part.section = "timeline"


def _is_named(part: Part) -> bool:
    """Whether its own words made it the summary."""
    return part.section == "summary" and part.level > 1


def _preamble(parts: list[Part], title: Part | None) -> list[str]:
    return [line for part in parts if part is title or part.level == 0 for line in part.lines]


# -- facts ----------------------------------------------------------------------------------------


def _facts(lines: list[str], words: Words) -> Iterator[tuple[str, str]]:
    """What is said before the first part, by what it is about of `_FACTS`."""
    for line in lines:
        if len(line) > _MOST:
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if "|" in line else []
        match = _FACT.match(line.strip())
        pair = (match[1], match[2]) if match else (cells[0], cells[1]) if len(cells) == 2 else None
        about = words.column(plain(pair[0]), _FACTS) if pair else ""
        if pair and about and pair[1].strip("-: "):
            quoted = _QUOTED.match(pair[1])
            yield about, _unquoted(quoted) if quoted else plain(pair[1])


def _unquoted(quoted: re.Match[str]) -> str:
    """What stands in quotation marks, as YAML and TOML write it."""
    if quoted["single"] is not None:
        return quoted["single"].replace("''", "'").strip()
    return _ESCAPED.sub(_unescaped, quoted["double"]).strip()


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return " " if match[1] in "nrt" else match[1]
    number = int(match[2] or match[3], 16)
    return match.group() if 0xD800 <= number <= 0xDFFF else chr(number)


def _of_toml(line: str) -> str:
    return _TOML_FACT.sub(r"\1: ", line)


def _told(facts: Mapping[str, str], parts: list[Part], name: str, told: Told) -> Told:
    """What day and zone the whole is told in."""
    zone, _unclear = zone_said(" ".join(facts.values()), told.own)
    told = replace(told, day=_day(facts, parts, name, told.order), zone=zone or told.zone)
    for part in parts:
        if part.section != "timeline":
            for line in part.lines:
                if _ZONE_SENTENCE.search(line):
                    told = told.by(line)
    return told


def _day(facts: Mapping[str, str], parts: list[Part], name: str, order: str) -> date | None:
    """When the incident was: a fact says it, else the title, the file's name, the opening, the summary."""
    headings = " ".join(part.heading for part in parts[:2])
    dated = re.sub(r"(\d{4})[-_]?(\d{2})[-_]?(\d{2})", r"\1-\2-\3", name)
    opening = "\n".join(
        line
        for at, part in enumerate(parts)
        if at < 2 or part.section == "summary"
        for line in part.lines[:20]
        if not _OF_THE_PAGE.search(line[:_MOST])
    )
    for text in (facts.get("date", ""), facts.get("declared", ""), headings, dated, opening):
        day = day_in(text, order)
        if day is not None:
            return day
    return None


def _named(title: Part | None, facts: Mapping[str, str], name: str, fronted: str) -> str:
    headed = title.heading if title else ""
    words = next((one for one in (fronted, headed) if one and not _ANY.match(one)), "")
    words = words or facts.get("title", "") or headed
    stem = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0] or name).strip()
    return " ".join((_KICKER.sub("", words) or facts.get("title", "") or stem).split())


# -- texts ----------------------------------------------------------------------------------------


def _texts(parts: list[Part]) -> dict[str, str]:
    texts = dict[str, str]()
    for part in parts:
        if part.section and part.section not in ROWS:
            so_far = texts.get(part.section, "")
            texts[part.section] = _joined(so_far, _body(part, below=bool(so_far)))
    return {section: written for section, written in texts.items() if written}


def _body(part: Part, *, below: bool) -> str:
    """What a part says; under its own heading where that is one inside a section."""
    text = "\n".join(part.lines).strip("\n")
    if not part.raw or not text or not (below or 2 < part.level < 7):
        return text
    head = part.raw[0] if part.raw[0].lstrip().startswith("#") else f"### {part.heading}"
    return f"{head}\n\n{text}"


def _joined(so_far: str, more: str) -> str:
    return f"{so_far}\n\n{more}".strip("\n") if more.strip() else so_far


def _appendix(front: list[str], parts: list[Part]) -> Iterator[str]:
    """What has no place of its own, and what was read into rows, as it stood."""
    if any(line.strip() for line in front):
        yield _fenced(_("Front matter of the source"), front)
    headings = [line for part in parts for line in part.raw]
    if headings:
        yield _fenced(_("Headings of the source"), headings)
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


def _fenced(title: str, lines: list[str]) -> str:
    """Lines that are no Markdown here, as they stood."""
    fence = "~" * max([3, *(len(run) + 1 for line in lines for run in re.findall("~+", line))])
    return "\n".join((f"**{title}**", "", fence, *lines, fence))
