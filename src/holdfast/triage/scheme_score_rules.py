"""The rules of scored questions: every key once, options to choose from, and points that reach the levels."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault
from holdfast.triage.scheme import UNSURE
from holdfast.triage.scheme_values import at, count, items, twice
from holdfast.words import _

_SIDES: Final = ("impact", "urgency")


def broken_scores(scheme: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the questions of a scored scheme; nothing of any other."""
    if scheme.get("kind") != "scored":
        return
    keys = [item for side in _SIDES for item in items(scheme, (side, "questions"), "key", str)]
    yield from twice(keys)
    for side in _SIDES:
        asked = count(scheme, (side, "questions"))
        if asked is None:
            continue  # its shape is told of already
        if not asked:
            yield Fault((side, "questions"), _("asks nothing"), _("Give it a question or more."))
        paths: list[Path] = [(side, "questions", place, "options") for place in range(asked)]
        for path in paths:
            yield from _options(scheme, path)
        yield from _thresholds(scheme, side, paths)


def _options(scheme: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    if count(scheme, path) in (0, 1):
        yield Fault(path, _("leaves no choice"), _("Give it two options or more."))
    keys = items(scheme, path, "key", str)
    yield from twice(keys)
    for each, key in keys:
        if key == UNSURE:
            what = _("is the key of an answer that every question has")
            yield Fault(each, what, _("Name this one otherwise, or remove it."))


def _thresholds(scheme: Mapping[str, Any], side: str, paths: list[Path]) -> Iterator[Fault]:
    high, medium = at(scheme, (side, "high")), at(scheme, (side, "medium"))
    if type(high) is not int or type(medium) is not int:
        return
    if medium > high:
        yield Fault((side, "medium"), _("is more than high"), _("Of both, high needs more points."))
    most = sum(
        max((points for _path, points in items(scheme, path, "points", int)), default=0) for path in paths
    )
    if most < high:
        what = _("can never be reached: all questions together give {most} points").format(most=most)
        yield Fault((side, "high"), what, _("Ask for fewer points, or give the options more."))
