"""This store's own order of arrival: the place where a time lies in it, and what arrived between two places.

A wall clock jumps, and merged entries arrive long after their own times; so a time is only used to find a
place, by this store's own chain, and everything else goes by places.
"""

from datetime import datetime
from typing import Final

from holdfast.domain.clock import to_stored
from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.store.journal import COLUMNS, entry_of
from holdfast.store.store import Store

_MOST_STATIONS: Final = 1_000  # that one store was, one after the other


def place_before(store: Store, at: datetime) -> int:
    """The place after which everything was recorded here at `at` or later; found in log(n) steps."""
    heads = (store.journal.head(), *sorted(store.journal.heads(), key=lambda head: -head.tick))
    own = next((head for head in heads if head.seq), heads[0])  # a store that was just copied has no own
    station, last = own.station, own.seq
    text = to_stored(at)
    for _each in range(_MOST_STATIONS):
        seq = _first_since(store, station, last, text)
        if seq > 1:
            return (
                _arrival(store, station, seq) - 1 if seq <= last else _end(store, own.station, station, last)
            )
        before = store.rows.load(subject("station", station))
        if before is None or not before.previous:
            break
        # the store went on under another station: what is earlier stands in the chain of the one before
        station, last = str(before.previous["station"]), int(str(before.previous["seq"]))
    return 0


def between(store: Store, after: int, upto: int) -> list[Entry]:
    """What arrived behind one place, up to another, in that order."""
    sql = f"SELECT {COLUMNS} FROM entry WHERE id > ? AND id <= ? ORDER BY id"  # noqa: S608
    return [entry_of(row) for row in store.database.rows(sql, (after, upto))]


def of_subject(store: Store, name: str, after: int = 0) -> list[tuple[int, Entry]]:
    """What touches a subject and arrived behind a place, each with its own, in that order."""
    sql = (
        f"SELECT id, {COLUMNS} FROM entry WHERE id IN "  # noqa: S608
        "(SELECT entry FROM entry_subject WHERE subject = ? AND entry > ?) ORDER BY id"
    )
    return [(row[0], entry_of(row[1:])) for row in store.database.rows(sql, (name, after))]


def _first_since(store: Store, station: str, last: int, at: str) -> int:
    """The place in a chain of the first entry recorded at `at` or later; one behind its end for none."""
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        sql = "SELECT at FROM entry WHERE station = ? AND seq = ?"
        if (store.database.one(sql, (station, middle)) or "") < at:
            low = middle + 1
        else:
            high = middle
    return low


def _arrival(store: Store, station: str, seq: int) -> int:
    sql = "SELECT id FROM entry WHERE station = ? AND seq = ?"
    return store.database.one(sql, (station, seq)) or 0


def _end(store: Store, newest: str, station: str, last: int) -> int:
    """Behind a chain's end: behind everything for the one that is written now, else behind that end."""
    return store.journal.newest() if station == newest else _arrival(store, station, last)
