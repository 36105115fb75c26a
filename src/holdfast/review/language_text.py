"""A text as the language check reads it: words and where sentences end, without code, quotes and links."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

END: Final = "."
"""Stands among the words where a sentence, a line of a list or a cell of a table ends."""
_OPAQUE: Final = "\0"
_FENCE: Final = re.compile(r" {0,3}(```|~~~)")
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
_ITEM: Final = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])\s")
# Each alternative ends at the next of its own signs, so that a row of them costs no more than its length.
_INSIDE: Final = re.compile(
    r"!?\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)"
    r"|https?://\S+|www\.\S+|<[^<>\s]+>"
    r"|“[^“”]{1,1000}”|„[^„“”]{1,1000}[“”]|»[^»«]{1,1000}«|«[^»«]{1,1000}»"
    r'|(?<!\w)"[^"]{1,1000}"(?!\w)'
)
_TICKS: Final = re.compile("`+")
_TOKEN: Final = re.compile(
    r"[^\W_][\w\u0300-\u036f]*(?:['’-][\w\u0300-\u036f]+)*"
    r"|[.!?;:…|]+|\n[ \t]*(?:\n|[-*+>#])|\0+"
)

_SIGNS: Final = frozenset("_.!?;:…|\n-*+>#" + _OPAQUE)


@dataclass(frozen=True)
class Words:
    """The words in small letters, `END` between sentences, and where each stands; `text` is what was read."""

    text: str
    small: list[str]
    spans: list[tuple[int, int]]

    def written(self, at: int) -> str:
        """A word as it was written."""
        first, after = self.spans[at]
        return self.text[first:after]


def words_of(text: str) -> Words:
    """The words of a Markdown text. Code, quoted speech and links are one word each that nothing is like."""
    read = _without_inside(_without_code(_without_blocks(text)))
    spans = [found.span() for found in _TOKEN.finditer(read)]
    low = read.replace("İ", "I").replace("’", "'").lower()  # the one letter that grows in lower case
    small = [low[first:after] for first, after in spans]
    if not unicodedata.is_normalized("NFC", text):
        small = [unicodedata.normalize("NFC", word) for word in small]
    return Words(read, [_plain(word) if word[-1] in _SIGNS else word for word in small], spans)


def _plain(word: str) -> str:
    if word[0].isalnum():
        return word.rstrip("_")
    return word if word[0] == _OPAQUE else END


def _without_blocks(text: str) -> str:
    """Lines of code and of quotations become ends of sentences, of the same length."""
    kept: list[str] = []
    fence, before, in_list = "", "", False
    for line in text.replace(_OPAQUE, " ").split("\n"):
        found = _FENCE.match(line)
        sign = found[1] if found else ""
        code = bool(fence or sign) or (
            _INDENTED.match(line) is not None and not in_list and (not before or before == END)
        )
        if not fence:
            fence = sign
        elif sign == fence:
            fence = ""
        if line.strip() and not line[0].isspace():
            in_list = _ITEM.match(line) is not None
        hidden = code or line.lstrip().startswith(">")
        kept.append(END * len(line) if hidden else line)
        before = END if hidden else line.strip()
    return "\n".join(kept)


def _without_code(text: str) -> str:
    """What stands between two rows of as many backticks, in one paragraph, is hidden."""
    runs = [found.span() for found in _TICKS.finditer(text)]
    closing, nearest = [0] * len(runs), dict[int, int]()
    for at in range(len(runs) - 1, -1, -1):
        size = runs[at][1] - runs[at][0]
        closing[at] = nearest.get(size, 0)
        nearest[size] = at
    kept, done, at = list[str](), 0, 0
    while at < len(runs):
        start, after = runs[at][0], runs[closing[at]][1]
        if closing[at] and "\n\n" not in text[start:after]:
            kept += text[done:start], _OPAQUE * (after - start)
            done, at = after, closing[at]
        at += 1
    return "".join((*kept, text[done:]))


def _without_inside(text: str) -> str:
    return _INSIDE.sub(lambda found: _hidden(found[0]), text)


def _hidden(found: str) -> str:
    """A quotation that goes over an empty line is two stray signs."""
    return found if "\n\n" in found else _OPAQUE * len(found)
