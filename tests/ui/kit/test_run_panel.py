"""Following a runbook by keyboard: what is marked lands in the record, and the next step is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import sign_in, sign_out
from holdfast.respond.incident import timeline_of
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of
from holdfast.store.opening import open_store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.rows import RowList
from holdfast.ui.kit.run_row import StepRow
from tests.conftest import Look
from tests.ui.kit.following import (
    Desk,
    Key,
    audited,
    bring_in,
    button,
    close,
    focused,
    make_panel,
    menu,
    press,
    row,
    show,
    start,
    texts,
    write,
)
from tests.ui.stores import make_store, tell

BOOK = """# Pump is hot

See [the valve](valve.md#close).

## Meaning

Heat.

## Diagnosis

1. Read the gauge

   ```sh
   gauge --read <now>
   ```

2. Touch the pipe, **carefully**
   - not the hot one, see [the valve](valve.md#close), [its maker](https://example.org/pumps/hot)
     and [nothing](../../etc/passwd)

## Mitigation

1. Close the valve

   > Never by hand.

2. Write it down
"""


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    """An incident and a library of two runbooks; nothing is started yet."""
    store, hands = make_store(tmp_path)
    bring_in(store, tmp_path, {"pump.md": BOOK, "valve.md": "# Valve\n\n## Steps\n\n1. Close\n"})
    made = make_panel(store, hands, tmp_path)
    made.incident = declare(store, Declaration("Pump is hot in hall 3")).id
    yield made
    close(made)


@pytest.fixture
def running(desk: Desk) -> Desk:
    """The pump's runbook has been started."""
    start(desk)
    show(desk)
    desk.panel.begin()
    return desk


# -- marking -----------------------------------------------------------------------------------------


def test_the_first_open_step_is_a_card_with_its_text_and_code(running: Desk) -> None:
    assert running.card().state().step.number == 1
    assert "1. Read the gauge" in texts(running)
    assert [well.text for well in running.card()._face.wells] == ["gauge --read <now>"]
    assert focused().accessibleName() == "Done"
    assert "0 of 4" in texts(running)
    assert "runbook, version" in "".join(texts(running))


def test_done_moves_the_focus_to_the_next_step(running: Desk) -> None:
    press(Key.Key_D, alt=True)
    assert running.states() == ["done", "open", "open", "open"]
    assert running.card().state().step.number == 2
    assert focused().accessibleName() == "Done"
    assert running.panel._steps.row(running.panel.document().steps[0].id).state().said == "done 14:03  ·  you"
    assert len(running.recorded) == 1
    press(Key.Key_Space)  # the focus is on Done
    assert running.states() == ["done", "done", "open", "open"]
    assert "2 of 4" in texts(running)


@pytest.mark.parametrize(
    ("key", "state", "asks"),
    [("K", "skipped", "Why is it skipped?"), ("X", "failed", "What happened instead?")],
)
def test_skipping_and_failing_ask_for_a_few_words(running: Desk, key: str, state: str, asks: str) -> None:
    press(Key[f"Key_{key}"], alt=True)
    assert focused().accessibleName() == asks
    press(Key.Key_Return)
    assert any("A few words are needed" in text for text in texts(running))
    assert focused().accessibleName() == asks
    assert audited(running) == []
    write("The gauge is gone")
    press(Key.Key_Return)
    assert running.states()[0] == state
    (mark,) = running.run().marks.values()
    assert (mark.state, mark.remark) == (state, "The gauge is gone")
    assert "The gauge is gone" in timeline_of(running.store, running.incident)[-1].text
    assert running.card().state().step.number == 2
    assert focused().accessibleName() == "Done"
    assert not running.store.drafts.of(f"incident/{running.incident}")


def test_esc_goes_back_to_the_buttons_and_keeps_what_was_written(running: Desk) -> None:
    press(Key.Key_K, alt=True)
    write("half a rea")
    press(Key.Key_Escape)
    assert focused().accessibleName() == "Done"
    assert running.states()[0] == "open"
    press(Key.Key_X, alt=True)
    assert running.card()._asks.remark.edit.toPlainText() == "half a rea"


@pytest.mark.parametrize(
    ("key", "held"),
    [(Key.Key_D, Qt.KeyboardModifier.AltModifier), (Key.Key_Return, Qt.KeyboardModifier.NoModifier)],
)
def test_a_key_that_is_held_settles_one_step(running: Desk, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    for repeat in (False, True, True, True):
        QTest.simulateEvent(focused(), True, key.value, held, "", repeat)
        QApplication.processEvents()
    assert running.states() == ["done", "open", "open", "open"]


def test_a_result_goes_with_done(running: Desk) -> None:
    button(running, "Add result").click()
    write("81 degrees")
    press(Key.Key_Return, shift=True)
    write("and rising")
    press(Key.Key_D, alt=True)
    (mark,) = running.run().marks.values()
    assert (mark.state, mark.remark) == ("done", "81 degrees\nand rising")


def test_a_step_can_be_opened_again(running: Desk) -> None:
    press(Key.Key_D, alt=True)
    row(running, 1).click()
    assert running.card().state().state == "done"
    assert "done 14:03  ·  you" in texts(running)
    press(Key.Key_Space)
    assert running.states()[0] == "open"
    assert running.card().state().step.number == 1
    assert focused().accessibleName() == "Done"


def test_alt_d_does_nothing_to_a_step_that_is_settled(running: Desk) -> None:
    press(Key.Key_D, alt=True)
    row(running, 1).click()
    press(Key.Key_D, alt=True)
    assert running.states() == ["done", "open", "open", "open"]


def test_rows_by_arrows_and_a_step_out_of_turn(running: Desk) -> None:
    row(running, 2).setFocus()
    press(Key.Key_Down)
    assert focused() is row(running, 3)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert running.card().state().step.number == 4
    press(Key.Key_D, alt=True)
    assert running.states() == ["open", "open", "open", "done"]
    assert running.card().state().step.number == 1  # back to the first that is open


def test_tab_goes_from_one_row_to_the_card_and_out(running: Desk) -> None:
    reached = [
        row for row in running.panel.findChildren(StepRow) if row.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) == 1
    press(Key.Key_D, alt=True)
    reached = [
        row for row in running.panel.findChildren(StepRow) if row.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [row.state().step.number for row in reached] == [1]
    reached[0].setFocus()
    press(Key.Key_Tab)
    assert running.card().isAncestorOf(focused())


def test_copy_gives_the_code_exactly(running: Desk) -> None:
    press(Key.Key_C, alt=True)
    assert QGuiApplication.clipboard().text() == "gauge --read <now>"
    press(Key.Key_D, alt=True)
    press(Key.Key_C, alt=True)
    assert running.said[-1].what == "This step has no code to copy."


def test_after_the_last_step_the_run_can_be_finished(running: Desk) -> None:
    for _step in range(4):
        press(Key.Key_D, alt=True)
    assert "Every step is settled." in texts(running)
    assert focused().accessibleName() == "Finish run"
    assert audited(running) == []
    press(Key.Key_Space)
    assert running.run().state == "finished"
    assert "This run is finished." in texts(running)
    row(running, 1).click()
    assert not button(running, "Open step again").isEnabled()


def test_nothing_is_recorded_when_nobody_says_who_they_are(running: Desk) -> None:
    sign_out(running.store)
    press(Key.Key_D, alt=True)
    assert running.states() == ["open"] * 4
    assert running.recorded == []


# -- drafts, and others who mark ---------------------------------------------------------------------


def test_a_remark_survives_a_kill(qtbot: QtBot, running: Desk) -> None:
    press(Key.Key_X, alt=True)
    with qtbot.waitSignal(running.card()._asks.remark.binder.saved, timeout=1500):
        write("The gauge is gone")
    other = open_store(running.store.path, clock=running.hands)  # nobody closed anything, nobody is signed in
    after = make_panel(other, running.hands, running.path)
    after.incident = running.incident
    show(after)
    assert after.card()._asks.remark.edit.toPlainText() == "The gauge is gone"
    assert after.card()._asks.remark.edit.isVisible()
    after.panel.close()
    after.panel.deleteLater()
    other.close()


def test_who_was_asked_for_with_the_last_record_goes_on_writing_in_the_same_card(running: Desk) -> None:
    sign_in(running.store, "Operator 2")  # as the window does when the first step is recorded
    press(Key.Key_D, alt=True)
    press(Key.Key_X, alt=True)
    write("The gau")
    card = running.card()
    running.clock.second.emit(running.store.now())
    assert running.card() is card
    write("ge is gone")
    assert card._asks.remark.edit.toPlainText() == "The gauge is gone"


def test_a_card_that_is_made_anew_goes_on_behind_what_is_written(running: Desk) -> None:
    press(Key.Key_X, alt=True)
    write("The gau")
    sign_in(running.store, "Operator 2")
    running.clock.second.emit(running.store.now())
    assert "Operator 2" in running.card()._setting.around.who
    write("ge is gone")
    assert running.card()._asks.remark.edit.toPlainText() == "The gauge is gone"


def test_another_process_marks_a_step(running: Desk) -> None:
    bridge = Bridge(running.store, running.panel)
    bridge.changed.connect(running.panel.refresh)
    other = open_store(running.store.path, clock=running.hands)
    sign_in(other, "Operator 2")
    run, step = running.run(), running.card().state().step
    runs.mark(other, run.id, step, "done", "from the command line")
    bridge.poll()
    assert running.states()[0] == "done"
    assert running.panel._steps.row(step.id).state().said == "done 14:03  ·  Operator 2"
    assert running.card().state().step.number == 2
    assert focused().accessibleName() == "Done"
    other.close()


def test_the_focus_stays_where_somebody_else_is_typing(running: Desk) -> None:
    press(Key.Key_X, alt=True)
    write("The gau")
    other = open_store(running.store.path, clock=running.hands)
    sign_in(other, "Operator 2")
    third = document_of(other, running.run().version, running.run().title).steps[2]
    runs.mark(other, running.run().id, third, "done")
    running.panel.show_incident(running.incident)
    assert running.states() == ["open", "open", "done", "open"]
    write("ge")
    assert running.card()._asks.remark.edit.toPlainText() == "The gauge"
    other.close()


def test_the_bridge_of_this_window_changes_nothing_twice(running: Desk) -> None:
    bridge = Bridge(running.store, running.panel)
    bridge.changed.connect(running.panel.refresh)
    press(Key.Key_K, alt=True)
    write("No gauge")
    press(Key.Key_Return)
    assert running.states() == ["skipped", "open", "open", "open"]
    assert focused().accessibleName() == "Done"
    assert not running.store.drafts.of(f"incident/{running.incident}")


# -- choosing ----------------------------------------------------------------------------------------


def test_without_a_run_the_runbook_that_fits_is_one_enter_away(desk: Desk) -> None:
    show(desk)
    assert "Suggested for this incident" in texts(desk)
    desk.panel.begin()
    assert focused().accessibleName() == "Use a runbook"
    assert audited(desk) == []
    press(Key.Key_Return)
    assert desk.run().title == "Pump is hot"
    assert focused().accessibleName() == "Done"


def test_another_runbook_is_found_by_its_words(desk: Desk) -> None:
    show(desk)
    desk.panel.begin()
    write("valv")
    press(Key.Key_Down)
    assert (
        desk.panel.findChildren(RowList)[0].model().rowCount() == 2
    )  # one has it in its title, one in its text
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert desk.run().title == "Valve"


def test_words_that_nothing_matches_are_said(desk: Desk) -> None:
    show(desk)
    desk.panel.begin()
    write("zzz")
    assert "Nothing matches zzz." in texts(desk)
    assert not button(desk, "Start runbook").isEnabled()
    press(Key.Key_Return)
    assert desk.panel.run_id() == ""


def test_a_runbook_is_found_by_a_filter_and_a_wrong_one_is_said(desk: Desk) -> None:
    show(desk)
    desk.panel.begin()
    write("valv approved:no")
    assert desk.panel.findChildren(RowList)[0].model().rowCount() == 2
    write(" colour:red")
    assert any("there is no field colour" in text for text in texts(desk))
    assert not button(desk, "Start runbook").isEnabled()


def test_an_empty_library_says_what_to_do(look: Look, nothing_left: None, tmp_path: Path) -> None:
    store, hands = make_store(tmp_path)
    desk = make_panel(store, hands, tmp_path)
    desk.incident = declare(store, Declaration("Pump is hot")).id
    show(desk)
    assert "No runbooks yet" in texts(desk)
    wanted: list[None] = []
    desk.panel.library_wanted.connect(lambda: wanted.append(None))
    button(desk, "Go to Runbooks").click()
    assert wanted == [None]
    desk.panel.close()
    desk.panel.deleteLater()
    store.close()


def test_several_runs_can_be_switched(running: Desk) -> None:
    first = running.panel.run_id()
    menu(running, "Start another runbook…").trigger()
    write("Valve")
    press(Key.Key_Return)
    assert running.run().title == "Valve"
    press(Key.Key_D, alt=True)
    menu(running, "Pump is hot, 0 of 4").trigger()
    assert running.panel.run_id() == first
    running.panel.show_incident("")
    running.panel.show_incident(running.incident)
    assert running.panel.run_id() == first  # looked at last


def test_the_whole_runbook_can_be_read_and_its_links_followed(qtbot: QtBot, running: Desk) -> None:
    reader = running.panel._pages.reading.reader
    with qtbot.waitSignal(reader.shown):
        menu(running, "Read the whole runbook").trigger()
    assert focused() is reader.view
    assert "Pump is hot" in reader.view.toPlainText()
    assert audited(running) == []
    with qtbot.waitSignal(reader.shown):
        reader.view.runbook_wanted.emit("valve.md", "close")
    assert "Valve" in reader.view.toPlainText()
    reader.view.runbook_wanted.emit("gone.md", "")
    assert running.said[-1].what == "gone.md is not in the library."
    button(running, "Back to the steps").click()
    assert running.card().isVisible()


def test_the_checklist_is_printed_in_the_version_of_the_run(qtbot: QtBot, running: Desk) -> None:
    run = running.panel.run()
    with qtbot.waitSignal(running.panel.paper_wanted) as wished:
        menu(running, "Print checklist").trigger()
    assert wished.args == [f"checklist/{run.runbook}/{run.version}"]


def test_the_links_of_a_step_are_followed_by_mouse_and_keyboard(qtbot: QtBot, running: Desk) -> None:
    press(Key.Key_D, alt=True)
    card = running.card()
    links = [each for each in card.findChildren(QPushButton) if each.property("quiet") == "true"]
    assert [each.text() for each in links] == ["Read valve.md", "Copy address example.org/pumps/hot"]
    links[1].click()
    assert QApplication.clipboard().text() == "https://example.org/pumps/hot"
    assert running.said[-1].what == "Copied https://example.org/pumps/hot"
    press(Key.Key_Backtab)
    press(Key.Key_Backtab)
    assert focused() is links[0]
    with qtbot.waitSignal(running.panel._pages.reading.reader.shown):
        press(Key.Key_Return)
    assert "Valve" in running.panel._pages.reading.reader.view.toPlainText()
    button(running, "Back to the steps").click()
    assert running.card() is card


def test_the_title_of_a_run_comes_before_its_version(running: Desk) -> None:
    head = running.panel._head
    head.resize(440, head.height())
    head._title.set_whole("etcdGRPCWriteRequestsSlow")
    head._arrange()
    head.layout().activate()  # type: ignore[union-attr]
    assert head._version.isHidden()
    assert head._title.text() == "etcdGRPCWriteRequestsSlow"
    head.resize(900, head.height())
    assert not head._version.isHidden()


# -- to see, and how fast ----------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_panel_passes_the_audit(running: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    press(Key.Key_K, alt=True)
    write("Not now")
    press(Key.Key_Return)
    press(Key.Key_D, alt=True)
    show(running)
    assert audited(running) == []
    row(running, 1).click()
    assert audited(running) == []


def test_the_told_incident_shows_its_run(look: Look, nothing_left: None, tmp_path: Path) -> None:
    store, hands = make_store(tmp_path)
    desk = make_panel(store, hands, tmp_path)
    desk.incident = tell(store, hands).live.id
    show(desk)
    assert desk.states() == ["done"] * 4 + ["open"] * 2
    assert row(desk, 1).accessibleName() == (
        "1. Confirm the volume that holds the data is full, done 13:22  ·  you full"
    )
    desk.panel.close()
    desk.panel.deleteLater()
    store.close()


def test_a_hundred_steps_are_light_rows_of_which_few_change(desk: Desk) -> None:
    steps = "\n".join(
        f"{number}. Do what step {number} says, then look at the gauge again" for number in range(1, 101)
    )
    bring_in(desk.store, desk.path, {"long.md": f"# Long\n\n## Steps\n\n{steps}\n"})
    start(desk, "Long")
    show(desk)
    rows = desk.panel.findChildren(StepRow)
    assert len(rows) == 100
    assert all(not row.findChildren(QWidget) for row in rows)
    said = [row.accessibleName() for row in rows]
    press(Key.Key_D, alt=True)
    assert desk.states().count("done") == 1
    assert desk.panel.findChildren(StepRow) == rows  # the same ones, not made anew
    assert [row for row, old in zip(rows, said, strict=True) if row.accessibleName() != old] == [rows[0]]


def _reached(desk: Desk) -> list[StepRow]:
    """The rows that Tab reaches."""
    rows = desk.panel.findChildren(StepRow)
    return [row for row in rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_a_key_is_shown_only_where_it_presses_the_button(desk: Desk) -> None:
    show(desk)
    desk.panel.begin()
    start = desk.panel._pages.chooser._start_button
    assert start.text() == "Start runbook   Enter"
    wide = start.width()
    desk.panel._pages.chooser._back.setVisible(True)
    desk.panel._pages.chooser._back.setFocus()
    QApplication.processEvents()
    assert (start.text(), start.width()) == ("Start runbook", wide)


def test_of_a_card_taller_than_its_room_what_is_written_in_is_in_sight(running: Desk) -> None:
    panel = running.panel
    panel.resize(650, 300)
    QApplication.processEvents()
    card = running.card()
    card.setMinimumHeight(600)  # as a gate with much to say
    for _round in range(3):
        QApplication.processEvents()
    bar = panel._steps.verticalScrollBar()
    assert bar.value() >= card.y() - 10
    press(Key.Key_K, alt=True)
    for _round in range(3):
        QApplication.processEvents()
    field = focused()
    assert field.visibleRegion().boundingRect().height() == field.height()


@pytest.mark.parametrize("percent", [100, 200])
def test_three_runs_have_room_for_a_second_row_of_keys(running: Desk, look: Look, percent: int) -> None:
    for _more in range(2):
        menu(running, "Start another runbook…").trigger()
        write("Valve")
        press(Key.Key_Return)
    look.choose("light", percent)
    show(running)
    head = running.panel._head
    assert len(head.tab_ids()) == 3
    assert head.minimumSizeHint().height() >= head._tabs.geometry().bottom()
    assert head._tabs.height() >= head._tabs_row.heightForWidth(head._tabs.width())
    assert audited(running) == []
