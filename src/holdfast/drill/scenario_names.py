"""Names that stand in one place of a scenario alone: each is told once, where it is most likely wrong."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.drill.scenario_parts import Parted, Section
from holdfast.drill.scenario_words import Wrong, awaited
from holdfast.triage.scheme_values import at, count, items
from holdfast.words import _

MOST: Final = 100  # of each list
WAITED: Final = 20  # conditions of an inject


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how: `injects` and `objectives` are the places of those that have a key, `faults` what
    is wrong with these keys, `headings` what is wrong with the keys of sections, by their lines.
    `known` are the injects that can be named without a fault, None where that can't be said.
    """

    injects: Mapping[str, int]
    objectives: Mapping[str, int]
    known: Collection[str] | None
    faults: tuple[Fault, ...]
    headings: Mapping[int, Wrong]


def names_of(data: dict[str, Any], parts: Parted) -> Names:
    """The names of a front matter, and of the sections beside it."""
    injects, objectives = keys_of(data, "injects"), keys_of(data, "objectives")
    heads = [each for each in parts.sections if not each.is_facts]
    is_open = any(each.unclosed for each in (parts.intro, *parts.sections))  # what follows is in the fence
    keys = {each.key for each in heads if each.key}
    known = keys | injects.keys() if _all_named(data, "injects") else None
    faults, headings = _unpaired(data, injects, heads, is_sure=known is not None)
    faults = [] if is_open else faults
    return Names(injects, objectives, known, (*faults, *_unmeasured(data, objectives)), headings)


def keys_of(data: dict[str, Any], listed: str) -> dict[str, int]:
    """The keys of a list's tables, each with the place of the first."""
    found: dict[str, int] = {}
    for path, key in items(data, (listed,), "key", str)[:MOST]:
        found.setdefault(key, int(path[1]))
    return found


def words_at(data: dict[str, Any], path: Path) -> list[tuple[Path, str]]:
    """The texts of a list, each with its path."""
    paths: list[Path] = [(*path, place) for place in range(min(count(data, path) or 0, WAITED))]
    found = [(each, at(data, each)) for each in paths]
    return [(each, value) for each, value in found if isinstance(value, str)]


def _all_named(data: dict[str, Any], listed: str) -> bool:
    """Whether each table of a list has a key of its own."""
    size = count(data, (listed,))
    return size is not None and len(keys_of(data, listed)) == min(size, MOST)


def _unpaired(
    data: dict[str, Any], injects: Mapping[str, int], heads: Sequence[Section], *, is_sure: bool
) -> tuple[list[Fault], dict[int, Wrong]]:
    """Injects without a section, and sections without an inject: two that fit are told as one."""
    lines = {each.key: each.line for each in reversed(heads) if each.key}
    lost = [key for key in injects if key not in lines]
    stray = [key for key in reversed(lines) if key not in injects]
    odd = len(heads) - len(lines)  # told at their headings: without a key, or with another's
    used, faults, headings = _used(data), list[Fault](), dict[int, Wrong]()
    for key in stray:
        if (near := _nearest(key, lost)) is None:
            if is_sure:
                headings[lines[key]] = _("belongs to no inject"), _listed(injects)
            continue
        lost.remove(near)
        if near in used and key not in used:
            headings[lines[key]] = _("belongs to no inject"), _('Is "{key}" meant?').format(key=shown(near))
        else:
            faults.append(_no_section(injects[near], key, lines[key], sure=key in used and near not in used))
    for key in lost[odd:]:
        hint = _("Add one below: ## Its title {{#{key}}}").format(key=shown(key))
        faults.append(Fault(("injects", injects[key], "key"), _("has no section"), hint))
    return faults, headings


def _no_section(place: int, key: str, line: int, *, sure: bool) -> Fault:
    hint = _("Line {line} has one that is called {key}: write the same in both places.")
    if sure:
        hint = _('Is "{key}" meant, as in line {line}?')
    return Fault(("injects", place, "key"), _("has no section"), hint.format(key=shown(key), line=line))


def _used(data: dict[str, Any]) -> set[str]:
    """The injects that others name."""
    lists: list[Path] = [
        ("injects", place, name)
        for place in range(min(count(data, ("injects",)) or 0, MOST))
        for name in ("when", "unless")
    ]
    named = [awaited(words) for path in lists for _path, words in words_at(data, path)]
    since = {key for _path, key in items(data, ("expectations",), "since", str)[:MOST]}
    return since | {each.which for each in named if each.what == "inject"}


def _nearest(name: str, among: Sequence[str]) -> str | None:
    close = get_close_matches(name[:100], among, 1)
    return close[0] if close else next(iter(among), None)


def _listed(keys: Collection[str]) -> str:
    return _("The injects are: {keys}.").format(keys=", ".join(map(shown, keys)) or "–")


def _unmeasured(data: dict[str, Any], objectives: Mapping[str, int]) -> Iterator[Fault]:
    """Objectives that nothing measures, and expectations of none: two that fit are told as one."""
    size = min(count(data, ("expectations",)) or 0, MOST)
    named = items(data, ("expectations",), "objective", str)[:MOST]
    used = Counter(key for _path, key in named)
    idle = [key for key in objectives if key not in used]
    is_sure = _all_named(data, "objectives")
    for key, times in used.items():
        if key in objectives:
            continue
        near = _nearest(key, idle)
        if near is not None:
            idle.remove(near)
        elif not is_sure:
            continue
        if near is not None and times > 1:
            hint = _('Is "{key}" meant, as the expectations have it?').format(key=shown(key))
            yield Fault(("objectives", objectives[near], "key"), _("is measured by nothing"), hint)
        else:
            hint = _no_objective(near, objectives)
            yield from (
                Fault(path, _("is no objective of this scenario"), hint) for path, one in named if one == key
            )
    if count(data, ("expectations",)) is not None and len(named) == size:
        for key in idle:
            hint = _("Add an expectation with this objective, at least one that people judge.")
            yield Fault(("objectives", objectives[key]), _("is measured by nothing"), hint)


def _no_objective(near: str | None, objectives: Mapping[str, int]) -> str:
    if near is not None:
        return _('Nothing measures the objective "{key}": is it meant here?').format(key=shown(near))
    return _("The objectives are: {keys}.").format(keys=", ".join(map(shown, objectives)) or "–")
