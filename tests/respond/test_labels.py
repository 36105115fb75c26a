"""Labels are put on and taken off; what stays the same is not recorded."""

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.label import LONGEST
from holdfast.respond.labels import label
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def two(store: Store) -> list[str]:
    return [declare(store, Declaration(f"Incident {number}")).id for number in range(2)]


def found(store: Store, asked: str) -> list[str]:
    return [row.title for row in store.incidents.page(store.query(asked), "age", 0, -1)]


def test_a_label_is_found_left_out_and_taken_off(store: Store, two: list[str]) -> None:
    assert label(store, two[:1], "Power  Cut") == 1
    assert found(store, 'label:"power cut"') == ["Incident 0"]
    assert found(store, '-label:"Power cut"') == ["Incident 1"]
    assert found(store, 'label:"power cut" label:other') == ["Incident 0"]
    assert [row.labels for row in store.incidents.rows(two[:1]).values()] == [("power cut",)]
    assert store.incidents.labels() == ["power cut"]
    before = store.journal.count()
    assert label(store, two, '"power cut"') == 1
    assert store.journal.count() == before + 1
    assert label(store, two, "power cut", present=False) == 2
    assert found(store, 'label:"power cut"') == []
    assert store.incidents.count(store.query("-label:x")) == 2


def test_several_are_one_command(store: Store, two: list[str]) -> None:
    label(store, two, "noise")
    entries = [store.entries("incident", ident)[-1].header.command for ident in two]
    assert entries[0] == entries[1]


@pytest.mark.parametrize("bad", ["", "  ", '""', "x" * (LONGEST + 1), "x" * 500, 'a"b', "\u202e"])
def test_what_is_no_label_is_refused(store: Store, two: list[str], bad: str) -> None:
    before = store.journal.count()
    with pytest.raises(UserError):
        label(store, two, bad)
    assert store.journal.count() == before


def test_one_that_is_not_there_takes_all_back(store: Store, two: list[str]) -> None:
    with pytest.raises(UserError):
        label(store, [*two, "nobody"], "noise")
    assert found(store, "label:noise") == []
