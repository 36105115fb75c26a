"""Reporting clocks and the cadence of updates: what an assessment starts, and what people start and stop."""

from datetime import datetime, timedelta

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import Cadence, ReportClock
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.respond.incident import timeline_of
from holdfast.respond.times import correct_time
from holdfast.respond.undo import undo
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.clocks import offered, start_clock, stop_clock
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.scheme_file import default_text
from holdfast.triage.scheme_store import adopt

HIGH, LOW = Answers(Answer.HIGH, Answer.HIGH), Answers(Answer.LOW, Answer.LOW)
STARTS = (
    default_text()
    .replace('within = "24h"', 'within = "24h"\nseverities = [1, 2]')
    .replace('name = "Impact and urgency"', 'name = "Ours"')
)


def states(incident: Incident) -> dict[str, str]:
    return {clock.key: clock.state for clock in incident.clocks}


def detected(store: Store, answers: Answers | None = HIGH) -> Incident:
    return declare(store, Declaration("Disk full", detected=store.now() - timedelta(hours=1)), answers)


def test_an_assessment_sets_the_cadence_of_its_severity(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), HIGH)
    assert incident.cadence == Cadence(300, 1200)
    assessed = datetime.fromisoformat(store.entries("incident", incident.id)[1].at)
    assert incident.update_by == assessed + timedelta(minutes=5)
    milder = Answers(Answer.HIGH, Answer.HIGH, severity_override=2, override_reason="Only one site")
    assert assess_incident(store, incident.id, milder).cadence == Cadence(900, 3600)
    after = assess_incident(store, incident.id, LOW)
    assert (after.cadence, after.update_by) == (None, None)
    overridden = Answers(Answer.LOW, Answer.LOW, severity_override=2, override_reason="The director is here")
    assert assess_incident(store, incident.id, overridden).cadence == Cadence(900, 3600)


def test_clocks_are_offered_until_they_run(store: Store) -> None:
    incident = detected(store)
    assert incident.clocks == ()
    assert [clock.key for clock in offered(store, incident)] == [
        "early_warning", "notification", "final_report",
    ]  # fmt: skip
    after = start_clock(store, incident.id, "notification")
    (clock,) = after.clocks
    assert (clock.title, clock.begins) == ("Notification to the authority", incident.times["detected"])
    assert clock.due == incident.times["detected"] + timedelta(hours=72)
    assert "notification" not in [each.key for each in offered(store, after)]
    with pytest.raises(UserError, match="runs already"):
        start_clock(store, incident.id, "notification")


def test_what_was_not_detected_at_a_time_counts_from_the_declaration(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), HIGH)
    (clock,) = start_clock(store, incident.id, "early_warning").clocks
    assert clock.begins == incident.times["declared"]


def test_clocks_of_a_severity_start_by_themselves_and_only_once(store: Store) -> None:
    adopt(store, STARTS, "the law asks for it")
    assert detected(store, LOW).clocks == ()
    worse = assess_incident(store, detected(store, LOW).id, HIGH)
    assert states(worse) == {"early_warning": "running"}
    incident = detected(store)
    assert states(incident) == {"early_warning": "running"}
    commands = {entry.header.command for entry in store.entries("incident", incident.id)}
    assert len(commands) == 1
    stop_clock(store, incident.id, "early_warning", "not_needed", "no duty to report")
    assert states(assess_incident(store, incident.id, HIGH)) == {"early_warning": "not_needed"}


def test_a_clock_is_met_or_not_needed_for_a_reason_and_can_run_on(store: Store) -> None:
    incident = detected(store)
    start_clock(store, incident.id, "early_warning")
    with pytest.raises(UserError, match="The reason is empty"):
        stop_clock(store, incident.id, "early_warning", "not_needed", " ")
    sent = store.now() - timedelta(minutes=5)
    after = stop_clock(store, incident.id, "early_warning", "met", "Sent by fax", sent)
    assert states(after) == {"early_warning": "met"}
    assert not any(due.what == "report" for due in [after.due()] if due)
    with pytest.raises(UserError, match="does not run"):
        stop_clock(store, incident.id, "early_warning", "met")
    again = start_clock(store, incident.id, "early_warning")
    assert (states(again), again.conflicts) == ({"early_warning": "running"}, ())
    told = [row.text for row in timeline_of(store, incident.id)]
    assert "Reporting clock Early warning to the authority: met (Sent by fax)" in told
    assert "Reporting clock Early warning to the authority: running again" in told


@pytest.mark.parametrize("key", ["volcano", "", "early warning"])
def test_an_unknown_clock_is_refused_with_those_there_are(store: Store, key: str) -> None:
    incident = detected(store)
    with pytest.raises(UserError, match="has no reporting clock") as refused:
        start_clock(store, incident.id, key)
    assert "early_warning, notification" in refused.value.hint
    with pytest.raises(UserError, match="has no reporting clock"):
        stop_clock(store, incident.id, key, "met")


