"""A table of times and numbers as points, a block of lines at a time."""

import csv
from collections.abc import Sequence
from math import nan
from typing import Final

from holdfast.detect.watches.lines import Lines
from holdfast.detect.watches.notes import Notes, add
from holdfast.detect.watches.watch import Csv, Watch
from holdfast.detect.watches.when import Clock
from holdfast.domain.errors import UserError
from holdfast.words import _

Points = tuple[list[float], list[float], Sequence[int]]
"""Times, values, and the lines that they stand on."""
_NO_NUMBER: Final = frozenset({"", "nan", "null", "none", "na", "n/a", "-", "–", "inf", "+inf", "-inf"})
_BAD: Final = (ValueError, IndexError, TypeError, OverflowError, csv.Error)


class Table:
    """Where the times and values of a table stand. UserError where its first line has no such column."""

    def __init__(self, source: Csv, header: str, after: float = 0) -> None:
        """`after` is the time of the last point before."""
        self._delimiter = source.delimiter or max(",;\t|", key=header.count)
        cells = _cells(header, self._delimiter)
        self._time, self._value = _place(source.time, cells), _place(source.value, cells)
        self._by_number = source.time.isdecimal() and source.value.isdecimal()
        self._clock = Clock(source.zone, source.time_format, after)
        self._comma = False

    def points(self, lines: Lines, notes: Notes) -> Points:
        """The points of a block; what can't be read is told."""
        for _each in range(lines.long):
            add(notes, "long", line=lines.first)
        first, texts = lines.first, lines.texts
        if first == 1 and not (self._by_number and self._is_row(texts[0])):
            first, texts = 2, texts[1:]
        if not lines.quoted:
            try:
                return (*self._fast(texts), range(first, first + len(texts)))
            except _BAD:
                pass
        return self._slow(texts, first, notes)

    def _fast(self, texts: Sequence[str]) -> tuple[list[float], list[float]]:
        if not texts:
            return [], []
        at, place = self._time, self._value
        rows = list(csv.reader(texts, delimiter=self._delimiter))
        written = [row[place] for row in rows]
        if self._comma:
            written = [each.replace(",", ".") for each in written]
        return self._clock.many([row[at] for row in rows]), list(map(float, written))

    def _slow(self, texts: Sequence[str], first: int, notes: Notes) -> Points:
        times: list[float] = []
        values: list[float] = []
        where: list[int] = []
        for line, text in enumerate(texts, first):
            if not text.strip():
                continue
            try:
                at, value = self._row(text)
            except _BAD:
                add(notes, "broken", line=line)
                continue
            times.append(at)
            values.append(value)
            where.append(line)
        return times, values, where

    def _row(self, text: str) -> tuple[float, float]:
        (row,) = csv.reader([text], delimiter=self._delimiter, strict=True)
        return self._clock.one(row[self._time]), self._number(row[self._value])

    def _is_row(self, text: str) -> bool:
        try:
            self._row(text)
        except _BAD:
            return False
        return True

    def _number(self, text: str) -> float:
        text = text.strip()
        if text.casefold() in _NO_NUMBER:
            return nan
        if self._delimiter != "," and "," in text:
            number = float(text.replace(",", "."))
            self._comma = True
            return number
        return float(text)


def _cells(header: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), list[str]())]
    except csv.Error as error:
        raise UserError(
            _("The first line of the table is no CSV: {why}.").format(why=error),
            _("Is it the right file?"),
        ) from error


def _place(column: str, cells: Sequence[str]) -> int:
    if column.isdecimal() and 1 <= int(column) <= max(len(cells), 1):
        return int(column) - 1
    if column in cells:
        return cells.index(column)
    raise UserError(
        _("The table has no column “{column}”.").format(column=column),
        _("Its first line has: {columns}.").format(columns=", ".join(cells)[:300]),
    )


def header_of(text: str) -> str:
    """The first line of a table. UserError where there is none yet."""
    if not text.strip():
        raise UserError(_("The table is empty."), _("Its first line names the columns."))
    return text


def table_of(watch: Watch) -> Csv:
    """How the table of a watch is read; of one without a table, as a series that was recorded."""
    return watch.source if isinstance(watch.source, Csv) else Csv("csv", "recorded")
