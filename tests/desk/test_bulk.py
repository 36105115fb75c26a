"""What is done to several incidents at once is one command, all of it or none."""

import pytest

from holdfast.desk import bulk
from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.respond.undo import undo_recent
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def three(store: Store) -> list[str]:
    sign_in(store, "Ana")
    return [declare(store, Declaration(f"Incident {number}")).id for number in range(3)]


def commands(store: Store, idents: list[str]) -> set[str]:
    return {store.entries("incident", ident)[-1].header.command for ident in idents}


def test_dismissing_is_one_command_with_its_reason(store: Store, three: list[str]) -> None:
    assert bulk.dismiss(store, three, "false_alarm") == 3
    assert len(commands(store, three)) == 1
    values = [store.incidents.get(ident) for ident in three]
    assert {(value.phase, value.close_reason) for value in values} == {(Phase.DISMISSED, "false_alarm")}


def test_one_that_cannot_be_dismissed_keeps_all_as_they_are(store: Store, three: list[str]) -> None:
    bulk.dismiss(store, three[:1], "test")
    before = store.journal.count()
    with pytest.raises(UserError, match=r"1 of 3 can't be dismissed: INC-.*dismissed"):
        bulk.dismiss(store, three, "duplicate")
    assert store.journal.count() == before


def test_the_command_is_given_to_one_person(store: Store, three: list[str]) -> None:
    assert bulk.assign(store, three, "me") == 3
    roles = [store.incidents.get(ident).commander for ident in three]
    assert {role.name for role in roles if role} == {"Ana"}
    assert len(commands(store, three)) == 1
    bulk.assign(store, three, "")
    assert [store.incidents.get(ident).commander for ident in three] == [None] * 3


def test_labels_go_on_all(store: Store, three: list[str]) -> None:
    assert bulk.label(store, three, "noise") == 3
    assert bulk.label(store, three[:2], "noise", present=False) == 2
    assert store.incidents.count(store.query("label:noise")) == 1


def test_too_many_at_once_are_refused(store: Store, three: list[str]) -> None:
    many = three * (bulk.MOST // 3 + 1)
    for act in (
        lambda: bulk.label(store, many, "x"),
        lambda: bulk.assign(store, many, "Ana"),
        lambda: bulk.dismiss(store, many, "test"),
    ):
        with pytest.raises(UserError, match="can be changed at once"):
            act()


def test_reopening_goes_back_to_where_it_stood(store: Store, three: list[str]) -> None:
    bulk.dismiss(store, three[:1], "test")
    assert bulk.reopen(store, three[0], "it was real").phase == Phase.DECLARED
    judged = declare(store, Declaration("Judged"), Answers(Answer.HIGH, Answer.HIGH)).id
    bulk.dismiss(store, [judged], "test")
    assert bulk.reopen(store, judged, "it was real").phase == Phase.TRIAGED
    with pytest.raises(UserError, match="need not be reopened"):
        bulk.reopen(store, judged, "again")


def test_all_of_it_is_taken_back_at_once(store: Store, three: list[str]) -> None:
    bulk.label(store, three, "noise")
    undo_recent(store)
    assert store.incidents.labels() == []
    bulk.dismiss(store, three, "test")
    undo_recent(store)
    assert {store.incidents.get(ident).phase for ident in three} == {Phase.DECLARED}
