from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.desk.declaring import LEAD, Begun, declare_begun
from holdfast.domain.errors import UserError
from holdfast.respond.calls import Call, calls_of
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration
from tests.detect.signals import DISK, disk_alert, hand_in
from tests.ui.stores import make_store

BEGUN = Begun(Declaration("The door of hall 3 does not open"), Answers(), {})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _hands = make_store(tmp_path)
    yield made
    made.close()


def test_who_declares_leads_where_nobody_was_named(store: Store) -> None:
    ident = declare_begun(store, replace(BEGUN, leads=True), store.new_id())
    commander = store.incidents.get(ident).commander
    assert commander is not None
    assert store.by is not None
    assert commander.operator == store.by.operator


def test_whoever_was_named_leads(store: Store) -> None:
    begun = replace(BEGUN, roles={LEAD: ("Ana Ferreira", "")})
    ident = declare_begun(store, begun, store.new_id())
    commander = store.incidents.get(ident).commander
    assert commander is not None
    assert commander.name == "Ana Ferreira"


def test_alerts_are_joined_and_calls_recorded(store: Store) -> None:
    hand_in(store, DISK)
    begun = replace(BEGUN, alerts=[disk_alert(store).id], calls=[Call("radio 4", "reached", "Ana Ferreira")])
    ident = declare_begun(store, begun, store.new_id())
    assert [each.id for each in store.alerts.of_incident(ident)] == [disk_alert(store).id]
    assert [each.number for each in calls_of(store, ident)] == ["radio 4"]


def test_nothing_is_declared_where_a_runbook_is_not_there(store: Store) -> None:
    with pytest.raises(UserError):
        declare_begun(store, replace(BEGUN, runbooks=["nothere"]), store.new_id())
    assert store.incidents.newest() == 0
