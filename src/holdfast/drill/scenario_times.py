"""When the injects of a scenario come at the earliest, by its front matter: which come too late or never."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault
from holdfast.drill.scenario_words import awaited
from holdfast.triage.scheme_values import at, count, items, length_s
from holdfast.words import _

_MOST: Final = 100  # more than are allowed: what is beyond is told by its number


@dataclass(frozen=True, slots=True)
class _Timed:
    """An inject's times in seconds, and the injects that it waits for."""

    path: Path
    at: int | None
    delay: int
    waits: bool
    after: tuple[str, ...]


def late_or_never(data: dict[str, Any]) -> Iterator[Fault]:
    """Injects in a circle, that never come, or after the end; expectations that end after it."""
    minutes = data.get("minutes")
    end = minutes * 60 if type(minutes) is int and minutes > 0 else inf
    timed = _timed(data)
    first = _earliest(timed)
    for key, each in timed.items():
        yield from _inject(each, first[key], end, circles=_waits_for(key, timed))
    for path, length in items(data, ("expectations",), "within", str):
        since = at(data, (*path[:2], "since"))
        start = first.get(since, 0) if isinstance(since, str) else 0
        if start <= end < start + (length_s(length) or 0):
            yield Fault(path, _ends_before(end), _("Shorten it, or give the scenario more minutes."))


def _inject(each: _Timed, first: float, end: float, *, circles: bool) -> Iterator[Fault]:
    if each.at is None and not each.waits:
        yield Fault(each.path, _("can never come"), _("Say with at or when, when it comes."))
    elif circles:
        what = _("waits for an inject that waits for this one")
        yield Fault((*each.path, "when"), what, _("Let one of them come at a time."))
    elif first == inf:
        what = _("can never come: what it waits for never does")
        yield Fault((*each.path, "when"), what, _("Mend that first."))
    elif first > end:
        name = "at" if each.at is not None else "when"
        yield Fault((*each.path, name), _ends_before(end), _("Let it come earlier, or add minutes."))
    elif each.at is not None and each.at > end:
        yield Fault((*each.path, "at"), _ends_before(end), _("Let it come earlier, or add minutes."))


def _ends_before(end: float) -> str:
    return _("is after the end of the scenario, which takes {minutes} minutes").format(minutes=int(end // 60))


def _timed(data: dict[str, Any]) -> dict[str, _Timed]:
    """The injects that have a key and no fault of shape, each key's first."""
    found: dict[str, _Timed] = {}
    for path, key in items(data, ("injects",), "key", str)[:_MOST]:
        table = path[:2]
        size = min(count(data, (*table, "when")) or 0, _MOST)
        words = [at(data, (*table, "when", place)) for place in range(size)]
        waits = [awaited(each) for each in words if isinstance(each, str)]
        after = tuple(each.which for each in waits if each.what == "inject")
        delay = length_s(at(data, (*table, "delay"))) or 0
        when = _Timed(table, length_s(at(data, (*table, "at"))), delay, bool(words), after)
        found.setdefault(key, when)
    return found


def _earliest(timed: Mapping[str, _Timed]) -> dict[str, float]:
    """The second at which each can come first; infinite where it never can."""
    first: dict[str, float] = dict.fromkeys(timed, inf)
    for _round in timed:
        now = {key: _first(each, first) for key, each in timed.items()}
        if now == first:
            break
        first = now
    return first


def _first(each: _Timed, first: Mapping[str, float]) -> float:
    fixed = inf if each.at is None else each.at
    if not each.waits:
        return fixed
    return min(fixed, each.delay + max((first.get(key, 0) for key in each.after), default=0))


def _waits_for(key: str, timed: Mapping[str, _Timed]) -> bool:
    """Whether an inject waits for itself, over others."""
    seen: set[str] = set()
    open_ = [each for each in timed[key].after if each != key]
    while open_:
        each = open_.pop()
        if each == key:
            return True
        if each in timed and each not in seen:
            seen.add(each)
            open_ += timed[each].after
    return False
