"""The inbox as a page: what stays where it is, what is asked, what is done to several."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from holdfast.detect.acts import resolve
from holdfast.domain.errors import UserError
from holdfast.domain.signal import CRITICAL, Signal
from holdfast.drill import play
from holdfast.ui.detect.panels import ResolvePanel, SilencePanel
from tests.detect.signals import DISK, OVER, disk_alert, hand_in
from tests.drill.small import SMALL
from tests.journeys.keyboard import until
from tests.ui.closing import let_go
from tests.ui.detect.making import Inbox, open_inbox
from tests.ui.stores import make_store

DOWN = Signal(name="HostDown", severity=CRITICAL, source="alertmanager", service="net")


@pytest.fixture
def inbox(tmp_path: Path, look: object) -> Iterator[Inbox]:
    store, hands = make_store(tmp_path)
    hand_in(store, DISK, *(replace(DOWN, labels={"instance": f"h{n}"}) for n in range(3)))
    opened = open_inbox(store, hands)
    yield opened
    let_go(opened.page)
    store.close()


def test_what_comes_is_offered_and_moves_nothing(inbox: Inbox) -> None:
    before = inbox.keys()
    hand_in(inbox.store, replace(DOWN, name="Worse"))
    until(inbox.pill, "it is offered")
    assert inbox.pill() == "1 new: show"
    assert inbox.keys() == before
    inbox.page._pill.click()
    assert len(inbox.keys()) == len(before) + 1
    assert inbox.pill() == ""


def test_right_opens_a_group_and_left_closes_it_from_within(inbox: Inbox) -> None:
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Right)
    assert len(inbox.keys()) == 5
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Down)
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Left)
    assert inbox.page.list.currentIndex().row() == 0
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Left)
    assert len(inbox.keys()) == 2


def test_a_verb_takes_all_alerts_of_a_group_and_those_beside_it(inbox: Inbox) -> None:
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    inbox.page._acts.do("alert.acknowledge")
    until(lambda: inbox.store.alerts.worst() == (0, 0), "nothing asks for anybody")
    assert inbox.page.rows.total, "they stay in the open view"


def test_resolving_asks_for_a_reason_in_place(inbox: Inbox) -> None:
    inbox.page.list.go_to(1)
    inbox.page._acts.do("alert.resolve")
    panel = inbox.page._acts.panel
    assert isinstance(panel, ResolvePanel)
    panel.submit()
    assert panel._fields[0].error()
    panel._fields[0].line().setText("The file system was grown")
    panel.submit()
    until(lambda: inbox.page._acts.panel is None, "it is done")
    assert disk_alert(inbox.store).status == "resolved"


def test_escape_takes_the_words_away_then_leads_to_the_list(inbox: Inbox) -> None:
    """Words that were forgotten would hide what comes."""
    line, rows = inbox.page._bar.line, inbox.page.rows.total
    line.setFocus()
    QTest.keyClicks(line, "nothing says this")
    until(lambda: inbox.page.rows.total == 0, "nothing is found")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    until(lambda: inbox.page.rows.total == rows, "all are there again")
    assert line.hasFocus()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert inbox.page.list.hasFocus()


def test_a_silence_begins_with_what_tells_the_alert(inbox: Inbox) -> None:
    inbox.page.list.go_to(1)
    inbox.page._acts.do("alert.silence")
    panel = inbox.page._acts.panel
    assert isinstance(panel, SilencePanel)
    assert panel._lines.toPlainText() == "alertname=DiskFilling\nservice=billing\ninstance=db1"
    panel._until.set_text("2h")  # a length, not two o'clock
    panel._fields[2].line().setText("The disk is being replaced")
    panel.submit()
    until(lambda: inbox.page._acts.panel is None, "it is done")
    assert disk_alert(inbox.store).status == "suppressed"
    (laid,) = inbox.store.silences.holding(0)
    assert laid.until is not None
    assert laid.until - inbox.store.now() == timedelta(hours=2)
    inbox.page.list.go_to(inbox.keys().index(disk_alert(inbox.store).id))
    inbox.page._acts.do("alert.end_silence")
    until(lambda: disk_alert(inbox.store).status == "firing", "it is heard again")


def test_a_silence_from_an_alert_of_a_drill_holds_in_it_alone(inbox: Inbox) -> None:
    drill = play.start(inbox.store, SMALL)
    play.fire(inbox.store, drill.id, "disk")
    (alert,) = inbox.store.alerts.of_drill(drill.id)
    panel, done = SilencePanel(inbox.store, inbox.page._acts._aside, [alert]), list[str]()
    panel.done.connect(done.append)
    panel._lines.setPlainText("service=billing")
    panel._until.set_text("18:00")
    panel._fields[2].line().setText("Practised")
    panel.submit()
    until(lambda: done, "it is done")
    (laid,) = inbox.store.silences.holding(0)
    let_go(panel)
    assert (laid.drill, inbox.store.alerts.get(alert.id).status) == (drill.id, "suppressed")
    assert disk_alert(inbox.store).status == "firing"


def test_words_are_looked_for_in_labels_too(inbox: Inbox) -> None:
    inbox.page._bar.line.setText("db1")
    until(lambda: inbox.keys() == [disk_alert(inbox.store).id], "the one that has it is left")
    inbox.page._bar.line.setText("nothing like it")
    until(lambda: not inbox.keys(), "none is left")
    assert inbox.page._middle.currentWidget() is inbox.page._empty


def test_where_nothing_matches_the_words_can_be_cleared(inbox: Inbox) -> None:
    page, rows = inbox.page, inbox.page.rows.total
    page.activateWindow()
    page._bar.line.setText("nothing like it")
    until(lambda: not page.rows.total, "none is left")
    first = page.first_focus()
    assert first is not None
    first.setFocus()
    assert page.focusWidget().text() == "Clear filter"
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    until(lambda: page.rows.total == rows, "all are there again")
    assert page._bar.line.hasFocus()


def test_annotations_are_text_whatever_they_say(inbox: Inbox) -> None:
    hand_in(inbox.store, replace(DISK, annotations={"summary": "<b>bold</b> <img src=x>"}))
    inbox.page.reload()
    inbox.page.list.go_to(1)
    QApplication.processEvents()
    labels = [each for each in inbox.page._details.findChildren(QLabel) if "<b>bold" in each.text()]
    assert labels
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in labels)


def test_what_is_over_leaves_when_it_is_shown_anew(inbox: Inbox) -> None:
    hand_in(inbox.store, OVER)
    until(inbox.pill, "it is offered")
    assert inbox.pill() == "1 no longer matches: show"
    assert len(inbox.keys()) == 2


def test_the_focus_and_what_is_marked_stay_in_the_details_through_a_refresh(inbox: Inbox) -> None:
    inbox.page.list.go_to(1)
    inbox.page.activateWindow()
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Return)
    details = inbox.page._details
    assert details._area.hasFocus()
    named = next(each for each in details.findChildren(QLabel) if each.text() == DISK.name)
    named.setSelection(0, 4)
    hand_in(inbox.store, DISK)
    until(lambda: _says(inbox, "2 times"), "what is new is said")
    assert details._area.hasFocus()
    assert named.selectedText() == DISK.name[:4]


def test_an_opened_delivery_stays_open_while_its_alert_is_answered(inbox: Inbox) -> None:
    hand_in(inbox.store, DISK)
    inbox.page.list.go_to(1)
    raw = inbox.page._details._raw
    QTest.mouseClick(raw._way, Qt.MouseButton.LeftButton)
    assert raw._text.isVisible()
    inbox.page._acts.do("alert.acknowledge")
    until(lambda: _says(inbox, "Acknowledged"), "it is said")
    assert raw._text.isVisible()
    inbox.page.list.go_to(0)
    assert not raw._text.isVisible(), "another one was not asked for"


def test_a_group_whose_alerts_are_over_meanwhile_has_nothing_to_be_silenced(inbox: Inbox) -> None:
    inbox.page.list.go_to(0)
    said = list[str]()
    inbox.page.said.connect(said.append)
    resolve(inbox.store, inbox.page.chosen().idents(inbox.store.alerts), "Seen to")
    for verb in ("alert.silence", "alert.declare", "alert.resolve"):
        inbox.page._acts.do(verb)
        assert inbox.page._acts.panel is None
    assert said == ["No alert is selected. Nothing was changed."] * 3


def test_an_alert_that_can_not_be_read_is_told_of_and_nothing_stands_in_its_place(inbox: Inbox) -> None:
    hand_in(inbox.store, DISK)
    said = list[UserError]()
    inbox.page.failed.disconnect()
    inbox.page.failed.connect(said.append)
    alert = disk_alert(inbox.store)
    inbox.store.database.run("UPDATE delivery SET value = '{' WHERE id = ?", (alert.delivery,))
    inbox.page.list.go_to(1)
    assert inbox.page._details.shown() == ""
    assert "can't be read" in said[0].what


def _says(inbox: Inbox, words: str) -> bool:
    labels = inbox.page._details.findChildren(QLabel)
    return any(each.isVisible() and words in each.text() for each in labels)
