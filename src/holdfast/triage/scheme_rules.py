"""What only a reader of the whole scheme can find wrong: numbers, doubles, turned cells, odd times.

The rules read the plain values of the TOML text and pass over what has the wrong shape, so that one
fault never hides another.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from holdfast.domain.classification import LEVELS, NUMBERS
from holdfast.domain.toml_shape import Fault
from holdfast.triage.scheme_score_rules import broken_scores
from holdfast.triage.scheme_time_rules import broken_times
from holdfast.triage.scheme_values import at, items, twice
from holdfast.words import _


def broken_rules(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Every rule that the values break, whatever else is wrong with them."""
    yield from _numbered(scheme, "priorities")
    yield from _numbered(scheme, "severities")
    for question in ("impact", "urgency"):
        yield from twice(
            [
                item
                for level in LEVELS
                for item in items(scheme, (question, level.value, "checks"), "key", str)
            ]
        )
    for name in ("roles", "noticed", "clocks"):
        yield from twice(items(scheme, (name,), "key", str))
    yield from _led(scheme)
    yield from _matrix(scheme)
    yield from _priorities(scheme)
    yield from broken_times(scheme)
    yield from broken_scores(scheme)


def _numbered(scheme: Mapping[str, Any], name: str) -> Iterator[Fault]:
    if not isinstance(scheme.get(name), list):
        return  # its shape is told of already
    numbers = items(scheme, (name,), "number", int)
    if sorted(number for _path, number in numbers) == list(NUMBERS):
        return
    hint = _("Give each number one part of its own.")
    yield Fault((name,), _("must have the numbers 1 to 5, each once"), hint)
    yield from twice(numbers)


def _led(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    if isinstance(scheme.get("roles"), list) and (
        not scheme["roles"] or at(scheme, ("roles", 0, "key")) != "commander"
    ):
        hint = _("Put the role with the key commander before all others.")
        yield Fault(("roles",), _("must begin with the commander"), hint)


def _matrix(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Cells where more impact or more urgency would be less pressing."""
    for higher, lower in pairwise(level.value for level in LEVELS):
        for level in (level.value for level in LEVELS):
            yield from _turned(scheme, (higher, level), (lower, level))
            yield from _turned(scheme, (level, higher), (level, lower))


def _turned(scheme: Mapping[str, Any], more: tuple[str, str], less: tuple[str, str]) -> Iterator[Fault]:
    cells = [at(scheme, ("matrix", *cell)) for cell in (more, less)]
    if all(type(cell) is int and cell in NUMBERS for cell in cells) and cells[0] > cells[1]:
        what = _("is more pressing than the cell with the next higher level")
        yield Fault(("matrix", *less), what, _("Of both, 1 is the most pressing."))


def _priorities(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    there = {number for _path, number in items(scheme, ("severities",), "number", int)}
    severities = items(scheme, ("priorities",), "severity", int)
    for path, severity in severities:
        if severity in NUMBERS and there and severity not in there:
            what = _("names severity {number}, which this scheme does not have").format(number=severity)
            yield Fault(path, what, _("Add it to the severities, or name another."))
    by_number = sorted(
        (number, severity, path)
        for path, severity in severities
        if severity in NUMBERS and type(number := at(scheme, (*path[:-1], "number"))) is int
    )
    for before, after in pairwise(by_number):
        if before[1] > after[1]:
            what = _("is worse than that of the priority before it")
            yield Fault(after[2], what, _("Of both, 1 is the worst."))
