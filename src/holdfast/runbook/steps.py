"""Finding the steps in a section's blocks.

The rule, in the order it is applied to each working section:

1. Every item of a list is a step, with all that is nested in it. Code that follows the list
   without a paragraph between was meant for the last item and goes with it. So is every item of an
   HTML list, and every row of a table whose first column is headed as a step's or its number's.
2. A paragraph that code follows is a step, with that code.
3. Where the section has no list, every other paragraph is a step as well, with the tables and
   quotes that follow it; beside a list one that asks for something is.
4. Code that is annotated under a heading, with nothing between, is a step with the heading's words.
5. A block in the language `holdfast` inside an item annotates that item; anywhere else it is a step.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from holdfast.domain.document import PLAIN, Annotation, CodeBlock, Section, Step
from holdfast.domain.timewords import span_text
from holdfast.runbook.annotation import LANGUAGE, annotation_of
from holdfast.runbook.blocks import Block, Kind
from holdfast.runbook.inline import plain, shorten
from holdfast.runbook.listed import items_of
from holdfast.runbook.wording import asks
from holdfast.words import _

_ATTACHED = (Kind.TABLE, Kind.QUOTE)
_LANGUAGE_END = re.compile(r"[\s{},]")
_BOX = re.compile(r"\A[ \t]*\[[ xX]\](?:[ \t]+|$)")


@dataclass(slots=True)
class _Found:
    """A step while its section is read: its source, its words and the blocks it is made of."""

    text: str
    words: str
    blocks: list[Block]
    is_item: bool = False
    places: list[int] = field(default_factory=list[int])  # which blocks of the section it takes up

    @property
    def has_code(self) -> bool:
        """Whether code stands in the step itself, not only in what is nested in it."""
        return any(block.kind is Kind.CODE for block in self.blocks)

    def take(self, place: int, block: Block, source: str) -> None:
        """Add a block that follows the step and belongs to it."""
        self.text = f"{self.text}\n\n{source}"
        self.blocks.append(block)
        self.places.append(place)


class Numbering:
    """Gives steps their numbers and ids through one document with these link references."""

    def __init__(self, references: Mapping[str, str]) -> None:
        self.references = references
        self._number = 0
        self._seen: dict[str, int] = {}

    def step(self, section: str, found: _Found) -> Step:
        """The next step. Equal text in the same section is told apart by its occurrence."""
        self._number += 1
        digest = hashlib.sha256(f"{section}\0{found.text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        fences = [block for part in found.blocks for block in _code_blocks(part)]
        said = _annotation(fences)
        code = tuple(_code(block) for block in fences if not _only_annotates(block))
        words = found.words or (shorten(code[0].text.strip().split("\n")[0]) if code else words_of(said))
        name = digest if count == 1 else f"{digest}-{count}"
        return Step(name, self._number, section, found.text, words or "…", code, said)


def steps_in(
    section: Section, blocks: Sequence[tuple[Block, str]], numbering: Numbering
) -> tuple[list[Step], str]:
    """The steps of a section, and the source of what stands between them.

    Each of its blocks comes with its Markdown source.
    """
    written = items_of(blocks)
    listed = any(written) or any(block.kind is Kind.LIST for block, _source in blocks)
    found = [
        each
        for each in _found(blocks, written, numbering.references, section.heading)
        if each.is_item or each.has_code or not listed or asks(each.text)
    ]
    taken = {place for each in found for place in each.places}
    rest = [
        source
        for place, (block, source) in enumerate(blocks)
        if place not in taken and block.kind is not Kind.RULE
    ]
    return [numbering.step(section.key, each) for each in found], "\n\n".join(rest)


def _found(
    blocks: Sequence[tuple[Block, str]],
    written: Sequence[list[tuple[str, str]]],
    references: Mapping[str, str],
    heading: str,
) -> list[_Found]:
    """`written` are the steps of each block that is a list in HTML or a table of steps."""
    found: list[_Found] = []
    for place, (block, source) in enumerate(blocks):
        last = found[-1] if found else None
        if block.kind is Kind.LIST:
            items = [item for item in block.children if _says_something(item)]
            found += [_item(item, references, place) for item in items]
        elif items := written[place]:
            found += [_Found(text, words, [], is_item=True, places=[place]) for text, words in items]
        elif block.kind is Kind.PARAGRAPH:
            words = plain("\n".join(block.lines), references)
            found.append(_Found(source, words, [block], places=[place]))
        elif block.kind is Kind.CODE and _only_annotates(block):
            words = plain("\n".join(block.lines).strip())
            found.append(_Found(source, words, [block], is_item=True, places=[place]))
        elif block.kind is Kind.CODE and not last:
            words = heading if is_annotated(block) else ""
            found.append(_Found(source, words, [block], places=[place]))
        elif last and (block.kind is Kind.CODE or (not last.is_item and block.kind in _ATTACHED)):
            last.take(place, block, source)
    return found


def _item(item: Block, references: Mapping[str, str], place: int) -> _Found:
    text = _BOX.sub("", "\n".join(item.lines).strip("\n"), count=1)
    first = next((part for part in item.children if part.kind is Kind.PARAGRAPH), None)
    words = _BOX.sub("", "\n".join(first.lines), count=1) if first else ""
    return _Found(text.rstrip(), plain(words, references), [item], is_item=True, places=[place])


def _says_something(item: Block) -> bool:
    return any(part.kind is not Kind.HTML for part in item.children)


def code_in(block: Block) -> Iterator[CodeBlock]:
    """Every block of code in this block and in what it holds, in order."""
    return map(_code, _code_blocks(block))


def annotated_in(block: Block) -> Iterator[Block]:
    """Every fence in this block and in what it holds that says more than its language, in order."""
    return filter(is_annotated, _code_blocks(block))


def is_annotated(block: Block) -> bool:
    """Whether this is code whose fence says more than its language."""
    return block.kind is Kind.CODE and "{" in block.info


def _code_blocks(block: Block) -> Iterator[Block]:
    if block.kind is Kind.CODE:
        yield block
    for child in block.children:
        yield from _code_blocks(child)


def _code(block: Block) -> CodeBlock:
    text = "\n".join(block.lines)
    return CodeBlock(language_of(block.info), text if block.fence else text.rstrip("\n \t"))


def _only_annotates(block: Block) -> bool:
    return bool(block.fence) and language_of(block.info) == LANGUAGE


def _annotation(fences: Sequence[Block]) -> Annotation:
    """What is said of a step: by the block that only annotates, else by the first fence that speaks."""
    saying = [block for block in fences if is_annotated(block)]
    first = next((block for block in saying if _only_annotates(block)), saying[0] if saying else None)
    return annotation_of(first.info) if first else PLAIN


def words_of(said: Annotation) -> str:
    """What to call a step that is nothing but an annotation."""
    if said.sort == "timer":
        return _("Wait {span}").format(span=span_text(said.wait))
    if said.sort == "approval":
        return _("Approval by {who}").format(who=said.by or _("a second person"))
    if said.sort == "runbook":
        return _("Follow {path}").format(path=said.path)
    return said.name


def language_of(info: str) -> str:
    """The language that a fence's info text names: its first word, `sh` in "sh {name=x}"."""
    name = info.strip().removeprefix("{").removeprefix(".")
    return _LANGUAGE_END.split(name, maxsplit=1)[0].lower()
