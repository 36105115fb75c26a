"""Calls: what is recorded of each, and what is refused."""

from datetime import UTC, datetime

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.calls import Call, calls_of, record_call, result_word
from holdfast.respond.incident import timeline_of
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Badge readers time out"))


def test_a_call_stands_on_the_timeline_with_both_its_times(store: Store, incident: Incident) -> None:
    at = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    row = record_call(store, incident.id, Call(" radio  4 ", "reached", "Ben", "On his way", at))
    assert (row.kind, row.text, row.occurred) == (
        "communication", "Call to Ben, radio 4: reached. On his way", at,
    )  # fmt: skip
    assert row.late
    record_call(store, incident.id, Call("4711", "no_answer"))
    assert [each.text for each in timeline_of(store, incident.id)][-1] == "Call to 4711: no answer"


def test_the_last_call_comes_first(store: Store, incident: Incident) -> None:
    record_call(store, incident.id, Call("1", "reached", "Ana"))
    record_call(store, incident.id, Call("2", "no_answer", "Ben", "voice mail"))
    assert [(each.number, each.who, each.result, each.text) for each in calls_of(store, incident.id)] == [
        ("2", "Ben", "no_answer", "voice mail"),
        ("1", "Ana", "reached", ""),
    ]
    assert result_word("no_answer") == "no answer"


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (Call(" ", "reached"), "The number is empty"),
        (Call("1", "busy"), "busy is no result of a call"),
        (Call("1" * 200, "reached"), "The number has 200 characters"),
        (Call("1", "reached", occurred=datetime(2030, 1, 1, tzinfo=UTC)), "has not come yet"),
    ],
)
def test_what_cannot_be_recorded(store: Store, incident: Incident, call: Call, what: str) -> None:
    with pytest.raises(UserError, match=what):
        record_call(store, incident.id, call)
    assert calls_of(store, incident.id) == []


def test_no_call_without_an_incident(store: Store) -> None:
    with pytest.raises(UserError, match="There is no incident"):
        record_call(store, store.new_id(), Call("1", "reached"))
