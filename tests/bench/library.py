"""The library: bringing in 300 runbooks, the first time and again; opening and finding any of 10,000."""

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QCoreApplication

from holdfast.desk.operators import sign_in
from holdfast.runbook.library import import_folder
from holdfast.store.database import SCHEMA_VERSION
from holdfast.store.opening import open_store
from holdfast.ui.kit.rows import ROW
from holdfast.ui.runbook.library_list import LibraryList
from tests.bench.figures import Bar, Figure, milliseconds, p95
from tests.bench.place import Place
from tests.bench.runbooks import Reading, application

_FILES, _BOOKS = 300, 10_000
_COLD, _AGAIN, _OPEN = 5.0, 1.0, 80
_OPENED = 300
_FIND, _PAINT = 16, 50
_ASKED = (
    "etcd",
    "cluster",
    "kube api",
    "alert high mem",
    "the",
    "number 77",
    "restart tag:storage",
    "pod approved:no",
    "source:copies node",
    "approved:no",
    "overdue",
    "kube -etcd",
    "prometheus -gone:yes",
    "nothing of this name",
)
"""Lines of words and filters, common ones and rare ones."""


def measure(place: Place) -> Iterator[Figure]:
    """Made of the real runbooks, each copy a text of its own."""
    real = os.environ.get("HOLDFAST_REAL_DATA")
    if not real:
        sys.stderr.write("HOLDFAST_REAL_DATA does not say where the real runbooks are; they are left out.\n")
        return
    texts = _texts(Path(real) / "runbooks" / "openshift")
    yield from _importing(place, texts)
    yield _opening(place, texts)
    yield from _finding(place, texts)


def _texts(folder: Path) -> list[tuple[str, str]]:
    return [
        (file.relative_to(folder).as_posix(), file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.md"))
    ]


def _write(folder: Path, texts: list[tuple[str, str]], count: int) -> Path:
    """As many files, each with a line of its own."""
    for number in range(count):
        path, text = texts[number % len(texts)]
        file = folder / f"{number // len(texts):02}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n\n## Copy\n\nNumber {number}.\n", encoding="utf-8")
    return folder


def _importing(place: Place, texts: list[tuple[str, str]]) -> Iterator[Figure]:
    scratch = place.scratch()
    folder = _write(scratch / "files", texts, _FILES)
    cold: list[float] = []
    again: list[float] = []
    for number in range(place.rounds(5)):
        with open_store(scratch / f"store{number}") as store:
            sign_in(store, "Ana")
            cold.append(milliseconds(lambda: import_folder(store, folder)) / 1000)
            again.append(milliseconds(lambda: import_folder(store, folder)) / 1000)
    yield Figure(f"importing {_FILES} runbooks, p50", median(cold), "s", Bar.MOST, _COLD)
    yield Figure(f"importing {_FILES} again, none changed, p50", median(again), "s", Bar.MOST, _AGAIN)


def _store(place: Place, texts: list[tuple[str, str]], count: int) -> Path:
    """The store with so many runbooks, made once and kept."""
    folder = place.folder / f"runbooks-{count}-schema{SCHEMA_VERSION}"
    if not folder.is_dir():
        sys.stderr.write(f"Making a library of {count:,} runbooks, once: {folder}\n")
        unfinished = folder.with_name(folder.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        files = _write(place.scratch(), texts, count)
        with open_store(unfinished) as store:
            sign_in(store, "Ana")
            import_folder(store, files, "copies")
        unfinished.rename(folder)
    return folder


def _count(place: Place) -> int:
    return _BOOKS if place.effort == 1 else max(300, int(_BOOKS * place.effort))


def _finding(place: Place, texts: list[tuple[str, str]]) -> Iterator[Figure]:
    """Each line as it is typed, letter by letter: what is in sight of the answer, and its being painted."""
    count = _count(place)
    app = application()
    found: list[float] = []
    shown: list[float] = []
    with open_store(_store(place, texts, count), read_only=True) as store:
        listed = LibraryList(store)
        listed.resize(420, 700)
        listed.show()
        listed.reload()
        QCoreApplication.processEvents()
        for line in _ASKED * place.rounds(5):
            for end in range(1, len(line) + 1):
                listed.query.setText(line[:end])
                found.append(milliseconds(partial(_answer, listed)))
                shown.append(found[-1] + milliseconds(QCoreApplication.processEvents))
        listed.close()
    del app
    name = f"finding among {count:,} runbooks, letter by letter, p95 (median {median(found):.1f} ms)"
    yield Figure(name, p95(found), "ms", Bar.MOST, _FIND)
    name = f"... and painting what was found, p95 (median {median(shown):.1f} ms)"
    yield Figure(name, p95(shown), "ms", Bar.MOST, _PAINT)


def _answer(listed: LibraryList) -> None:
    """Ask, and read the rows that are in sight."""
    listed.reload()
    if listed.rows.model().rowCount():
        listed.rows.model().index(0, 0).data(ROW)


def _opening(place: Place, texts: list[tuple[str, str]]) -> Figure:
    count = _count(place)
    app = application()
    with open_store(_store(place, texts, count), read_only=True) as store:
        rows = store.runbooks.page(0, -1)
        reading = Reading(store)
        reading.open(store.runbooks.get(rows[-1].id))
        chosen = rows[:: max(1, len(rows) // place.rounds(_OPENED))]
        times = [reading.open(store.runbooks.get(row.id)) for row in chosen]
        reading.close()
    del app
    name = f"opening any of {count:,} runbooks, warm, p95 (median {median(times):.0f} ms)"
    return Figure(name, p95(times), "ms", Bar.MOST, _OPEN)
