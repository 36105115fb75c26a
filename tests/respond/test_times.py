"""Times of phases corrected, and sources whose clocks are off."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, assign, timeline_of
from holdfast.respond.phases import move
from holdfast.respond.times import correct_time, read_offset, recorded_times, set_source_offset
from holdfast.respond.undo import undo
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store, hands: Hands) -> Incident:
    made = declare(store, Declaration("Disk full", "db"), Answers(Answer.HIGH, Answer.HIGH))
    hands.at += timedelta(hours=1)
    move(store, made.id, Phase.CONTAINED)
    hands.at += timedelta(hours=1)
    return store.incidents.get(made.id)


def test_a_time_is_corrected_with_its_reason_and_both_stand_there(store: Store, incident: Incident) -> None:
    at = incident.times["contained"] - timedelta(minutes=7)
    after = correct_time(store, incident.id, "contained", at, "The watch was wrong")
    assert after.times["contained"] == at
    assert after.conflicts == ()
    assert "The watch was wrong" in timeline_of(store, incident.id)[-1].text
    before = len(store.entries("incident", incident.id))
    assert correct_time(store, incident.id, "contained", at, "again") == after
    assert len(store.entries("incident", incident.id)) == before
    started = incident.times["declared"] - timedelta(hours=3)
    assert correct_time(store, incident.id, "started", started, "The log").times["started"] == started


def test_impossible_orders_are_refused_with_both_times(store: Store, incident: Incident) -> None:
    early = incident.times["declared"] - timedelta(minutes=1)
    with pytest.raises(UserError, match=r"Contained \S+ is before \w+ \S+\."):
        correct_time(store, incident.id, "contained", early, "x")
    with pytest.raises(UserError, match=r"Declared \S+ is after \w+ \S+\."):
        correct_time(store, incident.id, "declared", incident.times["contained"] + timedelta(minutes=1), "x")
    near = incident.times["declared"]
    with pytest.raises(UserError, match=r"Contained (\d\d:\d\d:\d\d) is before \w+ (?!\1)\d\d:\d\d:\d\d\."):
        correct_time(store, incident.id, "contained", near - timedelta(seconds=1), "x")
    with pytest.raises(UserError, match="has not come yet"):
        correct_time(store, incident.id, "contained", store.now() + timedelta(minutes=9), "x")
    with pytest.raises(UserError, match="is not resolved"):
        correct_time(store, incident.id, "resolved", store.now(), "x")
    with pytest.raises(UserError, match="is no time of an incident"):
        correct_time(store, incident.id, "lunch", store.now(), "x")
    with pytest.raises(UserError, match="reason is empty"):
        correct_time(store, incident.id, "contained", incident.times["contained"], " ")
    assert store.incidents.get(incident.id) == incident


def test_started_and_detected_are_said_later_and_refused_out_of_order(
    store: Store, incident: Incident
) -> None:
    declared = incident.times["declared"]
    started, detected = declared - timedelta(minutes=20), declared - timedelta(minutes=10)
    correct_time(store, incident.id, "started", started, "x")
    after = correct_time(store, incident.id, "detected", detected, "x")
    assert (after.times["started"], after.times["detected"]) == (started, detected)
    again = correct_time(store, incident.id, "started", started - timedelta(minutes=1), "x")
    assert (again.times["started"], again.conflicts) == (started - timedelta(minutes=1), ())
    with pytest.raises(UserError, match=r"Started .* is after detected"):
        correct_time(store, incident.id, "started", detected + timedelta(minutes=1), "x")
    with pytest.raises(UserError, match=r"Detected .* is after declared"):
        correct_time(store, incident.id, "detected", declared + timedelta(seconds=1), "x")
    with pytest.raises(UserError, match="has not come yet"):
        correct_time(store, incident.id, "detected", store.now() + timedelta(hours=1), "x")
    assert store.incidents.get(incident.id) == again


def test_a_phase_stays_on_its_side_of_a_reopening(store: Store, incident: Incident, hands: Hands) -> None:
    move(store, incident.id, Phase.RESOLVED)
    hands.at += timedelta(hours=1)
    reopened = move(store, incident.id, Phase.CONTAINED, reason="It came back")
    hands.at += timedelta(hours=1)
    move(store, incident.id, Phase.RESOLVED)
    at = reopened.times["reopened"]
    with pytest.raises(UserError, match="is before reopened"):
        correct_time(store, incident.id, "resolved", at - timedelta(minutes=1), "x")
    with pytest.raises(UserError, match="is after reopened"):
        correct_time(store, incident.id, "contained", at + timedelta(minutes=1), "x")
    correct_time(store, incident.id, "resolved", at + timedelta(minutes=1), "x")


HIGH = Answers(Answer.HIGH, Answer.HIGH)


@pytest.fixture
def waiting(store: Store, hands: Hands) -> Incident:
    """Declared an hour ago; nobody answered."""
    made = declare(store, Declaration("Disk full"))
    hands.at += timedelta(hours=1)
    return store.incidents.get(made.id)


def test_it_is_acknowledged_when_it_was_assessed_or_commanded_not_when_that_was_recorded(
    store: Store, waiting: Incident
) -> None:
    at = waiting.times["declared"] + timedelta(minutes=4)
    with store.command():
        after = assess_incident(store, waiting.id, HIGH, at)
        assert (after.acknowledged, after.times["triaged"]) == (at, at)
    undone = declare(store, Declaration("Another"))
    taken = store.now()
    after = assign(store, undone.id, "commander", "Ana", occurred=taken)
    assert after.acknowledged == taken
    undo(store, undone.id)
    assert store.incidents.get(undone.id).acknowledged is None
    undo(store, undone.id, again=True)
    assert assign(store, undone.id, "commander", "Ben").acknowledged is not None


def test_nobody_assesses_or_takes_command_before_it_was_declared(store: Store, waiting: Incident) -> None:
    early, late = waiting.times["declared"] - timedelta(minutes=1), store.now() + timedelta(hours=1)
    before = store.journal.count()
    with pytest.raises(UserError, match=r"Triaged \S+ is before declared \S+\."):
        assess_incident(store, waiting.id, HIGH, early)
    with pytest.raises(UserError, match=r"Acknowledged \S+ is before declared \S+\."):
        assign(store, waiting.id, "commander", "Ana", occurred=early)
    with pytest.raises(UserError, match="has not come yet"):
        assess_incident(store, waiting.id, HIGH, late)
    with pytest.raises(UserError, match="has not come yet"):
        assign(store, waiting.id, "scribe", "Ana", occurred=late)
    assert store.journal.count() == before


def test_a_role_is_not_taken_over_before_it_was_last_given_up(store: Store, waiting: Incident) -> None:
    assign(store, waiting.id, "commander", "Ana")
    with pytest.raises(UserError, match="was last taken over or given up"):
        assign(store, waiting.id, "commander", "Ben", occurred=store.now() - timedelta(minutes=5))


def test_the_acknowledgement_is_corrected_and_taken_back(store: Store, waiting: Incident) -> None:
    first = assess_incident(store, waiting.id, HIGH).acknowledged
    assert recorded_times(store, waiting.id)["acknowledged"] == first
    at = waiting.times["declared"] + timedelta(minutes=4)
    after = correct_time(store, waiting.id, "acknowledged", at, "The telephone's log")
    assert (after.acknowledged, after.moments["acknowledged"], after.conflicts) == (at, at, ())
    assert recorded_times(store, waiting.id)["acknowledged"] > at
    (told,) = [row for row in timeline_of(store, waiting.id) if "Time of acknowledged" in row.text]
    assert "The telephone's log" in told.text
    undo(store, waiting.id)
    assert store.incidents.get(waiting.id).acknowledged == first
    undo(store, waiting.id, again=True)
    assert store.incidents.get(waiting.id).acknowledged == at


def test_an_acknowledgement_can_be_said_alone_but_not_out_of_order(store: Store, waiting: Incident) -> None:
    declared, minute = waiting.times["declared"], timedelta(minutes=1)
    with pytest.raises(UserError, match=r"Acknowledged \S+ is before declared \S+\."):
        correct_time(store, waiting.id, "acknowledged", declared - minute, "x")
    after = correct_time(store, waiting.id, "acknowledged", declared + 4 * minute, "x")
    assert after.acknowledged == declared + 4 * minute
    assert not any(due.what == "respond" for due in after.dues())
    with pytest.raises(UserError, match=r"Declared \S+ is after acknowledged \S+\."):
        correct_time(store, waiting.id, "declared", declared + 5 * minute, "x")
    with pytest.raises(UserError, match=r"Detected \S+ is after declared \S+\."):
        correct_time(store, waiting.id, "detected", declared + 5 * minute, "x")
    triaged = assess_incident(store, waiting.id, HIGH, declared + 6 * minute)
    assert triaged.acknowledged == declared + 4 * minute
    with pytest.raises(UserError, match=r"Acknowledged \S+ is after triaged \S+\."):
        correct_time(store, waiting.id, "acknowledged", declared + 7 * minute, "x")


def test_a_phase_may_have_begun_before_the_acknowledgement_was_recorded(
    store: Store, waiting: Incident
) -> None:
    assign(store, waiting.id, "commander", "Ana")
    at = waiting.times["declared"] + timedelta(minutes=9)
    assert move(store, waiting.id, Phase.CONTAINED, at).times["contained"] == at


def test_undo_is_refused_where_the_acknowledgement_would_come_before_the_detection(
    store: Store, waiting: Incident
) -> None:
    declared, ana = waiting.times["declared"], store.by
    correct_time(store, waiting.id, "declared", declared - timedelta(minutes=10), "x")
    sign_in(store, "Ben")
    correct_time(store, waiting.id, "acknowledged", declared - timedelta(minutes=5), "x")
    store.by = ana
    with pytest.raises(UserError, match="since then Ben recorded"):
        undo(store, waiting.id)


def test_a_sources_clock_corrects_what_it_says_and_raw_is_kept(store: Store, incident: Incident) -> None:
    after = set_source_offset(store, incident.id, " camera  7 ", 200)
    assert after.ahead == {"camera 7": 200}
    raw = store.now() - timedelta(minutes=1)
    row = add_note(store, incident.id, "A van", "observation", raw, "camera 7")
    assert (row.occurred, row.raw, row.origin) == (raw - timedelta(seconds=200), raw, "camera 7")
    row = add_note(store, incident.id, "A car", "observation", raw, "camera 8")
    assert (row.occurred, row.raw, row.origin) == (raw, None, "camera 8")
    ahead_of_us = store.now() + timedelta(seconds=190)
    assert add_note(store, incident.id, "Now", occurred=ahead_of_us, origin="camera 7").raw == ahead_of_us
    with pytest.raises(UserError, match="has not come yet"):
        add_note(store, incident.id, "Now", occurred=ahead_of_us, origin="camera 8")
    assert add_note(store, incident.id, "Untimed", origin="camera 7").raw is None
    assert set_source_offset(store, incident.id, "camera 7", -30).ahead == {"camera 7": -30}
    assert set_source_offset(store, incident.id, "camera 7", -30).conflicts == ()
    assert set_source_offset(store, incident.id, "camera 7", None).ahead == {}
    with pytest.raises(UserError, match="The source is empty"):
        set_source_offset(store, incident.id, " ", 3)
    with pytest.raises(UserError, match="so much"):
        set_source_offset(store, incident.id, "x", 10**12)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3m20s", 200), ("-90s", -90), ("+1h", 3600), ("1d 2h", 93_600), ("\u22125m", -300), (" 5 min ", 300),
     ("0", 0)],
)  # fmt: skip
def test_lengths_are_read(text: str, seconds: int) -> None:
    assert read_offset(text) == seconds


@given(st.text(max_size=12) | st.text(alphabet="+-0123dhms: ", max_size=12))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    with suppress(UserError):
        assert isinstance(read_offset(text), int)
