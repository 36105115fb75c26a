"""On which line of a TOML text a key stands, for messages: a reader's guess, not a parser.

It knows tables, arrays of tables, `key = value` lines, and arrays with one inline table to a line.
"""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]")
_PAIR = re.compile(r"\s*([\w.\-]+)\s*=\s*(.*)")
_ITEM = re.compile(r"\s*\{")


def line_of(text: str, path: str) -> int | None:
    """The line of `matrix.high.low` or `priorities.2.severity` (items count from 0), else that of
    the nearest part around it that has a line, else None.
    """
    lines = _lines(text)
    parts = path.split(".")
    around = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((lines[part] for part in around if part in lines), None)


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    table, array, items = "", "", 0
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _table(header, counts)
            found.setdefault(table, number)
        elif pair := _PAIR.match(line):
            key = f"{table}.{pair[1]}".lstrip(".")
            found.setdefault(key, number)
            array, items = (key if pair[2].startswith("[") else ""), 0
        elif array and _ITEM.match(line):
            found.setdefault(f"{array}.{items}", number)
            items += 1
    return found


def _table(header: re.Match[str], counts: dict[str, int]) -> str:
    """The path of a table, with its number where it is one of an array."""
    name = header[2]
    if header[1] == "[":
        return name
    counts[name] = counts.get(name, -1) + 1
    return f"{name}.{counts[name]}"
