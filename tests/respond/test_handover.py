"""Handing over: composed from the record, offered to one person, countersigned by that person."""

import re
from datetime import timedelta

import pytest

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.entry import By, New
from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.timewords import zone_label
from holdfast.respond import handover_texts
from holdfast.respond.handover import answer, can_sign, command_reasons, offer, waiting
from holdfast.respond.handover_sheet import compose, held_roles, sheet_markdown, sheet_of
from holdfast.respond.incident import add_note, assign, change, timeline_of
from holdfast.respond.people import assign_by_name
from holdfast.respond.phases import move
from holdfast.respond.resources import ask, move_supply, supplies_of
from holdfast.respond.tasks import add_task, move_task
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from tests.store.conftest import Hands

CALM = {"situation": "All calm"}


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


@pytest.fixture
def ben(store: Store) -> Person:
    by = store.by
    person = sign_in(store, "Ben")
    store.by = by
    return Person(person.name, person.id)


def as_(store: Store, person: Person) -> None:
    store.by = By(person.operator)


def told(store: Store, incident: Incident) -> list[str]:
    return [row.text for row in timeline_of(store, incident.id) if row.kind == "handover"]


def test_command_passes_when_the_other_signs(store: Store, incident: Incident, ben: Person) -> None:
    assign_by_name(store, incident.id, "commander", "me")
    given = offer(store, incident.id, ben, CALM, command=True, reason="rest")
    assert store.by is not None
    assert (given.state, given.giver, given.reason) == (
        "offered",
        store.by.operator,
        "The commander needs rest",
    )
    waits = store.incidents.get(incident.id)
    assert waits.offer is not None
    assert waits.commander == Person("Ana", store.by.operator)
    as_(store, ben)
    taken = answer(store, given.id, "accepted")
    after = store.incidents.get(incident.id)
    assert (taken.state, taken.signer, after.commander, after.offer) == ("accepted", ben.operator, ben, None)
    assert [(one.role, one.name, one.until is None) for one in held_roles(store, incident.id)] == [
        ("commander", "Ana", False),
        ("commander", "Ben", True),
    ]
    assert told(store, incident) == [
        "Command offered to Ben (The commander needs rest)",
        "Command accepted: Ben",
    ]


def test_command_that_passed_on_meanwhile_is_not_taken(store: Store, incident: Incident, ben: Person) -> None:
    assign_by_name(store, incident.id, "commander", "me")
    given = offer(store, incident.id, ben, CALM, command=True, reason="rest")
    cem = sign_in(store, "Cem")
    assign(store, incident.id, "commander", "Cem", cem.id)
    as_(store, ben)
    with pytest.raises(UserError, match="Cem has taken command"):
        answer(store, given.id, "accepted")
    assert answer(store, given.id, "declined", "Cem leads").state == "declined"


def test_command_that_went_to_a_mere_name_is_not_taken_either(
    store: Store, incident: Incident, ben: Person
) -> None:
    assign(store, incident.id, "commander", "Zoe")
    given = offer(store, incident.id, ben, CALM, command=True, reason="rest")
    assign(store, incident.id, "commander", "Cem")
    by = store.by
    as_(store, ben)
    with pytest.raises(UserError, match="Cem has taken command"):
        answer(store, given.id, "accepted")
    store.by = by
    again = offer(store, incident.id, ben, CALM, command=True, reason="rest")
    as_(store, ben)
    assert answer(store, again.id, "accepted").state == "accepted"


def test_a_handover_without_command_leaves_the_roles(store: Store, incident: Incident, ben: Person) -> None:
    assign_by_name(store, incident.id, "commander", "me")
    before = store.incidents.get(incident.id).roles
    given = offer(store, incident.id, ben, CALM)
    as_(store, ben)
    answer(store, given.id, "accepted")
    assert store.incidents.get(incident.id).roles == before


def test_nobody_signs_for_another(store: Store, incident: Incident, ben: Person) -> None:
    given = offer(store, incident.id, Person("Ben"), CALM)
    with pytest.raises(UserError, match="can't answer it"):
        answer(store, given.id, "accepted")
    cem = sign_in(store, "Cem")
    with pytest.raises(UserError, match="was offered to Ben"):
        answer(store, given.id, "accepted")
    with pytest.raises(UserError, match="Only who offered"):
        answer(store, given.id, "withdrawn")
    assert store.handovers.get(given.id).state == "offered"
    as_(store, ben)
    assert answer(store, given.id, "accepted").signer == ben.operator != cem.id


def test_the_name_may_be_the_first_of_two(store: Store, incident: Incident) -> None:
    given = offer(store, incident.id, Person("Ben"), CALM)
    sign_in(store, "Ben Marsh")
    assert answer(store, given.id, "accepted").state == "accepted"


