"""Rebuilding every folded row from the journal, and verifying the journal itself."""

import time
from collections.abc import Iterator

from holdfast.store.opening import open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.verify import verify
from tests.bench.figures import Bar, Figure
from tests.bench.place import Place

_INCIDENTS = 24_000  # of populate's, which have a little more than 100,000 entries together


def measure(place: Place) -> Iterator[Figure]:
    """Entries a second, and how many subjects were different afterwards: none may be."""
    incidents = min(_INCIDENTS, place.most)
    with open_store(place.store(incidents)) as store:
        entries = store.journal.count()
        begun = time.perf_counter()
        made = rebuild(store)
        rebuilding = time.perf_counter() - begun
        begun = time.perf_counter()
        verdict = verify(store.database, store.blobs)
        verifying = time.perf_counter() - begun
    if not verdict.ok:
        raise RuntimeError(f"the journal does not verify: {verdict}")
    yield Figure(f"rebuild of {entries:,} entries", entries / rebuilding, "entries/s", Bar.LEAST, 10_000)
    yield Figure("… subjects that were different", len(made.different), "subjects", Bar.MOST, 0)
    yield Figure(f"verify {entries:,} entries", entries / verifying, "entries/s", Bar.LEAST, 10_000)
