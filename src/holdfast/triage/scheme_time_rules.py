"""The rules of a scheme's lengths of time: targets, reviews, status updates and reporting clocks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from holdfast.domain.coordination import MET
from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.triage.scheme import NEVER, months
from holdfast.triage.scheme_values import at, count, items, length_s, twice
from holdfast.words import _

_YEAR: Final = 366 * 86400
_MONTHS: Final = 12
_MIXED: Final = re.compile(r"[0-9]mo")
_TIMES: Final = ("detected", "declared")
_UPDATES: Final = ("update_first", "update_every")


def broken_times(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Every length that is longer than a year, or in the wrong order, or none where one has to be."""
    yield from _too_long(scheme)
    yield from _targets(scheme)
    yield from _updates(scheme)
    yield from _clocks(scheme)


def _too_long(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    places: list[tuple[Path, Any]] = [
        ((name,), scheme.get(name)) for name in ("assess_within", "ask_again_in")
    ]
    for table, names in (
        ("severities", ("review_within", *_UPDATES)),
        ("priorities", ("response", "resolution")),
        ("clocks", ("within",)),
    ):
        for name in names:
            places += items(scheme, (table,), name, str)
    for path, length in places:
        if (found := length_s(length)) is not None and found > _YEAR:
            yield Fault(path, _("is longer than a year"), _("Check the unit: m is minutes, w weeks."))


def _targets(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    for path, length in items(scheme, ("priorities",), "response", str):
        resolution = (*path[:-1], "resolution")
        response_s, resolution_s = length_s(length), length_s(at(scheme, resolution))
        if response_s is not None and resolution_s is not None and resolution_s < response_s:
            yield Fault(resolution, _("comes before the response"), _("Give it at least as long."))


def _updates(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Who is told once is told again: both lengths, or neither."""
    for name, other in (_UPDATES, _UPDATES[::-1]):
        for path, length in items(scheme, ("severities",), name, str):
            beside = (*path[:-1], other)
            if length_s(length) is not None and at(scheme, beside) in (None, NEVER):
                what = _("is missing beside {other}").format(other=name)
                yield Fault(beside, what, _('Give both a length of time, or both "never".'))
    for path, length in items(scheme, ("severities",), "update_every", str):
        if length_s(length) == 0:
            yield Fault(path, _("is no time at all"), _('Give it a minute or more, or "never".'))


def _clocks(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    for path, length in items(scheme, ("clocks",), "within", str):
        if length_s(length) == 0 or months(length) == 0:
            yield Fault(path, _("is no time at all"), _('Say how long it runs, for example "72h".'))
        yield from _months(path, length)
        yield from twice(_numbers(scheme, (*path[:-1], "severities")))
    yield from _begun(scheme)


def _months(path: Path, length: str) -> Iterator[Fault]:
    """Months stand alone: how long one with days is would depend on which of them is added first."""
    count = months(length)
    if count is not None and count > _MONTHS:
        yield Fault(path, _("is longer than a year"), _("Check the unit: mo is months, m minutes."))
    if count is None and _MIXED.search(length):
        what = _("counts months together with something else")
        yield Fault(path, what, _('Write months alone, for example "1mo", or only other units.'))


def _begun(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """Clocks that count from nothing that is known here, or in the end from themselves."""
    after: dict[str, str] = {}
    keys = [key for _path, key in items(scheme, ("clocks",), "key", str)]
    for path, begins in items(scheme, ("clocks",), "from", str):
        key, other = at(scheme, (*path[:-1], "key")), begins.removeprefix(MET)
        if begins in _TIMES:
            continue
        if other == begins or not other:
            what = _("is nothing that a clock can count from")
            yield Fault(
                path, what, _('Write "detected", "declared", or "met:" with the key of another clock.')
            )
        elif other == key:
            yield Fault(path, _("counts from itself"), _("Name another clock, or a time of the incident."))
        elif other not in keys:
            what = _("names the clock {key}, which this scheme does not have").format(key=shown(other))
            yield Fault(path, what, _("Its clocks are: {keys}.").format(keys=", ".join(map(shown, keys))))
        elif isinstance(key, str):
            after[key] = other
            if round_ := _circle(after, key):
                what = _("counts in a circle: {clocks}").format(clocks=" → ".join(map(shown, round_)))
                yield Fault(path, what, _("Let one of them count from a time of the incident."))


def _circle(after: Mapping[str, str], key: str) -> list[str]:
    """The way from a clock back to itself, [] where there is none."""
    way = [key]
    while (other := after.get(way[-1])) is not None:
        if other in way:
            return [*way, other] if other == key else []
        way.append(other)
    return []


def _numbers(scheme: Mapping[str, Any], path: Path) -> list[tuple[Path, Any]]:
    paths: list[Path] = [(*path, place) for place in range(count(scheme, path) or 0)]
    return [(each, at(scheme, each)) for each in paths if type(at(scheme, each)) is int]
