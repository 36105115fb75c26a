"""Who held which role when, and how many people one commander leads; what was asked for and came."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.entry import By, Entry
from holdfast.domain.incident import Person
from holdfast.domain.kinds import KINDS
from holdfast.domain.roles import SPAN_OF_CONTROL, Held, intervals, led
from holdfast.domain.supplies import supplies
from holdfast.domain.task import Task
from tests.domain.making import INCIDENT, SHA, entry, histories

HANDOVER = "handover/h1"


def assigned(seq: int, role: str, name: str | None, operator: str = "") -> Entry:
    body: dict[str, Any] = {"role": role, "person": [None, name]}
    return entry("incident.assigned", body | ({"operator": operator} if operator else {}), seq)


def offered(seq: int, *, command: bool) -> Entry:
    return entry(
        "handover.offered", {"to": "Ben", "command": command}, seq, subject=HANDOVER, about=(INCIDENT,)
    )


def answered(seq: int, state: str) -> Entry:
    return entry(
        "handover.answered",
        {"state": ["offered", state]},
        seq,
        subject=HANDOVER,
        about=(INCIDENT,),
        by=By("ben"),
    )


def told(held: tuple[Held, ...]) -> list[tuple[str, str, bool]]:
    return [(one.role, one.name, one.until is None) for one in held]


def test_a_role_passes_on_and_is_given_back() -> None:
    held = intervals(
        [assigned(1, "scribe", "Ana"), assigned(2, "scribe", "Ana"), assigned(3, "scribe", "Ben", "ben")]
    )
    assert told(held) == [("scribe", "Ana", False), ("scribe", "Ben", True)]
    assert held[0].until == held[1].since
    assert told(intervals([assigned(1, "scribe", "Ana"), assigned(2, "scribe", None)])) == [
        ("scribe", "Ana", False)
    ]


def test_command_passes_with_an_accepted_handover_alone() -> None:
    begun = assigned(1, "commander", "Ana")
    passed = intervals([begun, offered(2, command=True), answered(3, "accepted")])
    assert told(passed) == [("commander", "Ana", False), ("commander", "Ben", True)]
    assert passed[1].operator == "ben"
    for command, state in ((True, "declined"), (False, "accepted")):
        held = intervals([begun, offered(2, command=command), answered(3, state)])
        assert told(held) == [("commander", "Ana", True)]
    assert told(intervals([begun, answered(3, "accepted")])) == [("commander", "Ana", True)]


@given(st.data())
def test_no_role_is_ever_held_by_two(data: st.DataObject) -> None:
    held = intervals(data.draw(histories("incident.declared", sorted(KINDS), INCIDENT, most=12)))
    for role in {one.role for one in held}:
        turns = [one for one in held if one.role == role]
        assert all(before.until == after.since or before.until for before, after in pairwise(turns))
        assert sum(one.until is None for one in turns) <= 1


@given(st.data())
def test_supplies_are_read_from_any_history(data: st.DataObject) -> None:
    entries = data.draw(histories("incident.resource_asked", sorted(KINDS), INCIDENT, most=8))
    asked = [one for one in entries if one.kind == "incident.resource_asked"]
    assert [one.id for one in supplies(entries)] == [one.hash for one in asked]


def test_a_supply_that_is_unknown_is_passed_over() -> None:
    body = {"target": SHA[1], "state": ["asked", "arrived"]}
    assert supplies([entry("incident.resource_moved", body, 1)]) == ()


def test_people_are_counted_once() -> None:
    roles = {
        "commander": Person("Ana", "ana"),
        "scribe": Person("Ben", "ben"),
        "liaison": Person("ben's", "ben"),
    }
    tasks = [
        Task("1", person="Cem"),
        Task("2", person="cem"),
        Task("3", person="Dan", state="done"),
        Task("4", person="Ana", operator="ana"),
        Task("5"),
    ]
    assert led(roles, tasks) == 2
    assert led({}, tasks) == 2


def test_who_was_named_before_they_signed_in_is_counted_once() -> None:
    roles = {"commander": Person("Ana"), "scribe": Person("Ben"), "liaison": Person("Cem", "o3")}
    tasks = [Task("1", person="ben", operator="o2"), Task("2", person="Ana", operator="o1")]
    assert led(roles, tasks) == 2
    assert SPAN_OF_CONTROL == (3, 7)
