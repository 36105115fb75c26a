"""Runbooks that a scenario names and Holdfast does not come with."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from holdfast.domain.scenario import Scenario
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_lines import Path, lines_of, nearest
from holdfast.runbook import starters
from holdfast.runbook.parse import parse
from holdfast.words import _


def unknown(scenario: Scenario, front: str) -> Iterator[Problem]:
    """A warning for each runbook or step that none of the shipped runbooks has."""
    lines = lines_of(front)
    for path, what, which in _named(scenario):
        told = _not_shipped(what, which)
        if told:
            key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
            hint = _("That is right where the station has its own; it is met by that name alone.")
            yield Problem(nearest(lines, path), key, told, hint)


def not_in(scenario: Scenario, names: Collection[str]) -> list[str]:
    """The runbooks that a scenario asks for and that a library of these names, in small letters, has not."""
    asked = (
        which if what == "runbook" else which.rpartition("#")[0]
        for _path, what, which in _named(scenario)
        if what in ("runbook", "step")
    )
    return [name for name in dict.fromkeys(asked) if name.casefold() not in names]


def _named(scenario: Scenario) -> Iterator[tuple[Path, str, str]]:
    for place, inject in enumerate(scenario.injects):
        for name, words in (("when", inject.when), ("unless", inject.unless)):
            for number, each in enumerate(words):
                yield ("injects", place, name, number), each.what, each.which
    for place, each in enumerate(scenario.expectations):
        yield ("expectations", place, "what"), each.what, each.which


def _not_shipped(what: str, which: str) -> str:
    if what not in ("runbook", "step"):
        return ""
    name, step = (which, "") if what == "runbook" else which.rpartition("#")[::2]
    steps = _shipped().get(name.casefold())
    if steps is None:
        return _("names a runbook that Holdfast does not come with")
    return _("names a step that its runbook does not have") if step and step not in steps else ""


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, frozenset[str]]:
    """The ids of the steps of every shipped runbook, by the name of its file, its path and its title."""
    folder = starters.folder()
    found: dict[str, frozenset[str]] = {}
    for file in sorted(folder.rglob("*.md")):
        runbook = parse(file.read_text(encoding="utf-8"), file.stem)
        steps = frozenset(step.id for step in runbook.steps)
        for name in (file.name, file.relative_to(folder).as_posix(), runbook.title):
            found[name.casefold()] = steps
    return found
