"""Importing reviews of other teams, read and recorded: the corpus, as often as it takes."""

import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from holdfast.desk.operators import sign_in
from holdfast.desk.review_import import bring, collected, planned
from holdfast.store.opening import open_store
from tests.bench.figures import Bar, Figure
from tests.bench.place import ROOT, Place

_CORPUS = ROOT / "tests" / "review" / "corpus"
_HUGE = 20_000  # one of them is no review that anybody has many of
_AT_LEAST = 50


def measure(place: Place) -> Iterator[Figure]:
    """One folder of many reviews, into a new store."""
    folder = place.scratch()
    times = place.rounds(10)
    count = _fill(folder / "reviews", times)
    with open_store(folder / "store") as store:
        sign_in(store, "Ana")
        begun = time.perf_counter()
        files, refused = collected(folder / "reviews", ZoneInfo("Europe/Berlin"))
        read = time.perf_counter()
        report = bring(store, planned(store, files, refused))
        ended = time.perf_counter()
    assert report.new == count
    reading = count / (read - begun)
    name = f"importing {count} reviews, read ({reading:.0f}/s) and recorded"
    yield Figure(name, count / (ended - begun), "per s", Bar.LEAST, _AT_LEAST)


def _fill(folder: Path, times: int) -> int:
    """Write the corpus so many times, each file different; gives how many there are."""
    folder.mkdir()
    texts = [(file.name, file.read_bytes()) for file in sorted(_CORPUS.glob("*.md"))]
    texts = [(name, data) for name, data in texts if len(data) < _HUGE]
    for turn in range(times):
        for name, data in texts:
            (folder / f"{turn:03d}-{name}").write_bytes(data + f"\n\nCopy {turn}\n".encode())
    return times * len(texts)
