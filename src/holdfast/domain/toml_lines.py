"""On which line of a TOML text each key and item stands, for messages: tomllib keeps no places.

It walks a text that tomllib has read before, so it judges nothing and only counts lines.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

Path = tuple[str | int, ...]
"""The keys and places (from 0) that lead to a value: `("priorities", 2, "severity")`."""

_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"(?!"{3})){0,2}|\'\'\'.*?\'\'\'\'{0,2}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\r\n]*")
_PART = re.compile(r'[ \t]*("(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)[ \t]*(\.?)')


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every table, key and item of a TOML text without faults."""
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return walk.found


def nearest(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or else of the nearest part around it that has one, or else 1."""
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((lines[part] for part in around if part in lines), 1)


class _Walk:
    """One way through a text."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._counts: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        while self._next():
            if self._next() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _next(self) -> str:
        """The next character that is neither gap nor comment; "" at the end."""
        gap = _GAP.match(self._text, self._at)
        self._at = gap.end() if gap else self._at
        return self._text[self._at : self._at + 1]

    def _mark(self, path: Path, at: int) -> None:
        self.found.setdefault(path, bisect_right(self._starts, at))

    def _header(self) -> Path:
        start, repeated = self._at, self._text.startswith("[[", self._at)
        self._at += 2 if repeated else 1
        *around, last = self._key()
        self._at += 2 if repeated else 1
        path: Path = ()
        for part in around:
            path = self._inside((*path, part))
        path = (*path, last)
        self._mark(path, start)
        if repeated:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = self._inside(path)
            self._mark(path, start)
        return path

    def _inside(self, path: Path) -> Path:
        """The path of a table, or of the newest one where it is an array of tables."""
        return (*path, self._counts[path]) if path in self._counts else path

    def _key(self) -> list[str]:
        parts: list[str] = []
        while part := _PART.match(self._text, self._at):
            self._at = part.end()
            parts.append(_plain(part[1]))
            if not part[2]:
                break
        return parts

    def _pair(self, table: Path) -> None:
        start, path = self._at, table
        for part in self._key():
            path = (*path, part)
            self._mark(path, start)
        self._at += 1  # the =
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._next()
        if opening in ("[", "{"):
            self._at += 1
            self._members(path, "]" if opening == "[" else "}")
            return
        match = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _members(self, path: Path, closing: str) -> None:
        place = 0
        while (char := self._next()) and char != closing:
            if char == ",":
                self._at += 1
            elif closing == "]":
                self._mark((*path, place), self._at)
                self._value((*path, place))
                place += 1
            else:
                self._pair(path)
        self._at += 1


def _plain(part: str) -> str:
    """A key without its quotes."""
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0")))
