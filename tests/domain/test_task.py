"""Tasks, handovers and the directory: folded by themselves."""

from datetime import timedelta
from typing import Any

import pytest

from holdfast.domain.bodies import HandoverState, TaskState
from holdfast.domain.directory import PERSON_LISTS, PERSON_TEXTS, RESOURCE_TEXTS, Contact, Resource
from holdfast.domain.entry import By, Entry
from holdfast.domain.handover import SECTIONS, Handover, section_title
from holdfast.domain.kinds import KINDS
from holdfast.domain.task import STATES, UNDONE, Task
from holdfast.domain.value import REMOVED, Conflict
from tests.domain.making import INCIDENT, NOON, SHA, entry, fold


def told(kind: str, body: dict[str, Any], seq: int, **more: Any) -> Entry:
    subject = f"{kind.partition('.')[0]}/x"
    return entry(kind, body, seq, subject=subject, about=(INCIDENT,), **more)


ADDED = told(
    "task.added", {"title": "Fetch the spare", "person": "Ben", "operator": "ben", "within": 1800}, 1
)


def task(*later: Entry) -> Task:
    value: Task = fold("task", [ADDED, *later], "x")
    return value


def test_a_task_has_a_person_and_a_time_box() -> None:
    value = task()
    assert (value.incident, value.title, value.person, value.operator) == (
        "i1",
        "Fetch the spare",
        "Ben",
        "ben",
    )
    assert value.due == NOON + timedelta(minutes=31)
    assert (value.state, value.is_open, value.moved, value.source) == ("open", True, None, "")
    bare: Task = fold("task", [told("task.added", {"title": "Look", "origin_entry": SHA[2]}, 1)], "x")
    assert (bare.due, bare.source, bare.person) == (None, SHA[2], "")
    assert Task("x", within=3).due is None


def test_a_task_is_acknowledged_and_done() -> None:
    seen = told("task.moved", {"state": ["open", "acknowledged"]}, 2)
    done = told("task.moved", {"state": ["acknowledged", "done"]}, 3)
    assert (task(seen).state, task(seen).is_open) == ("acknowledged", True)
    value = task(seen, done)
    assert (value.state, value.is_open, value.due) == ("done", False, None)
    assert value.moved == NOON + timedelta(minutes=3)
    assert value.conflicts == ()
    twice = told("task.moved", {"state": ["acknowledged", "dropped"]}, 4)
    assert task(seen, done, twice).conflicts == (Conflict(twice.hash, "state", "done", "acknowledged"),)
    assert set(STATES) == set(TaskState.__args__) > UNDONE


def test_a_task_is_changed_and_contradictions_stay_in_sight() -> None:
    given = told(
        "task.changed",
        {"person": [ADDED.hash, "Cleo"], "operator": ["ben", "cleo"], "within": [1800, None]},
        2,
    )
    value = task(given)
    assert (value.person, value.operator, value.within, value.conflicts) == ("Cleo", "cleo", None, ())
    assert value.title == "Fetch the spare"
    late = told(
        "task.changed",
        {"person": [ADDED.hash, "Dora"], "operator": ["ben", ""], "within": [1800, 60]},
        3,
    )
    both = task(given, late)
    assert (both.person, both.operator, both.within) == ("Dora", "", 60)
    assert {one.member for one in both.conflicts} == {"person", "operator", "within"}
    gone = told("task.changed", {"title": [ADDED.hash, "x"]}, 2, absent={"title": "removed"})
    assert task(gone).title == REMOVED
    assert task(told("note.added", {"type": "note", "text": "x"}, 2)) == task()


# --- handovers --------------------------------------------------------------------------------------

OFFERED = told(
    "handover.offered",
    {"to": "Ben", "operator": "ben", "command": True, "reason": "end of shift", "situation": "Quiet"},
    1,
    absent={"safety": "removed"},
)


def handover(*later: Entry) -> Handover:
    value: Handover = fold("handover", [OFFERED, *later], "x")
    return value


