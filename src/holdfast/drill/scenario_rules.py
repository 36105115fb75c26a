"""What a scenario's front matter breaks beyond its types, each with its path; what has the wrong shape is
passed over.
"""

from collections.abc import Iterator
from typing import Any, Final

from holdfast.domain.scenario import INJECT_KINDS
from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault
from holdfast.drill.scenario_names import MOST, WAITED, Names, names_of, words_at
from holdfast.drill.scenario_parts import Parted
from holdfast.drill.scenario_times import late_or_never
from holdfast.drill.scenario_words import not_awaited, not_expected, not_one_of, other
from holdfast.triage.scheme_values import at, count, items, twice
from holdfast.words import _

LONGEST: Final = 480  # minutes: a working day
_LISTS: Final = ("objectives", "roles", "injects", "expectations", "questions")
_SENDERS: Final = ("message", "unavailable")  # kinds that need `who`


def broken_rules(data: dict[str, Any], parts: Parted) -> Iterator[Fault]:
    """The faults of a front matter beside the text of these parts. What is in doubt for a fault of shape, or
    only follows from another fault, is not told.
    """
    names = names_of(data, parts)
    minutes = data.get("minutes")
    if type(minutes) is int and minutes > LONGEST:
        what = _("is longer than {most} minutes").format(most=LONGEST)
        yield Fault(("minutes",), what, _("Make two drills of it."))
    yield from _sizes(data)
    for listed in ("objectives", "injects", "expectations"):
        yield from twice([*items(data, (listed,), "key", str)])
    yield from names.faults
    for place in range(min(count(data, ("injects",)) or 0, MOST)):
        yield from _inject(data, place, names)
    for place in range(min(count(data, ("expectations",)) or 0, MOST)):
        yield from _expectation(data, place, names)
    yield from late_or_never(data)


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


def _inject(data: dict[str, Any], place: int, names: Names) -> Iterator[Fault]:
    path = ("injects", place)
    key, kind, who = (at(data, (*path, name)) for name in ("key", "kind", "who"))
    if isinstance(kind, str) and (wrong := not_one_of(kind, INJECT_KINDS)):
        yield Fault((*path, "kind"), *wrong)
    if kind in _SENDERS and who is None:
        yield Fault((*path, "who"), _("is missing"), _("Say whom it is about or from."))
    if kind == "alert" and isinstance(who, str):
        yield Fault((*path, "who"), _("is of no use to an alert"), _("Its payload says what it comes from."))
    for name in ("when", "unless"):
        yield from _conditions(data, (*path, name), key, names)
    waited = {words for _path, words in words_at(data, (*path, "when"))}
    for unless, words in words_at(data, (*path, "unless")):
        if words in waited:
            hint = _("It can never come; leave one of the two out.")
            yield Fault(unless, _("is what it waits for"), hint)


def _conditions(data: dict[str, Any], path: Path, own: object, names: Names) -> Iterator[Fault]:
    yield from _too_many(data, path, WAITED)
    others = [key for key in names.injects if key != own]
    for each, words in words_at(data, path):
        if words.split() == ["inject", own]:
            yield Fault(each, _("is the inject itself"), _("Leave it out."))
        elif wrong := not_awaited(words, others, names.known):
            yield Fault(each, *wrong)


def _expectation(data: dict[str, Any], place: int, names: Names) -> Iterator[Fault]:
    path = ("expectations", place)
    what, since = (at(data, (*path, name)) for name in ("what", "since"))
    if isinstance(what, str) and (wrong := not_expected(what)):
        yield Fault((*path, "what"), *wrong)
    if isinstance(since, str) and names.known is not None and since not in names.known:
        hint = other(since, names.injects) if names.injects else _("Leave it out.")
        yield Fault((*path, "since"), _("is no inject of this scenario"), hint)
