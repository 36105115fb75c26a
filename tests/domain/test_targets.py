"""Targets and clocks in words: what runs, the nearest first, and what became of those that were reached."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from holdfast.domain.coordination import ReportClock
from holdfast.domain.incident import Incident, Targets
from holdfast.domain.phase import Phase
from holdfast.domain.targets import Outcome, outcome_text, outcomes, target_lines

DECLARED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOW = DECLARED + timedelta(minutes=30)
OPEN = Incident(
    "i",
    phase=Phase.TRIAGED,
    times={"declared": DECLARED},
    priority=2,
    targets=Targets(600, 4 * 3600),
    update_by=DECLARED + timedelta(minutes=20),
    clocks=(
        ReportClock("nis2", "Early warning", DECLARED, 86400),
        ReportClock("gdpr", "To the authority", DECLARED, 3 * 86400, "met"),
    ),
)


def at(minutes: int) -> datetime:
    return DECLARED + timedelta(minutes=minutes)


def test_all_that_runs_is_told_the_nearest_first() -> None:
    assert [(line.text, line.overdue) for line in target_lines(OPEN, NOW)] == [
        ("Response overdue by 20 min", True),
        ("Update overdue by 10 min", True),
        ("Resolution in 3 h 30 min", False),
        ("Early warning in 23 h 30 min", False),
    ]


def test_what_became_of_a_target_comes_last() -> None:
    met = replace(OPEN, acknowledged=at(4), update_by=None)
    assert [line.text for line in target_lines(met, NOW)] == [
        "Resolution in 3 h 30 min",
        "Early warning in 23 h 30 min",
        "Acknowledged in 4 min, target 10 min",
    ]
    times = {"declared": DECLARED, "resolved": at(300)}
    done = replace(met, phase=Phase.CLOSED, times=times, clocks=())
    assert [(line.text, line.over) for line in target_lines(done, NOW)] == [
        ("Resolved in 5 h, target 4 h, missed by 1 h", True),
        ("Acknowledged in 4 min, target 10 min", True),
    ]


@pytest.mark.parametrize(
    ("took", "target", "text"),
    [
        (40, 0, "Acknowledged in 40 s, target at once"),
        (240, 0, "Acknowledged in 4 min, target at once, missed by 4 min"),
        (659, 600, "Acknowledged in 10 min, target 10 min"),
        (660, 600, "Acknowledged in 11 min, target 10 min, missed by 1 min"),
    ],
)
def test_a_target_is_missed_a_minute_after_it(took: int, target: int, text: str) -> None:
    assert outcome_text(Outcome("respond", took, target)) == text


def test_a_clock_that_waits_is_told_after_those_that_run() -> None:
    waits = ReportClock("final", "Final report", None, 0, "waiting", "met:gdpr", 1, after="To the authority")
    gone = replace(waits, state="not_needed")
    runs = ReportClock("nis2", "Early warning", DECLARED, 86400)
    lines = target_lines(Incident("i", clocks=(waits, gone, runs)), NOW)
    assert [line.text for line in lines][1:] == [
        "Final report counts from To the authority when that was sent"
    ]
    assert lines[0].text.startswith("Early warning in ")


def test_nothing_is_told_where_there_are_no_targets() -> None:
    assert outcomes(Incident("i")) == ()
    assert target_lines(Incident("i", times={"declared": DECLARED}), NOW) == []
