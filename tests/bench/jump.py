"""Jumping to any row of the largest store, in every order and group that is shipped."""

from collections.abc import Iterator
from random import Random
from statistics import median

from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.incidents.filter_bar import GROUPS
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.ui.incidents.row_words import incident_row
from holdfast.ui.kit.rows import ROW
from tests.bench.figures import Bar, Figure, milliseconds, p95
from tests.bench.place import Place

ORDERS = ("due", "severity", "age", "changed")
_BAR = 20


def measure(place: Place) -> Iterator[Figure]:
    """By the store alone, and through the model that the list shows."""
    with open_store(place.store(place.most)) as store:
        jumps = place.rounds(200)
        for order in ORDERS:
            yield _figure(f"a jump in {place.most:,} by {order}", pages(store, "", order, jumps))
        for words in GROUPS.values():
            yield _figure(f"a jump in {words}", pages(store, words, "due", jumps))
        for order in ORDERS:
            yield _figure(f"a jump in the list's model by {order}", rows(store, order, jumps))


def pages(store: Store, words: str, order: str, jumps: int) -> list[float]:
    """Milliseconds of reading 50 to 200 rows at offsets all over a list."""
    query, dice = store.query(words), Random(order)
    total = store.incidents.count(query)

    def jump() -> None:
        offset, limit = dice.randrange(max(1, total)), dice.randrange(50, 201)
        assert bool(store.incidents.page(query, order, offset, limit, total)) == bool(total)

    return [milliseconds(jump) for _ in range(jumps)]


def rows(store: Store, order: str, jumps: int) -> list[float]:
    """Milliseconds until the model answers for a screen of rows that it does not hold."""
    query, dice = store.query(""), Random(order)
    model = IncidentsModel(store.incidents, lambda row: incident_row(row, store.now(), ""))
    model.ask(query, order)
    model.set_total(store.incidents.count(query))
    assert model.rowCount() == model.total

    def jump() -> None:
        first = dice.randrange(model.total - 12)
        for place in range(first, first + 12):
            assert model.data(model.index(place), ROW)

    return [milliseconds(jump) for _ in range(jumps)]


def _figure(name: str, times: list[float]) -> Figure:
    return Figure(f"{name}, p95 (median {median(times):.1f} ms)", p95(times), "ms", Bar.MOST, _BAR)
