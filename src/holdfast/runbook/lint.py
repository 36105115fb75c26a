"""What is wrong with a runbook's text, or missing from it, each with its line: asked while somebody types.

Linear in the text and bounded in what it tells. Nothing here keeps anybody from recording a text.
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from holdfast.domain.document import Annotation, Document
from holdfast.runbook import annotation, front_matter, inline, targets
from holdfast.runbook.blocks import Block, Kind
from holdfast.runbook.headings import Anchors
from holdfast.runbook.parse import parse, scanned
from holdfast.runbook.parts_wanted import missing_parts
from holdfast.words import _

Severity = Literal["error", "warning", "hint"]
Known = Callable[[str], bool] | Collection[str]
MOST: Final = 200
"""So many findings are told of one text."""

_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_NAMED: Final = re.compile(r"<[a-zA-Z][^<>]{0,500}?\s(?:id|name)\s{0,9}=\s{0,9}[\"']?([^\"'\s<>]{1,200})")
_AT_LINE: Final = re.compile(r"line (\d{1,6})")
_KEYS: Final = tuple(sorted(annotation.OWN | annotation.RUNME))


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on a line (from 1): `code` for machines, `words` for people.

    An error is something that will not work when the runbook is followed; a warning probably was not meant
    so; a hint is a thing that others have found useful.
    """

    line: int
    code: str
    words: str
    severity: Severity


def lint(text: str, path: str, known: Known = (), today: str = "") -> tuple[Finding, ...]:
    """What is to be said of a text that stands at `path` of its source, by line.

    `known` are the paths of the runbooks and images that the source has, or says of one whether it is there.
    `today` (YYYY-MM-DD) is what dates are held against, "" for not at all.
    """
    there = known if callable(known) else frozenset(known).__contains__
    checks = _Text(text, path, there, today).findings()
    return tuple(sorted(islice(checks, MOST), key=lambda found: found.line))


