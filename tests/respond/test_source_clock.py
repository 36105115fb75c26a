"""What a source told before its clock was known to be off, corrected as one."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.corrections import correct, row_now, withdraw
from holdfast.respond.incident import add_note, timeline_of
from holdfast.respond.source_clock import earlier, off, set_and_correct
from holdfast.respond.times import set_source_offset
from holdfast.respond.undo import undo
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

CAMERA = "camera 7"


@pytest.fixture
def incident(store: Store, hands: Hands) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    hands.at += timedelta(hours=2)
    return made


def _note(
    store: Store, incident: Incident, text: str, minutes: int | None, origin: str = CAMERA
) -> TimelineRow:
    at = None if minutes is None else store.now() - timedelta(minutes=minutes)
    return add_note(store, incident.id, text, "observation", at, origin)


def _times(store: Store, incident: Incident) -> Mapping[str, datetime]:
    return {row.text: row.occurred for row in timeline_of(store, incident.id) if row.kind == "observation"}


def test_all_that_a_source_told_is_corrected_by_one_command_and_raw_is_kept(
    store: Store, incident: Incident
) -> None:
    for text, minutes in (("a van", 50), ("a car", 40)):
        _note(store, incident, text, minutes)
    _note(store, incident, "a dog", 30, "camera 8")
    _note(store, incident, "a cat", None)
    before, count = _times(store, incident), len(store.entries("incident", incident.id))
    after, corrected = set_and_correct(store, incident.id, CAMERA, 200)
    assert (after.ahead, corrected) == ({CAMERA: 200}, 2)
    entries = store.entries("incident", incident.id)[count:]
    assert [entry.kind for entry in entries] == ["incident.source_set", "note.corrected", "note.corrected"]
    assert len({entry.header.command for entry in entries}) == 1
    by = timedelta(seconds=200)
    now = _times(store, incident)
    assert now == {**before, "a van": before["a van"] - by, "a car": before["a car"] - by}
    (van,) = [row for row in timeline_of(store, incident.id) if row.text == "a van"]
    assert (van.raw, van.first_occurred) == (before["a van"], before["a van"])
    assert off(earlier(store, incident.id, CAMERA), 200) == []
    undo(store, incident.id)
    assert _times(store, incident) == before
    assert store.incidents.get(incident.id).ahead == {}
    assert len(off(earlier(store, incident.id, CAMERA), 200)) == 2


def test_another_offset_later_corrects_from_what_the_clock_said(store: Store, incident: Incident) -> None:
    van = _note(store, incident, "a van", 50)
    set_source_offset(store, incident.id, CAMERA, 60)
    car = _note(store, incident, "a car", 40)
    assert car.raw is not None
    assert len(off(earlier(store, incident.id, CAMERA), 60)) == 1
    for ahead in (200, -30, 0):
        assert set_and_correct(store, incident.id, CAMERA, ahead)[1] == 2
        shift = timedelta(seconds=ahead)
        assert _times(store, incident) == {"a van": van.occurred - shift, "a car": car.raw - shift}
    assert set_and_correct(store, incident.id, CAMERA, 0)[1] == 0


def test_what_was_withdrawn_or_corrected_by_hand_is_left_alone(store: Store, incident: Incident) -> None:
    van, car, dog = (_note(store, incident, text, 50) for text in ("a van", "a car", "a dog"))
    withdraw(store, incident.id, van.entry, "Twice")
    correct(store, incident.id, car.entry, occurred=car.occurred - timedelta(seconds=77))
    correct(store, incident.id, dog.entry, text="a hound")
    assert set_and_correct(store, incident.id, CAMERA, 60)[1] == 1
    assert row_now(store, incident.id, van.entry).occurred == van.occurred
    assert row_now(store, incident.id, car.entry).occurred == car.occurred - timedelta(seconds=77)
    hound = row_now(store, incident.id, dog.entry)
    assert (hound.text, hound.occurred) == ("a hound", dog.occurred - timedelta(seconds=60))


def test_a_time_to_come_is_refused_with_both_times_and_nothing_is_done(
    store: Store, incident: Incident
) -> None:
    _note(store, incident, "a van", 50)
    _note(store, incident, "a car", 5)
    count = len(store.entries("incident", incident.id))
    with pytest.raises(UserError, match=r"“a car” happened at .*\d\d:\d\d.*; the clock here says \d\d:\d\d"):
        set_and_correct(store, incident.id, CAMERA, -600)
    assert len(store.entries("incident", incident.id)) == count
    assert store.incidents.get(incident.id).ahead == {}


def test_what_was_corrected_by_hand_since_is_left_alone(store: Store, incident: Incident) -> None:
    van = _note(store, incident, "a van", 50)
    set_and_correct(store, incident.id, CAMERA, 60)
    by_hand = correct(store, incident.id, van.entry, occurred=van.occurred - timedelta(seconds=5))
    assert set_and_correct(store, incident.id, CAMERA, 90)[1] == 0
    assert row_now(store, incident.id, van.entry).occurred == by_hand.occurred


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["seen", "untimed", "other", "set", "correct", "hand", "withdraw", "undo"]),
        st.integers(0, 59),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_ACTS, st.integers(-100, 300))
def test_after_any_history_each_note_of_the_source_is_by_its_clock_or_left_as_it_was(
    hands: Hands, store: Store, acts: list[tuple[str, int]], ahead: int
) -> None:
    incident = declare(store, Declaration("Disk full", "db"))
    hands.at += timedelta(hours=2)
    for act, number in acts:
        _do(store, incident, act, number)
    before = {row.entry: row for row in timeline_of(store, incident.id)}
    by_hand = {row.entry for row in before.values() if row.text.endswith("by hand")}
    set_and_correct(store, incident.id, CAMERA, ahead)
    after = {row.entry: row for row in timeline_of(store, incident.id)}
    for entry, was in before.items():
        left = was.origin != CAMERA or was.withdrawn or entry in by_hand or was.text.startswith("untimed")
        raw = was.raw or was.first_occurred or was.occurred
        assert after[entry].occurred == (was.occurred if left else raw - timedelta(seconds=ahead))


def _do(store: Store, incident: Incident, act: str, number: int) -> None:
    rows = [row for row in timeline_of(store, incident.id) if row.kind == "observation" and not row.withdrawn]
    row = rows[number % len(rows)] if rows else None
    if act in ("seen", "untimed", "other"):
        minutes = None if act == "untimed" else 30 + number
        _note(store, incident, f"{act} {number}", minutes, "gate" if act == "other" else CAMERA)
    elif act == "set":
        set_source_offset(store, incident.id, CAMERA, number - 20)
    elif act == "correct":
        set_and_correct(store, incident.id, CAMERA, number - 20)
    elif act == "undo":
        with suppress(UserError):
            undo(store, incident.id)
    elif row is not None and act == "withdraw":
        withdraw(store, incident.id, row.entry, "Twice")
    elif row is not None:
        at = row.occurred - timedelta(seconds=1000 + number)
        correct(store, incident.id, row.entry, text=f"{row.text} by hand", occurred=at)
