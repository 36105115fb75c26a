"""Status updates: drafted from the record, sent, promised for a time, put off with a reason."""

from datetime import timedelta

import pytest

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Due, Incident
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, change, timeline_of
from holdfast.respond.phases import move
from holdfast.respond.templates import adopt_template
from holdfast.respond.updates import FINAL, Said, Update, draft, outgoing, send, snooze
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

FIRST, EVERY = 300, 1200
DONE = Said(recovery="Restored at 13:00 from the mirror", data_loss="None")


@pytest.fixture
def incident(store: Store) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    assess(store, made.id)
    return store.incidents.get(made.id)


def assess(store: Store, incident: str, first: int = FIRST, every: int = EVERY) -> None:
    """What a scheme with a cadence records."""
    with store.command():
        now = store.incidents.get(incident)
        body: dict[str, object] = {
            "impact": [now.impact, "high"],
            "urgency": [now.urgency, "medium"],
            "priority": [now.priority, 2],
            "severity": [now.severity, 2],
            "scheme": store.blobs.put(b"x"),
            "cadence": {"first": first, "every": every},
        }
        store.record(New(subject("incident", incident), "incident.assessed", body))


def left(store: Store, incident: Incident) -> int:
    """Seconds until the next update is due, as the incident stands now."""
    due = store.incidents.get(incident.id).update_due
    assert due is not None
    return round((due - store.now()).total_seconds())


def update(text: str = "All calm", within: int | None = None, **more: object) -> Update:
    return Update("can", "responders", text, Said(within), **more)  # pyright: ignore[reportArgumentType]


# --- drafts ------------------------------------------------------------------------------------------


def test_a_draft_is_filled_from_the_record_and_records_nothing(store: Store, incident: Incident) -> None:
    change(store, incident.id, know="Disk 98 % full", plan="Delete logs")
    add_note(store, incident.id, "Logs deleted", "action")
    before = len(store.entries("incident", incident.id))
    made = draft(store, incident.id, "can", store.now())
    assert "SEV2 Major, declared" in made.text
    assert "Conditions: Disk 98 % full\nActions: Delete logs\n- " in made.text
    assert "Logs deleted\nNeeds: none named" in made.text
    assert made.blanks == ("need", "commander")
    assert made.next_update is not None
    assert (made.next_update - store.now()) < timedelta(seconds=EVERY)
    assert len(store.entries("incident", incident.id)) == before


def test_what_the_sender_promises_stands_in_the_draft(store: Store, incident: Incident) -> None:
    now = store.now().replace(hour=12, minute=0)
    assert "Next update: 12:45 UTC" in draft(store, incident.id, "can", now, Said(45 * 60)).text
    assert "Next update: no time promised" in draft(store, incident.id, "executive", now, Said()).text


def test_a_final_draft_promises_nothing_and_holds_the_statements(store: Store, incident: Incident) -> None:
    made = draft(store, incident.id, FINAL, store.now(), Said(60, "All restored", "None known"))
    assert made.next_update is None
    assert "Recovery: All restored\nData loss: None known" in made.text


def test_there_is_no_draft_of_a_form_that_does_not_exist(store: Store, incident: Incident) -> None:
    with pytest.raises(UserError, match="no form poem") as caught:
        draft(store, incident.id, "poem", store.now())
    assert "can, executive, final" in (caught.value.hint or "")


# --- sending -----------------------------------------------------------------------------------------


def test_an_update_is_a_row_and_the_next_is_due_by_the_cadence(
    store: Store, incident: Incident, hands: Hands
) -> None:
    assert left(store, incident) <= FIRST
    hands.at += timedelta(minutes=4)
    after = send(store, incident.id, update(channel="read out"))
    row = timeline_of(store, incident.id)[-1]
    assert (row.kind, row.text, row.who) == ("update", "Status update to responders: All calm", "Ana")
    assert EVERY - 10 <= left(store, incident) <= EVERY
    assert after.due() == Due("update", after.update_due) if after.update_due else False
    assert store.entries("incident", incident.id)[-1].body["channel"] == "read out"


def test_a_draft_promises_nothing_that_nobody_will_be_reminded_of(store: Store, incident: Incident) -> None:
    move(store, incident.id, Phase.RESOLVED, reason="Logs deleted")
    assert draft(store, incident.id, "can", store.now()).next_update is not None
    send(store, incident.id, Update(FINAL, "users", "Over", DONE))
    assert draft(store, incident.id, "can", store.now()).next_update is None
    other = declare(store, Declaration("Mail is slow"))
    assess(store, other.id)
    move(store, other.id, Phase.DISMISSED, close_reason="test")
    assert draft(store, other.id, "can", store.now()).next_update is None


def test_what_was_promised_wins_over_the_cadence(store: Store, incident: Incident) -> None:
    send(store, incident.id, update(within=300))
    assert 290 <= left(store, incident) <= 300
    send(store, incident.id, update(within=7200))
    assert 7190 <= left(store, incident) <= 7200
    send(store, incident.id, update())
    assert EVERY - 10 <= left(store, incident) <= EVERY


