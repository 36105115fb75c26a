"""How a runbook stands, on its page: its versions and its runs are links, and cost its opening nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.domain.timewords import day_text
from holdfast.runbook.run import document_of_run, mark, start
from holdfast.runbook.writing import create, write
from holdfast.triage.declare import Declaration, declare
from tests.conftest import Look
from tests.journeys.keyboard import press, reach, until
from tests.ui.audit import audit, shown
from tests.ui.runbook.hands import Desk, make_desk
from tests.ui.runbook.used import ONE, TWO

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def desk(look: Look, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


def use(desk: Desk, book: str) -> None:
    run = start(desk.store, declare(desk.store, Declaration("Queue")).id, book)
    mark(desk.store, run.id, document_of_run(desk.store, run).steps[0], "failed", "no such command")


def test_what_its_runs_say_stands_there_once_the_text_does(desk: Desk) -> None:
    book = create(desk.store, ONE)
    for _use in range(2):
        use(desk, book.id)
    shown(desk.page, 1200, 800)
    desk.page.show_place(book.id)
    standing = desk.page._viewer.standing
    assert standing.runs.text() == "2 runs"
    until(lambda: standing.runs.text() == "2 runs, 1 finding", "its runs are looked into")
    assert standing.runs.accessibleName() == "What its runs say: 2 runs, 1 finding"
    desk.wait()
    assert audit(desk.page) == []
    use(desk, book.id)
    desk.read(book.id)
    until(lambda: standing.runs.text() == "3 runs, 1 finding", "they are again")
    desk.wait()


def test_the_links_lead_on_by_keyboard(desk: Desk) -> None:
    book = create(desk.store, ONE)
    write(desk.store, book.id, TWO, book.version)
    use(desk, book.id)
    shown(desk.page, 1200, 800)
    desk.page.activateWindow()
    desk.read(book.id)
    went: list[tuple[str, str]] = []
    desk.page.versions_wanted.connect(lambda ident: went.append(("versions", ident)))
    desk.page.drift_wanted.connect(lambda ident: went.append(("drift", ident)))
    until(desk.page.isActiveWindow, "the window is active")
    desk.page._list.query.setFocus()
    for name in ("2 versions", "What its runs say"):
        reach(name)
        press("Return")
    assert went == [("versions", book.id), ("drift", book.id)]
    (run,) = desk.store.runbooks.runs_of_book(book.id)
    assert run.started is not None
    desk.page.run_wanted.connect(lambda incident, ident: went.append((incident, ident)))
    reach(f"last on {day_text(run.started, desk.store.zone)}")
    press("Return")
    assert went[-1] == (run.incident, run.id)


def test_one_that_was_never_changed_or_used_says_nothing_of_it(desk: Desk) -> None:
    book = create(desk.store, ONE)
    shown(desk.page, 1200, 800)
    desk.read(book.id)
    standing = desk.page._viewer.standing
    assert not standing.versions.isVisible()
    verbs = {each.id: each for each in desk.page.verbs()}
    went: list[str] = []
    desk.page.versions_wanted.connect(went.append)
    verbs["runbook.versions"].run()
    assert went == [book.id]
    assert verbs["runbook.drift"].reason() == ""
