"""What runbooks use beyond CommonMark, as rules for the reader of `markup`: boxes, footnotes, definitions.

Runs only in the worker. Each rule looks at a bounded number of letters where it stands.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from holdfast.runbook.callouts import Callout, opening
from holdfast.runbook.headings import parted

_NOTE = re.compile(r"\[\^([^\s\[\]\\^]{1,80})\]")
_NOTE_TEXT = re.compile(r"\[\^([^\s\[\]\\^]{1,80})\]:[ \t]{0,9}")
_INSIDE = 4  # columns by which a box's text and a footnote's further lines are indented
_DEFINES = re.compile(r" {0,3}:[ \t]{1,3}(?=\S)")
_MOST_NOTES = 500
_LONGEST_OPENING = 300


def extend(reader: MarkdownIt) -> None:
    """Teach the reader all of them."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    reader.block.ruler.before("fence", "box", _box, {"alt": ends})
    reader.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    reader.inline.ruler.before("link", "footnote_ref", _reference)
    reader.core.ruler.before("inline", "definitions", _definitions)
    reader.core.ruler.before("inline", "attributes", _attributes)


def _line(state: StateBlock, at: int) -> str:
    start = state.bMarks[at] + state.tShift[at]
    return state.src[start : min(state.eMarks[at], start + _LONGEST_OPENING)]


def _attributes(state: StateCore) -> None:
    """`# Heading {#name .class}` is shown without what stands in braces."""
    for opened, words in pairwise(state.tokens):
        if opened.type == "heading_open":
            words.content, opened.meta["own"] = parted(words.content)


# -- boxes -----------------------------------------------------------------------------------------


