"""How long incidents take: which time is measured from where to where, which incidents are left out and why,
and what stands for all of them.

A pure fold over incidents. Every figure is made from rows that are kept beside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from holdfast.domain.label import IMPORTED

_SLACK: Final = timedelta(minutes=2)  # between two clocks that are both right
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Measure:
    """A time that is measured: from the first of `since` that is known, until `until`."""

    key: str
    since: tuple[str, ...]
    until: str


_NOTICED: Final = ("detected", "declared")
MEASURES: Final = (
    Measure("detect", ("started",), "detected"),
    Measure("acknowledge", _NOTICED, "acknowledged"),
    Measure("contain", ("declared",), "contained"),
    # the four meanings of MTTR, side by side
    Measure("recovery", ("started",), "resolved"),
    Measure("respond", _NOTICED, "resolved"),
    Measure("repair", ("acknowledged",), "resolved"),
    Measure("resolve", ("started",), "closed"),
)
KEYS: Final = tuple(measure.key for measure in MEASURES)
RESOLVING: Final = ("recovery", "respond", "repair", "resolve")
"""The meanings of MTTR."""
LEFT_OUT: Final = ("drill", "dismissed", "imported")
"""Why a whole incident is left out."""
MISSING: Final = ("no_start", "no_end", "not_yet", "order", "ahead")
"""Why an incident has no figure of one measure: nobody said when it began, or ended, it has not come yet, it
ends before it begins, or it lies ahead of the clock.
"""
SKEWED: Final = ("order", "ahead")
"""Those that a wrong clock makes."""
UNNAMED: Final = ("no_review", "no_factor")
"""Why an incident has no contributing factor: nobody has begun its review, or the review names none."""
ANY: Final = "*"
"""Stands for every category of factors."""


class Case(msgspec.Struct, frozen=True):
    """What is looked at of an incident; the members of `Incident` of the same names."""

    id: str
    ref: str
    title: str
    service: str
    phase: str
    severity: int | None
    times: dict[str, datetime]
    acknowledged: datetime | None
    labels: tuple[str, ...] = ()
    drill: bool = False


class Row(msgspec.Struct, frozen=True, gc=False):
    """An incident of the period. `severity` is 0 where nobody assessed it.

    `spans` holds for each of `MEASURES` the seconds, or why there are none; nothing where the whole incident
    is `left_out`. `factors` are the categories that its review names, each once, "" for one without a
    category; None where it has no review.
    """

    id: str
    ref: str
    title: str
    service: str
    severity: int
    labels: tuple[str, ...] = ()
    left_out: str = ""
    spans: tuple[int | str, ...] = ()
    factors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands for `n` times, in whole seconds; None where there are none."""

    n: int = 0
    median: int | None = None
    most: int | None = None  # the 90th percentile


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure over a period: of all, by severity from the worst on (0: not assessed), and what is not in
    it.
    """

    key: str
    whole: Figures
    severities: tuple[tuple[int, Figures], ...] = ()
    missing: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """Something that incidents have in common, and how many they are."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Contributed:
    """What contributed by category, each with how many of the `n` incidents name it whose review names
    anything; the most frequent first. An incident counts once in each of its categories.
    """

    n: int = 0
    categories: tuple[Repeated, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """All figures of a period, and the rows behind them. `counted` of the `incidents` are not left out."""

    incidents: int = 0
    counted: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    measured: tuple[Measured, ...] = ()
    labels: tuple[Repeated, ...] = ()
    services: tuple[Repeated, ...] = ()
    contributed: Contributed = Contributed()
    rows: tuple[Row, ...] = ()

    def of(self, key: str) -> Measured:
        """One measure."""
        return next(each for each in self.measured if each.key == key)


def row_of(
    case: Case, now: datetime, *, imported: bool = False, factors: tuple[str, ...] | None = None
) -> Row:
    """An incident, measured. With `imported` those that came with a review count too."""
    why = _left_out(case, imported=imported)
    spans = () if why else tuple(_span(case, measure, now + _SLACK) for measure in MEASURES)
    return Row(
        case.id, case.ref, case.title, case.service, case.severity or 0, case.labels, why, spans, factors
    )


def _left_out(case: Case, *, imported: bool) -> str:
    if case.drill:
        return "drill"
    if case.phase == "dismissed":
        return "dismissed"
    return "imported" if IMPORTED in case.labels and not imported else ""


def _span(case: Case, measure: Measure, latest: datetime) -> int | str:
    since = next((at for name in measure.since if (at := _at(case, name)) is not None), None)
    until = _at(case, measure.until)
    if since is None:
        return "no_start"
    if until is None:
        return "no_end" if _has_passed(case, measure.until) else "not_yet"
    if until > latest or since > latest:
        return "ahead"
    return "order" if until < since else (until - since) // _SECOND


def _at(case: Case, name: str) -> datetime | None:
    return case.acknowledged if name == "acknowledged" else case.times.get(name)


def _has_passed(case: Case, name: str) -> bool:
    """Whether this must have come already, though nobody said when."""
    behind = {"contained": ("resolved", "closed"), "resolved": ("closed",), "closed": ()}
    return case.phase in behind.get(name, ("contained", "resolved", "closed"))


def metrics_of(rows: Sequence[Row], most: int = 10) -> Metrics:
    """The figures of these rows; of labels and services that are repeated the `most` frequent are told."""
    counted = [row for row in rows if not row.left_out]
    out = Counter(row.left_out for row in rows if row.left_out)
    return Metrics(
        incidents=len(rows),
        counted=len(counted),
        left_out=_in_order(LEFT_OUT, out),
        measured=tuple(_measured(counted, place) for place in range(len(MEASURES))),
        labels=_repeated((label for row in counted for label in row.labels), most),
        services=_repeated((row.service for row in counted if row.service), most),
        contributed=_contributed(counted),
        rows=tuple(rows),
    )


def _in_order(names: Sequence[str], counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, counts[name]) for name in names if name in counts)


