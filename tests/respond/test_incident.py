"""What responders say: notes, the situation, roles, times, and that no review is needed."""

from datetime import timedelta

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident, Person
from holdfast.domain.text import LINE
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.respond.incident import add_note, assign, change, timeline_of, waive_review
from holdfast.respond.undo import undo
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


def recorded(store: Store, incident: Incident) -> int:
    return len(store.entries("incident", incident.id))


@pytest.mark.parametrize("kind", NOTE_TYPES)
def test_a_note_of_every_kind_is_a_row(store: Store, incident: Incident, kind: str) -> None:
    row = add_note(store, incident.id, " Looked at\r\nthe log \0", kind)
    assert (row.kind, row.text, row.who, row.late) == (kind, "Looked at\nthe log", "Ana", False)
    assert timeline_of(store, incident.id)[-1] == row
    assert store.incidents.get(incident.id).changed == row.recorded


def test_a_note_of_earlier_is_late_and_stands_where_it_happened(
    store: Store, incident: Incident, hands: Hands
) -> None:
    hands.at += timedelta(hours=1)
    before = add_note(store, incident.id, "now")
    row = add_note(store, incident.id, "half an hour ago", occurred=store.now() - timedelta(minutes=30))
    assert row.late
    assert row.seq > before.seq
    assert [one.text for one in timeline_of(store, incident.id)] == [
        "Declared: Disk full",
        "half an hour ago",
        "now",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (" \n\0", "note", "The note is empty"),
        ("x" * 200_001, "note", "200000 fit"),
        ("x", "rumour", "rumour is no kind of note"),
        ("\udfff", "note", "not text"),
    ],
)
def test_what_is_no_note_is_refused_in_words(
    store: Store, incident: Incident, text: str, kind: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        add_note(store, incident.id, text, kind)
    assert recorded(store, incident) == 1


def test_a_note_of_the_future_or_about_nothing_is_refused(store: Store, incident: Incident) -> None:
    with pytest.raises(UserError, match="has not come yet"):
        add_note(store, incident.id, "x", occurred=store.now() + timedelta(minutes=3))
    add_note(store, incident.id, "a fast wrist watch", occurred=store.now() + timedelta(minutes=1))
    with pytest.raises(UserError, match="There is no incident"):
        add_note(store, store.new_id(), "x")


def test_a_change_says_from_which_entry_and_is_recorded_once(store: Store, incident: Incident) -> None:
    declared = store.entries("incident", incident.id)[0].hash
    after = change(store, incident.id, title="Disk is full", know=" The volume\tis full ", service="db")
    assert (after.title, after.know, after.service) == ("Disk is full", "The volume is full", "db")
    entry = store.entries("incident", incident.id)[-1]
    assert entry.body == {"title": [declared, "Disk is full"], "know": [None, "The volume is full"]}
    assert change(store, incident.id, title=" Disk is  full", know="The volume is full") == after
    assert recorded(store, incident) == 2
    change(store, incident.id, know="")
    assert store.entries("incident", incident.id)[-1].body == {"know": [entry.hash, ""]}
    assert store.incidents.get(incident.id).conflicts == ()


def test_a_resolution_may_have_lines_and_a_title_none(store: Store, incident: Incident) -> None:
    after = change(store, incident.id, resolution="one\ntwo\n", plan="one\ntwo")
    assert (after.resolution, after.plan) == ("one\ntwo", "one two")
    with pytest.raises(UserError, match="The title is empty"):
        change(store, incident.id, title=" ", plan="lost?")
    with pytest.raises(UserError, match=f"{LINE} fit"):
        change(store, incident.id, need="x" * (LINE + 1))
    assert store.incidents.get(incident.id) == after


def test_roles_are_given_passed_on_and_taken_back(store: Store, incident: Incident) -> None:
    ana = store.operators.named("Ana").id
    after = assign(store, incident.id, "commander", "Ana", ana)
    assert after.commander == Person("Ana", ana)
    assert after.acknowledged is not None
    assert assign(store, incident.id, "commander", " Ana ", ana) == after
    assert recorded(store, incident) == 2
    assert assign(store, incident.id, "commander", "Ana").commander == Person("Ana")
    assert assign(store, incident.id, "scribe", "Ben").roles == {
        "commander": Person("Ana"),
        "scribe": Person("Ben"),
    }
    assert assign(store, incident.id, "commander", "").roles == {"scribe": Person("Ben")}
    before = recorded(store, incident)
    assert assign(store, incident.id, "commander", "", ana).roles == {"scribe": Person("Ben")}
    assert recorded(store, incident) == before
    assert store.incidents.get(incident.id).conflicts == ()


def test_a_review_is_waived_with_a_reason_and_not_once_it_is_released(
    store: Store, incident: Incident
) -> None:
    with pytest.raises(UserError, match="The reason is empty"):
        waive_review(store, incident.id, " ")
    assert waive_review(store, incident.id, "small").review == "waived"
    count = store.journal.count()
    assert waive_review(store, incident.id, "once more").review == "waived"
    assert store.journal.count() == count
    review = begin(store, incident.id)
    write(store, review.id, "summary", "x")
    release(store, review.id, "nobody else is here")
    with pytest.raises(UserError, match="already released"):
        waive_review(store, incident.id, "late")
    assert store.incidents.get(incident.id).review == "released"


@pytest.mark.parametrize("noticed", ["", "alert"])
def test_each_change_of_how_it_was_noticed_names_the_entry_that_said_it_before(
    store: Store, noticed: str
) -> None:
    made = declare(store, Declaration("Disk full", "db", noticed))
    declared = store.entries("incident", made.id)[0].hash
    change(store, made.id, title="Disk of db1 full")
    first = change(store, made.id, noticed="person")
    second = change(store, made.id, noticed="user_report")
    said = [entry for entry in store.entries("incident", made.id) if "noticed" in entry.body][-2:]
    assert [entry.old("noticed") for entry in said] == [declared if noticed else None, said[0].hash]
    assert (first.conflicts, second.conflicts) == ((), ())
    undo(store, made.id)
    undo(store, made.id)
    value = store.incidents.get(made.id)
    assert (value.noticed, value.conflicts) == (noticed, ())
