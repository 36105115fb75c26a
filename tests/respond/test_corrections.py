"""Notes corrected, withdrawn and pinned: by later entries, the first staying readable."""

from datetime import timedelta

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.corrections import correct, pin, restore, withdraw
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


@pytest.fixture
def note(store: Store, incident: Incident) -> TimelineRow:
    return add_note(store, incident.id, "Host 7 is dowm", "note")


def recorded(store: Store, incident: Incident) -> int:
    return len(store.entries("incident", incident.id))


def test_a_correction_names_what_it_replaces_and_the_first_stays_readable(
    store: Store, incident: Incident, note: TimelineRow, hands: Hands
) -> None:
    at = hands.at - timedelta(minutes=20)
    row = correct(store, incident.id, note.entry, text=" Host 7 is down ", kind="observation", occurred=at)
    assert (row.text, row.kind, row.occurred) == ("Host 7 is down", "observation", at)
    assert (row.first, row.first_occurred, row.late) == ("Host 7 is dowm", note.occurred, True)
    body = store.entries("incident", incident.id)[-1].body
    assert body["text"] == [note.entry, "Host 7 is down"]
    assert body["type"] == ["note", "observation"]
    assert body["happened"][0] is None
    first = store.entries("incident", incident.id)[-1].hash
    again = correct(store, incident.id, note.entry, text="Host 8 is down", occurred=at + timedelta(minutes=1))
    body = store.entries("incident", incident.id)[-1].body
    assert body["text"] == [first, "Host 8 is down"]
    assert body["happened"][0] == at.isoformat()
    assert (again.first, again.text) == ("Host 7 is dowm", "Host 8 is down")
    assert timeline_of(store, incident.id)[0] == again
    assert correct(store, incident.id, note.entry, text="Host 8 is down", kind="observation") == again
    assert recorded(store, incident) == 4
    correct(store, incident.id, note.entry, kind="action")
    correct(store, incident.id, note.entry, text="Host 9 is down")
    assert store.entries("incident", incident.id)[-1].body["text"][0] != first


def test_withdrawn_and_taken_back(store: Store, incident: Incident, note: TimelineRow) -> None:
    row = withdraw(store, incident.id, note.entry, " Wrong host ")
    assert (row.withdrawn, row.text) == ("Wrong host", "Host 7 is dowm")
    assert withdraw(store, incident.id, note.entry, "again") == row
    with pytest.raises(UserError, match="was withdrawn"):
        correct(store, incident.id, note.entry, text="x")
    assert restore(store, incident.id, note.entry).withdrawn == ""
    assert restore(store, incident.id, note.entry).withdrawn == ""
    assert recorded(store, incident) == 4
    with pytest.raises(UserError, match="reason is empty"):
        withdraw(store, incident.id, note.entry, " ")


def test_any_row_can_be_pinned_once(store: Store, incident: Incident, note: TimelineRow) -> None:
    assert pin(store, incident.id, note.entry).pinned
    assert pin(store, incident.id, note.entry).pinned
    declared = timeline_of(store, incident.id)[0]
    assert pin(store, incident.id, declared.entry).pinned
    assert [row.pinned for row in timeline_of(store, incident.id)] == [True, True]
    assert not pin(store, incident.id, note.entry, pinned=False).pinned
    assert recorded(store, incident) == 5


def test_what_is_no_note_of_this_incident_is_refused(
    store: Store, incident: Incident, note: TimelineRow
) -> None:
    declared = timeline_of(store, incident.id)[0].entry
    with pytest.raises(UserError, match="Only notes can be corrected"):
        correct(store, incident.id, declared, text="x")
    with pytest.raises(UserError, match="Only notes and evidence"):
        withdraw(store, incident.id, declared, "x")
    other = declare(store, Declaration("Elsewhere"))
    with pytest.raises(UserError, match="belongs to something else"):
        correct(store, other.id, note.entry, text="x")
    for name in ("", "abc", "f" * 64, "z" * 64, note.entry[:5]):
        with pytest.raises(UserError, match="There is no entry"):
            pin(store, incident.id, name)
    assert pin(store, incident.id, note.entry[:12].upper()).pinned
    amending = store.entries("incident", incident.id)[-1].hash
    with pytest.raises(UserError, match="no row of the timeline"):
        pin(store, incident.id, amending)
    with pytest.raises(UserError, match="There is no incident"):
        pin(store, store.new_id(), note.entry)


def test_bad_words_types_and_times_are_refused(store: Store, incident: Incident, note: TimelineRow) -> None:
    before = recorded(store, incident)
    with pytest.raises(UserError, match="The note is empty"):
        correct(store, incident.id, note.entry, text=" \n")
    with pytest.raises(UserError, match="no kind of note"):
        correct(store, incident.id, note.entry, kind="rumour")
    with pytest.raises(UserError, match="has not come yet"):
        correct(store, incident.id, note.entry, occurred=store.now() + timedelta(hours=1))
    assert recorded(store, incident) == before