def test_the_giver_never_signs_even_by_a_like_name(store: Store, incident: Incident) -> None:
    sign_in(store, "Ben Marsh")
    given = offer(store, incident.id, Person("Ben"), CALM)
    assert not can_sign(store, given)
    sign_in(store, "Ben Ito")
    assert can_sign(store, given)
    store.by = None
    assert not can_sign(store, given)


def test_an_offer_is_declined_with_a_reason_or_withdrawn_by_its_giver(
    store: Store, incident: Incident, ben: Person
) -> None:
    given = offer(store, incident.id, ben, CALM)
    as_(store, ben)
    with pytest.raises(UserError, match="needs a reason"):
        answer(store, given.id, "declined", " ")
    assert answer(store, given.id, "declined", "busy").answer == "busy"
    with pytest.raises(UserError, match="waits no longer"):
        answer(store, given.id, "accepted")
    sign_in(store, "Ana")
    second = offer(store, incident.id, ben, CALM)
    assert answer(store, second.id, "withdrawn").state == "withdrawn"
    with pytest.raises(UserError, match="accepted, declined or withdrawn"):
        answer(store, second.id, "lost")
    with pytest.raises(UserError, match="No handover"):
        waiting(store, store.incidents.get(incident.id))


def test_there_is_never_more_than_one_offer(store: Store, incident: Incident, ben: Person) -> None:
    first = offer(store, incident.id, ben, CALM)
    second = offer(store, incident.id, Person("Cem"), CALM)
    assert store.handovers.get(first.id).state == "withdrawn"
    assert waiting(store, store.incidents.get(incident.id)) == second
    commands = {entry.header.command for entry in store.entries("handover", first.id)[1:]}
    assert commands == {entry.header.command for entry in store.entries("handover", second.id)}


def test_what_is_no_offer_is_refused_and_records_nothing(
    store: Store, incident: Incident, ben: Person
) -> None:
    before = store.journal.count()
    for to, texts, command, reason, words in (
        (Person(" "), CALM, False, "", "name is empty"),
        (Person("ana"), CALM, False, "", "somebody else"),
        (ben, {"weather": "fine"}, False, "", "no section weather"),
        (ben, CALM, True, " ", "needs a reason"),
        (ben, {"situation": " "}, True, "rest", "needs a brief"),
    ):
        with pytest.raises(UserError, match=words):
            offer(store, incident.id, to, texts, command=command, reason=reason)
    assert store.journal.count() == before
    assign(store, incident.id, "commander", "Ben", ben.operator)
    with pytest.raises(UserError, match="Command is Ben's"):
        offer(store, incident.id, Person("Cem"), CALM, command=True, reason="rest")


def test_other_words_are_a_reason_too(store: Store, incident: Incident, ben: Person) -> None:
    assert offer(store, incident.id, ben, CALM, command=True, reason="the bus").reason == "the bus"
    assert len(command_reasons()) == 5


# --- the sheet ----------------------------------------------------------------------------------


def filled(store: Store, incident: Incident, hands: Hands) -> None:
    change(store, incident.id, know="The disk of db1 is full", plan="Move the tape")
    assign_by_name(store, incident.id, "commander", "me")
    for number in range(3):
        add_note(store, incident.id, f"Deleted log {number}", "action")
    add_note(store, incident.id, "The log grows", "observation")
    store.record(New(subject("incident", incident.id), "incident.criterion_added", {"text": "10 % are free"}))
    add_task(store, incident.id, "Move the tape", Person("Ben"), 3600)
    done = add_task(store, incident.id, "Call the site", Person("Cem"))
    move_task(store, done.id, "done")
    spare = ask(store, incident.id, "Spare disk", "SN 42", store.now() + timedelta(hours=1), "for db1")
    move_supply(store, incident.id, spare.id, "arrived")
    room = ask(store, incident.id, "Room 2")
    move_supply(store, incident.id, room.id, "released")
    hands.at += timedelta(hours=1)


def test_a_sheet_says_what_the_record_says(
    store: Store, incident: Incident, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store, incident, hands)
    monkeypatch.setattr(handover_texts, "MOST_ACTIONS", 2)
    sheet = compose(store, incident.id)
    assert (sheet.name, sheet.number, sheet.prepared.name, sheet.prepared.role, sheet.state) == (
        "Disk full", incident.ref, "Ana", "Commander", "",
    )  # fmt: skip
    texts = sheet.texts
    assert tuple(texts) == SECTIONS
    assert texts["situation"].splitlines()[1:] == ["- Know: The disk of db1 is full", "- Plan: Move the tape"]
    assert "Not assessed" in texts["safety"]
    assert texts["objectives"] == "- [ ] 10 % are free"
    assert [line[8:] for line in texts["actions"].splitlines()] == [
        "Deleted log 1 (Ana)",
        "Deleted log 2 (Ana)",
    ]
    assert texts["organisation"].startswith("- Commander: Ana, since ")
    assert texts["resources"].startswith("- Spare disk SN 42, asked for ")
    assert texts["resources"].endswith(", for db1")
    assert "Room 2" not in texts["resources"]
    assert texts["tasks"].startswith("- Move the tape, Ben, due ")
    assert "site" not in texts["tasks"]
    assert texts["left_out"].startswith("- Actions before ")
    assert texts["left_out"].endswith(": 1\n- Observations, communications and notes of the timeline: 1")


