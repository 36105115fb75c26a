"""Emphasis, code and links inside a paragraph of a reviewer's Markdown, in one pass over the text.

Whatever does not close stays as it was typed. HTML and images are nothing special here: they are shown as
text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from holdfast.report.runs import Run

# Every part is bounded, so that no text makes the search slow.
_TOKEN: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<link>!?\[(?P<words>[^\[\]\n]{1,500})\]\((?P<target>[^()\s]{1,2000})\))"
    r"|(?P<auto><(?P<address>(?:https?|mailto):[^<>\s]{1,2000})>)"
    r"|(?P<mark>\*+|_+)"
    r"|(?P<turn> {2,20}\n|\\\n|\n)"
)
_TICKS: Final = re.compile("`+")
_STRONGEST: Final = 3  # one mark slants, two are bold, three are both


@dataclass(slots=True)
class _Token:
    """A stretch of text, or a mark of emphasis that may open or close one."""

    text: str
    code: bool = False
    mark: str = ""
    opens: bool = False
    closes: bool = False


@dataclass(slots=True)
class _Reader:
    """The tokens so far, and where the runs of backticks stand."""

    text: str
    tokens: list[_Token] = field(default_factory=list["_Token"])

    def read(self) -> list[_Token]:
        ticks = _tick_places(self.text)
        place = 0
        while (found := _TOKEN.search(self.text, place)) is not None:
            self._literal(self.text[place : found.start()])
            place = self._take(found, ticks)
        self._literal(self.text[place:])
        return self.tokens

    def _literal(self, text: str) -> None:
        if text:
            self.tokens.append(_Token(text))

    def _take(self, found: re.Match[str], ticks: dict[int, list[int]]) -> int:
        match found.lastgroup:
            case "escape":
                self._literal(found[0][1])
            case "ticks":
                return self._code(found, ticks)
            case "link":
                self._literal(found["words"])
                self._literal("" if found["words"] == found["target"] else f" ({found['target']})")
            case "auto":
                self._literal(found["address"])
            case "turn":
                self._literal(" " if found[0] == "\n" else "\n")
            case _ if len(found[0]) > _STRONGEST:
                self._literal(found[0])
            case _:
                self._mark(found)
        return found.end()

    def _code(self, found: re.Match[str], ticks: dict[int, list[int]]) -> int:
        fence = len(found[0])
        places = ticks.get(fence, [])  # none where a backslash took the first of a run
        while places and places[-1] < found.end():
            places.pop()
        if not places:
            self._literal(found[0])
            return found.end()
        inner = self.text[found.end() : places[-1]].replace("\n", " ")
        if len(inner) > 2 and inner[0] == inner[-1] == " " and inner.strip():
            inner = inner[1:-1]
        self.tokens.append(_Token(inner, code=True))
        return places[-1] + fence

    def _mark(self, found: re.Match[str]) -> None:
        before = self.text[found.start() - 1 : found.start()] or " "
        after = self.text[found.end() : found.end() + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if found[0][0] == "_":  # snake_case is one word
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        self.tokens.append(_Token(found[0], mark=found[0], opens=opens, closes=closes))


def _tick_places(text: str) -> dict[int, list[int]]:
    """Where the runs of backticks of each length begin, the last one first."""
    places: dict[int, list[int]] = {}
    for found in _TICKS.finditer(text):
        places.setdefault(len(found[0]), []).append(found.start())
    return {length: starts[::-1] for length, starts in places.items()}


def runs_of(text: str) -> list[Run]:
    """The text with its emphasis understood."""
    tokens = _Reader(text).read()
    _pair(tokens)
    return list(_merged(_styled(tokens)))


def _pair(tokens: list[_Token]) -> None:
    """Match closing marks with the nearest opening ones; every mark left over becomes plain text."""
    waiting: list[_Token] = []
    counts: dict[str, int] = {}
    place = 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if not token.mark:
            continue
        if token.closes and len(token.mark) == _STRONGEST and not counts.get(token.mark):
            _close_both(tokens, place, waiting)
        if token.closes and counts.get(token.mark):
            while waiting[-1].mark != token.mark:
                _drop(waiting.pop(), counts)
            counts[token.mark] -= 1
            waiting.pop().text = token.text = ""
            token.opens = False
        elif token.opens:
            waiting.append(token)
            counts[token.mark] = counts.get(token.mark, 0) + 1
        else:
            token.mark = ""
    for token in waiting:
        token.mark = ""


def _close_both(tokens: list[_Token], place: int, waiting: list[_Token]) -> None:
    """Let three marks close the one and the two that wait last, as in `**bold *both***`."""
    token = tokens[place - 1]
    inner, outer = (waiting[-1].mark, waiting[-2].mark) if len(waiting) > 1 else ("", "")
    if inner + outer == token.mark:
        token.mark = token.text = inner
        tokens.insert(place, _Token(outer, mark=outer, closes=True))


def _drop(token: _Token, counts: dict[str, int]) -> None:
    counts[token.mark] -= 1
    token.mark = ""


def _styled(tokens: list[_Token]) -> Iterator[Run]:
    bold = italic = 0
    for token in tokens:
        if token.mark:
            step = 1 if token.opens else -1
            bold += step * (len(token.mark) >= 2)
            italic += step * (len(token.mark) % 2)
        elif token.text:
            yield Run(token.text, bool(bold), bool(italic), token.code)


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    for look, stretch in groupby(runs, key=lambda run: run[1:]):
        yield Run("".join(run.text for run in stretch), *look)