def _measured(rows: Sequence[Row], place: int) -> Measured:
    by_severity: dict[int, list[int]] = {}
    missing = Counter[str]()
    for row in rows:
        span = row.spans[place]
        if isinstance(span, str):
            missing[span] += 1
        else:
            by_severity.setdefault(row.severity, []).append(span)
    worst_first = sorted(by_severity, key=lambda severity: (not severity, severity))
    return Measured(
        MEASURES[place].key,
        figures([span for spans in by_severity.values() for span in spans]),
        tuple((severity, figures(by_severity[severity])) for severity in worst_first),
        _in_order(MISSING, missing),
    )


def figures(spans: Iterable[int]) -> Figures:
    """What stands for these times.

    The median is the middle one, or half-way between the two middle ones, down to a whole second. The 90th
    percentile is that of the nearest rank: the shortest time that at least nine tenths of all do not exceed;
    it is the time of an incident, never one between two.
    """
    ordered = sorted(spans)
    n = len(ordered)
    if not n:
        return Figures()
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) // 2
    return Figures(n, middle, ordered[-(-9 * n // 10) - 1])


def _repeated(names: Iterable[str], most: int) -> tuple[Repeated, ...]:
    return tuple(one for one in _ranked(names)[:most] if one.count > 1)


def _ranked(names: Iterable[str]) -> tuple[Repeated, ...]:
    ranked = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Repeated(name, count) for name, count in ranked)


def _contributed(rows: Sequence[Row]) -> Contributed:
    missing = Counter(why for row in rows if (why := unnamed(row)))
    return Contributed(
        len(rows) - missing.total(),
        _ranked(category for row in rows for category in row.factors or ()),
        _in_order(UNNAMED, missing),
    )


def unnamed(row: Row) -> str:
    """Why an incident has no contributing factor, one of `UNNAMED`; "" where it has, or is left out."""
    if row.left_out:
        return ""
    return "no_review" if row.factors is None else "" if row.factors else "no_factor"


def rows_behind(
    metrics: Metrics, key: str, severity: int | None = None, missing: str | None = None
) -> Iterator[Row]:
    """The rows that a figure of a measure is made from, or those that it misses and why; of one severity or
    of all.
    """
    place = KEYS.index(key)
    for row in metrics.rows:
        if row.left_out or (severity is not None and row.severity != severity):
            continue
        span = row.spans[place]
        if span == missing if missing is not None else isinstance(span, int):
            yield row


def rows_left_out(metrics: Metrics, why: str) -> Iterator[Row]:
    """The incidents that no figure counts for this reason."""
    return (row for row in metrics.rows if row.left_out == why)


def rows_sharing(metrics: Metrics, sort: str, name: str) -> Iterator[Row]:
    """The incidents that have a label or a service in common; `sort` is "label" or "service"."""
    for row in metrics.rows:
        if not row.left_out and name in (row.labels if sort == "label" else (row.service,)):
            yield row


def rows_naming(metrics: Metrics, category: str = ANY, missing: str = "") -> Iterator[Row]:
    """The incidents whose review names a category of factors, or those that are `missing` and why."""
    for row in metrics.rows:
        if row.left_out or unnamed(row) != missing:
            continue
        if missing or category == ANY or category in (row.factors or ()):
            yield row
