"""The last touch on sanitised HTML, for the viewer: boxes for code, bounds for what lays out badly.

Runs only in the worker. What a QTextDocument was measured to lay out badly is bounded: nested tables
cost two to the power of their depth, items of a list and letters of one word the square of their
number. No text is lost on the way: what goes beyond is refused as a whole and shown as plain text.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from holdfast.runbook import folds
from holdfast.runbook.callouts import KINDS
from holdfast.runbook.sanitize import COPY

DEEPEST_TABLE = 4
DEEPEST_BLOCK = 12
DEEPEST_INLINE = 10
DEEPEST = 48
MOST_ELEMENTS = 8_000
MOST_ITEMS = 3_000
LONGEST_WORD = 4_000

_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_INLINE = frozenset(
    {"a", "b", "code", "em", "i", "kbd", "s", "small", "span", "strong", "sub", "sup", "u", "var"}
)
# What counts towards which bound of nesting; code and quotes are drawn as tables.
_BOUND = {
    **dict.fromkeys(_INLINE, ("inline",)),
    **dict.fromkeys(("ul", "ol", "dl"), ("block",)),
    "table": ("table",),
    "pre": ("table",),
    "blockquote": ("table", "block"),
    "code": ("code", "inline"),
}
# What costs more to lay out than others of its size.
_WEIGHTS = {"pre": 4, "table": 4, "blockquote": 4} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), 3)
_EMPTY = frozenset({"br", "hr", "img"})
# Elements that are drawn by others, and elements that the viewer knows under another name.
_DRAWN = {
    "table": ('<table class="data" cellspacing="0">', "</table>"),
    "blockquote": (
        '<table class="quote" width="100%" cellspacing="0"><tr><td class="quote">',
        "</td></tr></table>",
    ),
    "summary": ("<p><b>", "</b></p>"),
}
_AS = {
    "details": "div",
    "summary": "p",
    "center": "div",
    "samp": "code",
    "ins": "u",
    "strike": "s",
    "del": "s",
}


# Direction and zero-width characters, and controls: in code each of them is spelled out.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc]"
)
_OVERRIDES = re.compile("[\u202d\u202e]")
_OBJECT = "\ufffc"  # stands for an image in the viewer


class TooMuch(Exception):
    """More than a document that is meant to be read has of something."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """HTML for the viewer, and the text of its code blocks in the order of their `hf-copy:` links."""

    html: str
    code: tuple[str, ...]


def shaped(html: str, copy: str, more: str = "…") -> Shaped:
    """Bound and dress sanitised HTML. Raises TooMuch.

    `copy` is the word on the links that copy, `more` on those that unfold what has no words of its own.
    """
    shaper = _Shaper(copy, more)
    shaper.feed(html)
    shaper.close()
    return Shaped("".join(shaper.out), tuple(shaper.code))


class _Shaper(HTMLParser):
    """Walks well-formed HTML, as the sanitiser gives it."""

    def __init__(self, copy: str, more: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.code: list[str] = []
        self._copy, self._more = escape(copy), escape(more)
        self._folds: list[tuple[int, bool]] = []  # number, and whether it is open at first
        self._headless = False  # a fold has begun, and its words have not
        self._in_head = False
        self._open: list[tuple[str, str]] = []  # each element's tag, and what closes it on the screen
        self._depths: Counter[str] = Counter()
        self._elements = 0
        self._items = 0
        self._word = 0  # letters since the last space or block
        self._text: list[str] | None = None  # of the code block that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._items += tag == "li"
        self._count(_WEIGHTS.get(tag, 1))
        if tag not in _INLINE:
            self._word = 0
        if self._headless and tag != "summary":
            self._end_head()
        if tag in _EMPTY:
            self.out.append(_empty(tag, dict(attrs)) if tag == "img" or not self._in_head else " ")
            return
        opening, closing = self._tags(tag, attrs)
        self._open.append((tag, closing))
        self._depths.update(_BOUND.get(tag, ()))
        self.out.append(opening)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        if self._headless:
            self._end_head()
        _tag, closing = self._open.pop()
        self._depths.subtract(_BOUND.get(tag, ()))
        self.out.append(closing)
        self._in_head &= tag != "summary"
        if tag == "pre" and closing and self._text is not None:
            self.code.append("".join(self._text))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._headless and data.strip():
            self._end_head()
        self._measure(data)
        if self._text is not None:
            self._text.append(data)
            self._count(data.count("\n"))
        is_code = self._text is not None or self._depths["code"]
        self.out.append(
            _UNSEEN.sub(_spelled, data) if is_code else _OVERRIDES.sub("", data).replace(_OBJECT, "\ufffd")
        )

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, source: str) -> None:
        if self._headless:
            self._end_head()
        self._measure(unescape(source))
        self.out.append(source)
        if self._text is not None:
            self._text.append(unescape(source))

    def _count(self, elements: int) -> None:
        self._elements += elements
        if self._elements > MOST_ELEMENTS or self._items > MOST_ITEMS or self._word > LONGEST_WORD:
            raise TooMuch

    def _measure(self, data: str) -> None:
        """Follow the length of the word that runs through the pieces of text."""
        words = data.split()
        if not words or data[0].isspace():
            self._word = 0
        if len(words) > 1 and max(map(len, words)) > LONGEST_WORD:
            raise TooMuch
        if words:
            self._word = (self._word if len(words) == 1 else 0) + len(words[-1])
            self._count(0)
        if data[-1:].isspace():
            self._word = 0

    def _tags(self, tag: str, attrs: list[tuple[str, str | None]]) -> tuple[str, str]:
        """How an element opens and closes on the screen; as nothing where it is too deep."""
        if self._is_passed_over(tag) or (tag == "a" and not attrs):
            return "", ""
        if tag == "pre":
            return self._code()
        if tag == "details":
            return self._fold(is_open="open" in dict(attrs))
        if tag == "summary" and self._headless:
            return self._head()
        if tag in _DRAWN and self._depths["table"] < DEEPEST_TABLE:
            return self._drawn(tag, dict(attrs).get("class") or "")
        name = _AS.get(tag, tag)
        return f"<{name}{_said(attrs)}>", f"</{name}>"

    def _is_passed_over(self, tag: str) -> bool:
        """Whether only what stands inside an element is shown."""
        if self._in_head and (tag == "a" or tag not in _INLINE):
            return True
        if tag == "pre":
            return self._text is not None
        table = tag in _TABLE_PARTS and self._depths["table"] + (tag == "table") > DEEPEST_TABLE
        block = "block" in _BOUND.get(tag, ()) and self._depths["block"] >= DEEPEST_BLOCK
        inline = tag in _INLINE and self._depths["inline"] >= DEEPEST_INLINE
        return table or block or inline or len(self._open) >= DEEPEST

    def _drawn(self, tag: str, look: str) -> tuple[str, str]:
        opening, closing = _DRAWN[tag]
        if tag == "blockquote" and look in KINDS:
            opening = opening.replace('class="quote"', 'class="callout"', 1)
            opening = opening.replace('class="quote"', f'class="{look}"')
        return opening, closing

    def _fold(self, *, is_open: bool) -> tuple[str, str]:
        """A part that a link before it opens. Its words are still to come."""
        number = len(self._folds)
        self._folds.append((number, is_open))
        self._headless = True
        return "<div>", f"{folds.end(number)}</div>"

    def _head(self) -> tuple[str, str]:
        number, is_open = self._folds[-1]
        self._headless, self._in_head = False, True
        before, behind = folds.head(number)
        return before, f"{behind}{folds.begin(number, is_open=is_open)}"

    def _end_head(self) -> None:
        """It has none."""
        before, behind = self._head()
        self._in_head = False
        self.out.append(f"{before}{self._more}{behind}")

    def _code(self) -> tuple[str, str]:
        """A box with the code and, beside it, the link that copies it."""
        self._text = []
        copy = f'<a href="{COPY}{len(self.code)}">{self._copy}</a>'
        if self._depths["table"] >= DEEPEST_TABLE:
            return "<pre>", f"</pre><p>{copy}</p>"
        box = '<table class="code" width="100%" cellspacing="0"><tr><td class="code" width="100%"><pre>'
        return box, f'</pre></td><td class="copy">{copy}</td></tr></table>'


def _spelled(unseen: re.Match[str]) -> str:
    return f"[U+{ord(unseen.group()):04X}]"


def _empty(tag: str, attrs: dict[str, str | None]) -> str:
    """An element without content; an image that is not the library's is its description."""
    if tag == "img" and not attrs.get("src"):
        return f"<i>[{escape(attrs.get('alt') or '…')}]</i>"
    return f"<{tag}{_said(list(attrs.items()))}>"


def _said(attrs: list[tuple[str, str | None]]) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
