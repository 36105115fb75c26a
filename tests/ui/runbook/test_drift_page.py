"""What the runs of a runbook say, by keyboard: findings, their runs, and the edit in the editor."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from holdfast.domain.ids import subject
from holdfast.runbook.library import text_of
from holdfast.runbook.versions import versions_of
from holdfast.runbook.writing import create
from holdfast.ui.kit.rows import ROW, Row
from holdfast.ui.runbook.drift_page import DriftPage
from holdfast.ui.runbook.editor import WritePage
from tests.conftest import Look
from tests.journeys.keyboard import focused, press, reach, until, write
from tests.ui.audit import audit
from tests.ui.runbook.hands import plain
from tests.ui.runbook.used import ONE, Around, around, idle, texts

pytestmark = pytest.mark.usefixtures("nothing_left")
Open = Callable[..., DriftPage]
Desk = tuple[Around, Open, Callable[[str], WritePage]]
SAID = (
    (0, "failed", "no such command"),
    (1, "deviated", "Move it to host b"),
    (2, "skipped", "gone"),
)


@pytest.fixture
def desk(look: Look, tmp_path: Path) -> Iterator[Desk]:
    with around(tmp_path) as (made, show):
        editors: list[WritePage] = []

        def write_page(place: str) -> WritePage:
            page = WritePage(made.store, plain, made.record, made.notices, made.tasks)
            page.recorded.connect(made.went.append)
            editors.append(page)
            return show(page, place)

        def opened(book: str, width: int = 1200) -> DriftPage:
            page = DriftPage(made.store, made.notices, made.tasks, made.bridge)
            page.run_wanted.connect(lambda _incident, run: made.went.append(run))
            page.left.connect(lambda: made.went.append("left"))
            page.draft_wanted.connect(write_page)
            page.proposal_wanted.connect(lambda ident, text: write_page(ident).propose(text))
            page = show(page, book, width)
            idle(made)
            first = page.first_focus()
            assert first is not None
            first.setFocus()
            return page

        yield made, opened, lambda _which: editors[-1]


def used(made: Around, times: int = 2) -> str:
    book = create(made.store, ONE).id
    for _use in range(times):
        made.run(book, *SAID)
    return book


def rows(page: DriftPage) -> list[Row]:
    model = page.list.model()
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def test_each_finding_says_what_and_how_often_and_leads_to_its_incidents(desk: Desk) -> None:
    made, opened, _editor = desk
    book = used(made)
    made.run(book, (1, "done", ""))
    page = opened(book)
    assert [(row.title, row.meta, row.due, row.age) for row in rows(page)] == [
        ("Look at it", "Failed in 2 of 2 runs (no such command)", "failing", "step 1"),
        ("Restart it", "Done differently in 2 of 3 runs (Move it to host b)", "done differently", "step 2"),
        ("Tell the desk", "Skipped in 2 of 2 runs (gone)", "always skipped", "step 3"),
    ]  # fmt: skip
    assert focused() is page.list
    press("Down")
    assert any("3 runs came to it: done 1, done differently 2" in each for each in texts(page))
    runs = made.store.runbooks.runs_of_book(book)
    links = [each.text() for each in page.links.findChildren(QPushButton) if each.isVisible()]
    refs = [made.store.incidents.get(run.incident).ref for run in reversed(runs[:2])]
    assert [link.partition(",")[0] for link in links] == refs
    reach(f"{refs[0]}, 23 November 2026, Queue 1")
    press("Return")
    assert made.went == [runs[1].id]
    press("Esc")
    assert made.went[-1] == "left"


def test_the_edit_is_shown_opened_looked_at_and_recorded_as_what_it_is(desk: Desk) -> None:
    made, opened, editor = desk
    book = used(made)
    page = opened(book)
    assert "Move it to host b" in page.changes.toPlainText()
    press("Return")
    assert focused() is page.changes
    press("Ctrl+E")
    written = editor(book)
    idle(made)
    assert "Move it to host b" in written.edit.toPlainText()
    assert written.preview.changes.isVisible()
    assert "Move it to host b" in written.preview.changes.toPlainText()
    written.edit.setFocus()
    write("!")
    press("Ctrl+S")
    newest = versions_of(made.store, book)[0]
    assert newest.came.how == "drift"
    assert "Move it to host b" in text_of(made.store, newest.hash)
    again = editor(book)
    again.show_place(book)
    write("More. ")
    press("Ctrl+S")
    assert versions_of(made.store, book)[0].came.how == "written", "what is written later is one's own"


def test_undo_in_the_editor_brings_the_text_back_and_it_is_one_s_own(desk: Desk) -> None:
    made, opened, editor = desk
    book = used(made)
    opened(book)
    press("Ctrl+E")
    page = editor(book)
    page.edit.setFocus()
    press("Ctrl+Z")
    assert page.edit.toPlainText() == ONE
    page.leave()
    assert made.store.drafts.of(subject("runbook", book)) == {}


def test_a_draft_is_offered_first_and_comes_back_by_undo(desk: Desk) -> None:
    made, opened, editor = desk
    book = used(made)
    made.store.drafts.save(subject("runbook", book), "text", "# Mine\n", "2026-11-23T12:00:00Z")
    page = opened(book)
    assert page.edit.text().startswith("Replace my draft")
    reach("Open my draft", "Shift+Tab")
    press("Return")
    assert editor(book).edit.toPlainText() == "# Mine\n"
    page.activateWindow()
    until(page.isActiveWindow, "the findings are in front again")
    page.list.setFocus()
    press("Ctrl+E")
    written = editor(book)
    assert "host b" in written.edit.toPlainText()
    written.edit.setFocus()
    press("Ctrl+Z")
    assert written.edit.toPlainText() == "# Mine\n"


def test_marks_and_line_ends_of_the_text_outlive_the_edit(desk: Desk) -> None:
    made, opened, editor = desk
    book = create(made.store, "\ufeff" + ONE.replace("\n", "\r\n")).id
    for _use in range(2):
        made.run(book, *SAID)
    opened(book)
    press("Ctrl+E")
    editor(book).edit.setFocus()
    press("Ctrl+S")
    text = text_of(made.store, made.store.runbooks.get(book).version)
    assert text.startswith("\ufeff# Queue\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_what_only_people_can_mend_opens_no_editor(desk: Desk) -> None:
    made, opened, _editor = desk
    book = create(made.store, ONE).id
    for _use in range(2):
        made.run(book, SAID[0])
    page = opened(book)
    assert not page.edit.isEnabled()
    assert any("for people to mend" in each for each in texts(page))
    press("Ctrl+E")
    assert page.changes.isHidden()


def test_without_findings_it_says_so_and_one_that_comes_is_shown(desk: Desk) -> None:
    made, opened, _editor = desk
    book = used(made, times=1)
    page = opened(book)
    assert "Nothing to change" in texts(page)
    assert page.edit.isHidden()
    assert focused() is page._back
    made.run(book, *SAID)
    idle(made)
    assert len(rows(page)) == 3
    assert page.edit.isVisible()


def test_what_the_runs_of_another_say_is_gone_at_once(desk: Desk) -> None:
    made, opened, _editor = desk
    page = opened(used(made))
    other = create(made.store, "# Pump\n\n1. Start it\n").id
    for _use in range(2):
        made.run(other, (0, "failed", "it is cold"))
    page.show_place(other)
    assert not page.list.isVisible()
    assert page.edit.isHidden()
    idle(made)
    assert [row.title for row in rows(page)] == ["Start it"]


def test_without_a_runbook_there_is_a_way_back(desk: Desk) -> None:
    made, opened, _editor = desk
    page = opened("")
    assert "No runbook is shown" in texts(page)
    page.show_place("nowhere")
    assert "There is no runbook nowhere" in made.said[-1].what
    press("Return")
    assert made.went == ["left"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("percent", "width"), [(100, 1200), (200, 1366)])
def test_it_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int, width: int) -> None:
    look.choose(theme, percent)
    made, opened, _editor = desk
    page = opened(used(made, times=3), width)
    assert audit(page) == []