def test_a_sheet_names_its_zone_and_what_is_overdue(store: Store, incident: Incident, hands: Hands) -> None:
    add_task(store, incident.id, "Move the tape", Person("Ben"), 3600)
    assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.HIGH))
    ask(store, incident.id, "Tape", "", store.now() + timedelta(minutes=5))
    in_time = compose(store, incident.id).texts
    told = ("tasks", "objectives", "next_update", "resources")
    assert not any("overdue" in in_time[section] for section in told)
    hands.at += timedelta(hours=2)
    late = compose(store, incident.id).texts
    zone, first = re.escape(zone_label(store.now(), store.zone)), late["situation"].splitlines()[0]
    assert re.search(rf"triaged since (.* )?\d\d:\d\d {zone}, db$", first)
    for section, words in zip(told, ("Move the tape", "Resolve by", "Next status", "- Tape"), strict=True):
        (line,) = [one for one in late[section].splitlines() if words in one]
        assert line.endswith(", overdue"), line


def test_what_was_withdrawn_is_counted_and_not_handed_on(store: Store, incident: Incident) -> None:
    row = add_note(store, incident.id, "Restarted db2", "action")
    body = {"target": row.entry, "withdrawn": [False, True], "reason": "it was db1"}
    store.record(New(subject("incident", incident.id), "note.withdrawn", body))
    texts = compose(store, incident.id).texts
    assert (texts["actions"], texts["left_out"]) == ("", "- Withdrawn rows: 1")


def test_a_sheet_is_the_same_for_the_same_record(store: Store, incident: Incident, hands: Hands) -> None:
    filled(store, incident, hands)
    now = store.now()
    assert compose(store, incident.id, now) == compose(store, incident.id, now)


def test_the_record_of_a_sheet_is_what_was_offered(store: Store, incident: Incident, ben: Person) -> None:
    assign_by_name(store, incident.id, "commander", "me")
    given = offer(store, incident.id, ben, CALM | {"safety": ""}, command=True, reason="rest")
    as_(store, ben)
    answer(store, given.id, "accepted")
    sheet = sheet_of(store, store.handovers.get(given.id))
    assert sheet.signed is not None
    assert (sheet.prepared.name, sheet.prepared.role, sheet.signed.name, sheet.to, sheet.state) == (
        "Ana", "Commander", "Ben", "Ben", "accepted",
    )  # fmt: skip
    assert (sheet.texts["situation"], sheet.texts["safety"]) == ("All calm", "")
    assert sheet.prepared.entry != sheet.signed.entry != ""
    text = sheet_markdown(store, sheet)
    assert "Offered to Ben, with command. The commander needs rest" in text
    assert "## Situation\n\nAll calm\n" in text
    assert "## Health" not in text
    assert "Answered by Ben, Commander" in text


def test_a_resource_goes_on_and_not_back(store: Store, incident: Incident) -> None:
    spare = ask(store, incident.id, "Spare disk")
    assert move_supply(store, incident.id, "1", "arrived", remark="two").remark == "two"
    assert move_supply(store, incident.id, spare.id[:10], "released").state == "released"
    with pytest.raises(UserError, match="is released"):
        move_supply(store, incident.id, "1", "arrived")
    with pytest.raises(UserError, match="arrives or is released"):
        move_supply(store, incident.id, "1", "lost")
    for which in ("2", "0", "", spare.id[:3], "x" * 400):
        with pytest.raises(UserError, match="There is no resource"):
            move_supply(store, incident.id, which, "arrived")
    with pytest.raises(UserError, match="is empty"):
        ask(store, incident.id, " ")
    assert len(supplies_of(store, incident.id)) == 1


def test_a_handover_of_nothing_known_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="There is no handover"):
        answer(store, "nothing", "accepted")


def test_only_who_it_was_offered_to_answers_it(store: Store, incident: Incident, ben: Person) -> None:
    given = offer(store, incident.id, ben, CALM)
    sign_in(store, "Eve")
    with pytest.raises(UserError, match="This was offered to Ben"):
        answer(store, given.id, "declined", "I would not")
    assert store.handovers.get(given.id).state == "offered"


def test_what_is_over_is_not_handed_over(store: Store, incident: Incident, ben: Person) -> None:
    move(store, incident.id, Phase.DISMISSED, reason="a test alarm")
    with pytest.raises(UserError, match="is dismissed"):
        offer(store, incident.id, ben, CALM)
