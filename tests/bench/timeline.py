"""An incident with 5,000 timeline entries: opened, scrolled, and as it was known at any moment.

The window's figures are the processor's time: what the picture waits for, not what else the machine does.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note, change
from holdfast.respond.known_at import KnownAt
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.bench.figures import Bar, Figure, median, p95
from tests.bench.place import Place

ENTRIES = 5000
_TEXT = "Checked the log of host {number}, nothing since the last restart. "
_FRAME = 16  # milliseconds


class _Hands:
    """A clock that only goes forward."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def measure(place: Place) -> Iterator[Figure]:
    """The store's part, then the window's."""
    hands = _Hands()
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store", clock=hands) as store:
        ident = _long(store, hands, ENTRIES if place.effort else 300)
        firsts = [_spent(lambda: KnownAt(store, ident).now()) for _ in range(place.rounds(20))]
        yield _most(f"as known at, {ENTRIES:,} entries, first", firsts, 100)
        history, dice = KnownAt(store, ident), Random(1)
        moments = [history.arrival(dice.randrange(1, history.steps())) for _ in range(place.rounds(200))]
        later = [_spent(lambda at=at: history.at_arrival(at)) for at in moments]
        yield _most("as known at, any moment", later, 100)
        yield from _window(store, hands, ident, place)


def _long(store: Store, hands: _Hands, entries: int) -> str:
    """An incident with so many entries; some notes are late, some change the situation."""
    sign_in(store, "Ana")
    ident, dice = declare(store, Declaration("Storage fails again and again", "db")).id, Random(1)
    with store.database.writing():
        for number in range(entries - 1):
            hands.at += timedelta(seconds=dice.randrange(1, 20))
            late = timedelta(minutes=dice.randrange(30)) if number % 5 == 0 else None
            if number % 50 == 0:
                change(store, ident, know=f"{number} hosts are looked at")
            else:
                text = _TEXT.format(number=number) * dice.randrange(1, 4)
                add_note(store, ident, text, "observation", store.now() - late if late else None)
    return ident


def _window(store: Store, hands: _Hands, ident: str, place: Place) -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from holdfast.ui.kit.theme import Appearance
    from tests.ui.respond.making import make_page

    app = QApplication.instance()
    if app is None:
        app = QApplication([])
        Appearance(app).choose("light")
    small = declare(store, Declaration("Small")).id
    page = make_page(store, hands, small)  # pyright: ignore[reportArgumentType]
    page.resize(1190, 700)
    page.show()

    def show(which: str) -> None:
        page.show_place(which)
        page.repaint()
        app.processEvents()

    opened: list[float] = []
    for _ in range(place.rounds(20)):
        show(small)
        opened.append(_spent(lambda: show(ident)))
    yield _most(f"the live view of {ENTRIES:,} entries opens", opened, 150)
    bar = page._timeline.view.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() - 90)
        page._timeline.view.viewport().repaint()

    frames: list[float] = []
    for _ in range(place.rounds(600)):
        frames += [_spent(scroll), _spent(app.processEvents)]
    yield _most("a frame while it is scrolled", frames, _FRAME)
    page.close()
    page.deleteLater()
    app.processEvents()


def _spent(work: Callable[[], object]) -> float:
    """The milliseconds that the processor spends on it."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _most(name: str, times: list[float], bar: float) -> Figure:
    return Figure(f"{name}, p95 (median {median(times):.1f} ms)", p95(times), "ms", Bar.MOST, bar)