class _Text:
    """A text that is looked through."""

    def __init__(self, text: str, path: str, there: Callable[[str], bool], today: str) -> None:
        self._path, self._there, self._today = path, there, today
        self._scanned = scanned(text)
        self._document: Document = parse(text, path, self._scanned)
        self._anchors = {section.key for section in self._document.sections}
        self._anchors |= set(_NAMED.findall(text)) if "<" in text else set()
        self._names: dict[str, int] = {}  # of inputs and choices -> their line

    def findings(self) -> Iterator[Finding]:
        yield from self._front()
        for block in _walk(self._scanned.root):
            if block.kind is Kind.CODE:
                yield from self._fence(block)
            elif block.lines:
                yield from self._pointing(block)
        if not self._document.steps:
            why = _("No steps were found. List them under a heading such as Mitigation.")
            yield Finding(1, "no-steps", why, "warning")
        for part in missing_parts(self._document):
            yield Finding(1, "missing-section", part, "hint")

    def _front(self) -> Iterator[Finding]:
        front = self._scanned.front
        for problem in front_matter.read("\n".join(front), self._scanned.fence).problems:
            yield Finding(_line_of(problem, front), "front-matter", problem, "warning")
        due = self._document.facts.review_by
        if due and self._today and self._document.facts.reviewed < due < self._today:
            why = _("The day for its review, {day}, has passed.").format(day=due)
            yield Finding(_line_with(due, front), "past-date", why, "warning")

    def _pointing(self, block: Block) -> Iterator[Finding]:
        """What the links and images of a block lead to."""
        text = "\n".join(block.lines)
        if not any(mark in text for mark in "[<"):
            return
        for is_image, target in dict.fromkeys(inline.targets(text, self._scanned.references)):
            fault = self._image(target) if is_image else self._link(target)
            if fault:
                code, words, severity = fault
                yield Finding(block.start + 1 + _place(block.lines, target), code, words, severity)

    def _image(self, target: str) -> tuple[str, str, Severity] | None:
        if not target or _SCHEME.match(target):
            why = _("An image from elsewhere is never shown: {target}.")
            return "foreign-image", why.format(target=target[:100]), "warning"
        name = targets.inside(self._path, target)
        if name is None or not self._there(name):
            return "missing-image", _("There is no image {target}.").format(target=target[:100]), "error"
        return None

    def _link(self, target: str) -> tuple[str, str, Severity] | None:
        if not target or _SCHEME.match(target):
            return None
        if target.startswith("#"):
            return self._anchor(targets.fragment(target))
        name = targets.inside(self._path, target)
        if name is None:
            why = _("{target} leads out of the folder; it will not open here.")
            return "outside-link", why.format(target=target[:100]), "warning"
        if name == self._path or self._there(name):
            return None
        if not name.lower().endswith(targets.RUNBOOKS):
            why = _("{target} is no runbook, so it is not in the library.")
            return "foreign-link", why.format(target=target[:100]), "warning"
        return "broken-link", _("There is no runbook {target}.").format(target=target[:100]), "error"

    def _anchor(self, name: str) -> tuple[str, str, Severity] | None:
        if not name or name in self._anchors:
            return None
        return "broken-anchor", self._no_section(name), "error"

    def _no_section(self, name: str) -> str:
        meant = Anchors().name(name)
        if meant in self._anchors:
            return _("There is no section #{name}. #{meant} is there.").format(name=name[:100], meant=meant)
        return _("There is no section #{name}.").format(name=name[:100])

    def _fence(self, block: Block) -> Iterator[Finding]:
        """What an annotated fence says that can't be taken as it was meant."""
        if "{" not in block.info:
            return
        line = block.start + 1
        read = annotation.read(block.info)
        for problem in read.problems:
            yield Finding(line, "annotation", problem, "error")
        for key in read.annotation.others:
            if key not in annotation.RUNME:
                yield Finding(line, "unknown-key", _unknown(key), "warning")
        for words in self._annotated(read.annotation, line):
            yield Finding(line, *words, "error")

    def _annotated(self, said: Annotation, line: int) -> Iterator[tuple[str, str]]:
        for option in said.options:
            if option.section and option.section not in self._anchors:
                yield "broken-option", self._no_section(option.section)
        if said.sort in {"input", "choice"} and said.name:
            before = self._names.setdefault(said.name, line)
            if before != line:
                why = _("The name {name} is asked for in line {line} already; both would be one answer.")
                yield "same-name", why.format(name=said.name, line=before)
        if said.sort == "runbook":
            name = targets.inside(self._path, said.path)
            if name is None or not (name == self._path or self._there(name)):
                yield "missing-runbook", _("There is no runbook {target}.").format(target=said.path[:100])


def _walk(block: Block) -> Iterator[Block]:
    """The blocks that hold text or code, in order."""
    if block.kind in {Kind.PARAGRAPH, Kind.HEADING, Kind.TABLE, Kind.HTML, Kind.CODE}:
        yield block
    for child in block.children:
        yield from _walk(child)


def _unknown(key: str) -> str:
    near = difflib.get_close_matches(key[:40], _KEYS, 1)
    if near:
        return _("{key} is no key that is known. Did you mean {near}?").format(key=key[:100], near=near[0])
    return _("{key} is no key that is known; it is kept, and does nothing.").format(key=key[:100])


def _line_of(problem: str, front: Iterable[str]) -> int:
    """The line of the file that a problem of the front matter is about."""
    if told := _AT_LINE.search(problem):
        return int(told.group(1))
    return _line_with(problem.partition(":")[0], front)


def _line_with(words: str, front: Iterable[str]) -> int:
    return next((number for number, line in enumerate(front, 2) if words in line), 1)


def _place(lines: list[str], target: str) -> int:
    """In which of these lines a target stands; the first for one that is defined elsewhere."""
    return next((place for place, line in enumerate(lines) if target in line), 0)
