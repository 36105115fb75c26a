"""Reading the plain values of a scheme's text, whatever shape they have, for the rules that judge them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.triage.scheme import LENGTH, seconds
from holdfast.words import _

_IS_LENGTH = re.compile(rf"0|{LENGTH}")


def at(value: Any, path: Path) -> Any:  # noqa: ANN401  (whatever the file holds)
    """The value at a path; None where nothing is."""
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = cast("dict[str, Any]", value).get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = cast("list[Any]", value)[part]
        else:
            return None
    return value


def count(scheme: Mapping[str, Any], path: Path) -> int | None:
    """How many items a list has; None where there is none."""
    found = at(scheme, path)
    return len(cast("list[Any]", found)) if isinstance(found, list) else None


def items(scheme: Mapping[str, Any], path: Path, name: str, form: type) -> list[tuple[Path, Any]]:
    """One member of each table in a list, where it is of the type, with its path."""
    paths: list[Path] = [(*path, place, name) for place in range(count(scheme, path) or 0)]
    found = [(each, at(scheme, each)) for each in paths]
    return [(each, value) for each, value in found if type(value) is form]


def twice(values: list[tuple[Path, Any]]) -> Iterator[Fault]:
    """What stands there before already."""
    seen: set[Any] = set()
    for path, value in values:
        if value in seen:
            what = _("repeats the key {key}").format(key=shown(str(value)))
            if isinstance(value, int):
                what = _("repeats the number {number}").format(number=value)
            yield Fault(path, what, _("Name this one otherwise, or remove it."))
        seen.add(value)


def length_s(length: object) -> int | None:
    """The seconds of a length of time; None where it is none."""
    fits = isinstance(length, str) and len(length) <= 100 and _IS_LENGTH.fullmatch(length)
    return seconds(str(length)) if fits else None
