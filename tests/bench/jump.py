"""First rows, and jumping to any row, of the largest store in every order and group that is shipped.

What no index holds is read beside the window; how long that takes has no bar, and that it does not hold
the window up is what `typing` measures.
"""

from collections.abc import Iterator
from random import Random
from statistics import median

from holdfast.desk.operators import sign_in
from holdfast.respond.labels import label
from holdfast.store.list_walks import ORDERS
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.incidents.groups import GROUPS
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.ui.incidents.reading import Question, Reading, Rows
from holdfast.ui.incidents.row_words import incident_row
from holdfast.ui.kit.long_model import WINDOW
from holdfast.ui.kit.long_reading import PATIENT
from holdfast.ui.kit.long_reading import Place as PlaceOfRows
from holdfast.ui.kit.rows import ROW
from holdfast.ui.kit.tasks import Tasks
from tests.bench.figures import Bar, Figure, milliseconds, p95
from tests.bench.place import Place

# What else an index holds: some labelled incidents among all of them, and what is overdue at all.
INDEXED = ("label:noise", "due:over", "sev:1..2", "since:7d")
_LABELLED = 1_000
_FIRST = 16
_JUMP = 20


def measure(place: Place) -> Iterator[Figure]:
    """By the store alone, and through the model that the list shows."""
    with open_store(place.store(place.most)) as store:
        _make_labels(store)
        rounds, jumps = place.rounds(40), place.rounds(200)
        for words in ("", *GROUPS.values()):
            yield _first_rows(store, words, tuple(ORDERS), rounds)
        for words in INDEXED:
            yield _first_rows(store, words, ("due",), rounds)
        for order in ORDERS:
            yield _figure(f"a jump in {place.most:,} by {order}", pages(store, "", order, jumps), _JUMP)
        for words in (*GROUPS.values(), *INDEXED):
            yield _figure(f"a jump in {words}", pages(store, words, "due", jumps), _JUMP)
        for order in ORDERS:
            yield _figure(f"a jump in the list's model by {order}", rows(store, order, jumps), _JUMP)


def _make_labels(store: Store) -> None:
    """Labels on some of the incidents, once: the stores are made without any."""
    sign_in(store, "Ana")
    if not store.incidents.labels():
        chosen = store.incidents.page(store.query(""), "age", 0, 20 * _LABELLED)[::20]
        label(store, [row.id for row in chosen], "noise")


def _first_rows(store: Store, words: str, orders: tuple[str, ...], rounds: int) -> Figure:
    """The first rows of one question in each of these orders; the figure is that of the slowest."""
    query = store.query(words)
    times: dict[str, list[float]] = {}
    for order in orders:
        first = [milliseconds(lambda: store.incidents.page(query, order, 0, WINDOW)) for _ in range(rounds)]  # noqa: B023
        times[order] = first[1:]
    slowest = max(times, key=lambda order: p95(times[order]))
    name = f"the first rows of {words or 'all'}, by {slowest}"
    return _figure(name, times[slowest], _FIRST)


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
    reading = Patient(store)
    model = IncidentsModel(store.incidents, reading, lambda row: incident_row(row, store.now(), ""))
    model.ask((query, order))
    model.set_total(store.incidents.count(query))
    assert model.rowCount() == model.total

    def jump() -> None:
        first = dice.randrange(model.total - 12)
        for place in range(first, first + 12):
            assert model.data(model.index(place), ROW)

    return [milliseconds(jump) for _ in range(jumps)]


class Patient(Reading):
    """Reads everything at once, so that the whole time is measured."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, Tasks(_fail))

    def at_once(self, place: PlaceOfRows[Question], seconds: float = PATIENT) -> Rows | None:
        """However long it takes."""
        del seconds
        return super().at_once(place, PATIENT)


def _fail(problem: Exception) -> None:
    raise problem


def _figure(name: str, times: list[float], bar: float) -> Figure:
    return Figure(f"{name}, p95 (median {median(times):.1f} ms)", p95(times), "ms", Bar.MOST, bar)
