"""When the injects of a scenario come at the earliest, by its front matter: which come too late or never."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from holdfast.domain.toml_lines import Path
from holdfast.domain.toml_shape import Fault, shown
from holdfast.drill.scenario_names import words_at
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
    """Injects without a time, in a circle, or after the end; expectations that end after it. What only waits
    for one of these is not told.
    """
    minutes = data.get("minutes")
    end = minutes * 60 if type(minutes) is int and minutes > 0 else inf
    timed = _timed(data)
    first = _earliest(timed)
    yield from _circles(timed, first)
    for each in timed.values():
        yield from _inject(each, first, end)
    for path, length in items(data, ("expectations",), "within", str)[:_MOST]:
        since = at(data, (*path[:2], "since"))
        start = first.get(since, 0) if isinstance(since, str) else 0
        if start <= end < start + (length_s(length) or 0):
            yield Fault(path, _ends_before(end), _("Shorten it, or give the scenario more minutes."))


def _inject(each: _Timed, first: Mapping[str, float], end: float) -> Iterator[Fault]:
    if not each.waits and each.at is None:
        name = "when" if each.delay else "at"
        what = _("is missing: delay counts from it") if each.delay else _("is missing, and when too")
        yield Fault((*each.path, name), what, _("Say with at or when, when it comes."))
    elif not each.waits and each.delay:
        hint = _("Add when, or write the time as at.")
        yield Fault((*each.path, "delay"), _("counts from nothing"), hint)
    elif each.at is not None and each.at > end:
        yield Fault((*each.path, "at"), _ends_before(end), _("Let it come earlier, or add minutes."))
    elif each.delay > end or _is_first_late(each, first, end):
        name = "delay" if each.delay else "when"
        yield Fault((*each.path, name), _ends_before(end), _("Let it come earlier, or add minutes."))


def _is_first_late(each: _Timed, first: Mapping[str, float], end: float) -> bool:
    """Whether it comes after the end, and what it waits for does not."""
    return end < _first(each, first) < inf and all(first.get(key, 0) <= end for key in each.after)


def _circles(timed: Mapping[str, _Timed], first: Mapping[str, float]) -> Iterator[Fault]:
    """Injects that wait for each other, so that none ever comes: each circle at its first."""
    told: set[str] = set()
    for key, each in timed.items():
        if first[key] == inf and key not in told and (circle := _circle(key, timed)):
            told |= circle
            what = _("waits for an inject that waits for this one")
            keys = ", ".join(shown(one) for one in timed if one in circle)
            yield Fault((*each.path, "when"), what, _("Let one of {keys} come at a time.").format(keys=keys))


def _ends_before(end: float) -> str:
    return _("is after the end of the scenario, which takes {minutes} minutes").format(minutes=int(end // 60))


def _timed(data: dict[str, Any]) -> dict[str, _Timed]:
    """The injects that have a key, each key's first; of one whose times are in doubt, that it may come."""
    found: dict[str, _Timed] = {}
    for path, key in items(data, ("injects",), "key", str)[:_MOST]:
        found.setdefault(key, _of_table(data, path[:2], key))
    return found


def _of_table(data: dict[str, Any], path: Path, key: str) -> _Timed:
    fixed, delay, when = (at(data, (*path, name)) for name in ("at", "delay", "when"))
    if when is None or count(data, (*path, "when")) is not None:
        words = words_at(data, (*path, "when"))
        waits = [awaited(each) for _path, each in words]
        after = tuple(each.which for each in waits if each.what == "inject" and each.which != key)
        seconds = None if fixed is None else length_s(fixed) or 0
        return _Timed(path, seconds, length_s(delay) or 0, bool(when), after)
    return _Timed(path, length_s(fixed), 0, waits=True, after=())


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


def _circle(key: str, timed: Mapping[str, _Timed]) -> set[str]:
    """The injects that wait for one and that it waits for; none where it is in no circle."""
    ahead = _waited(key, timed)
    return {one for one in ahead if key in _waited(one, timed)} if key in ahead else set()


def _waited(key: str, timed: Mapping[str, _Timed]) -> set[str]:
    """Whatever an inject waits for, over others too."""
    seen: set[str] = set()
    open_ = [*timed[key].after]
    while open_:
        each = open_.pop()
        if each in timed and each not in seen and timed[each].at is None:
            seen.add(each)
            open_ += timed[each].after
    return seen