def test_an_update_recorded_late_does_not_take_a_newer_promise_back(
    store: Store, incident: Incident, hands: Hands
) -> None:
    hands.at += timedelta(hours=1)
    send(store, incident.id, update(within=600))
    before = store.incidents.get(incident.id)
    earlier = store.now() - timedelta(minutes=30)
    after = send(store, incident.id, update("told by phone", occurred=earlier))
    assert (after.updated, after.update_by) == (before.updated, before.update_by)


def test_without_a_cadence_only_a_promise_is_due(store: Store) -> None:
    plain = declare(store, Declaration("Printer"))
    assert send(store, plain.id, update()).update_due is None
    assert send(store, plain.id, update(within=60)).update_due is not None


@pytest.mark.parametrize(
    ("sent", "what"),
    [
        (update(" \n"), "The update is empty"),
        (update("x" * 20_001), "20000 fit"),
        (Update("can", "  ", "x"), "The audience is empty"),
        (update(within=0), "can't be promised"),
        (update(within=400 * 86400), "can't be promised"),
        (Update("poem", "all", "x"), "no form poem"),
    ],
)
def test_what_is_no_update_is_refused(store: Store, incident: Incident, sent: Update, what: str) -> None:
    before = len(store.entries("incident", incident.id))
    with pytest.raises(UserError, match=what):
        send(store, incident.id, sent)
    assert len(store.entries("incident", incident.id)) == before


def test_an_update_of_the_future_is_refused(store: Store, incident: Incident) -> None:
    with pytest.raises(UserError, match="has not come yet"):
        send(store, incident.id, update(occurred=store.now() + timedelta(hours=1)))


# --- the final one -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (Said(), "Over needs the recovery statement and the data-loss statement"),
        (Said(recovery="Restored"), "Over needs the data-loss statement"),
        (Said(data_loss="None", recovery=" \n"), "Over needs the recovery statement"),
    ],
)
def test_a_final_update_demands_both_statements(
    store: Store, incident: Incident, said: Said, missing: str
) -> None:
    adopt_template(store, FINAL, 'name = "Over"\naudiences = ["all"]\ntext = "{ref} is over"\n', "ours")
    move(store, incident.id, Phase.RESOLVED)
    with pytest.raises(UserError, match=missing):
        send(store, incident.id, Update(FINAL, "all", "Over", said))
    assert not store.incidents.get(incident.id).final_update


def test_a_final_update_ends_the_updates_until_it_is_opened_again(store: Store, incident: Incident) -> None:
    with pytest.raises(UserError, match="would end the updates too soon"):
        send(store, incident.id, Update(FINAL, "users", "Over", DONE))
    send(store, incident.id, update())
    move(store, incident.id, Phase.RESOLVED)
    assert left(store, incident) > 0  # what was promised still holds
    after = send(store, incident.id, Update(FINAL, "users", "Over", DONE))
    assert (after.final_update, after.update_due) == (True, None)
    entry = store.entries("incident", incident.id)[-1]
    assert entry.text("recovery") == DONE.recovery
    assert entry.text("text") == f"Over\nRecovery: {DONE.recovery}\nData loss: None"
    again = move(store, incident.id, Phase.CONTAINED, reason="It came back")
    assert not again.final_update
    assert EVERY - 10 <= left(store, incident) <= EVERY


def test_a_statement_that_the_text_holds_is_not_said_twice(store: Store, incident: Incident) -> None:
    made = draft(store, incident.id, FINAL, store.now(), DONE)
    assert outgoing(made.template, FINAL, made.text, DONE) == made.text


def test_an_incident_that_nobody_was_told_of_owes_no_update_once_resolved(
    store: Store, incident: Incident
) -> None:
    assert move(store, incident.id, Phase.RESOLVED).update_due is None


# --- putting off -------------------------------------------------------------------------------------


def test_an_update_is_put_off_with_a_reason(store: Store, incident: Incident) -> None:
    until = store.now() + timedelta(hours=2)
    after = snooze(store, incident.id, until, "Waiting for the vendor")
    assert after.update_due == until
    row = timeline_of(store, incident.id)[-1]
    assert (row.kind, row.text) == ("update", "Next status update put off: Waiting for the vendor")


@pytest.mark.parametrize(
    ("minutes", "reason", "what"),
    [
        (30, " ", "The reason is empty"),
        (-1, "later", "a time that is over"),
        (24 * 60 + 1, "later", "for a day at most"),
    ],
)
def test_putting_off_needs_a_reason_and_a_time_within_a_day(
    store: Store, incident: Incident, minutes: int, reason: str, what: str
) -> None:
    with pytest.raises(UserError, match=what):
        snooze(store, incident.id, store.now() + timedelta(minutes=minutes), reason)


def test_what_is_not_due_cannot_be_put_off(store: Store) -> None:
    plain = declare(store, Declaration("Printer"))
    with pytest.raises(UserError, match=r"No update of INC-.* is due"):
        snooze(store, plain.id, store.now() + timedelta(hours=1), "later")
