"""The rules of a scheme's lengths of time: targets, reviews, status updates and reporting clocks."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault
from holdfast.triage.scheme import NEVER
from holdfast.triage.scheme_values import at, count, items, length_s, twice
from holdfast.words import _

_YEAR: Final = 366 * 86400
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
        if length_s(length) == 0:
            yield Fault(path, _("is no time at all"), _('Say how long it runs, for example "72h".'))
        yield from twice(_numbers(scheme, (*path[:-1], "severities")))


def _numbers(scheme: Mapping[str, Any], path: Path) -> list[tuple[Path, Any]]:
    paths: list[Path] = [(*path, place) for place in range(count(scheme, path) or 0)]
    return [(each, at(scheme, each)) for each in paths if type(at(scheme, each)) is int]
