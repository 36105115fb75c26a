"""The logs of a period and update cards as files."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk.card_export import card_handout, gather_draft
from holdfast.desk.export import hand_out, prove_handout
from holdfast.desk.log_export import find_person, personal_handout, shift_handout
from holdfast.desk.operators import set_passphrase, sign_in
from holdfast.domain.entry import By
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.corrections import correct, withdraw
from holdfast.respond.incident import add_note
from holdfast.respond.people import assign_by_name
from holdfast.respond.updates import Said, Update, send
from holdfast.store.store import Store
from holdfast.store.verify import NotProven
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(store: Store) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    assign_by_name(store, made.id, "commander", "me")
    return store.incidents.get(made.id)


@pytest.fixture
def since(incident: Incident, hands: Hands) -> datetime:
    hands.at += HOUR
    return hands.at


def test_a_shift_log_holds_what_the_period_brought(
    store: Store, incident: Incident, since: datetime, hands: Hands, tmp_path: Path
) -> None:
    note = add_note(store, incident.id, "Old logs went", "action", since - 2 * HOUR)
    other = declare(store, Declaration("Mail is slow"))
    handout = shift_handout(store, since)
    log = handout.document
    assert [(one.ref, one.title) for one in log.incidents] == [
        (incident.ref, "Disk full"),
        (other.ref, "Mail is slow"),
    ]
    assert log.incidents[0].facts == ("Not assessed", "declared", "db", "commander Ana")
    assert log.incidents[1].facts[-1] == "new"
    (row,) = log.incidents[0].rows
    assert (row.text, row.kind, row.late, row.who) == ("Old logs went", "action", True, "Ana")
    assert row.recorded > row.occurred
    assert note is not None
    before = store.entries("incident", incident.id)
    hand_out(store, handout, tmp_path / "shift.pdf", "pdf")
    assert store.entries("incident", incident.id) == before
    entry = store.entries("store", store.facts.id)[-1]
    assert entry.kind == "report.made"
    assert entry.body["parameters"]["document"] == "shift-log"
    assert entry.body["parameters"]["since"] == since.isoformat()
    assert not store.rows.differs(entry.subject, store.journal.of(entry.subject))


def test_a_log_is_the_same_at_any_hour_when_its_end_is_given(
    store: Store, since: datetime, hands: Hands
) -> None:
    until = store.now()
    before = shift_handout(store, since, until)
    hands.at += HOUR
    assert shift_handout(store, since, until) == before


def test_corrected_and_withdrawn_rows_say_so(store: Store, incident: Incident, since: datetime) -> None:
    add_note(store, incident.id, "first words")
    add_note(store, incident.id, "wrong words")
    first, wrong = (entry.hash for entry in store.entries("incident", incident.id)[-2:])
    correct(store, incident.id, first, text="better words")
    withdraw(store, incident.id, wrong, "not here")
    texts = [row.text for row in shift_handout(store, since).document.incidents[0].rows]
    assert "better words\nCorrected; it first said: first words" in texts
    assert any(text.endswith("\nWithdrawn: not here") for text in texts)


def test_a_personal_log_is_one_person_s(
    store: Store, incident: Incident, since: datetime, tmp_path: Path
) -> None:
    add_note(store, incident.id, "Ana's", occurred=since - HOUR)
    ana = store.by
    ben = sign_in(store, "Ben")
    store.by = By(ben.id)
    add_note(store, incident.id, "Ben's")
    assign_by_name(store, incident.id, "scribe", "me")
    store.by = ana
    assert ana is not None
    handout = personal_handout(store, find_person(store, "ANA").id, since)
    log = handout.document
    assert (log.name, [one.text for one in log.activities]) == ("Ana", ["Ana's"])
    assert log.activities[0].recorded > log.activities[0].occurred
    assert log.positions[0].startswith(f"Commander of {incident.ref}, since ")
    assert [(one.name, one.position) for one in log.assigned] == [("Ben", "Scribe")]
    assert log.prepared == "Ana\ndeclared, not authenticated"
    hand_out(store, handout, tmp_path / "ana.md", "markdown")
    entry = store.entries("operator", ana.operator)[-1]
    assert (entry.kind, entry.body["parameters"]["operator"]) == ("report.made", ana.operator)
    assert not store.rows.differs(entry.subject, store.journal.of(entry.subject))


def test_an_unknown_person_is_named_with_those_who_are_known(store: Store) -> None:
    with pytest.raises(UserError, match="Zoe has recorded nothing") as refused:
        find_person(store, "Zoe")
    assert "Ana" in refused.value.hint


def test_a_log_over_an_altered_entry_is_not_handed_out(
    store: Store, incident: Incident, since: datetime, tmp_path: Path
) -> None:
    add_note(store, incident.id, "true words")
    handout = shift_handout(store, since)
    seq = store.entries("incident", incident.id)[-1].header.seq
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run("UPDATE entry SET body = replace(body, 'true', 'false') WHERE seq = ?", (seq,))
    with pytest.raises(NotProven):
        hand_out(store, handout, tmp_path / "shift.pdf", "pdf")


def test_the_newest_update_is_the_card_and_any_by_its_number(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    for words in ("One", "Two"):
        send(store, incident.id, Update("can", "the desk", words, Said()))
    handout = card_handout(store, incident.id)
    card = handout.document
    assert (card.heading, card.text, card.sent) == ("Update 2 to the desk", "Two", True)
    assert card_handout(store, incident.id, 1).document.text == "One"
    with pytest.raises(UserError, match="no update 3"):
        card_handout(store, incident.id, 3)
    hand_out(store, handout, tmp_path / "card.pdf", "pdf")
    assert store.entries("incident", incident.id)[-1].body["parameters"]["document"] == "update-card"


def test_no_entry_leaves_with_a_card_and_nothing_of_a_passphrase_with_a_log(
    store: Store, incident: Incident, since: datetime
) -> None:
    send(store, incident.id, Update("can", "the desk", "One", Said()))
    proof = prove_handout(store, card_handout(store, incident.id)).proof
    assert (len(proof.heads), proof.entries) == (1, ())
    set_passphrase(store, find_person(store, "Ana"), "long enough to be one")
    proof = prove_handout(store, personal_handout(store, find_person(store, "Ana").id, since)).proof
    kinds = {entry.header["kind"] for entry in proof.entries}
    assert "operator.added" in kinds
    assert "operator.secured" not in kinds


def test_without_an_update_there_is_no_card_but_a_draft_can_be_seen(store: Store, incident: Incident) -> None:
    with pytest.raises(UserError, match="No status update"):
        card_handout(store, incident.id)
    card = gather_draft(store, incident.id, "Update", "Half a sent")
    assert (card.text, card.sent) == ("Half a sent", False)
