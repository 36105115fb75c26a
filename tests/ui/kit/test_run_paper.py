"""What was done on paper is entered line by line by keyboard, and recorded all at once or not at all."""

import pytest
from PySide6.QtWidgets import QLineEdit

from holdfast.respond.incident import timeline_of
from holdfast.runbook.paper_entry import enter
from holdfast.store.opening import open_store
from tests.conftest import Look
from tests.ui.kit.following import Desk, Key, audited, focused, make_panel, menu, press, show, texts, write


@pytest.fixture
def sheet(kinds: Desk) -> Desk:
    """The sheet is open, with the focus in its first line."""
    menu(kinds, "Enter from paper…").trigger()
    assert focused().accessibleName() == "When"
    return kinds


def _lines(desk: Desk) -> None:
    """Three lines: an answer, a failure and a skipped choice."""
    write("1352d")
    assert focused().accessibleName() == "Answer"
    write("p-1")
    press(Key.Key_Return)
    write("1355")
    press(Key.Key_Tab)
    write("x")
    assert focused().accessibleName() == "Remark"
    write("stuck open")
    press(Key.Key_Return)
    write("13:58d")
    write("2")
    press(Key.Key_Return)


def test_the_sheet_is_entered_by_keyboard_and_recorded_at_once(sheet: Desk) -> None:
    _lines(sheet)
    assert sheet.states() == ["open"] * 9
    assert "3 lines, not recorded yet." in texts(sheet)
    press(Key.Key_S, ctrl=True)
    assert sheet.states()[:3] == ["done", "failed", "done"]
    assert sheet.run().answers == {"PUMP": "p-1", "LEAK": "No"}
    rows = [each for each in timeline_of(sheet.store, sheet.incident) if each.text.startswith("Step ")]
    times = [f"{each.occurred.astimezone(sheet.store.zone):%H:%M}" for each in rows]
    assert times == ["13:52", "13:55", "13:58"]
    assert [each.late for each in rows] == [True, False, False]  # ten minutes make it late
    assert sheet.card().isVisible()
    assert not sheet.store.drafts.of(f"incident/{sheet.incident}")


def test_one_fault_and_nothing_is_recorded(sheet: Desk) -> None:
    _lines(sheet)
    press(Key.Key_Up)
    press(Key.Key_Up)
    edit = focused()
    assert isinstance(edit, QLineEdit)
    edit.setText("2561")
    press(Key.Key_S, ctrl=True)
    assert sheet.states() == ["open"] * 9
    assert any("no such time" in text for text in texts(sheet))
    assert any("Nothing was recorded" in text for text in texts(sheet))
    assert focused().accessibleName() == "When"  # in the line that is wrong
    assert focused().property("wrong") == "true"
    assert "no such time" in focused().accessibleDescription()
    assert audited(sheet) == []
    edit = focused()
    assert isinstance(edit, QLineEdit)
    edit.setText("1355")
    assert edit.property("wrong") == ""
    press(Key.Key_S, ctrl=True)
    assert sheet.states()[:3] == ["done", "failed", "done"]


def test_what_the_record_refuses_is_said_at_its_line_too(sheet: Desk) -> None:
    """The gate: the same person entered what stands before it."""
    for _step in range(6):
        press(Key.Key_Return)
    write("1401d")
    press(Key.Key_S, ctrl=True)
    assert sheet.states() == ["open"] * 9
    assert any("This gate needs a second person" in text for text in texts(sheet))


def test_a_sheet_that_somebody_else_entered_is_recorded_again_at_the_second_press(sheet: Desk) -> None:
    _lines(sheet)
    run = sheet.run().id
    written = "1 13:52 answer p-1\n2 13:55 failed stuck open\n3 13:58 answer No\n"
    assert enter(sheet.store, run, written)[1] == ()
    count = sheet.store.journal.count()
    press(Key.Key_S, ctrl=True)
    assert sheet.store.journal.count() == count
    assert any("the sheet was probably entered before" in text for text in texts(sheet))
    press(Key.Key_S, ctrl=True)
    assert sheet.store.journal.count() > count
    assert sheet.states()[:3] == ["done", "failed", "done"]


def test_the_sheet_survives_a_kill(sheet: Desk) -> None:
    _lines(sheet)
    sheet.panel.leave()
    other = open_store(sheet.store.path, clock=sheet.hands)
    after = make_panel(other, sheet.hands, sheet.path)
    after.incident = sheet.incident
    show(after)
    assert "3 lines, not recorded yet." in texts(after)
    assert after.panel._pages.page() is after.panel._pages.sheet
    after.panel.close()
    after.panel.deleteLater()
    other.close()


def test_esc_leaves_the_sheet_and_keeps_what_is_typed(sheet: Desk) -> None:
    write("1352d")
    press(Key.Key_Escape)
    assert sheet.card().isVisible()
    assert sheet.states() == ["open"] * 9
    menu(sheet, "Enter from paper…").trigger()
    assert "1 line, not recorded yet." in texts(sheet)


def test_letters_of_a_time_are_letters(sheet: Desk) -> None:
    write("yesterday 2210")
    edit = focused()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "yesterday 2210"
    assert "2026-11-22 22:10 UTC+1" in texts(sheet)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_sheet_passes_the_audit(sheet: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    _lines(sheet)
    assert audited(sheet) == []
