"""What a scenario's front matter breaks beyond its types, each with its path; what has the wrong shape is
passed over.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final

from holdfast.domain.scenario import INJECT_KINDS
from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.drill.scenario_times import late_or_never
from holdfast.drill.scenario_words import not_awaited, not_expected, not_one_of
from holdfast.triage.scheme_values import at, count, items, twice
from holdfast.words import _

LONGEST: Final = 480  # minutes: a working day
MOST: Final = 100  # of each list
_WAITED: Final = 20  # conditions of an inject
_LISTS: Final = ("objectives", "roles", "injects", "expectations", "questions")
_SENDERS: Final = ("message", "unavailable")  # kinds that need `who`
_WHO: Final = ("message", "unavailable", "fact", "file")  # kinds that may have it


def broken_rules(data: dict[str, Any], sections: Collection[str]) -> Iterator[Fault]:
    """The faults of a front matter beside a text with sections of these keys."""
    minutes = data.get("minutes")
    if type(minutes) is int and minutes > LONGEST:
        what = _("is longer than {most} minutes").format(most=LONGEST)
        yield Fault(("minutes",), what, _("Make two drills of it."))
    yield from _sizes(data)
    for listed in ("objectives", "injects", "expectations"):
        yield from twice([*items(data, (listed,), "key", str)])
    for place in range(min(count(data, ("injects",)) or 0, MOST)):
        yield from _inject(data, place, sections)
    for place in range(min(count(data, ("expectations",)) or 0, MOST)):
        yield from _expectation(data, place)
    yield from _unmeasured(data)
    yield from late_or_never(data)


def keys_of(data: dict[str, Any], listed: str) -> dict[str, int]:
    """The keys of a list's tables, each with the place of the first."""
    found: dict[str, int] = {}
    for path, key in items(data, (listed,), "key", str)[:MOST]:
        found.setdefault(key, int(path[1]))
    return found


def _sizes(data: dict[str, Any]) -> Iterator[Fault]:
    for listed in _LISTS:
        if count(data, (listed,)) == 0 and listed != "roles":
            yield Fault((listed,), _("is empty"), _("Write at least one."))
        yield from _too_many(data, (listed,), MOST)


def _too_many(data: dict[str, Any], path: Path, most: int) -> Iterator[Fault]:
    size = count(data, path) or 0
    if size > most:
        what = _("has {size} entries, the most is {most}").format(size=size, most=most)
        yield Fault(path, what, _("Leave some out, or put them together."))


def _inject(data: dict[str, Any], place: int, sections: Collection[str]) -> Iterator[Fault]:
    path = ("injects", place)
    key, kind, who, waits = (at(data, (*path, name)) for name in ("key", "kind", "who", "when"))
    if isinstance(key, str) and key not in sections:
        hint = _("Add one below: ## Its title {{#{key}}}").format(key=shown(key))
        yield Fault((*path, "key"), _("has no section"), hint)
    if isinstance(kind, str) and (wrong := not_one_of(kind, INJECT_KINDS)):
        yield Fault((*path, "kind"), *wrong)
    if kind in _SENDERS and who is None:
        yield Fault((*path, "who"), _("is missing"), _("Say whom it is about or from."))
    if kind == "alert" and who is not None:
        yield Fault((*path, "who"), _("is of no use to an alert"), _("Its payload says what it comes from."))
    if at(data, (*path, "delay")) not in (None, "0") and not waits:
        yield Fault((*path, "delay"), _("counts from nothing"), _("Add when, or write the time as at."))
    for name in ("when", "unless"):
        yield from _conditions(data, (*path, name), key)
    waited = {words for _path, words in _words(data, (*path, "when"))}
    for unless, words in _words(data, (*path, "unless")):
        if words in waited:
            hint = _("It can never come; leave one of the two out.")
            yield Fault(unless, _("is what it waits for"), hint)


def _words(data: dict[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of a list, each with its path."""
    paths: list[Path] = [(*path, place) for place in range(min(count(data, path) or 0, _WAITED))]
    found = [(each, at(data, each)) for each in paths]
    return ((each, value) for each, value in found if isinstance(value, str))


def _conditions(data: dict[str, Any], path: Path, own: object) -> Iterator[Fault]:
    injects = keys_of(data, "injects")
    yield from _too_many(data, path, _WAITED)
    for each, words in _words(data, path):
        if wrong := not_awaited(words, injects):
            yield Fault(each, *wrong)
        elif words.split() == ["inject", own]:
            yield Fault(each, _("is the inject itself"), _("Leave it out."))


def _expectation(data: dict[str, Any], place: int) -> Iterator[Fault]:
    path = ("expectations", place)
    what, objective, since = (at(data, (*path, name)) for name in ("what", "objective", "since"))
    injects, objectives = keys_of(data, "injects"), keys_of(data, "objectives")
    if isinstance(what, str) and (wrong := not_expected(what, injects)):
        yield Fault((*path, "what"), *wrong)
    if isinstance(objective, str) and objective not in objectives:
        hint = _("The objectives are: {keys}.").format(keys=", ".join(map(shown, objectives)) or "–")
        yield Fault((*path, "objective"), _("is no objective of this scenario"), hint)
    if isinstance(since, str) and since not in injects:
        hint = _("The injects are: {keys}.").format(keys=", ".join(map(shown, injects)) or "–")
        yield Fault((*path, "since"), _("is no inject of this scenario"), hint)


def _unmeasured(data: dict[str, Any]) -> Iterator[Fault]:
    measured = {key for _path, key in items(data, ("expectations",), "objective", str)}
    for key, place in keys_of(data, "objectives").items():
        if key not in measured:
            hint = _("Add an expectation with this objective, at least one that people judge.")
            yield Fault(("objectives", place), _("is measured by nothing"), hint)
