"""Markdown split into blocks: CommonMark's block rules, GitHub's tables, nothing inside a line.

Each line is looked at once per container around it and containers nest at most `DEEPEST` deep,
so the work grows with the length of the text alone: this part reads strangers' files in the
program's own process. Source: https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from holdfast.runbook.callouts import opening

DEEPEST = 12


class Kind(Enum):
    """What a block is; the first four hold other blocks."""

    ROOT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    CODE = auto()
    TABLE = auto()
    HTML = auto()
    RULE = auto()


@dataclass(slots=True)
class Block:
    """A block and its lines, freed of the markers of the containers around it.

    `start` is its first line in the text. `level` is a heading's level or the columns that the text of
    an item, a box or a footnote is indented by; the last two are quotes. `info` is a fence's info text,
    a list's marker, or what ends a block of HTML. `fence` is the line of marks that opens code or
    underlines a heading.
    """

    kind: Kind
    start: int
    level: int = 0
    info: str = ""
    fence: str = ""
    lines: list[str] = field(default_factory=list[str])
    children: list["Block"] = field(default_factory=list["Block"])


_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)", re.DOTALL)
_MARKER = re.compile(r"([-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]\\^]{1,80}\]:[ \t]{0,9}")
_BOX = "!!!"
_INSIDE = 4  # columns by which the text of a box or a footnote is indented
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_DELIMITERS = re.compile(r"[-:| \t]+$")
_HTML_UNTIL = (
    (re.compile(r"<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE), "</"),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<![A-Za-z]"), ">"),
)
_HTML_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|center|details|dd|div|dl|dt|fieldset|figcaption"
    r"|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main"
    r"|menu|nav|ol|optgroup|option|p|param|section|summary|table|tbody|td|tfoot|th|thead|title"
    r"|tr|track|ul)(?:[\s/>]|$)",
    re.IGNORECASE,
)


def scan(lines: list[str], first: int = 0) -> Block:
    """The tree of blocks of these lines, from line number `first` on."""
    scanner = _Scanner()
    for number, line in enumerate(lines[first:], first):
        scanner.feed(number, line)
    return scanner.root


def columns(text: str) -> int:
    """How far a line is indented; a tab reaches the next multiple of four."""
    blank = text[: len(text) - len(text.lstrip(" \t"))]
    return len(blank.expandtabs(4)) if "\t" in blank else len(blank)


def unindent(text: str, count: int) -> str:
    """The line without up to `count` columns of indentation; only a split tab becomes spaces."""
    blank = text[: len(text) - len(text.lstrip(" \t"))]
    if "\t" in blank[:count]:
        blank = blank.expandtabs(4)
        text = blank + text.lstrip(" \t")
    return text[min(count, len(blank)) :]


class _Scanner:
    """The open containers, outermost first, and the one open block of text in the innermost."""

    def __init__(self) -> None:
        self.root = Block(Kind.ROOT, 0)
        self._open = [self.root]
        self._leaf: Block | None = None

    def feed(self, number: int, line: str) -> None:
        rest, matched = self._match(line)
        blank = not rest.strip(" \t")
        whole = matched == len(self._open)
        if whole and self._leaf and self._continues(self._leaf, rest, blank):
            return
        if blank:
            self._blank(matched)
            return
        rest, opened = self._containers(number, rest, matched)
        if opened or whole or not self._lazy(rest, matched):
            if not opened:
                self._close(matched)
            self._text(number, rest)

    def _match(self, line: str) -> tuple[str, int]:
        """What is left of the line inside the open containers that it still belongs to."""
        rest = line
        for depth, block in enumerate(self._open):
            if block.kind is Kind.QUOTE and block.level:
                if rest.strip(" \t") and columns(rest) < block.level:
                    return rest, depth
                rest = unindent(rest, block.level)
            elif block.kind is Kind.QUOTE:
                bare = rest.lstrip(" ")
                if len(rest) - len(bare) > 3 or not bare.startswith(">"):
                    return rest, depth
                rest = _after_quote(bare)
            elif block.kind is Kind.ITEM:
                if rest.strip(" \t") and columns(rest) < block.level:
                    return rest, depth
                rest = unindent(rest, block.level)
                block.lines.append(rest)
        return rest, len(self._open)

    def _continues(self, leaf: Block, rest: str, blank: bool) -> bool:
        """Whether an open fence, comment or block of HTML takes the line as it stands."""
        if leaf.kind is Kind.CODE and leaf.fence:
            bare = rest.strip(" \t")
            if columns(rest) <= 3 and len(bare) >= len(leaf.fence) and not bare.strip(leaf.fence[0]):
                self._leaf = None
            else:
                leaf.lines.append(unindent(rest, leaf.level))
            return True
        if leaf.kind is Kind.HTML and (leaf.info or not blank):
            leaf.lines.append(rest)
            if leaf.info and leaf.info in rest.lower():
                self._leaf = None
            return True
        if leaf.kind is Kind.CODE and (blank or columns(rest) >= 4):
            leaf.lines.append(unindent(rest, 4))
            return True
        return False

    def _blank(self, matched: int) -> None:
        """An empty line ends a paragraph, and the quotes that it is not marked as part of."""
        self._leaf = None
        self._close(matched)

    def _containers(self, number: int, rest: str, matched: int) -> tuple[str, bool]:
        """Open the quotes and list items that begin on this line."""
        opened = False
        while len(self._open) <= 2 * DEEPEST and columns(rest) <= 3:
            bare = rest.lstrip(" ")
            here = matched if not opened else len(self._open)
            if bare.startswith(">"):
                self._close(here)
                self._leave_list()
                self._push(Block(Kind.QUOTE, number))
                rest = _after_quote(bare)
            elif (begun := _indented(number, bare)) is not None:
                self._close(here)
                self._leave_list()
                box, rest = begun
                self._push(box)
            elif (marker := self._marker(bare, here)) is not None:
                self._close(here)
                rest = self._item(number, rest, marker)
            else:
                break
            opened = True
        return rest, opened

    def _marker(self, bare: str, here: int) -> str | None:
        """The list marker that the text begins with, unless it is a rule or runs on a paragraph."""
        found = _MARKER.match(bare)
        if not found or _is_rule(bare):
            return None
        marker = found.group(1)
        in_paragraph = self._leaf is not None and self._leaf.kind is Kind.PARAGRAPH
        if in_paragraph and here == len(self._open):
            number = marker[:-1]
            if (number and int(number) != 1) or not bare[found.end() :].strip():
                return None
        return marker

    def _item(self, number: int, rest: str, marker: str) -> str:
        """Open an item, and its list if the one that is open has another marker."""
        kind = marker[-1]
        if self._open[-1].kind is Kind.LIST and self._open[-1].info != kind:
            self._close(len(self._open) - 1)
        if self._open[-1].kind is not Kind.LIST:
            self._push(Block(Kind.LIST, number, info=kind))
        before = columns(rest) + len(marker)
        # A tab after the marker reaches the next multiple of four, counted from where it stands.
        ahead = before % 4
        after = " " * ahead + rest.lstrip(" ")[len(marker) :]
        gap = columns(after) - ahead
        gap = gap if 1 <= gap <= 4 and after.strip(" \t") else 1
        text = unindent(after, ahead + gap) if after.strip(" \t") else ""
        self._push(Block(Kind.ITEM, number, level=before + gap, lines=[text]))
        return text

    def _lazy(self, rest: str, matched: int) -> bool:
        """Run the line on the open paragraph, though the marks of its containers are missing."""
        leaf = self._leaf
        if leaf is None or leaf.kind is not Kind.PARAGRAPH:
            return False
        if any(block.info == _BOX for block in self._open[matched:]):
            return False
        if columns(rest) < 4 and _beginning(0, rest):
            return False
        leaf.lines.append(rest.strip(" \t"))
        for block in self._open[matched:]:
            if block.kind is Kind.ITEM:
                block.lines.append(rest)
        return True

    def _text(self, number: int, rest: str) -> None:
        """Put what stands inside the containers into a block of text."""
        bare = rest.strip(" \t")
        if not bare:
            return
        paragraph = self._leaf if self._leaf and self._leaf.kind is Kind.PARAGRAPH else None
        block = None if paragraph and columns(rest) >= 4 else _beginning(number, rest)
        if paragraph and (line := _UNDERLINE.match(bare)) and columns(rest) < 4:
            paragraph.kind = Kind.HEADING
            paragraph.level = 1 if line.group(1)[0] == "=" else 2
            paragraph.fence = line.group(1)
            self._leaf = None
        elif block:
            self._add(block, keep=_stays_open(block))
        elif paragraph and columns(rest) < 4 and _is_table(paragraph.lines[-1], bare):
            self._table(number, paragraph, bare)
        elif self._leaf and self._leaf.kind in {Kind.PARAGRAPH, Kind.TABLE}:
            self._leaf.lines.append(bare)
        else:
            self._add(Block(Kind.PARAGRAPH, number, lines=[bare]), keep=True)

    def _table(self, number: int, paragraph: Block, delimiters: str) -> None:
        """The last line of the paragraph was the head of a table."""
        head = paragraph.lines.pop()
        if not paragraph.lines:
            self._open[-1].children.pop()
        self._add(Block(Kind.TABLE, number - 1, lines=[head, delimiters]), keep=True)

    def _add(self, block: Block, keep: bool = False) -> None:
        self._leave_list()
        self._open[-1].children.append(block)
        self._leaf = block if keep else None

    def _push(self, block: Block) -> None:
        self._open[-1].children.append(block)
        self._open.append(block)
        self._leaf = None

    def _leave_list(self) -> None:
        """Only items stand in a list: anything else ends it."""
        if self._open[-1].kind is Kind.LIST:
            self._close(len(self._open) - 1)

    def _close(self, depth: int) -> None:
        if depth < len(self._open):
            self._leaf = None
            del self._open[depth:]


def _indented(number: int, bare: str) -> tuple[Block, str] | None:
    """The box or the footnote that this line begins, and what the line says of its text."""
    if opening(bare.rstrip(" \t")) is not None:
        return Block(Kind.QUOTE, number, level=_INSIDE, info=_BOX), ""
    note = _FOOTNOTE.match(bare)
    return (Block(Kind.QUOTE, number, level=_INSIDE), bare[note.end() :]) if note else None


def _after_quote(bare: str) -> str:
    return bare[2:] if bare[1:2] == " " else bare[1:]


def _is_rule(bare: str) -> bool:
    if bare[0] not in "-*_":
        return False
    marks = bare.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and not marks.strip(bare[0])


def _fence(bare: str) -> tuple[str, str] | None:
    """The marks that close this fence, and its info text."""
    found = _FENCE.match(bare)
    if not found or (found.group(1)[0] == "`" and "`" in found.group(2)):
        return None
    return found.group(1), found.group(2).strip()


def _html(bare: str) -> str | None:
    """What ends the block of HTML that begins here ("" for an empty line), None for no HTML."""
    for begins, until in _HTML_UNTIL:
        if found := begins.match(bare):
            name = found.group(0).strip("<> \t").lower()
            return f"</{name}>" if until == "</" else until
    return "" if _HTML_BLOCK.match(bare) else None


def _is_table(head: str, bare: str) -> bool:
    if "|" not in bare + head or "-" not in bare or not _DELIMITERS.match(bare):
        return False
    cells = [cell.strip(" \t") for cell in bare.strip("|").split("|")]
    if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return False
    return len(split_row(head)) == len(cells)


def split_row(row: str) -> list[str]:
    """The cells of one row of a table; a bar after a backslash belongs to its cell."""
    cells = re.split(r"(?<!\\)\|", row.strip(" \t"))
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip(" \t").replace("\\|", "|") for cell in cells]


def _beginning(number: int, rest: str) -> Block | None:
    """The block of text that begins with this line, None where it is a paragraph's."""
    bare = rest.strip(" \t")
    if columns(rest) >= 4:
        return Block(Kind.CODE, number, level=4, lines=[unindent(rest, 4)])
    if heading := _HEADING.match(bare):
        text = _CLOSING.sub("", " " + bare[heading.end() :]).strip(" \t")
        return Block(Kind.HEADING, number, len(heading.group(1)), lines=[text])
    if fence := _fence(bare):
        return Block(Kind.CODE, number, columns(rest), info=fence[1], fence=fence[0])
    if (until := _html(bare)) is not None:
        return Block(Kind.HTML, number, info=until, lines=[rest])
    return Block(Kind.RULE, number, lines=[bare]) if _is_rule(bare) else None


def _stays_open(block: Block) -> bool:
    """Whether lines that follow can still belong to the block that has just begun."""
    if block.kind is Kind.HTML:
        return not block.info or block.info not in block.lines[0].strip(" \t")[4:].lower()
    return block.kind is Kind.CODE
