"""Silences and impossible orders of a timeline: places to look at, each with what to ask there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace as other

from holdfast.domain.document import Annotation, Step
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import TimelineRow
from holdfast.review.gaps import places, run_starts
from holdfast.runbook.run import begin_wait, start_blank
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def row(entry: str, occurred: float, recorded: float | None = None) -> TimelineRow:
    seen = at(occurred if recorded is None else recorded)
    return TimelineRow(entry, at(occurred), seen, "note", "Ana", "x", late=False, seq=1, station="aa")


def incident(**times: float) -> Incident:
    return replace(Incident(id="i1"), times={name: at(minutes) for name, minutes in times.items()})


def found(told: Incident, *rows: TimelineRow) -> list[tuple[str, str]]:
    return [(each.entry, each.words.partition(":")[0]) for each in places(told, rows)]


def test_a_timeline_in_order_leaves_nothing_open() -> None:
    told = incident(started=0, declared=5, contained=40, resolved=60)
    assert found(told, row("a", 1), row("b", 30), row("c", 60)) == []
    assert found(told) == []


def test_a_silence_counts_only_while_the_incident_was_open() -> None:
    told = incident(declared=0, resolved=50)
    assert found(told, row("a", 0), row("b", 31)) == [("a", "Nothing is told for 31 min after this")]
    assert found(told, row("a", 0), row("b", 30)) == []
    assert found(told, row("a", 45), row("b", 600)) == []
    assert found(incident(declared=0), row("a", 45), row("b", 105)) == [
        ("a", "Nothing is told for 1 h after this")
    ]


def test_what_can_not_have_been_is_named_with_both_times() -> None:
    told = incident(started=10, declared=20, resolved=15)
    assert found(told, row("a", 12, 11.5), row("b", 12, 2), row("c", 4)) == [
        ("", "Resolved is 5 min before declared"),
        ("b", "Recorded 10 min before it happened"),
        ("c", "Happened 6 min before the incident started"),
    ]


def test_a_step_done_before_its_run_began_is_named() -> None:
    told = incident(started=0)
    rows = (row("a", 10), row("b", 14))
    said = [each.words for each in places(told, rows, runs={"a": at(12), "b": at(12)})]
    assert said == ["This step was done 2 min before its run began: which of the two times is right?"]


def test_the_run_of_a_step_is_found_in_the_record(store: Store) -> None:
    ident = declare(store, Declaration("Disk full")).id
    began = store.now() - timedelta(minutes=5)
    run = start_blank(store, ident, "By hand", occurred=began)
    begin_wait(store, run.id, Step("s1", 1, "", "Wait", "Wait", annotation=Annotation(wait=60)))
    assert list(run_starts(store.entries("incident", ident)).values()) == [began]


def test_a_withdrawn_entry_is_no_place() -> None:
    gone = other(row("a", 12, 2), withdrawn="it was another host")
    assert found(incident(started=0), gone) == []
