"""What only a reader of the whole scheme can find wrong: numbers, doubles, turned cells, odd times.

The rules read the plain values of the TOML text and pass over what has the wrong shape, so that one
fault never hides another.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, cast

from holdfast.domain.classification import LEVELS, NUMBERS
from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.triage.scheme import LENGTH, seconds
from holdfast.words import _

_YEAR = 366 * 86400
_IS_LENGTH = re.compile(rf"0|{LENGTH}")


def broken_rules(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Every rule that the values break, whatever else is wrong with them."""
    yield from _numbered(scheme, "priorities")
    yield from _numbered(scheme, "severities")
    for question in ("impact", "urgency"):
        yield from _twice(
            [
                item
                for level in LEVELS
                for item in _items(scheme, (question, level.value, "checks"), "key", str)
            ]
        )
    for name in ("roles", "noticed"):
        yield from _twice(_items(scheme, (name,), "key", str))
    yield from _led(scheme)
    yield from _matrix(scheme)
    yield from _priorities(scheme)
    yield from _lengths(scheme)


# --- reading what may not be there ----------------------------------------------------------------


def _at(value: Any, path: Path) -> Any:  # noqa: ANN401  (whatever the file holds)
    """The value at a path; None where nothing is."""
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = cast("dict[str, Any]", value).get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = cast("list[Any]", value)[part]
        else:
            return None
    return value


def _items(scheme: Mapping[str, Any], path: Path, name: str, form: type) -> list[tuple[Path, Any]]:
    """One member of each table in a list, where it is of the type, with its path."""
    tables = _at(scheme, path)
    count = len(cast("list[Any]", tables)) if isinstance(tables, list) else 0
    paths: list[Path] = [(*path, place, name) for place in range(count)]
    found = [(each, _at(scheme, each)) for each in paths]
    return [(each, value) for each, value in found if type(value) is form]


# --- rules ----------------------------------------------------------------------------------------


def _numbered(scheme: Mapping[str, Any], name: str) -> Iterator[Fault]:
    if not isinstance(scheme.get(name), list):
        return  # its shape is told of already
    numbers = _items(scheme, (name,), "number", int)
    if sorted(number for _path, number in numbers) == list(NUMBERS):
        return
    hint = _("Give each number one part of its own.")
    yield Fault((name,), _("must have the numbers 1 to 5, each once"), hint)
    yield from _twice(numbers)


def _twice(values: list[tuple[Path, Any]]) -> Iterator[Fault]:
    seen: set[Any] = set()
    for path, value in values:
        if value in seen:
            what = _("repeats the key {key}").format(key=shown(str(value)))
            if isinstance(value, int):
                what = _("repeats the number {number}").format(number=value)
            yield Fault(path, what, _("Name this one otherwise, or remove it."))
        seen.add(value)


def _led(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    if isinstance(scheme.get("roles"), list) and (
        not scheme["roles"] or _at(scheme, ("roles", 0, "key")) != "commander"
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
    cells = [_at(scheme, ("matrix", *cell)) for cell in (more, less)]
    if all(type(cell) is int and cell in NUMBERS for cell in cells) and cells[0] > cells[1]:
        what = _("is more pressing than the cell with the next higher level")
        yield Fault(("matrix", *less), what, _("Of both, 1 is the most pressing."))


def _priorities(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    there = {number for _path, number in _items(scheme, ("severities",), "number", int)}
    severities = _items(scheme, ("priorities",), "severity", int)
    for path, severity in severities:
        if severity in NUMBERS and there and severity not in there:
            what = _("names severity {number}, which this scheme does not have").format(number=severity)
            yield Fault(path, what, _("Add it to the severities, or name another."))
    by_number = sorted(
        (number, severity, path)
        for path, severity in severities
        if severity in NUMBERS and type(number := _at(scheme, (*path[:-1], "number"))) is int
    )
    for before, after in pairwise(by_number):
        if before[1] > after[1]:
            what = _("is worse than that of the priority before it")
            yield Fault(after[2], what, _("Of both, 1 is the worst."))


def _lengths(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    places: list[tuple[Path, Any]] = [
        ((name,), scheme.get(name)) for name in ("assess_within", "ask_again_in")
    ]
    places += _items(scheme, ("severities",), "review_within", str)
    responses = _items(scheme, ("priorities",), "response", str)
    for path, length in places + responses + _items(scheme, ("priorities",), "resolution", str):
        if (length_s := _seconds(length)) is not None and length_s > _YEAR:
            yield Fault(path, _("is longer than a year"), _("Check the unit: m is minutes, w weeks."))
    for path, length in responses:
        resolution = (*path[:-1], "resolution")
        response_s, resolution_s = _seconds(length), _seconds(_at(scheme, resolution))
        if response_s is not None and resolution_s is not None and resolution_s < response_s:
            yield Fault(resolution, _("comes before the response"), _("Give it at least as long."))


def _seconds(length: object) -> int | None:
    """The seconds of a length of time; None where it is none."""
    fits = isinstance(length, str) and len(length) <= 100 and _IS_LENGTH.fullmatch(length)
    return seconds(str(length)) if fits else None
