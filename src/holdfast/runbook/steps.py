"""Finding the steps in a section's blocks.

The rule, in the order it is applied to each working section:

1. Every item of a list is a step, with all that is nested in it. Code that follows the list
   without a paragraph between was meant for the last item and goes with it.
2. A paragraph that code follows is a step, with that code.
3. Where the section has no list, every other paragraph is a step as well, with the tables and
   quotes that follow it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.domain.document import CodeBlock, Section, Step
from holdfast.runbook.blocks import Block, Kind
from holdfast.runbook.inline import plain, shorten

_ATTACHED = (Kind.TABLE, Kind.QUOTE)
_LANGUAGE_END = re.compile(r"[\s{},]")
_BOX = re.compile(r"\[[ xX]\](?:[ \t]+|$)")


@dataclass(slots=True)
class _Found:
    """A step while its section is read: its source, its words and the blocks it is made of."""

    text: str
    words: str
    blocks: list[Block]
    is_item: bool = False

    @property
    def has_code(self) -> bool:
        """Whether code stands in the step itself, not only in what is nested in it."""
        return any(block.kind is Kind.CODE for block in self.blocks)

    def take(self, block: Block, source: str) -> None:
        """Add a block that follows the step and belongs to it."""
        self.text = f"{self.text}\n\n{source}"
        self.blocks.append(block)


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
        code = tuple(block for part in found.blocks for block in code_in(part))
        words = found.words or (shorten(code[0].text.strip().split("\n")[0]) if code else "")
        name = digest if count == 1 else f"{digest}-{count}"
        return Step(name, self._number, section, found.text, words or "…", code)


def steps_in(section: Section, blocks: Sequence[tuple[Block, str]], numbering: Numbering) -> Iterator[Step]:
    """The steps of a section; each of its blocks comes with its Markdown source."""
    listed = any(block.kind is Kind.LIST for block, _source in blocks)
    for found in _found(blocks, numbering.references):
        if found.is_item or found.has_code or not listed:
            yield numbering.step(section.key, found)


def _found(blocks: Sequence[tuple[Block, str]], references: Mapping[str, str]) -> list[_Found]:
    found: list[_Found] = []
    for block, source in blocks:
        last = found[-1] if found else None
        if block.kind is Kind.LIST:
            items = [item for item in block.children if _says_something(item)]
            found += [_item(item, references) for item in items]
        elif block.kind is Kind.PARAGRAPH:
            words = plain("\n".join(block.lines), references)
            found.append(_Found(source, words, [block]))
        elif block.kind is Kind.CODE and not last:
            found.append(_Found(source, "", [block]))
        elif last and (block.kind is Kind.CODE or (not last.is_item and block.kind in _ATTACHED)):
            last.take(block, source)
    return found


def _item(item: Block, references: Mapping[str, str]) -> _Found:
    text = _BOX.sub("", "\n".join(item.lines).strip("\n"), count=1)
    first = next((part for part in item.children if part.kind is Kind.PARAGRAPH), None)
    words = _BOX.sub("", "\n".join(first.lines), count=1) if first else ""
    return _Found(text.rstrip(), plain(words, references), [item], is_item=True)


def _says_something(item: Block) -> bool:
    return any(part.kind is not Kind.HTML for part in item.children)


def code_in(block: Block) -> Iterator[CodeBlock]:
    """Every block of code in this block and in what it holds, in order."""
    if block.kind is Kind.CODE:
        text = "\n".join(block.lines)
        yield CodeBlock(language_of(block.info), text if block.fence else text.rstrip("\n \t"))
    for child in block.children:
        yield from code_in(child)


def language_of(info: str) -> str:
    """The language that a fence's info text names: its first word, `sh` in "sh {name=x}"."""
    name = info.strip().removeprefix("{").removeprefix(".")
    return _LANGUAGE_END.split(name, maxsplit=1)[0].lower()
