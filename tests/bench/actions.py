"""The page of preventive actions over very many: first rows, and how long a filter holds up the window."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from holdfast.desk.operators import sign_in
from holdfast.review.actions import add_action
from holdfast.review.writing import begin
from holdfast.settings import Settings
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.review.action_page import ActionsPage
from holdfast.ui.review.services import Services
from tests.bench.figures import Bar, Figure, p95
from tests.bench.insights import wait
from tests.bench.place import Place
from tests.bench.runbooks import application
from tests.bench.stall import Pulse
from tests.ui.asking import ScriptedAsking

_MOST: Final = 16.0
_OWNERS: Final = ("Ana Berg", "Ben Ott", "Mira Holt", "Line 2", "")
_STATES: Final = ("open", "open", "done", "verified", "dropped")
_WORDS: Final = ("disk", "ott", "ana berg", "replication 77", "nothing is like this", "backup line", "w", "7")


def measure(place: Place) -> Iterator[Figure]:
    """Rows of the store are written at once, without a journal: nothing here reads one."""
    app = application()
    folder = place.scratch() / "store"
    _fill(folder, place.many)
    with open_store(folder) as store:
        tasks = Tasks(_fail)
        page = _page(store, tasks)
        first = [_reloaded(page, tasks) for _round in range(place.rounds(40))]
        name = f"first rows of {place.many:,} actions, p95"
        yield Figure(name, p95(first), "ms", Bar.MOST, _MOST)
        held = [_narrowed(page, tasks, words) for _round in range(place.rounds(5)) for words in _WORDS]
        name = f"window held up by a filter over {place.many:,} actions, p95"
        yield Figure(name, p95(held), "ms", Bar.MOST, _MOST)
        tasks.drain()
        page.close()
    del app


def _reloaded(page: ActionsPage, tasks: Tasks) -> float:
    begun = time.perf_counter()
    page.reload()
    took = time.perf_counter() - begun
    wait(tasks)
    assert page.rows.rowCount()
    return took * 1000


def _narrowed(page: ActionsPage, tasks: Tasks, words: str) -> float:
    def go() -> None:
        page.words.setText(words)
        page.reload()
        wait(tasks)

    return Pulse().over(go)


def _page(store: Store, tasks: Tasks) -> ActionsPage:
    notices = Notices(_fail)
    record = Recording(lambda: True, lambda: False, notices.error, lambda: None)
    asking, clock = ScriptedAsking(), Clock(store.clock)
    page = ActionsPage(Services(store, Bridge(store), record, notices, tasks, asking, clock, Settings(None)))
    page.resize(1190, 700)
    page.show()
    wait(tasks)
    return page


def _fill(folder: Path, count: int) -> None:
    with open_store(folder) as store:
        sign_in(store, "Ana")
        review = begin(store, declare(store, Declaration("Disk full")).id)
        add_action(store, review.id, "Watch the disk", "Ana", "2026-12-24", sort="detect")
        ((value, incident),) = store.database.rows("SELECT value, incident FROM action")
        made = msgspec.json.decode(value)
        with store.database.atomic():
            store.database.many(
                "INSERT INTO action (id, review, state, due, value, incident, title, owner) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(made, number, review.id, incident) for number in range(count - 1)],
            )


def _row(made: dict[str, object], number: int, review: str, incident: str) -> tuple[str, ...]:
    state, owner = _STATES[number % 5], _OWNERS[number // 5 % 5]
    due = "" if number % 11 == 0 else f"202{number % 9}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    title = f"Watch replication {number} of the {('disk', 'backup', 'proxy')[number % 3]}"
    ident = f"a{number:09d}"
    said = {**made, "id": ident, "state": state, "owner": owner, "due": due, "title": title}
    return ident, review, state, due, msgspec.json.encode(said).decode(), incident, title, owner


def _fail(problem: BaseException) -> None:
    sys.stderr.write(f"{problem}\n")
    raise problem
