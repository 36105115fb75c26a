"""How long incidents take: held against a recomputation that does it the plain way."""

import math
import statistics
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain import metrics
from holdfast.domain.incident import Incident
from holdfast.domain.metrics import (
    KEYS,
    LEFT_OUT,
    MEASURES,
    MISSING,
    Case,
    Figures,
    figures,
    metrics_of,
    row_of,
    rows_behind,
    rows_left_out,
    rows_naming,
    rows_sharing,
)
from holdfast.domain.metrics_words import formula, measure_word, reason_word, sentence, short_word
from holdfast.domain.phase import Phase

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=3)
NAMES = ("started", "detected", "declared", "contained", "resolved", "closed")


def case(number: int = 1, *, phase: str = "closed", **times: int) -> Case:
    """An incident whose times are minutes after noon."""
    at = {name: NOON + timedelta(minutes=minutes) for name, minutes in times.items()}
    acknowledged = at.pop("acknowledged", None)
    return Case(f"i{number}", f"INC-K7-{number}", "Disk full", "db", phase, 2, at, acknowledged)


WHOLE = {
    "started": 0,
    "detected": 10,
    "declared": 15,
    "acknowledged": 20,
    "contained": 50,
    "resolved": 80,
    "closed": 1000,
}


def test_each_measure_runs_from_where_to_where_it_says() -> None:
    row = row_of(case(**WHOLE), NOW)
    minutes = dict(zip(KEYS, (int(span) // 60 for span in row.spans), strict=True))
    assert minutes == {
        "detect": 10,
        "acknowledge": 10,
        "contain": 35,
        "recovery": 80,
        "respond": 70,
        "repair": 60,
        "resolve": 1000,
    }


def test_what_nobody_detected_counts_from_its_declaration() -> None:
    row = row_of(case(declared=15, acknowledged=20, resolved=80), NOW)
    spans = dict(zip(KEYS, row.spans, strict=True))
    assert (spans["acknowledge"], spans["respond"]) == (300, 65 * 60)
    assert (spans["detect"], spans["recovery"]) == ("no_start", "no_start")


@pytest.mark.parametrize(
    ("phase", "times", "key", "why"),
    [
        ("triaged", {"declared": 0}, "contain", "not_yet"),
        ("resolved", {"declared": 0, "resolved": 9}, "contain", "no_end"),
        ("resolved", {"started": 0, "declared": 0, "resolved": 9}, "resolve", "not_yet"),
        ("closed", {"declared": 10, "contained": 5}, "contain", "order"),
        ("closed", {"declared": 0, "contained": 60 * 24 * 4}, "contain", "ahead"),
        ("triaged", {"declared": 0}, "acknowledge", "not_yet"),
        ("contained", {"declared": 0, "contained": 1}, "acknowledge", "no_end"),
    ],
)
def test_what_can_not_be_measured_says_why(phase: str, times: dict[str, int], key: str, why: str) -> None:
    assert row_of(case(phase=phase, **times), NOW).spans[KEYS.index(key)] == why


def test_drills_dismissed_and_imported_ones_are_left_out() -> None:
    whole = case(**WHOLE)
    drill = msgspec.structs.replace(whole, drill=True)
    dismissed = msgspec.structs.replace(whole, phase="dismissed")
    brought = msgspec.structs.replace(whole, labels=("imported", "power cut"))
    rows = [row_of(each, NOW) for each in (whole, drill, dismissed, brought)]
    made = metrics_of(rows)
    assert (made.incidents, made.counted) == (4, 1)
    assert made.left_out == (("drill", 1), ("dismissed", 1), ("imported", 1))
    assert [list(rows_left_out(made, why)) for why in LEFT_OUT] == [[rows[1]], [rows[2]], [rows[3]]]
    assert not row_of(brought, NOW, imported=True).left_out


def test_a_case_is_read_from_the_folded_value_of_an_incident() -> None:
    value = Incident("i1", "INC-K7-1", "Disk full", "db", phase=Phase.RESOLVED, severity=1, labels=("a", "b"))
    read = msgspec.json.decode(msgspec.json.encode(value), type=Case)
    assert (read.id, read.ref, read.phase, read.severity, read.labels) == (
        "i1",
        "INC-K7-1",
        "resolved",
        1,
        ("a", "b"),
    )


SPANS = st.lists(st.integers(0, 10**7), min_size=1)


@given(SPANS)
def test_median_and_percentile_are_what_they_say(spans: list[int]) -> None:
    made = figures(spans)
    assert made.n == len(spans)
    assert made.median == math.floor(statistics.median(spans))
    # the shortest of the times that nine tenths don't exceed
    enough = [one for one in spans if 10 * sum(other <= one for other in spans) >= 9 * len(spans)]
    assert made.most == min(enough)


def test_of_nothing_there_is_no_figure() -> None:
    assert figures([]) == Figures(0, None, None)
    assert sentence("contain", Figures()).startswith("No incident has a time to contain")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    minutes = st.none() | st.integers(-500, 6000)
    times = {name: at for name in NAMES if (at := draw(minutes)) is not None}
    acknowledged = draw(minutes)
    return Case(
        id=f"i{draw(st.integers(0, 10**9))}",
        ref="INC-K7-1",
        title="",
        service=draw(st.sampled_from(("", "db", "web", "mail"))),
        phase=draw(st.sampled_from(list(Phase))).value,
        severity=draw(st.none() | st.integers(1, 5)),
        times={name: NOON + timedelta(minutes=at) for name, at in times.items()},
        acknowledged=None if acknowledged is None else NOON + timedelta(minutes=acknowledged),
        labels=draw(st.sampled_from(((), ("imported",), ("power",), ("power", "night")))),
        drill=draw(st.booleans()),
    )


def naive(case: Case, key: str) -> int | None:
    """The seconds of a measure, the plain way."""
    known: dict[str, Any] = {**case.times, "acknowledged": case.acknowledged}
    noticed = known.get("detected") or known.get("declared")
    since, until = {
        "detect": (known.get("started"), known.get("detected")),
        "acknowledge": (noticed, known.get("acknowledged")),
        "contain": (known.get("declared"), known.get("contained")),
        "recovery": (known.get("started"), known.get("resolved")),
        "respond": (noticed, known.get("resolved")),
        "repair": (known.get("acknowledged"), known.get("resolved")),
        "resolve": (known.get("started"), known.get("closed")),
    }[key]
    if not since or not until or since > until or until > NOW + timedelta(minutes=2):
        return None
    return int((until - since).total_seconds())


@given(st.lists(cases(), max_size=40), st.booleans())
def test_all_figures_are_those_of_a_plain_recomputation(some: list[Case], imported: bool) -> None:
    made = metrics_of([row_of(one, NOW, imported=imported) for one in some])
    counted = [
        one
        for one in some
        if not one.drill and one.phase != "dismissed" and (imported or "imported" not in one.labels)
    ]
    assert (made.incidents, made.counted) == (len(some), len(counted))
    assert sum(count for _why, count in made.left_out) == len(some) - len(counted)
    for key in KEYS:
        found = made.of(key)
        spans = [span for one in counted if (span := naive(one, key)) is not None]
        assert found.whole == figures(spans)
        assert len(spans) + sum(count for _why, count in found.missing) == len(counted)
        for severity, theirs in found.severities:
            own = [naive(one, key) for one in counted if (one.severity or 0) == severity]
            assert theirs == figures([span for span in own if span is not None])
        assert sum(theirs.n for _severity, theirs in found.severities) == len(spans)


@given(st.lists(cases(), max_size=40))
def test_every_figure_leads_to_the_rows_behind_it(some: list[Case]) -> None:
    made = metrics_of([row_of(one, NOW) for one in some])
    for place, measure in enumerate(MEASURES):
        found = made.of(measure.key)
        assert figures([int(row.spans[place]) for row in rows_behind(made, measure.key)]) == found.whole
        for severity, theirs in found.severities:
            rows = rows_behind(made, measure.key, severity)
            assert figures([int(row.spans[place]) for row in rows]) == theirs
        for why, count in found.missing:
            assert len(list(rows_behind(made, measure.key, missing=why))) == count
    for each in made.labels:
        assert len(list(rows_sharing(made, "label", each.name))) == each.count > 1
    for each in made.services:
        assert len(list(rows_sharing(made, "service", each.name))) == each.count > 1


@given(st.lists(st.none() | st.lists(st.sampled_from(("change", "design", "")), unique=True), max_size=20))
def test_factors_are_counted_by_category_and_lead_to_their_rows(named: list[list[str] | None]) -> None:
    given = [None if one is None else tuple(one) for one in named]
    rows = [row_of(case(at, **WHOLE), NOW, factors=one) for at, one in enumerate(given)]
    dropped = row_of(case(99, phase="dismissed"), NOW, factors=("change",))
    made = metrics_of([*rows, dropped])
    found = made.contributed
    assert found.n == sum(bool(one) for one in named) == len(list(rows_naming(made)))
    assert found.n + sum(count for _why, count in found.missing) == made.counted
    for one in found.categories:
        behind = {row.id for row in rows_naming(made, one.name)}
        assert behind == {f"i{at}" for at, names in enumerate(given) if one.name in (names or ())}
        assert len(behind) == one.count
    for why, count in found.missing:
        assert len(list(rows_naming(made, missing=why))) == count
    counts = [one.count for one in found.categories]
    assert counts == sorted(counts, reverse=True)


def test_no_figure_is_told_of_a_person() -> None:
    named = {*Case.__struct_fields__, *metrics.Row.__struct_fields__}
    assert not named & {"lead", "lead_operator", "roles", "commander", "owner", "who", "by"}


def test_everything_has_words() -> None:
    assert len({measure_word(key) for key in KEYS}) == len(KEYS)
    assert all(formula(key).startswith("from when") and short_word(key) for key in KEYS)
    assert all(reason_word(why) for why in (*LEFT_OUT, *MISSING))
    assert sentence("contain", Figures(12, 2520, 5000)) == "Median time to contain 42 min, 12 incidents"
