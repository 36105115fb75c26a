"""What a bench says: figures, the floors they are held against, and whether they meet their bars."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Bar(StrEnum):
    """What a bar is put on."""

    RATIO = "ratio at most"
    MOST = "at most"
    LEAST = "at least"
    ABOVE = "floor and at most"


@dataclass(frozen=True)
class Figure:
    """One line of the table. `floor` is the same work done bare, in the same run and unit."""

    name: str
    figure: float
    unit: str
    kind: Bar
    bar: float
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.figure / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        return {
            Bar.RATIO: (self.ratio or float("inf")) <= self.bar,
            Bar.MOST: self.figure <= self.bar,
            Bar.LEAST: self.figure >= self.bar,
            Bar.ABOVE: self.figure <= (self.floor or 0) + self.bar,
        }[self.kind]

    def bar_words(self) -> str:
        """The bar as the table says it."""
        return {
            Bar.RATIO: f"≤ {self.bar:g} ×",
            Bar.MOST: f"≤ {self.bar:g} {self.unit}",
            Bar.LEAST: f"≥ {self.bar:,.0f} {self.unit}",
            Bar.ABOVE: f"≤ floor + {self.bar:g} {self.unit}",
        }[self.kind]

    def as_json(self) -> dict[str, Any]:
        """The line for a machine."""
        return {
            "name": self.name,
            "figure": round(self.figure, 3),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "bar": self.bar_words(),
            "met": self.met,
        }


def p95(values: Iterable[float]) -> float:
    """The value that 95 % do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


median = statistics.median


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes, by the wall clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turns(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """The milliseconds of each work, done in turns, so that what else the machine does touches all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            taken.append(milliseconds(work))
    return times


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text, columns aligned."""
    head = ("", "figure", "floor", "ratio", "bar", "")
    rows = [
        (
            figure.name,
            f"{figure.figure:,.{_digits(figure.figure)}f} {figure.unit}",
            "" if figure.floor is None else f"{figure.floor:,.{_digits(figure.floor)}f} {figure.unit}",
            "" if figure.ratio is None else f"{figure.ratio:.2f} ×",
            figure.bar_words(),
            "met" if figure.met else "MISSED",
        )
        for figure in figures
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return "\n".join(_line(row, widths) for row in (head, *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        row[0].ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
    ]
    return "  ".join(cells).rstrip()


def _digits(value: float) -> int:
    return 2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
