from dataclasses import replace
from datetime import UTC, datetime, timedelta

from holdfast.domain.incident import Incident, Person, Targets
from holdfast.domain.phase import Phase
from holdfast.domain.timeline import TimelineRow
from holdfast.domain.value import REMOVED
from holdfast.triage.scheme_file import default_text, load
from holdfast.ui.kit.stepper import Step
from holdfast.ui.kit.when_field import understood
from holdfast.ui.respond.timeline_words import kit_rows, span_words
from holdfast.ui.respond.words import (
    due_words,
    ended,
    moment_text,
    roles_text,
    steps_of,
    update_words,
)
from tests.ui.stores import NOW, ZONE

DECLARED = NOW - timedelta(minutes=47)
CONTAINED = Incident(
    "i",
    "INC-K7-142",
    phase=Phase.CONTAINED,
    severity=1,
    priority=1,
    times={"declared": DECLARED, "triaged": DECLARED + timedelta(minutes=1), "contained": NOW},
    targets=Targets(0, 3600),
    acknowledged=DECLARED,
)


def row(at: datetime, text: str = "x", **more: object) -> TimelineRow:
    known = {"kind": "note", "who": "Ana", "late": False, "seq": 1, "station": "s", "recorded": at}
    return TimelineRow(entry=str(at) + text, occurred=at, text=text, **(known | more))  # type: ignore[arg-type]


def test_steps_show_times_and_targets() -> None:
    assert steps_of(CONTAINED, NOW, ZONE) == [
        Step("declared", "13:16", reached=True),
        Step("triaged", "13:17", reached=True),
        Step("contained", "14:03", reached=True),
        Step("resolved", "by 14:16"),
        Step("closed"),
    ]


def test_an_incident_that_is_not_assessed_shows_by_when_it_should_be() -> None:
    fresh = Incident("i", times={"declared": DECLARED}, assess_by=DECLARED + timedelta(minutes=15))
    assert steps_of(fresh, NOW, ZONE)[1] == Step("triaged", "by 13:31")


def test_a_dismissed_incident_ends_there() -> None:
    dismissed = replace(CONTAINED, phase=Phase.DISMISSED, times={"declared": DECLARED, "dismissed": NOW})
    assert [step.words for step in steps_of(dismissed, NOW, ZONE)] == ["declared", "dismissed"]


def test_other_days_are_told_with_the_day() -> None:
    assert moment_text(NOW - timedelta(days=2), NOW, ZONE) == "11-21 14:03"
    assert understood(NOW - timedelta(minutes=11), NOW, ZONE) == "13:52, 11 min ago"
    assert understood(NOW, NOW, ZONE) == "14:03, now"
    assert understood(NOW - timedelta(days=1), NOW, ZONE) == "2026-11-22 14:03 UTC+1, 1 d ago"


def test_the_next_update_counts_down_and_says_when_it_is_late() -> None:
    assert update_words(CONTAINED, NOW) == ("", False)
    told = replace(CONTAINED, update_by=NOW + timedelta(seconds=250))
    assert update_words(told, NOW) == ("Next update in 04:10", False)
    assert update_words(told, NOW + timedelta(minutes=11)) == ("Update overdue by 06 min", True)
    assert due_words(told, NOW) == ("Update due in 04:10", False)


def test_what_is_due_counts_down_and_says_when_it_is_late() -> None:
    assert due_words(CONTAINED, NOW) == ("Resolution due in 13:00", False)
    assert due_words(CONTAINED, NOW + timedelta(minutes=19)) == ("Resolution overdue by 06 min", True)
    assert due_words(replace(CONTAINED, phase=Phase.CLOSED), NOW) == ("Closed", False)


def test_roles_name_who_holds_them() -> None:
    held = replace(
        CONTAINED,
        roles={
            "commander": Person("Shift lead", "s"),
            "operations": Person("Ana", "a"),
            "liaison": Person("Ben"),
        },
    )
    assert roles_text(held, load(default_text()).roles, "a") == (
        "Commander Shift lead  ·  Operations you  ·  Scribe open  ·  Communications open  ·  Liaison Ben"
    )


def test_the_clock_stops_at_the_resolution() -> None:
    assert ended(CONTAINED) is None
    resolved = replace(
        CONTAINED,
        phase=Phase.CLOSED,
        times={**CONTAINED.times, "resolved": NOW, "closed": NOW + timedelta(days=1)},
    )
    assert ended(resolved) == NOW


def test_days_are_told_apart() -> None:
    rows = [row(NOW - timedelta(days=1)), row(NOW), row(NOW + timedelta(minutes=1))]
    assert [each.day for _key, each in kit_rows(rows, ZONE, "")] == [
        "22 November 2026",
        "23 November 2026",
        "",
    ]
    assert [each.day for _key, each in kit_rows(rows[1:], ZONE, "")] == ["", ""]
    assert span_words(rows, NOW, ZONE) == "UTC+1"
    assert span_words(rows[1:], NOW, ZONE) == "23 November, UTC+1"
    assert span_words(rows[1:], NOW.replace(year=2027), ZONE) == "23 November 2026, UTC+1"
    assert span_words([], NOW, ZONE) == ""


def test_a_late_row_says_when_it_was_recorded() -> None:
    late = row(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), late=True, recorded=NOW, who="Operator 1")
    ((_key, told),) = kit_rows([late], ZONE, "Operator 1")
    assert told.time == "13:00"
    assert told.meta == "note  ·  you  ·  recorded late, 14:03"


def test_removed_words_are_shown_as_removed() -> None:
    gone, part = row(NOW, REMOVED, removed=True), row(NOW, f"Step 1 done: look ({REMOVED})", removed=True)
    (_one, first), (_two, second) = kit_rows([gone, part], ZONE, "")
    assert (first.text, first.withdrawn) == ("Words removed for cause", True)
    assert not second.withdrawn
    assert second.meta.endswith("words removed")
