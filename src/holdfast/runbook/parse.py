"""Reading a runbook: Markdown text to a `Document`. Pure, never raises, linear in the text."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from holdfast.domain.document import Document, Facts, Section, Step
from holdfast.domain.text import to_lines
from holdfast.runbook import front_matter, headings, inline
from holdfast.runbook.annotation import annotation_of
from holdfast.runbook.blocks import Block, Kind, scan
from holdfast.runbook.steps import Numbering, annotated_in, code_in, is_annotated, steps_in

_MEMBER = re.compile(r"[\w\"'][\w .\"'-]{0,80}\s{0,9}[:=]")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST_FRONT_MATTER = 500
_USED = re.compile(r"\[([^\[\]]{1,999})\](?!\()")
_MOST_USED = 20
_LONGEST_TARGET = 2000


@dataclass(slots=True)
class _Part:
    """A heading and the blocks under it, each with its source; "" and 0 above the first one."""

    key: str
    heading: str
    level: int
    blocks: list[tuple[Block, str]] = field(default_factory=list[tuple[Block, str]])

    def section(self, works: bool) -> Section:
        text = "\n\n".join(source for _block, source in self.blocks)
        return Section(self.key, self.heading, self.level, text, works)


@dataclass(slots=True)
class Scanned:
    """A text as blocks, whose `start` is their line from 0; `front` are the lines of its front matter."""

    fence: str
    front: list[str]
    root: Block
    sources: list[str]
    references: dict[str, str]


def scanned(text: str) -> Scanned:
    """The blocks of a text, before anything is made of them."""
    lines = to_lines(text)
    front, first = _front_matter(lines)
    root = scan(lines, first)
    sources = _sources(root, lines)
    references: dict[str, str] = {}
    _take_references(root, references)
    return Scanned(lines[0].rstrip(), front, root, sources, references)


def parse(text: str, fallback_title: str, blocks: Scanned | None = None) -> Document:
    """The document that this Markdown says; `fallback_title` where it names itself nowhere.

    `blocks` are those of the same text, where they were scanned already.

    Which sections are worked through: see `holdfast.runbook.headings`; a section below another
    follows it unless its own heading says otherwise, and when no heading of the document is a
    working one, all but the known resting ones (meaning, impact, references …) are. A section with
    annotated code, or one that a choice leads to, is worked through unless its heading is a resting one.
    """
    read = blocks or scanned(text)
    front, root, references = read.front, read.root, read.references
    facts = front_matter.read("\n".join(front), read.fence).facts if front else Facts()
    parts = _parts(root, read.sources)
    sections, steps = _worked_through(parts, references)
    links, images = _pointed_at(root, references)
    return Document(
        title=_title(facts, parts) or fallback_title,
        front_matter="\n".join(front),
        facts=facts,
        sections=sections,
        steps=steps,
        code=tuple(code_in(root)),
        links=links,
        images=images,
    )


def body_of(text: str) -> str:
    """The text without its front matter, its lines ended by line feeds."""
    lines = to_lines(text)
    return "\n".join(lines[_front_matter(lines)[1] :])


def _front_matter(lines: list[str]) -> tuple[list[str], int]:
    """The lines of the front matter (YAML or TOML), and where the text after it begins."""
    ends = _FENCES.get(lines[0].rstrip())
    if ends is None:
        return [], 0
    for number, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 1):
        if line.rstrip() in ends:
            inside = lines[1:number]
            said = [line for line in inside if line.strip() and not line.startswith("#")]
            is_data = bool(not said or _MEMBER.match(said[0]))
            return (inside, number + 1) if is_data else ([], 0)
    return [], 0


def _sources(root: Block, lines: list[str]) -> list[str]:
    """The Markdown source of each outermost block."""
    starts = [block.start for block in root.children] + [len(lines)]
    return ["\n".join(lines[start:end]).rstrip() for start, end in itertools.pairwise(starts)]


def _take_references(block: Block, found: dict[str, str]) -> None:
    """Take the reference definitions out of the paragraphs; the first of a name counts."""
    if block.kind is Kind.PARAGRAPH:
        count = len(block.lines)
        defined, block.lines = inline.definitions(block.lines)
        block.start += count - len(block.lines)
        for name, target in defined.items():
            found.setdefault(name, target)
    for child in block.children:
        _take_references(child, found)


def _parts(root: Block, sources: list[str]) -> list[_Part]:
    """The outermost blocks, parted at the headings."""
    anchors = headings.Anchors()
    parts: list[_Part] = []
    for block, source in zip(root.children, sources, strict=True):
        if block.kind is Kind.HEADING:
            written, own = headings.parted(" ".join(block.lines))
            words = inline.plain(written)
            parts.append(_Part(anchors.name(words, own), words, block.level))
        elif block.kind is not Kind.PARAGRAPH or block.lines:
            if not parts:
                parts.append(_Part(anchors.name("start"), "", 0))
            parts[-1].blocks.append((block, source))
    return parts


def _worked(parts: list[_Part]) -> list[bool]:
    """Which parts are worked through; see `parse`."""
    if True in _says(parts):
        return [said is True for said in _says(parts, _led_to(parts))]
    return [said is not False for said in _says(parts)]


def _led_to(parts: list[_Part]) -> frozenset[str]:
    """The keys of the sections that the options of choices lead to."""
    fences = (fence for part in parts for block, _source in part.blocks for fence in annotated_in(block))
    return frozenset(option.section for fence in fences for option in annotation_of(fence.info).options)


def _says(parts: list[_Part], led_to: frozenset[str] = frozenset()) -> list[bool | None]:
    """What each part's own heading says, or else the nearest one above that does."""
    says: list[bool | None] = []
    above: list[tuple[int, bool | None]] = []
    title = next((part for part in parts if part.level), None)
    for part in parts:
        is_title = part is title and part.level == 1
        while above and above[-1][0] >= part.level:
            above.pop()
        own = None if is_title else headings.working(part.heading)
        annotated = not is_title and any(is_annotated(block) for block, _source in part.blocks)
        if own is None and (annotated or part.key in led_to):
            own = True
        if own is None and above:
            own = above[-1][1]
        above.append((part.level, own))
        says.append(own)
    return says


