"""Every page of the list is the part of the whole list that it says it is, also after rows changed."""

from collections.abc import Callable
from itertools import product
from random import Random

import pytest

from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, change
from holdfast.review.writing import begin
from holdfast.store import ladder
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare

ORDERS = ("due", "severity", "age", "changed", "service")


@pytest.fixture(autouse=True)
def _short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladder, "_STEP", 4)


@pytest.fixture
def many(store: Store) -> Store:
    for number in range(50):
        declare(store, Declaration(f"Incident {number}", ("", "mail", "db-core")[number % 3]))
    return store


def whole(store: Store, order: str, asked: str = "") -> list[IncidentRow]:
    """The list as SQL alone sorts it: the first page never climbs."""
    return store.incidents.page(store.query(asked), order, 0, -1)


def page(
    store: Store, order: str, offset: int, limit: int, total: int | None, asked: str = ""
) -> list[IncidentRow]:
    return store.incidents.page(store.query(asked), order, offset, limit, total)


@pytest.mark.parametrize("order", ORDERS)
def test_every_page_is_its_part_of_the_list(many: Store, order: str) -> None:
    rows = whole(many, order)
    assert len(rows) == 50
    for offset in (*range(52), 49, 3, 30):
        for total in (None, 50):
            assert page(many, order, offset, 7, total) == rows[offset : offset + 7]


PARTS = (
    "phase:open", "phase:declared", "phase:declared phase:resolved", "review:needed", "review:none",
    "sev:1..2 incident", "due:over", "since:7d", "sev:1", "-service:mail",
)  # fmt: skip


def test_so_is_every_page_of_a_part_of_it(many: Store) -> None:
    for number, row in enumerate(whole(many, "age")):
        if number % 2:
            assess_incident(many, row.id, Answers(Answer.HIGH, Answer.HIGH))
        if number % 3:
            move(many, row.id, Phase.RESOLVED, reason="Fixed.")
        if number % 4 == 1:
            begin(many, row.id)
    for order, asked in product(ORDERS, PARTS):
        rows = whole(many, order, asked)
        assert len(rows) > 4
        for offset, total in product(range(len(rows) + 2), (None, len(rows))):
            assert page(many, order, offset, 7, total, asked) == rows[offset : offset + 7]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_stay_right_while_rows_change_here_and_elsewhere(
    many: Store, open_here: Callable[..., Store], order: str
) -> None:
    elsewhere, dice = open_here(), Random(order)
    elsewhere.by = many.by
    for _turn in range(12):
        writer = dice.choice((many, elsewhere))
        known = whole(many, order)
        add_note(writer, dice.choice(known).id, "Looked at it again")
        declare(writer, Declaration("One more"))
        rows = whole(many, order)
        offset = dice.randrange(len(rows))
        assert page(many, order, offset, 5, len(rows)) == rows[offset : offset + 5]


def test_what_is_taken_back_leaves_no_trace(many: Store) -> None:
    rows = whole(many, "changed")

    def changed_and_looked_at() -> None:
        with many.command():
            change(many, rows[40].id, title="Not this one")
            assert page(many, "changed", 30, 5, 50) == whole(many, "changed")[30:35]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        changed_and_looked_at()
    assert page(many, "changed", 30, 5, 50) == rows[30:35]
