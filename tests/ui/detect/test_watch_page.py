"""The watches by keyboard, over real files: switched, tried, stopped, written, and their problems told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from holdfast.detect.watches.shelf import folder_of
from holdfast.settings import WATCHES, Settings
from holdfast.store.store import Store
from holdfast.ui.detect.watch_chart import SeriesChart
from holdfast.ui.detect.watch_details import WatchDetails
from holdfast.ui.detect.watch_page import WatchesPage
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.rows import ROW, Row
from holdfast.ui.kit.tasks import Tasks
from tests.conftest import Look
from tests.gallery.watching import fill
from tests.journeys.keyboard import until
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.stores import NOW, make_store


def _fail(problem: BaseException) -> None:
    raise problem


class Answers:
    """Answers which file, as a person would in the dialog."""

    chosen: Path | None = None

    def file(self, title: str, kinds: str = "") -> Path | None:  # noqa: ARG002
        return self.chosen

    def folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:  # noqa: ARG002
        raise AssertionError(title)

    def confirm(self, what: str, hint: str, verb: str) -> bool:  # noqa: ARG002
        raise AssertionError(what)


@dataclass
class Watches:
    """A store and the page over it."""

    store: Store
    page: WatchesPage
    settings: Settings
    tasks: Tasks
    answers: Answers
    told: list[str]

    def settle(self) -> None:
        until(lambda: not self.tasks.is_busy(), "what runs aside has ended")

    def row(self, name: str) -> Row:
        row = self.page.rows.data(self.page.rows.index(self.page.rows.row_of(name), 0), ROW)
        assert isinstance(row, Row)
        return row

    def choose(self, name: str) -> None:
        self.page.list.setCurrentIndex(self.page.rows.index(self.page.rows.row_of(name), 0))
        self.page.list.setFocus()
        self.settle()

    def words(self) -> str:
        return "\n".join(each.text() for each in self.page.details.findChildren(QLabel) if each.isVisible())


def _made(folder: Path, *, filled: bool) -> Watches:
    store, hands = make_store(folder)
    if filled:
        fill(store.path, NOW.timestamp())
    tasks, clock, settings, answers = Tasks(_fail), Clock(hands), Settings(None), Answers()
    page = WatchesPage(store, clock, tasks, settings, answers)
    for service in (clock, tasks):
        service.setParent(page)
    told: list[str] = []
    page.said.connect(told.append)
    page.failed.connect(lambda error: told.append(str(error)))
    made = Watches(store, page, settings, tasks, answers, told)
    shown(page, 1190)
    page.activateWindow()
    made.settle()
    return made


@pytest.fixture
def watches(tmp_path: Path, look: object) -> Iterator[Watches]:
    made = _made(tmp_path, filled=True)
    yield made
    let_go(made.page)
    made.store.close()


def test_space_switches_a_watch_of_this_workstation_on_and_off(watches: Watches) -> None:
    before = len(watches.store.entries("store", watches.store.facts.id))
    watches.choose("queue")
    QTest.keyClick(watches.page.list, Qt.Key.Key_Space)
    watches.settle()
    assert watches.settings.value(WATCHES) == "queue"
    assert watches.row("queue").box == "done"
    assert watches.told == [
        "Queue of the historian is long is on. It looks every 30 s while this window is open."
    ]
    QTest.keyClick(watches.page.list, Qt.Key.Key_Space)
    watches.settle()
    assert watches.settings.value(WATCHES) == ""
    assert watches.row("queue").reference == "off"
    assert len(watches.store.entries("store", watches.store.facts.id)) == before, "nothing of it is recorded"


def test_a_file_with_problems_shows_each_with_its_line_and_can_not_be_switched_on(watches: Watches) -> None:
    watches.choose("night")
    assert watches.row("night").due == "3 to correct"
    said = watches.words()
    assert "Line 2: severity is not one of the words known here." in said
    assert "Line 11: rule.for" in said
    QTest.keyClick(watches.page.list, Qt.Key.Key_Space)
    assert watches.settings.value(WATCHES) == ""
    assert "can't be used yet" in watches.told[0]


def test_trying_says_a_sentence_and_a_row_for_each_time(watches: Watches) -> None:
    watches.choose("queue")
    trial = watches.page.details.trial
    trial.go.setFocus()
    QTest.keyClick(trial.go, Qt.Key.Key_Return)
    watches.settle()
    assert trial.sentence.text() == "It would have fired 3 times in 6 d 23 h, for 1 h 45 min in all."
    rows = [
        [item.text(column) for column in range(4)] for item in map(trial.table.topLevelItem, range(3)) if item
    ]
    assert [row[2] for row in rows] == ["30 min", "15 min", "1 h"]
    assert [row[3] for row in rows] == ["1141, worst 1155.7", "963.6, worst 974.2", "845.3, worst 851.9"]
    assert "1 h" in trial.chart.accessibleDescription()
    said = watches.words()
    assert "Lines that can't be read: 1" in said
    assert "Gaps: 1" in said


def test_what_has_the_focus_stays_in_sight_where_a_notice_takes_the_foot(watches: Watches) -> None:
    watches.choose("queue")
    area, go = watches.page.details._area, watches.page.details.trial.go
    go.setFocus()
    area.ensureWidgetVisible(go, 0, 0)
    shown(watches.page, 1190, watches.page.height() - 90)
    below = go.mapTo(area.viewport(), QPoint(0, go.height()))
    assert below.y() <= area.viewport().height()


def test_the_details_end_where_their_words_end_at_every_size_of_text(watches: Watches, look: Look) -> None:
    watches.choose("queue")
    watches.page.details.trial.try_or_stop()
    watches.settle()
    for percent in (100, 200):
        look.choose("light", percent)
        shown(watches.page, 1190)
        area, table = watches.page.details._area, watches.page.details.trial.table
        body = area.widget()
        assert body.height() == max(area.viewport().height(), body.heightForWidth(body.width()))
        foot = table.visualItemRect(table.topLevelItem(2)).bottom()
        assert 0 < foot < table.viewport().height(), "all three rows are in sight"


def test_the_current_watch_stays_in_sight_where_the_list_gets_lower(watches: Watches, look: Look) -> None:
    watches.choose("silent-backup")
    look.choose("light", 200)
    shown(watches.page, 800, 600)
    rows = watches.page.list
    place = rows.visualRect(rows.currentIndex())
    assert 0 <= place.top() < place.bottom() <= rows.viewport().height()


def test_past_data_can_be_another_file_and_one_without_such_columns_is_told(
    watches: Watches, tmp_path: Path
) -> None:
    watches.choose("queue")
    trial = watches.page.details.trial
    calm = tmp_path / "calm.csv"
    calm.write_text("time,value\n" + "".join(f"{1_700_000_000 + n * 60},5\n" for n in range(60)))
    watches.answers.chosen = calm
    trial.choose_file()
    trial.try_or_stop()
    watches.settle()
    assert trial.sentence.text() == "It would not have fired in 59 min."
    watches.answers.chosen = tmp_path / "other.csv"
    watches.answers.chosen.write_text("when,what\n1,2\n")
    trial.choose_file()
    trial.try_or_stop()
    watches.settle()
    assert not trial.sentence.isVisible()
    assert "when" in watches.words()


def test_trying_can_be_stopped_and_stays_stopped(watches: Watches, tmp_path: Path) -> None:
    watches.choose("queue")
    trial = watches.page.details.trial
    long = tmp_path / "long.csv"
    with long.open("w") as out:
        out.write("time,value\n")
        out.writelines(f"{1_700_000_000 + n},5\n" for n in range(400_000))
    watches.answers.chosen = long
    trial.choose_file()
    trial.try_or_stop()
    assert trial.go.text() == "Stop trying"
    trial.go.click()
    watches.settle()
    assert trial.go.text() == "Try watch"
    assert not trial.sentence.isVisible()
    assert "Stopped." in watches.words()


def test_a_watch_is_written_from_an_example_judged_and_saved(watches: Watches) -> None:
    watches.page.new_watch("silent-backup")
    editor = watches.page.editor
    watches.settle()
    assert watches.page.focusWidget() is editor.name_edit
    editor.save_now()
    assert "of this name already" in editor.name.error()
    editor.name_edit.selectAll()
    QTest.keyClicks(editor.name_edit, "nightly")
    good = editor.text.edit.toPlainText()
    editor.text.put(good.replace('"26h"', '"a day"'))
    watches.settle()
    editor.save_now()
    assert editor.text.count.text() == "1 to correct"
    assert not (folder_of(watches.store.path) / "nightly.toml").exists()
    editor.text.put(good.replace('"26h"', '"25h"'))
    watches.settle()
    editor.save_now()
    watches.settle()
    assert '"25h"' in (folder_of(watches.store.path) / "nightly.toml").read_text()
    current = watches.page.current()
    assert current is not None
    assert current.name == "nightly"
    assert watches.row("nightly").reference == "off"


def test_what_is_written_and_left_is_still_there_as_a_draft(watches: Watches) -> None:
    watches.choose("queue")
    watches.page.edit_watch()
    editor = watches.page.editor
    text = editor.text.edit.toPlainText()
    editor.text.put(text.replace("800", "900"))
    editor.left.emit()
    assert (folder_of(watches.store.path) / "queue.toml").read_text() == text
    watches.page.edit_watch()
    assert "900" in editor.text.edit.toPlainText()
    editor.save_now()
    watches.settle()
    assert "900" in (folder_of(watches.store.path) / "queue.toml").read_text()


def test_how_a_watch_stands_is_read_from_what_the_program_that_looks_said(watches: Watches) -> None:
    watches.settings.put(WATCHES, "queue")
    watches.settle()
    assert watches.row("queue").due == "watching, has not looked yet"
    watches.choose("queue")
    _shown_file(watches).click()
    state = folder_of(watches.store.path) / ".state" / "queue.json"
    at = datetime(2026, 11, 23, 13, 1, tzinfo=UTC).timestamp()
    state.write_text(
        '{"format": 1, "salt": "x", "judged": "y", "tidy": {"events": false}, '
        f'"looked": {at}, "value": 812.5, "at": {at}, "fires": {{"began": {at}}}}}'
    )
    watches.page.reload()
    watches.settle()
    row = watches.row("queue")
    assert (row.due, row.overdue) == ("firing since 14:01", True)
    assert row.age == "looked 14:01  ·  812.5"
    assert _shown_file(watches).text() == "Hide its file", "what is read stays open"


def test_without_a_watch_three_examples_are_offered(tmp_path: Path, look: object) -> None:
    made = _made(tmp_path, filled=False)
    offered = [each.text() for each in made.page._empty.findChildren(QPushButton)]
    assert offered[:3] == ["Disk is filling", "Errors in the log", "Backup is silent"]
    first = made.page.first_focus()
    assert first is not None
    first.setFocus()
    press = made.page.focusWidget()
    assert isinstance(press, QPushButton)
    QTest.keyClick(press, Qt.Key.Key_Return)
    assert made.page.editor.name_edit.text() == "disk-filling"
    let_go(made.page)
    made.store.close()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_audit_finds_nothing_at_800_pixels_with_text_at_200_percent(
    watches: Watches, look: Look, theme: str
) -> None:
    look.choose(theme, 200)
    assert watches.page.minimumSizeHint().width() <= 800
    found: list[str] = []
    for name in ("disk-filling", "night", "queue"):
        watches.choose(name)
        if name == "queue":
            watches.page.details.trial.try_or_stop()
            watches.settle()
        found += audit(_laid_out(watches.page))
    watches.choose("night")
    watches.page.edit_watch()
    watches.settle()
    found += audit(_laid_out(watches.page, 900))
    assert found == []


def _shown_file(watches: Watches) -> QPushButton:
    made = watches.page.details._head.findChild(QPushButton, "text")
    assert isinstance(made, QPushButton)
    return made


def _laid_out(page: QWidget, height: int = 700) -> QWidget:
    return shown(page, 800, height)


def test_tab_goes_through_the_details_from_top_to_bottom(watches: Watches) -> None:
    for name in ("queue", "night", "queue"):  # what stands above is made anew for each
        watches.choose(name)
    _shown_file(watches).click()
    watches.settle()
    watches.page.details.take_focus()
    passed = list[str]()
    for _turn in range(5):
        QTest.keyClick(watches.page.focusWidget(), Qt.Key.Key_Tab)
        passed.append(watches.page.focusWidget().accessibleName())
    assert passed == ["Switch on", "Edit watch", "Hide its file", "What its file says", "Try watch"]


def test_the_focus_stays_in_the_list_while_the_arrows_go_through_it(watches: Watches) -> None:
    """A part that is shown before it has its place is a window for a moment, and takes the keys."""
    watches.choose("queue")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(watches.page.list, key)
        watches.settle()
        assert watches.page.isActiveWindow()
        assert watches.page.list.hasFocus()


def test_a_chart_leaves_no_room_for_numbers_that_it_has_not(watches: Watches) -> None:
    watches.choose("queue")
    details = watches.page.details
    assert details.chart.isVisible()
    watches.page.details.trial.try_or_stop()
    watches.settle()
    _laid_out(watches.page)
    assert details.trial.chart.height() > details.chart.sizeHint().height()


@pytest.mark.parametrize("seed", range(4))
def test_nothing_of_a_watch_that_was_shown_before_is_left(watches: Watches, seed: int) -> None:
    chance, details = Random(seed), watches.page.details
    names = ["disk-filling", "log-errors", "night", "queue", "silent-backup"]
    last = chance.choice(names)
    for name in chance.choices([each for each in names if each != last], k=4):
        watches.choose(name)
        if chance.random() < 0.5:
            details.trial.try_or_stop()
            watches.settle()
        if chance.random() < 0.5:
            _shown_file(watches).click()
    watches.choose(last)
    fresh = WatchDetails(details._with, details._may_change)
    shown(fresh, details.width(), details.height())
    fresh.show_watch(details._seen)
    watches.settle()
    assert _readable(details) == _readable(fresh)
    let_go(fresh)


def _readable(details: WatchDetails) -> list[tuple[int, int, str]]:
    """What can be read, and where."""
    _laid_out(details, details.height())
    body = details._area.widget()
    parts = [each for kind in (QLabel, QPushButton, SeriesChart) for each in details.findChildren(kind)]
    return sorted(
        (each.mapTo(body, QPoint(0, 0)).y(), each.mapTo(body, QPoint(0, 0)).x(), _text(each))
        for each in parts
        if each.isVisible()
    )


def _text(part: QWidget) -> str:
    return part.text() if isinstance(part, (QLabel, QPushButton)) else part.accessibleDescription()
