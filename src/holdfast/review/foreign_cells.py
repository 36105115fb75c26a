"""Lines of somebody else's lists and tables, as words that people read."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

BULLET: Final = re.compile(r"^[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\](?:[ \t]+|$))?")
_RULE_MARKS: Final = frozenset(" \t|:-")
_BREAK: Final = re.compile(r"<br\s{0,4}/?>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:a|b|i|u|p|em|strong|span|div|code|font|small|sup|sub|time)(?:\s[^<>]{0,400})?/?>", re.IGNORECASE
)
_VERBATIM: Final = r"(?P<code>(?P<ticks>`+)(?!`)[^`]{1,400}(?P=ticks)(?!`))|\\(?P<sign>[!-/:-@\[-`{-~])"
_MARKUP: Final = re.compile(f"{_VERBATIM}|{_BREAK.pattern}|{_TAG.pattern}", re.IGNORECASE)
_WRITTEN: Final = re.compile(rf"{_VERBATIM}|&(?:#\d{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z]\w{{1,30}});")
_LINES_OF_HTML: Final = re.compile(r"<(?P<what>/?(?:table|tr|t[hd]|li|dt|dd))\b[^<>]{0,400}>", re.IGNORECASE)


def is_table(lines: Sequence[str], at: int) -> bool:
    """Whether the head of a table stands here."""
    if "|" not in lines[at] or at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    return "-" in below and _RULE_MARKS.issuperset(below) and ("|" in below or "---" in below)


def table_end(lines: Sequence[str], at: int) -> int:
    """Where the table that begins here has ended."""
    return next((n for n in range(at + 2, len(lines)) if "|" not in lines[n]), len(lines))


def table_of(lines: Sequence[str], at: int, end: int) -> tuple[list[str], list[list[str]]]:
    """The cells of a table's head and of its rows."""
    # where the head begins with no bar, one at the beginning of a row parts an empty cell
    bare = not lines[at].lstrip().startswith("|")
    return cells_of(lines[at]), [cells_of(line, bare=bare) for line in lines[at + 2 : end]]


def cells_of(line: str, *, bare: bool = False) -> list[str]:
    """The cells of a table's line; a bar behind a backslash or in code is none."""
    inner = line.strip() if bare else line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)\|", re.sub(r"`[^`]*`", lambda code: code.group().replace("|", "\0"), inner))
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\0", "|").replace("\\|", "|") for cell in cells]


def clean(text: str) -> str:
    """Words as people read them: no entities, escapes, tags, nor bold around the whole; code as it is."""
    bare = _MARKUP.sub(_without_tag, text).strip()
    match = re.fullmatch(r"(\*\*|__)(.+)\1", bare)
    bold = match[2] if match and match[1] not in match[2] else bare
    return _WRITTEN.sub(_read, bold).replace("\xa0", " ").strip()


def _without_tag(match: re.Match[str]) -> str:
    if match["code"] or match["sign"]:
        return match.group()
    return "\n" if _BREAK.fullmatch(match.group()) else ""


def _read(match: re.Match[str]) -> str:
    return match["sign"] or match["code"] or unescape(match.group())


def is_bullet_above(line: str, first: str) -> bool:
    """Whether a line is an item of the same list as `first`, or of one around it."""
    return bool(BULLET.match(line)) and _indent(line) <= _indent(first)


def _indent(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def without_html(lines: Sequence[str]) -> list[str]:
    """The lines with tables and lists of HTML written as those of Markdown."""
    text = "\n".join(lines)
    return "\n".join(_written(text)).split("\n") if _LINES_OF_HTML.search(text) else list(lines)


def _written(text: str) -> Iterator[str]:
    at, cells, first, tables = 0, list[str](), True, 0
    inside = ""  # the cell or item whose words are read
    for tag in _LINES_OF_HTML.finditer(text):
        what, words = tag["what"].lower(), text[at : tag.start()]
        at = tag.end()
        if inside in {"td", "th"} and what in {"/td", "/th", "td", "th", "tr", "/tr", "/table"}:
            cells.append(_as_markdown(words).replace("|", "\\|"))
            inside = ""
        elif inside and what in {f"/{inside}", "li", "dt", "dd"}:
            yield f"- {_as_markdown(words)}"
            inside = ""
        elif words.strip() and not tables:
            yield words.strip("\n")
        if what in {"tr", "/tr", "/table"} and cells:
            yield f"| {' | '.join(cells)} |"
            if first:
                yield f"|{'---|' * len(cells)}"
            cells, first = [], False
        if what in {"table", "/table"}:
            first, tables = True, max(0, tables + (1 if what == "table" else -1))
            yield ""
        if what in {"td", "th", "li", "dt", "dd"}:
            inside = what
    yield text[at:]


def _as_markdown(words: str) -> str:
    """Words of HTML, where a backslash is no escape, in one line."""
    return " ".join(words.split()).replace("\\", r"\\")
