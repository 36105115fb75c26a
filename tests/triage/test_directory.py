"""People and resources: added, changed, dropped and put back, and who is to be asked now."""

from datetime import UTC, datetime
from typing import Any

import pytest

from holdfast.domain.errors import UserError
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.directory import drop_person, drop_resource, for_role, on_call
from holdfast.triage.scheme import Role
from tests.triage.directory_maker import person, resource

W48, W49 = datetime(2026, 11, 26, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def test_a_person_as_typed(store: Store) -> None:
    ana = person(
        store,
        name="  Ana  Ferreira ",
        roles="commander;Comms\ncommander",
        lines="radio 4\n+49 170 1",
        weeks="2026-W48..W49",
    )
    assert (ana.name, ana.roles, ana.lines) == (
        "Ana Ferreira", ("commander", "Comms"), ("radio 4", "+49 170 1"),
    )  # fmt: skip
    assert ana.weeks == ("2026-W48", "2026-W49")
    assert store.directory.people() == [ana]


def test_a_change_names_who_wrote_before_and_the_same_again_is_no_entry(store: Store) -> None:
    ana = person(store, name="Ana", remark="nights", weeks="2026-W48")
    (added,) = store.entries("person", ana.id)
    later = person(store, ana.id, name="Ana", remark="days", weeks="")
    assert (later.remark, later.weeks) == ("days", ())
    changed = store.entries("person", ana.id)[-1]
    assert changed.body == {"remark": [added.hash, "days"], "weeks": [added.hash, []]}
    assert person(store, ana.id, remark=" days ") == later
    assert len(store.entries("person", ana.id)) == 2
    assert rebuild(store).different == ()


def test_dropped_is_out_of_the_list_and_comes_back(store: Store) -> None:
    ana, pump = person(store, name="Ana"), resource(store, name="Pump", identifier="P1", sort="spare")
    drop_person(store, ana.id, "left the site")
    drop_person(store, ana.id, "said twice")
    drop_resource(store, pump.id)
    assert (store.directory.people(), store.directory.resources()) == ([], [])
    assert store.entries("person", ana.id)[-1].body["reason"] == "left the site"
    assert not drop_person(store, ana.id, again=True).dropped
    assert not drop_resource(store, pump.id, again=True).dropped
    assert len(store.entries("person", ana.id)) == 3


def test_two_of_one_name_would_be_taken_for_each_other(store: Store) -> None:
    ana, ben = person(store, name="Ana"), person(store, name="Ben")
    with pytest.raises(UserError, match="Ana is in the directory already"):
        person(store, name="ANA")
    with pytest.raises(UserError, match="Ana is in the directory"):
        person(store, ben.id, name="ana")
    drop_person(store, ana.id)
    person(store, name="Ana")
    with pytest.raises(UserError, match="Ana is in the directory"):
        drop_person(store, ana.id, again=True)
    first = resource(store, name="Pump", identifier="P1")
    resource(store, name="Pump", identifier="P2")
    with pytest.raises(UserError, match="Pump is in the directory"):
        resource(store, first.id, identifier="p2")


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({}, "The name is empty"),
        ({"name": "Ana", "weeks": "48"}, "48 is no week"),
        ({"name": "Ana", "lines": "x" * 301}, "The contact lines has 301"),
        ({"name": "Ana", "roles": ";".join(map(str, range(51)))}, "The roles: 51, where 50 fit"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_recorded(
    store: Store, said: dict[str, Any], what: str
) -> None:
    with pytest.raises(UserError, match=what):
        person(store, **said)
    assert store.directory.people() == []


def test_who_is_on_call_comes_first_for_a_role(store: Store) -> None:
    for name, roles, weeks in (
        ("Ana", "commander", "2026-W49"),
        ("Ben", "Commander", "2026-W48"),
        ("Chi", "scribe", "2026-W48"),
    ):
        person(store, name=name, roles=roles, weeks=weeks)
    people, role = store.directory.people(), Role(key="commander", label="Commander", duty="Leads")
    assert [one.name for one in on_call(people, W48)] == ["Ben", "Chi"]
    assert [one.name for one in for_role(people, role, W48)] == ["Ben", "Ana"]
    assert [one.name for one in for_role(people, role, W49)] == ["Ana", "Ben"]
