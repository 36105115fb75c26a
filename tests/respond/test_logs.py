"""The shift log and the personal log: what a period brought, found by its place in the journal."""

from datetime import datetime, timedelta

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person
from holdfast.domain.value import moment
from holdfast.respond import logs
from holdfast.respond.corrections import correct, restore, withdraw
from holdfast.respond.handover import answer, offer
from holdfast.respond.handover_sheet import compose
from holdfast.respond.incident import add_note, assign
from holdfast.respond.logs import personal_log, shift_log
from holdfast.respond.people import assign_by_name
from holdfast.store.arrivals import between, place_before
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


def told(store: Store, since: datetime, until: datetime | None = None) -> dict[str, list[str]]:
    return {one.ref: [row.text for row in one.rows] for one in shift_log(store, since, until).incidents}


def test_a_shift_sees_what_was_recorded_in_it_and_nothing_else(
    store: Store, incident: Incident, hands: Hands
) -> None:
    add_note(store, incident.id, "before")
    hands.at += HOUR
    since = store.now()
    add_note(store, incident.id, "long ago", occurred=since - 2 * HOUR)
    other = declare(store, Declaration("Mail is slow"))
    hands.at += HOUR
    until = store.now()
    add_note(store, incident.id, "after")
    assert told(store, since, until) == {
        incident.ref: ["long ago"],
        other.ref: ["Declared: Mail is slow"],
    }
    assert told(store, until) == {incident.ref: ["after"]}
    log = shift_log(store, since, until)
    assert [one.is_new for one in log.incidents] == [False, True]
    assert log.prepared is not None
    assert (log.prepared.name, log.left_out) == ("Ana", 0)
    assert shift_log(store, since - 5 * HOUR).incidents[0].is_new


def test_a_note_that_was_corrected_in_the_shift_is_in_its_log(
    store: Store, incident: Incident, hands: Hands
) -> None:
    row = add_note(store, incident.id, "wrong")
    hands.at += HOUR
    since = store.now()
    body = {"target": row.entry, "text": [row.entry, "right"]}
    store.record(New(subject("incident", incident.id), "note.corrected", body))
    assert told(store, since) == {incident.ref: ["right"]}


def test_a_period_has_a_beginning_and_an_end_and_is_bounded(
    store: Store, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = store.now()
    with pytest.raises(UserError, match="ends before it begins"):
        shift_log(store, now, now - HOUR)
    for number in range(5):
        add_note(store, incident.id, f"note {number}")
    monkeypatch.setattr(logs, "MOST_ROWS", 3)
    (one,) = shift_log(store, now - HOUR).incidents
    assert ([row.text for row in one.rows], one.left_out) == (["note 2", "note 3", "note 4"], 3)
    declare(store, Declaration("Mail is slow"))
    monkeypatch.setattr(logs, "MOST_INCIDENTS", 1)
    assert shift_log(store, now - HOUR).left_out == 1
    monkeypatch.setattr(logs, "MOST_ENTRIES", 3)
    with pytest.raises(UserError, match="a log takes 3"):
        shift_log(store, now - HOUR)


def test_a_place_is_found_by_its_time(store: Store, incident: Incident, hands: Hands) -> None:
    times: list[datetime] = []
    for number in range(20):
        hands.at += timedelta(minutes=1)
        times.append(store.now())
        add_note(store, incident.id, f"note {number}")
    newest = store.journal.newest()
    for number, at in enumerate(times):
        (first, *_rest) = between(store, place_before(store, at), newest)
        assert first.text("text") == f"note {number}"
    (last,) = between(store, newest - 1, newest)
    assert place_before(store, moment(last.at)) == newest - 1
    assert place_before(store, times[0] - 9 * HOUR) == 0
    assert place_before(store, store.now()) == newest


def test_a_log_names_what_a_person_did_and_held(store: Store, incident: Incident, hands: Hands) -> None:
    assign_by_name(store, incident.id, "commander", "me")
    assign(store, incident.id, "scribe", "Cem")
    hands.at += HOUR
    since = store.now()
    add_note(store, incident.id, "Looked at the log", "action")
    assert store.by is not None
    ana, ben = store.by.operator, sign_in(store, "Ben")
    add_note(store, incident.id, "Brought a disk", "action")
    store.by = type(store.by)(ana)
    given = offer(
        store, incident.id, Person("Ben", ben.id), {"situation": "Calm"}, command=True, reason="rest"
    )
    sign_in(store, "Ben")
    answer(store, given.id, "accepted")
    log = personal_log(store, ana, since)
    assert (log.name, log.operator, log.incidents) == ("Ana", ana, ((incident.ref, "Disk full"),))
    assert [(one.role, one.until is None) for one in log.positions] == [("Commander", False)]
    assert log.resources == (("Cem", "Scribe", ""), ("Ben", "Commander", ""))
    assert [one.text for one in log.activities] == [
        "Looked at the log",
        "Command offered to Ben (The commander needs rest)",
    ]
    assert log.prepared is not None
    assert log.prepared.name == "Ben"
    later = personal_log(store, ben.id, since)
    assert [one.text for one in later.activities] == ["Brought a disk", "Command accepted: Ben"]
    assert [one.role for one in later.positions] == ["Commander"]


def test_what_became_of_a_note_stands_in_the_log_of_who_wrote_it(store: Store, incident: Incident) -> None:
    since = store.now() - HOUR
    assert store.by is not None
    ana = store.by.operator
    wrong = add_note(store, incident.id, "Fan broken")
    slip = add_note(store, incident.id, "Disk two")
    sign_in(store, "Ben")
    withdraw(store, incident.id, wrong.entry, "Another host")
    correct(store, incident.id, slip.entry, text="Disk three")
    texts = [one.text for one in personal_log(store, ana, since).activities]
    assert "Fan broken\nWithdrawn: Another host" in texts
    assert "Disk three\nCorrected; it first said: Disk two" in texts


def test_who_amends_a_note_of_another_did_something(store: Store, incident: Incident) -> None:
    since = store.now() - HOUR
    wrong = add_note(store, incident.id, "Fan broken")
    slip = add_note(store, incident.id, "Disk two")
    ben = sign_in(store, "Ben").id
    withdraw(store, incident.id, wrong.entry, "Another host")
    correct(store, incident.id, slip.entry, text="Disk three")
    restore(store, incident.id, wrong.entry)
    correct(store, incident.id, add_note(store, incident.id, "Mine").entry, text="My own")
    assert [one.text for one in personal_log(store, ben, since).activities] == [
        "Withdrew: Fan broken (Another host)",
        "Corrected: Disk three",
        "Restored: Fan broken",
        "My own\nCorrected; it first said: Mine",
    ]


def test_a_role_given_by_name_is_of_who_signs_in_by_it_later(store: Store, incident: Incident) -> None:
    since = store.now() - HOUR
    assign_by_name(store, incident.id, "scribe", "Zoe Lang")
    assign_by_name(store, incident.id, "liaison", "Cem")
    zoe = sign_in(store, "zoe lang").id
    log = personal_log(store, zoe, since)
    assert [one.role for one in log.positions] == ["Scribe"]
    assert [name for name, _role, _agency in log.resources] == ["Cem"]
    assert compose(store, incident.id).prepared.role == "Scribe"


def test_nobody_did_nothing(store: Store, incident: Incident) -> None:
    log = personal_log(store, "nobody", store.now() - HOUR)
    assert (log.incidents, log.positions, log.activities, log.resources) == ((), (), (), ())
