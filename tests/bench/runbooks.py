"""Opening every real runbook in the viewer: warm, and the very first after a start.

    python -m tests.bench.runbooks DIR N

prints the milliseconds until a fresh process shows, as its first, the Nth runbook of the store in DIR.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from holdfast.desk.operators import sign_in
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import import_folder
from holdfast.runbook.render import Renderer
from holdfast.settings import TEXT_PERCENT, THEME, Settings
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.kit.run_reader import RunbookReader
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.theme import Appearance
from tests.bench.figures import Bar, Figure, p95
from tests.bench.place import Place

_WARM, _FIRST = 80, 250
_PATIENCE = 30


class Reading:
    """The viewer with its renderer, as the runbook page makes it."""

    def __init__(self, store: Store) -> None:
        self.renderer = Renderer()
        self.tasks = Tasks(_fail)
        self.reader = RunbookReader(store, self.renderer.render, self.tasks)
        self.reader.resize(900, 700)
        self.reader.show()
        self._shown = False
        self.reader.shown.connect(self._note)

    def _note(self) -> None:
        self._shown = True

    def open(self, book: Runbook) -> float:
        """Milliseconds from wishing for it to its picture on the screen."""
        begun = time.perf_counter()
        self._shown = False
        self.reader.read(book)
        while not self._shown:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)
            if time.perf_counter() - begun > _PATIENCE:
                raise TimeoutError(f"{book.path} was never shown")
        self.reader.repaint()
        QCoreApplication.processEvents()
        return (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        """End the worker and let go of the store."""
        self.tasks.drain()
        self.renderer.close()
        self.reader.close()


def measure(place: Place) -> Iterator[Figure]:
    """All of them warm; the first in several fresh processes."""
    real = os.environ.get("HOLDFAST_REAL_DATA")
    if not real:
        sys.stderr.write("HOLDFAST_REAL_DATA does not say where the real runbooks are; they are left out.\n")
        return
    folder = place.scratch() / "library"
    with open_store(folder) as store:
        sign_in(store, "Ana")
        import_folder(store, Path(real) / "runbooks" / "openshift")
        books = [store.runbooks.get(row.id) for row in store.runbooks.page(0, -1)]
        app = application()
        reading = Reading(store)
        reading.open(books[-1])
        times = [reading.open(book) for book in books[:: 1 if place.effort == 1 else 10]]
        reading.close()
        del app
    name = f"opening any of {len(books)} runbooks, warm, p95 (median {median(times):.0f} ms)"
    yield Figure(name, p95(times), "ms", Bar.MOST, _WARM)
    starts = place.rounds(11)
    firsts = [_first(folder, book * len(books) // starts) for book in range(starts)]
    name = f"opening the first runbook after a start (worst {max(firsts):.0f} ms)"
    yield Figure(name, median(firsts), "ms", Bar.MOST, _FIRST)


def _first(folder: Path, book: int) -> float:
    command = [sys.executable, "-m", "tests.bench.runbooks", str(folder), str(book)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return float(said.stdout.split()[-1])


def application() -> QApplication:
    """The application as it looks by default."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings = Settings(None)
    Appearance(app).choose(settings.value(THEME), settings.value(TEXT_PERCENT))
    return app


def _fail(problem: Exception) -> None:
    raise problem


def main() -> int:
    """Open one runbook of a store, first thing."""
    app = application()
    with open_store(Path(sys.argv[1]), read_only=True) as store:
        books = [store.runbooks.get(row.id) for row in store.runbooks.page(0, -1)]
        reading = Reading(store)
        QCoreApplication.processEvents()
        sys.stdout.write(f"{reading.open(books[int(sys.argv[2])])}\n")
        reading.close()
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