def _title(facts: Facts, parts: list[_Part]) -> str:
    if facts.title:
        return inline.shorten(facts.title)
    return next((part.heading for part in parts if part.level == 1), "")


def _worked_through(
    parts: list[_Part], references: Mapping[str, str]
) -> tuple[tuple[Section, ...], tuple[Step, ...]]:
    """The sections, and the steps of those that are worked through."""
    numbering = Numbering(references)
    sections: list[Section] = []
    steps: list[Step] = []
    for part, works in zip(parts, _worked(parts), strict=True):
        section = part.section(works)
        if works:
            found, rest = steps_in(section, part.blocks, numbering)
            steps += [_self_contained(step, references) if references else step for step in found]
            section = replace(section, rest=rest)
        sections.append(section if works else replace(section, rest=section.text))
    return tuple(sections), tuple(steps)


def _self_contained(step: Step, references: Mapping[str, str]) -> Step:
    """The step with the reference definitions that it uses, so that it can be shown alone."""
    used = {name: references.get(inline.label(name)) for name in _USED.findall(step.text)}
    lines = [
        f"[{name}]: <{target}>" for name, target in used.items() if target and len(target) <= _LONGEST_TARGET
    ]
    if not lines:
        return step
    return replace(step, text="\n".join([step.text, "", *lines[:_MOST_USED]]))


def _pointed_at(root: Block, references: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The targets of links and of images, each once, in order."""
    links: dict[str, None] = {}
    images: dict[str, None] = {}
    for text in _texts(root):
        for is_image, target in inline.targets(text, references):
            if target:
                (images if is_image else links)[target] = None
    return tuple(links), tuple(images)


def _texts(block: Block) -> Iterator[str]:
    """What stands in lines of text, code left out."""
    if block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.TABLE, Kind.HTML):
        yield "\n".join(block.lines)
    for child in block.children:
        yield from _texts(child)
