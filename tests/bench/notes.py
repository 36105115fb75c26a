"""One recorded note (entry, fold, index, commit) against one raw durable row; and against a small store."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import apsw

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.bench.figures import Bar, Figure, in_turns, median
from tests.bench.place import Place

_TEXT = "Free space is back at 38 % after the retired slot was dropped; orders are accepted again"


def measure(place: Place) -> Iterator[Figure]:
    """Raw row, note in the small store, note in the largest, in turns."""
    with ExitStack() as open_stores:
        small, large = (
            open_stores.enter_context(open_store(place.store(n))) for n in (place.few, place.most)
        )
        works = raw_row(place.scratch()), note(small), note(large)
        in_turns(20, *works)
        raw, few, most = (median(times) for times in in_turns(place.rounds(400), *works))
    name = "one recorded note"
    yield Figure(f"{name}, {place.few:,} incidents, and a raw durable row", few, "ms", Bar.RATIO, 3.0, raw)
    yield Figure(f"{name}, {place.most:,} and {place.few:,} incidents", most, "ms", Bar.RATIO, 1.3, few)


def note(store: Store) -> Callable[[], object]:
    """Adds a note to each of some open incidents in turn, as responders do."""
    sign_in(store, "Ana")
    rows = store.incidents.page(store.query("phase:open"), "due", 0, 20)
    numbers = count()
    return lambda: add_note(store, rows[next(numbers) % len(rows)].id, _TEXT, "observation")


def raw_row(folder: Path) -> Callable[[], object]:
    """The least that keeps words safe: one row with a key of its own, synced before it is acknowledged."""
    connection = apsw.Connection(str(folder / "raw.db"))
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute("CREATE TABLE note (id BLOB PRIMARY KEY, text TEXT NOT NULL)")

    def write() -> None:
        connection.execute("INSERT INTO note VALUES (?, ?)", (os.urandom(16), _TEXT))

    return write
