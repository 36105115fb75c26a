"""Searching as one types: every beginning of what people look for, the first 50 answers each."""

from collections.abc import Callable, Iterator
from statistics import median

from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.bench.figures import Bar, Figure, milliseconds, p95
from tests.bench.place import Place

TYPED = (
    "primary database", "badge reader 38", "expired certificate", "turbine gateway", "INC-", "historian 12",
    "restarted the service", "backup host 7 fails", "called the vendor", "time synchronisation", "queues",
    "failed battery", "memory", "network stale", "fixed by restart",
)  # fmt: skip
_FIRST = 50
_BAR = 16


def measure(place: Place) -> Iterator[Figure]:
    """In the search over everything, among runbooks only, and in the list."""
    with open_store(place.store(place.most)) as store:
        asked: dict[str, Callable[[str], object]] = {
            "everywhere": lambda words: store.search.find(words, (), _FIRST),
            "among runbooks": lambda words: store.search.find(words, ("runbook",), _FIRST),
            "in the list": lambda words: store.incidents.page(store.query(words), "due", 0, _FIRST),
        }
        for where, ask in asked.items():
            times = list(_typing(store, ask, place.rounds(30) // 10))
            name = f"search as you type {where}, {place.most:,}, p95 (median {median(times):.1f} ms)"
            yield Figure(name, p95(times), "ms", Bar.MOST, _BAR)


def _typing(store: Store, ask: Callable[[str], object], rounds: int) -> Iterator[float]:
    """Milliseconds of each key that is pressed."""
    for _ in range(max(1, rounds)):
        for words in TYPED:
            for end in range(1, len(words) + 1):
                typed = words[:end]
                yield milliseconds(lambda: ask(typed))  # noqa: B023
