"""The versions of a runbook by keyboard: what each is, what differs, and taking one back and forth."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from holdfast.desk.operators import sign_in
from holdfast.runbook.library import text_of
from holdfast.runbook.versions import versions_of
from holdfast.runbook.writing import create, write
from holdfast.store.opening import open_store
from holdfast.store.removal import remove_words
from holdfast.ui.kit.rows import ROW, Row
from holdfast.ui.runbook.versions_page import VersionsPage
from tests.conftest import Look
from tests.journeys.keyboard import focused, press, reach
from tests.ui.audit import audit
from tests.ui.runbook.used import ONE, THREE, TWO, Around, around, idle, texts

pytestmark = pytest.mark.usefixtures("nothing_left")
Open = Callable[..., VersionsPage]


@pytest.fixture
def desk(look: Look, tmp_path: Path) -> Iterator[tuple[Around, Open]]:
    with around(tmp_path) as (made, show):

        def opened(book: str, width: int = 1200) -> VersionsPage:
            page = VersionsPage(made.store, made.record, made.notices, made.tasks, made.bridge)
            page.run_wanted.connect(lambda _incident, run: made.went.append(run))
            page.left.connect(lambda: made.went.append("left"))
            return show(page, book, width)

        yield made, opened


def rows(page: VersionsPage) -> list[Row]:
    model = page.list.model()
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def newest(made: Around, book: str) -> str:
    return text_of(made.store, made.store.runbooks.get(book).version)


def changed(page: VersionsPage, made: Around) -> list[str]:
    """The lines that differ, without their numbers."""
    idle(made)
    lines = page.side.diff.toPlainText().splitlines() if page.side.diff.isVisible() else []
    return [" ".join(line.split()[1:]) for line in lines if "+" in line or "\N{MINUS SIGN}" in line]


def test_a_row_says_how_it_came_when_who_approved_it_and_what_used_it(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    page = opened(made.book())
    shown = rows(page)
    assert [row.title for row in shown] == [
        "Newest: written here", "Written here (They asked for it)", "Written here",
    ]  # fmt: skip
    assert [row.due for row in shown] == ["", "", "1 run"]
    assert "by Operator 1" in shown[0].meta
    assert "approved 23 November 2026 by Operator 1" in shown[2].meta
    assert shown[2].reference == versions_of(made.store, page._book.id)[2].hash[:8]


def test_the_current_one_is_held_against_the_newest_and_two_ticks_against_each_other(
    desk: tuple[Around, Open],
) -> None:
    made, opened = desk
    page = opened(made.book())
    assert focused() is page.list
    assert changed(page, made) == ["\N{MINUS SIGN} 1. Look at it", "+ 1. Look twice at it"]
    press("Down", 2)
    assert len(changed(page, made)) == 4
    press("Space")
    press("Up")
    assert changed(page, made) == ["\N{MINUS SIGN} 3. Tell the desk", "+ 3. Tell the shift lead"]
    press("Space")
    press("Up")
    assert changed(page, made) == ["\N{MINUS SIGN} 3. Tell the desk", "+ 3. Tell the shift lead"]
    assert [row.box for row in rows(page)] == ["open", "done", "done"]
    press("Esc")
    assert [row.box for row in rows(page)] == ["open", "open", "open"]
    assert changed(page, made) == ["\N{MINUS SIGN} 1. Look at it", "+ 1. Look twice at it"]
    press("Esc")
    assert made.went == ["left"]


def test_an_earlier_one_is_restored_and_that_is_undone_and_done_again(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    book = made.book()
    page = opened(book)
    assert not page.restore.isEnabled()
    press("Ctrl+Return")
    assert len(versions_of(made.store, book)[0].arrivals) == 1, "the newest is not restored"
    press("Down", 2)
    press("Ctrl+Return")
    assert newest(made, book) == ONE
    assert rows(page)[0].title == "Newest: restored"
    assert focused() is page.list
    assert (made.said[-1].verb, page.list.currentIndex().row()) == ("Undo", 0)
    press("Ctrl+Z")
    assert newest(made, book) == THREE
    assert made.said[-1].verb == "Redo"
    before = made.store.journal.count()
    press("Ctrl+Z")
    assert made.store.journal.count() == before, "nothing is left to take back"
    redo = made.said[-1].act
    assert redo is not None
    redo()
    assert newest(made, book) == ONE


def test_the_button_restores_by_enter_alone(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    book = made.book()
    opened(book)
    press("Down")
    assert isinstance(reach("Restore this version", "Shift+Tab"), QPushButton)
    press("Return")
    assert newest(made, book) == TWO


def test_what_somebody_recorded_meanwhile_is_not_run_over(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    book = made.book()
    page = opened(book)
    press("Down", 2)
    other = open_store(made.store.path)
    sign_in(other, "Ben")
    write(other, book, "# Theirs\n", other.runbooks.get(book).version)
    other.close()
    press("Ctrl+Return")
    assert newest(made, book) == "# Theirs\n"
    assert "changed by somebody else" in made.said[-1].what
    made.bridge.poll()
    assert len(rows(page)) == 4


def test_a_run_leads_to_its_incident(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    book = made.book()
    (run,) = made.store.runbooks.runs_of_book(book)
    page = opened(book)
    assert "No run used it." in texts(page)
    press("Down", 2)
    assert "1 run used it:" in texts(page)
    reach(f"{made.store.incidents.get(run.incident).ref}, 23 November 2026, Queue 0")
    press("Return")
    assert made.went == [run.id]


def test_many_runs_are_a_few_links_and_a_menu(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    book = create(made.store, ONE).id
    for _use in range(7):
        made.run(book)
    page = opened(book)
    links = [each for each in page.side.links.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in links][-1] == "3 more"
    assert len(links) == 5
    menu = links[-1].menu()
    menu.actions()[-1].trigger()
    assert made.went == [made.store.runbooks.runs_of_book(book)[0].id]


def test_the_only_version_and_one_whose_text_was_removed_say_so(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    lone = create(made.store, "# Lone\n").id
    page = opened(lone)
    assert "This is the only version." in texts(page)
    assert changed(page, made) == []
    book = create(made.store, ONE)
    write(made.store, book.id, TWO, book.version)
    (first, *_others) = made.store.journal.of(f"runbook/{book.id}")
    remove_words(made.store, first.hash, "a pasted password")
    page.show_place(book.id)
    assert any("it was removed" in each for each in texts(page))


def test_without_a_runbook_there_is_a_way_back(desk: tuple[Around, Open]) -> None:
    made, opened = desk
    page = opened("")
    assert "No runbook is shown" in texts(page)
    press("Return")
    page.show_place("nowhere")
    assert made.went == ["left"]
    assert "There is no runbook nowhere" in made.said[-1].what


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("percent", "width"), [(100, 1200), (200, 1366)])
def test_it_passes_the_audit(
    desk: tuple[Around, Open], look: Look, theme: str, percent: int, width: int
) -> None:
    look.choose(theme, percent)
    made, opened = desk
    page = opened(made.book(), width)
    press("Down", 2)
    idle(made)
    assert audit(page) == []


def test_without_a_runbook_there_is_only_the_way_back(desk: tuple[Around, Open]) -> None:
    _made, opened = desk
    page = opened("")
    buttons = [each.accessibleName() for each in page.findChildren(QPushButton) if each.isVisible()]
    assert buttons == ["Back"]
    assert page.first_focus() is page.findChild(QPushButton)
    assert audit(page) == []