def test_a_handover_is_offered_with_its_sheet_and_countersigned() -> None:
    value = handover()
    assert (value.incident, value.to, value.operator, value.command, value.giver) == (
        "i1", "Ben", "ben", True, "ana",
    )  # fmt: skip
    assert (value.texts, value.reason) == ({"situation": "Quiet", "safety": REMOVED}, "end of shift")
    assert (value.state, value.offer, value.given) == ("offered", OFFERED.hash, NOON + timedelta(minutes=1))
    signed = told(
        "handover.answered", {"state": ["offered", "accepted"], "reason": "thanks"}, 2, by=By("ben")
    )
    done = handover(signed)
    assert (done.state, done.signer, done.signature, done.answer) == (
        "accepted", "ben", signed.hash, "thanks",
    )  # fmt: skip
    assert (done.answered, done.conflicts) == (NOON + timedelta(minutes=2), ())
    again = told("handover.answered", {"state": ["offered", "declined"]}, 3, by=None)
    both = handover(signed, again)
    assert (both.state, both.signer) == ("declined", "")
    assert both.conflicts == (Conflict(again.hash, "state", "accepted", "offered"),)
    assert handover(told("note.added", {"type": "note", "text": "x"}, 2)) == handover()
    assert {"offered", "accepted", "declined", "withdrawn"} == set(HandoverState.__args__)


def test_nobody_stands_behind_what_the_station_offers() -> None:
    value: Handover = fold("handover", [told("handover.offered", {"to": "Ben"}, 1, by=None)], "x")
    assert (value.giver, value.command) == ("", False)


def test_every_part_of_the_sheet_has_a_title_and_a_member() -> None:
    assert len({section_title(name) for name in SECTIONS}) == len(SECTIONS) == 9
    assert set(SECTIONS) <= set(KINDS["handover.offered"].optional)


# --- the directory ----------------------------------------------------------------------------------

PERSON = told("person.added", {"name": "Ben", "roles": ["liaison"], "lines": ["radio 4", "0123"]}, 1)
PUMP = told("resource.added", {"name": "Pump", "sort": "spare", "identifier": "P-4"}, 1)


def person(*later: Entry) -> Contact:
    value: Contact = fold("person", [PERSON, *later], "x")
    return value


def test_a_person_is_added_changed_and_dropped() -> None:
    value = person()
    assert (value.name, value.roles, value.lines, value.weeks) == (
        "Ben",
        ("liaison",),
        ("radio 4", "0123"),
        (),
    )
    changed = told(
        "person.changed",
        {
            "organisation": [PERSON.hash, "Works"],
            "weeks": [PERSON.hash, ["2026-W48"]],
            "lines": [PERSON.hash, []],
        },
        2,
    )
    after = person(changed)
    assert (after.organisation, after.weeks, after.lines, after.conflicts) == ("Works", ("2026-W48",), (), ())
    other = told("person.changed", {"lines": [PERSON.hash, ["x"]], "name": [PERSON.hash, "Benno"]}, 3)
    assert [one.member for one in person(changed, other).conflicts] == ["lines"]
    assert person(other).name == "Benno"
    out = told("person.dropped", {"dropped": [False, True], "reason": "left"}, 4)
    back = told("person.dropped", {"dropped": [True, False]}, 5)
    assert (person(out).dropped, person(out, back).dropped) == (True, False)


def test_a_persons_lines_can_be_removed_for_cause() -> None:
    value: Contact = fold(
        "person",
        [told("person.added", {"name": "Ben", "lines": ["0123"]}, 1, absent={"lines": "removed"})],
        "x",
    )
    assert (value.name, value.lines) == ("Ben", (REMOVED,))


def resource(*later: Entry) -> Resource:
    value: Resource = fold("resource", [PUMP, *later], "x")
    return value


def test_a_resource_is_added_changed_and_dropped() -> None:
    assert (resource().name, resource().sort, resource().identifier) == ("Pump", "spare", "P-4")
    changed = told("resource.changed", {"place": [PUMP.hash, "Store room"]}, 2)
    assert (resource(changed).place, resource(changed).conflicts) == ("Store room", ())
    other = told("resource.changed", {"place": [PUMP.hash, "Gate"]}, 3)
    assert resource(changed, other).conflicts == (Conflict(other.hash, "place", changed.hash, PUMP.hash),)
    out = told("resource.dropped", {"dropped": [False, True]}, 4)
    assert resource(out).dropped


@pytest.mark.parametrize(("subject", "first"), [("person", PERSON), ("resource", PUMP)])
def test_what_is_not_of_the_directory_changes_nothing_in_it(subject: str, first: Entry) -> None:
    value = fold(subject, [first], "x")
    note = entry("note.added", {"type": "note", "text": "x"}, 2, subject=f"{subject}/x")
    assert fold(subject, [first, note], "x") == value
    assert fold(subject, [note], "x") is None


def test_the_directorys_members_are_those_of_its_kinds() -> None:
    for name, texts, lists in (("person", PERSON_TEXTS, PERSON_LISTS), ("resource", RESOURCE_TEXTS, ())):
        assert {*texts, *lists} == set(KINDS[f"{name}.changed"].optional)
