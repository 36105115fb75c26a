"""A scenario's file taken apart: front matter, introduction, sections with what their fences hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from holdfast.domain.text import to_lines
from holdfast.domain.toml_check import Problem
from holdfast.words import _

_FENCE: Final = "+++"
_CODE: Final = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})(.*)")
_HEADING: Final = re.compile(r" {0,3}##(?=[ \t]|\Z)")
_KEYED: Final = re.compile(r"\{#([^{}]*)\}\Z")
_FACTS: Final = "facts"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a fence holds whose info names a file, and the line of the fence, from 1."""

    line: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its line, and what stands under it. `key` is "" where none is given; `unclosed` is the line
    of a fence that nothing closes, 0 for none. `prose` are the lines of the text outside fences, numbered.
    """

    line: int
    title: str
    key: str
    text: str
    payloads: tuple[Payload, ...]
    unclosed: int
    prose: tuple[tuple[int, str], ...]

    @property
    def is_facts(self) -> bool:
        """Whether it says what is known at the start."""
        return not self.key and self.title.casefold() == _FACTS


@dataclass(frozen=True, slots=True)
class Parted:
    """The parts. `front` has an empty line for its fence: its lines are the file's. `intro` stands under no
    heading.
    """

    front: str
    intro: Section
    sections: tuple[Section, ...]

    @property
    def facts(self) -> str:
        """What is known at the start, Markdown."""
        return next((each.text for each in self.sections if each.is_facts), "")

    def section(self, key: str) -> Section | None:
        """The first section of an inject's key."""
        return next((each for each in self.sections if each.key == key), None)


def parted(text: str) -> Parted | Problem:
    """The parts of a file; what is wrong where it has no front matter."""
    lines = to_lines(text)
    fences = [place for place, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
    if fences[:1] != [0]:
        return Problem(1, "", _("it does not begin with +++"), _("Begin with a copy of a shipped scenario."))
    if len(fences) == 1:
        what = _("the +++ of the first line is never closed")
        return Problem(1, "", what, _("Write +++ on a line of its own before the text."))
    if not "".join(lines[1 : fences[1]]).strip():
        what = _("nothing stands between the lines of +++")
        return Problem(1, "", what, _("Begin with a copy of a shipped scenario."))
    intro, *rest = _pieces(_told(lines, fences[1] + 1))
    front = "\n".join(["", *lines[1 : fences[1]], ""])
    return Parted(front, _section(intro, fences[1] + 1, "", ""), tuple(map(_headed, rest)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number, and what it is: one that opens, closes or stands inside a fence, or text."""

    number: int
    text: str
    sort: Literal["text", "opens", "inside", "closes"]


def _told(lines: Sequence[str], first: int) -> Iterator[_Line]:
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(lines[first:], first + 1):
        if closing is None and (opening := _CODE.fullmatch(line)):
            closing = re.compile(rf" {{0,3}}{opening[1][0]}{{{len(opening[1])},}}[ \t]*")
            yield _Line(number, line, "opens")
        elif closing is not None and closing.fullmatch(line):
            closing = None
            yield _Line(number, line, "closes")
        else:
            yield _Line(number, line, "text" if closing is None else "inside")


def _pieces(lines: Iterator[_Line]) -> list[list[_Line]]:
    """Lines parted before each heading."""
    pieces: list[list[_Line]] = [[]]
    for line in lines:
        if line.sort == "text" and _HEADING.match(line.text):
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def _headed(lines: list[_Line]) -> Section:
    heading = lines[0].text.strip().removeprefix("##").strip()
    keyed = _KEYED.search(heading)
    title = heading[: keyed.start()].rstrip() if keyed else heading
    return _section(lines[1:], lines[0].number, title, keyed[1] if keyed else "")


def _section(lines: list[_Line], number: int, title: str, key: str) -> Section:
    text: list[str] = []
    payloads: list[Payload] = []
    prose = tuple((line.number, line.text) for line in lines if line.sort == "text")
    fence, name, unclosed = list[_Line](), "", 0
    for line in lines:
        if line.sort == "opens":
            fence, name, unclosed = [], _named(line.text), line.number
        if line.sort == "text" or (unclosed and not name):
            text.append(line.text)
        elif line.sort == "inside":
            fence.append(line)
        if line.sort == "closes":
            if name:
                payloads.append(Payload(unclosed, name, "".join(f"{each.text}\n" for each in fence)))
            unclosed = 0
    return Section(number, title, key, "\n".join(text).strip(), tuple(payloads), unclosed, prose)


def _named(fence: str) -> str:
    """The file name in a fence's info, which stands behind the language; "" where there is none."""
    return fence.strip().lstrip("`~").strip().partition(" ")[2].strip()
