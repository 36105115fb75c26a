"""A handover sheet as a file: what it shows, what proves it, and the entry that names it."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from holdfast.desk.export import hand_out
from holdfast.desk.handover_export import find_handover, gather_handover, handover_handout, newest_handover
from holdfast.desk.operators import sign_in, sign_out
from holdfast.domain.entry import By, Entry
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident, Person
from holdfast.respond.handover import answer, offer
from holdfast.respond.handover_sheet import compose
from holdfast.respond.incident import add_note
from holdfast.respond.people import assign_by_name
from holdfast.respond.resources import ask, move_supply
from holdfast.respond.tasks import add_task
from holdfast.store.removal import remove_words
from holdfast.store.store import OperatorNeeded, Store
from holdfast.store.verify import NotProven
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store, hands: Hands) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    assign_by_name(store, made.id, "commander", "me")
    hands.at += timedelta(minutes=4)
    add_note(store, made.id, "Deleted old logs", "action")
    ask(store, made.id, "Disk shelf", "SN 2231", hands.at + timedelta(hours=1), "in rack 4")
    add_task(store, made.id, "Watch the queue", Person("Ben"))
    return store.incidents.get(made.id)


@pytest.fixture
def ben(store: Store) -> Person:
    by = store.by
    person = sign_in(store, "Ben")
    store.by = by
    return Person(person.name, person.id)


def made(store: Store, incident: Incident) -> list[Entry]:
    return [entry for entry in store.entries("incident", incident.id) if entry.kind == "report.made"]


def test_what_nobody_offered_is_composed_and_says_so(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    handout = handover_handout(store, incident.id)
    sheet = handout.document
    assert (sheet.state, sheet.document, sheet.countersigned) == ("composed", "", None)
    assert (sheet.title, sheet.incident_ref, sheet.facts) == (
        "Disk full",
        incident.ref,
        ("Not assessed", "declared", "db"),
    )
    assert (sheet.prepared.name, sheet.prepared.position) == ("Ana", "Commander")
    texts = {section.heading: section.text for section in sheet.sections}
    assert texts["8 Actions so far"].endswith("Deleted old logs (Ana)")
    assert texts["10 Resources"] == ""
    (shelf,) = sheet.resources
    assert (shelf.name, shelf.identifier, shelf.arrived, shelf.notes) == (
        "Disk shelf",
        "SN 2231",
        "",
        "in rack 4",
    )
    out = hand_out(store, handout, tmp_path / "sheet.pdf", "pdf")
    assert sha256((tmp_path / "sheet.pdf").read_bytes()).hexdigest() == out.sha256
    (entry,) = made(store, incident)
    assert entry.subject == f"incident/{incident.id}"
    assert store.by is not None
    assert entry.body["parameters"] == {
        "document": "handover-sheet",
        "language": "en",
        "paper": "A4",
        "prepared_by": store.by.operator,
        "renderer": "6",
        "signed_with": store.station.fingerprint,
        "zone": sheet.imprint.zone,
    }


def test_the_same_record_gives_the_same_sheet_at_any_hour(
    store: Store, incident: Incident, hands: Hands, open_here: Callable[..., Store]
) -> None:
    before = gather_handover(store, incident.id)
    hands.at += timedelta(days=1)
    assert gather_handover(store, incident.id) == before
    other = open_here(read_only=True)
    other.by = store.by
    assert gather_handover(other, incident.id) == before


def test_a_countersigned_sheet_shows_who_signed_and_what_was_known_then(
    store: Store, incident: Incident, ben: Person, hands: Hands, tmp_path: Path
) -> None:
    given = offer(store, incident.id, ben, compose(store, incident.id).texts, command=True, reason="shift")
    hands.at += timedelta(minutes=2)
    store.by = By(ben.operator)
    answer(store, given.id, "accepted")
    move_supply(store, incident.id, "1", "arrived")
    ask(store, incident.id, "Second shelf")
    handout = handover_handout(store, incident.id, newest_handover(store, incident.id))
    sheet = handout.document
    assert (sheet.state, sheet.to, sheet.command, sheet.reason) == (
        "accepted",
        "Ben",
        True,
        "The shift changes",
    )
    assert sheet.prepared.name == "Ana"
    assert sheet.countersigned is not None
    assert (sheet.countersigned.name, sheet.countersigned.sure) == ("Ben", "declared, not authenticated")
    assert [(one.name, one.arrived) for one in sheet.resources] == [("Disk shelf", "")]
    assert "Disk shelf SN 2231" in next(one.text for one in sheet.sections if one.key == "resources")
    assert given.id in sheet.document
    hand_out(store, handout, tmp_path / "sheet.md", "markdown")
    assert "accepted and countersigned" in (tmp_path / "sheet.md").read_text(encoding="utf-8")
    (entry,) = made(store, incident)
    assert (entry.subject, entry.header.about) == (f"handover/{given.id}", (f"incident/{incident.id}",))


def test_drafts_stand_in_only_where_they_are_handed_in(store: Store, incident: Incident) -> None:
    sheet = gather_handover(store, incident.id, texts={"situation": "Half a sent"})
    assert sheet.sections[0].text == "Half a sent"
    assert "Half" not in gather_handover(store, incident.id).sections[0].text


def test_removed_words_stay_away(store: Store, incident: Incident, ben: Person) -> None:
    given = offer(store, incident.id, ben, {"situation": "secret", "safety": "Halon"})
    remove_words(store, given.offer, "a pasted password")
    sheet = gather_handover(store, incident.id, given.id)
    texts = {section.key: section.text for section in sheet.sections}
    assert "secret" not in str(sheet)
    assert texts["situation"] == texts["safety"] == "\N{EM DASH}"


def test_the_newest_that_counts_is_found_and_any_by_its_id(
    store: Store, incident: Incident, ben: Person
) -> None:
    assert newest_handover(store, incident.id) == ""
    first = offer(store, incident.id, ben, {"situation": "one"})
    second = offer(store, incident.id, ben, {"situation": "two"})
    assert newest_handover(store, incident.id) == second.id
    assert find_handover(store, incident.id, first.id).state == "withdrawn"
    with pytest.raises(UserError, match="2 handovers that begin"):
        find_handover(store, incident.id, first.id[:2])
    with pytest.raises(UserError, match="no handover zz"):
        find_handover(store, incident.id, "zz")
    with pytest.raises(UserError, match="no handover"):
        find_handover(store, incident.id, " ")


def test_an_altered_entry_is_never_handed_out(
    store: Store, incident: Incident, ben: Person, tmp_path: Path
) -> None:
    given = offer(store, incident.id, ben, {"situation": "one"})
    handout = handover_handout(store, incident.id, given.id)
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run(
            "UPDATE entry SET salt = randomblob(length(salt)) WHERE hash = ?", (bytes.fromhex(given.offer),)
        )
    with pytest.raises(NotProven):
        hand_out(store, handout, tmp_path / "sheet.pdf", "pdf")
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_row_unlike_the_journal_is_not_handed_out(
    store: Store, incident: Incident, ben: Person, tmp_path: Path
) -> None:
    given = offer(store, incident.id, ben, {"situation": "calm"})
    with store.database.writing():
        store.database.run("UPDATE handover SET value = replace(value, 'calm', 'grim')")
    with pytest.raises(UserError, match="not what the journal says"):
        hand_out(store, handover_handout(store, incident.id, given.id), tmp_path / "sheet.pdf", "pdf")


def test_nobody_at_the_keyboard_is_said_before_anything_is_written(
    store: Store, incident: Incident, tmp_path: Path
) -> None:
    sign_out(store)
    handout = handover_handout(store, incident.id)
    assert handout.document.prepared.name == ""
    with pytest.raises(OperatorNeeded):
        hand_out(store, handout, tmp_path / "sheet.pdf", "pdf")
    assert list(tmp_path.glob("sheet*")) == []