def test_a_time_that_has_not_come_is_refused(store: Store) -> None:
    incident = detected(store)
    start_clock(store, incident.id, "early_warning")
    before = store.journal.count()
    with pytest.raises(UserError, match="has not come yet"):
        stop_clock(store, incident.id, "early_warning", "met", "", store.now() + timedelta(hours=1))
    assert store.journal.count() == before


def test_no_report_is_made_before_its_clock_began(store: Store) -> None:
    incident = detected(store)
    (clock,) = start_clock(store, incident.id, "early_warning").clocks
    before = store.journal.count()
    with pytest.raises(UserError, match="began only") as refused:
        stop_clock(store, incident.id, "early_warning", "met", "", clock.begins - timedelta(seconds=1))
    assert "Correct the time" in refused.value.hint
    assert store.journal.count() == before
    assert stop_clock(store, incident.id, "early_warning", "met", "", clock.begins).clocks[0].state == "met"


def test_a_running_clock_follows_the_time_it_counts_from_and_undo_takes_that_back(store: Store) -> None:
    incident = start_clock(store, detected(store).id, "notification")
    was, earlier = incident.times["detected"], incident.times["detected"] - timedelta(hours=4)
    (clock,) = correct_time(store, incident.id, "detected", earlier, "By the log").clocks
    assert (clock.begins, clock.due) == (earlier, earlier + timedelta(hours=72))
    assert any("Reporting clock Notification" in row.text for row in timeline_of(store, incident.id)[-2:])
    undo(store, incident.id)
    after = store.incidents.get(incident.id)
    assert (after.times["detected"], after.clocks[0].begins, after.conflicts) == (was, was, ())


def test_a_met_clock_stays_and_counts_from_the_right_time_when_it_runs_again(store: Store) -> None:
    incident = start_clock(store, detected(store).id, "notification")
    stop_clock(store, incident.id, "notification", "met")
    was, earlier = incident.times["detected"], incident.times["detected"] - timedelta(hours=4)
    assert correct_time(store, incident.id, "detected", earlier, "By the log").clocks[0].begins == was
    assert start_clock(store, incident.id, "notification").clocks[0].begins == earlier


HOUR = timedelta(hours=1)


def test_a_clock_whose_end_is_taken_back_and_done_again_is_called_by_its_words(store: Store) -> None:
    incident = start_clock(store, detected(store).id, "notification").id
    stop_clock(store, incident, "notification", "met")
    undo(store, incident)
    undo(store, incident, again=True)
    told = [row.text for row in timeline_of(store, incident)]
    assert told.count("Reporting clock Notification to the authority: met") == 2
    assert not any("clock notification" in text for text in told)


def test_a_clock_that_somebody_started_meanwhile_goes_back_with_the_correction(store: Store) -> None:
    incident, ana = detected(store), store.by
    correct_time(store, incident.id, "detected", incident.times["detected"] - HOUR, "By the log")
    sign_in(store, "Ben")
    start_clock(store, incident.id, "early_warning")
    store.by = ana
    undo(store, incident.id)
    (clock,) = store.incidents.get(incident.id).clocks
    assert (clock.begins, clock.due) == (incident.times["detected"], incident.times["detected"] + 24 * HOUR)
    undo(store, incident.id, again=True)
    assert store.incidents.get(incident.id).clocks[0].begins == incident.times["detected"] - HOUR


def test_a_detection_that_is_said_later_moves_what_counted_from_the_declaration(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), HIGH)
    start_clock(store, incident.id, "early_warning")
    declared = incident.times["declared"]
    for name, time, begins in (
        ("declared", declared - HOUR, declared - HOUR),
        ("detected", declared - 2 * HOUR, declared - 2 * HOUR),
        ("declared", declared, declared - 2 * HOUR),
    ):
        (clock,) = correct_time(store, incident.id, name, time, "By the log").clocks
        assert clock.begins == begins


def old_clock(store: Store, incident: Incident, begins: datetime) -> None:
    """As older programs recorded it: without what it counts from."""
    body = {"clock": "early_warning", "title": "Early", "from": occurred_text(begins), "within": 86400}
    store.record(New(subject("incident", incident.id), "incident.clock_started", body))


def test_clocks_of_older_programs_are_known_by_the_time_at_which_they_began(store: Store) -> None:
    incident = detected(store)
    first, declared = incident.times["detected"], incident.times["declared"]
    old_clock(store, incident, first)
    (clock,) = correct_time(store, incident.id, "detected", first - HOUR, "x").clocks
    assert (clock.begins, clock.counts_from) == (first - HOUR, "detected")
    old_clock(store, incident, declared)
    (clock,) = correct_time(store, incident.id, "detected", first - 2 * HOUR, "x").clocks
    assert clock == ReportClock("early_warning", "Early", declared, 86400)
    odd = first - timedelta(minutes=1)
    old_clock(store, incident, odd)
    assert correct_time(store, incident.id, "detected", first - 3 * HOUR, "x").clocks[0].begins == odd
    stop_clock(store, incident.id, "early_warning", "met")
    (clock,) = start_clock(store, incident.id, "early_warning").clocks
    assert (clock.begins, clock.counts_from) == (first - 3 * HOUR, "detected")