def _box(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """`!!! note "Title"`, with its text indented below it."""
    if state.is_code_block(first):
        return False
    box = opening(_line(state, first))
    if box is None or silent:
        return box is not None
    deep = state.blkIndent + _INSIDE
    end = first + 1
    while end < last and (state.isEmpty(end) or state.sCount[end] >= deep):
        end += 1
    _open(state, box)
    outer, state.blkIndent = state.blkIndent, deep
    most, state.lineMax = state.lineMax, end
    state.md.block.tokenize(state, first + 1, end)
    state.blkIndent, state.lineMax = outer, most
    _push(state, "html_block", -1, "</blockquote>\n" if box.folded is None else "</details>\n")
    state.line = end
    return True


def _open(state: StateBlock, box: Callout) -> None:
    title = escape(box.title, quote=False)
    if box.folded is None:
        said = f'<p class="title"><strong class="{box.kind}">{title}</strong></p>\n' if title else ""
        _push(state, "html_block", 1, f'<blockquote class="{box.kind}">\n{said}')
    else:
        is_open = "" if box.folded else " open"
        _push(state, "html_block", 1, f"<details{is_open}><summary>{title}</summary>\n")


def _push(state: StateBlock, kind: str, nesting: Any, html: str = "") -> Token:  # noqa: ANN401
    token = state.push(kind, "", nesting)
    token.content = html
    return token


# -- footnotes -------------------------------------------------------------------------------------


def _footnote(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """`[^name]: text`; its further paragraphs are indented."""
    found = None if state.is_code_block(first) else _NOTE_TEXT.match(_line(state, first))
    known: dict[str, int] = state.env.setdefault("footnotes", {})
    if found is None or len(known) >= _MOST_NOTES or silent:
        return found is not None and len(known) < _MOST_NOTES
    known.setdefault(found.group(1), 0)
    state.push("footnote_open", "", 1).meta = {"name": found.group(1)}
    kept = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    state.bMarks[first] += state.tShift[first] + found.end()
    state.tShift[first] = 0
    state.sCount[first] = state.blkIndent + _INSIDE
    state.blkIndent += _INSIDE
    state.parentType = "footnote"
    state.md.block.tokenize(state, first, last)
    state.blkIndent -= _INSIDE
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = kept
    state.push("footnote_close", "", -1)
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    """`[^name]`, where there is a footnote of that name; others stay as they are written."""
    found = _NOTE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    known: dict[str, int] = state.env.get("footnotes", {})
    if found is None or found.group(1) not in known:
        return False
    if not silent:
        order: list[str] = state.env.setdefault("footnote_order", [])
        if not known[found.group(1)]:
            order.append(found.group(1))
            known[found.group(1)] = len(order)
        number = known[found.group(1)]
        token = state.push("html_inline", "", 0)
        is_first = not state.env.setdefault("footnote_seen", {}).get(number)
        state.env["footnote_seen"][number] = True
        back = f'<a name="{_place(number)}.back"></a>' if is_first else ""
        token.content = f'<sup>{back}<a href="#{_place(number)}">{number}</a></sup>'
    state.pos = found.end()
    return True


def _place(number: int) -> str:
    """An anchor that no heading can have: see `headings.parted`."""
    return f"fn.{number}"


def footnotes_last(tokens: Sequence[Token], env: dict[str, Any]) -> list[Token]:
    """The tokens with the footnotes behind them, in the order in which they are pointed at.

    One that nothing points at comes last, with its name as it was written; of two with one name the first
    is pointed at.
    """
    text: list[Token] = []
    notes: list[tuple[str, list[Token]]] = []
    into = [text]
    for token in tokens:
        if token.type == "footnote_open":
            notes.append((token.meta["name"], []))
            into.append(notes[-1][1])
        elif token.type == "footnote_close":
            into.pop()
        else:
            into[-1].append(token)
    if not notes:
        return text
    known: dict[str, int] = env["footnotes"]
    given: set[str] = set()
    numbered: list[tuple[int, list[Token]]] = []
    for name, inside in notes:
        number = known[name] if name not in given else 0
        given.add(name)
        _begin(inside, number, name)
        numbered.append((number or len(notes) + 1, inside))
    numbered.sort(key=lambda note: note[0])
    return [*text, _html("<hr>\n"), *(token for _number, inside in numbered for token in inside)]


def _begin(inside: list[Token], number: int, name: str) -> None:
    """Put a footnote's number before its first words, and the way back."""
    mark = f'<a name="{_place(number)}"></a><a href="#{_place(number)}.back">{number}\N{UPWARDS ARROW}</a> '
    if not number:
        mark = escape(f"[^{name}]: ", quote=False)
    first = inside[1] if len(inside) > 1 and inside[0].type == "paragraph_open" else None
    if first is not None and first.children is not None:
        first.children.insert(0, Token("html_inline", "", 0, content=mark))
    else:
        inside.insert(0, _html(f"<p>{mark}</p>\n"))


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)


# -- definitions -----------------------------------------------------------------------------------


def _definitions(state: StateCore) -> None:
    """A paragraph whose lines after the first begin with a colon: terms, and what they mean."""
    made: list[Token] = []
    tokens, at = state.tokens, 0
    while at < len(tokens):
        lines = tokens[at + 1].content.split("\n") if tokens[at].type == "paragraph_open" else []
        if len(lines) > 1 and not _DEFINES.match(lines[0]) and _DEFINES.match(lines[1]):
            made += _defined(lines, tokens[at].level)
            at += 3
        else:
            made.append(tokens[at])
            at += 1
    state.tokens = made


def _defined(lines: Sequence[str], level: int) -> list[Token]:
    parts: list[tuple[str, list[str]]] = [("dt", [])]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        meaning = _DEFINES.match(line)
        if meaning:
            parts.append(("dd", [line[meaning.end() :]]))
        elif parts[-1][0] == "dd" and _DEFINES.match(following):
            parts.append(("dt", [line]))
        else:
            parts[-1][1].append(line)
    made = [Token("dl_open", "dl", 1, level=level, block=True)]
    for tag, words in parts:
        inline = Token("inline", "", 0, content="\n".join(words), children=[], level=level + 2, block=True)
        made += [
            Token(f"{tag}_open", tag, 1, level=level + 1, block=True),
            inline,
            Token(f"{tag}_close", tag, -1, level=level + 1, block=True),
        ]
    return [*made, Token("dl_close", "dl", -1, level=level, block=True)]
