"""What stands inside a line of Markdown: its plain words and the targets it points at.

Every pattern here is bounded, and brackets and backticks are paired by one walk over the text:
time grows with its length alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

LONGEST_PLAIN = 240
_LABEL = 999
_NO_REFERENCES: Mapping[str, str] = {}
# Stands for a code span while the markup around it is taken away; a private-use character.
_HOLE = "\ue000"

_TOKEN = re.compile(r"\\.|!?\[|\]|`+", re.DOTALL)
_TICKS = re.compile(r"`+")
_MARKS = re.compile(r"[\[\]()<>\\]")
_TARGET = re.compile(r"\([ \t\n]{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))")
_TITLE = re.compile(r"[ \t\n]{1,9}(?:\"[^\"]{0,999}\"|'[^']{0,999}')?[ \t\n]{0,9}\)|\)")
_REFERENCE = re.compile(r"\[([^\[\]]{0,999})\]")
_DEFINITION = re.compile(r" {0,3}\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(<[^<>]*>|\S*)")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>")
_TAG_TARGET = re.compile(
    r"<(img|a)\s[^<>]{0,2000}?\b(?:src|href)\s{0,9}=\s{0,9}[\"']?([^\"'\s<>]+)", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|b|br|code|del|details|div|em|i|img|kbd|p|s|small|span|strong|sub|summary|sup|u)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?<!\\)(\*{1,3}|~~)(?=\S)([^*~\n]{1,999}?)(?<=\S)\1")
_UNDERSCORE = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^\n]{1,300}?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def definitions(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The reference definitions that a paragraph begins with, and the lines that are left."""
    found: dict[str, str] = {}
    at = 0
    while at < len(lines) and (match := _DEFINITION.match(lines[at])):
        target, used = match.group(2), 1
        if not target and at + 1 < len(lines):
            target, used = lines[at + 1].strip().split(maxsplit=1)[0], 2
        if not target:
            break
        found.setdefault(label(match.group(1)), target.strip("<>"))
        at += used
    return found, lines[at:]


def label(text: str) -> str:
    """A reference's label as it is compared: case and runs of spaces do not count."""
    return " ".join(text.split()).casefold()


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the code spans stand, from their first backtick to after their last."""
    runs: dict[int, list[int]] = defaultdict(list)
    found = [(run.start(), run.end()) for run in _TICKS.finditer(text)]
    for start, end in reversed(found):
        runs[end - start].append(start)
    after = 0
    for start, end in found:
        same = runs[end - start]
        while same and same[-1] <= start:
            same.pop()
        if start < after or not same or _escaped(text, start):
            continue
        after = same[-1] + (end - start)
        yield start, after


def without_code(text: str) -> str:
    """The text with the marks in its code spans blanked, so that none of them counts."""
    parts: list[str] = []
    at = 0
    for start, end in spans(text):
        parts += [text[at:start], _MARKS.sub("x", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def targets(text: str, references: Mapping[str, str]) -> Iterator[tuple[bool, str]]:
    """Each target that the text points at, as written, and whether it is an image's."""
    text = without_code(text)
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark.endswith("[") and mark[0] != "\\":
            opened.append(token)
        elif mark == "]" and opened:
            start = opened.pop()
            target = _target_at(text, start.end(), token.start(), references)
            if target is not None:
                yield start.group() == "![", target
    for found in _AUTOLINK.finditer(text):
        yield False, found.group(1)
    for found in _TAG_TARGET.finditer(text):
        yield found.group(1).lower() == "img", found.group(2)


def _target_at(text: str, start: int, end: int, references: Mapping[str, str]) -> str | None:
    """What `[start:end]` followed by the text after it points at, None when it is only brackets."""
    inline = _TARGET.match(text, end + 1)
    if inline and _TITLE.match(text, inline.end()):
        return inline.group(1) if inline.group(1) is not None else inline.group(2)
    if not references:
        return None
    reference = _REFERENCE.match(text, end + 1)
    name = reference.group(1) if reference and reference.group(1).strip() else None
    if name is None and end - start > _LABEL:
        return None
    return references.get(label(name if name is not None else text[start:end]))


def plain(text: str, references: Mapping[str, str] = _NO_REFERENCES) -> str:
    """One line of words without markup, at most `LONGEST_PLAIN` characters.

    Code spans keep their content; control and direction characters are left out.
    """
    return shorten(bare(text[: 8 * LONGEST_PLAIN], references))


def bare(text: str, references: Mapping[str, str] = _NO_REFERENCES) -> str:
    """The same, however long it is."""
    text = _COMMENT.sub(" ", text.replace(_HOLE, ""))
    text = " ".join(text.split())
    parts: list[str] = []
    codes: list[str] = []
    at = 0
    for start, end in spans(text):
        parts += [text[at:start], _HOLE]
        codes.append(text[start:end].strip("`").strip())
        at = end
    words = _words("".join([*parts, text[at:]]), references).split(_HOLE)
    filled = [word for pair in zip(words, [*codes, ""], strict=False) for word in pair]
    return _tidy("".join(filled))


def untagged(text: str) -> str:
    """The text without tags and comments, its code spans as they are."""
    text = _COMMENT.sub("", text)
    parts: list[str] = []
    at = 0
    for start, end in spans(text):
        parts += [_TAG.sub("", text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _TAG.sub("", text[at:])])


def shorten(line: str) -> str:
    """One tidy line of at most `LONGEST_PLAIN` characters."""
    line = _tidy(line)
    if len(line) <= LONGEST_PLAIN:
        return line
    return line[: LONGEST_PLAIN - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _tidy(line: str) -> str:
    return " ".join(_CONTROL.sub(" ", line).split())


def _words(text: str, references: Mapping[str, str]) -> str:
    """The text freed of links, emphasis, tags and backslashes."""
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub(" ", text)
    text = _unlink(text, references)
    for _round in range(3):
        text = _STRONG.sub(r"\2", text)
    text = _UNDERSCORE.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)


def _unlink(text: str, references: Mapping[str, str]) -> str:
    """Links and images replaced by their words."""
    drop: list[tuple[int, int]] = []
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark.endswith("[") and mark[0] != "\\":
            opened.append(token)
        elif mark == "]" and opened:
            start = opened.pop()
            end = _link_end(text, token.end())
            if end > token.end() or label(text[start.end() : token.start()]) in references:
                drop += [start.span(), (token.start(), end)]
    at, parts = 0, list[str]()
    for start, end in sorted(drop):
        if start >= at:
            parts.append(text[at:start])
            at = end
    return "".join([*parts, text[at:]])


def _link_end(text: str, at: int) -> int:
    """Where a link ends whose words end at `at`; `at` itself when no target follows."""
    inline = _TARGET.match(text, at)
    if inline and (title := _TITLE.match(text, inline.end())):
        return title.end()
    reference = _REFERENCE.match(text, at)
    return reference.end() if reference else at


def _escaped(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
