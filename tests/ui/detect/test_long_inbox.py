"""The inbox over many thousand alerts: any row is a key away, and what comes meanwhile moves none."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from holdfast.detect.acts import acknowledge
from holdfast.store import stopping
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.ui.detect.listing import Wanted, ordered
from holdfast.ui.kit import long_reading
from holdfast.ui.kit.long_model import WINDOW
from tests.bench.alerts import fill
from tests.detect.signals import DISK, hand_in
from tests.journeys.keyboard import until
from tests.ui.closing import let_go
from tests.ui.detect.making import Inbox, open_inbox
from tests.ui.stores import make_store

MANY = 6_000
_LONG = AlertsAsked("all")


@pytest.fixture(params=["at once", "beside"])
def inbox(
    tmp_path: Path, look: object, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Inbox]:
    """All alerts, read while the window waits, or on another thread, as those of a large store are."""
    store, hands = make_store(tmp_path)
    hand_in(store, DISK)
    fill(store, MANY)
    if request.param == "beside":
        monkeypatch.setattr(stopping, "_STEPS", 100)
        monkeypatch.setattr(long_reading, "BLINK", 0)
    opened = open_inbox(store, hands)
    opened.page.show_place("all")
    until(lambda: opened.page.rows.total == MANY + 1, "all are there")
    yield opened
    let_go(opened.page)
    store.close()


def _current(inbox: Inbox) -> str:
    until(lambda: bool(inbox.page.list.current_key()), "the row is read")
    return inbox.page.list.current_key()


def _press(inbox: Inbox, key: Qt.Key) -> None:
    QTest.keyClick(inbox.page.list, key)


def test_end_and_home_are_a_key_away_and_few_rows_are_held(inbox: Inbox) -> None:
    every = [row.id for row in inbox.store.alerts.page(_LONG, MANY + 1)]
    _press(inbox, Qt.Key.Key_End)
    assert _current(inbox) == every[-1]
    until(lambda: inbox.page._details.shown() == every[-1], "the last one is shown in full")
    inbox.page.list.verticalScrollBar().setValue(inbox.page.list.verticalScrollBar().maximum() // 2)
    middle = inbox.page.list.rows_in_sight()
    until(lambda: [inbox.key(row) for row in middle] == every[middle.start : middle.stop], "dragged to")
    _press(inbox, Qt.Key.Key_Home)
    assert _current(inbox) == every[0]
    assert len(inbox.page.rows.held()) <= 4 * WINDOW


def _shown(inbox: Inbox, limit: int = -1) -> list[str]:
    """Show a view, or so much of its beginning, as it is shown when it is read; the ids of all its rows."""
    asked = AlertsAsked("resolved")
    every = [row.id for row in inbox.store.alerts.page(asked, MANY)]
    inbox.page._show(ordered(inbox.store.alerts, Wanted(asked), limit))
    until(lambda: inbox.page.rows.total == (len(every) if limit < 0 else limit), "it is shown")
    return every


def test_end_waits_for_the_end(inbox: Inbox) -> None:
    _shown(inbox, WINDOW)
    _press(inbox, Qt.Key.Key_End)
    assert inbox.page.list.currentIndex().row() == WINDOW - 1
    every = _shown(inbox)
    assert _current(inbox) == every[-1]
    assert inbox.page.list.rows_in_sight().stop == len(every)


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Up,), (Qt.Key.Key_Up, Qt.Key.Key_Down), (Qt.Key.Key_Home,)])
def test_who_moved_after_end_stays_there(inbox: Inbox, keys: tuple[Qt.Key, ...]) -> None:
    _shown(inbox, WINDOW)
    for key in (Qt.Key.Key_End, *keys):
        _press(inbox, key)
    here = inbox.page.list.currentIndex().row()
    assert _current(inbox) == _shown(inbox)[here]
    assert inbox.page.list.currentIndex().row() == here


def test_who_scrolled_away_after_end_stays_there(inbox: Inbox) -> None:
    _shown(inbox, WINDOW)
    _press(inbox, Qt.Key.Key_End)
    bar = inbox.page.list.verticalScrollBar()
    bar.setValue(bar.value() // 2)
    every = _shown(inbox)
    assert _current(inbox) == every[WINDOW - 1]


def test_the_chosen_alert_stays_while_others_come_and_it_is_heard_again(inbox: Inbox) -> None:
    row = 1_000
    inbox.page.list.go_to(row)
    chosen = _current(inbox)
    for number in range(3):
        hand_in(inbox.store, replace(DISK, given=f"new {number}"))
    until(lambda: inbox.pill() == "3 new: show", "they are offered")
    assert (inbox.page.list.currentIndex().row(), _current(inbox)) == (row, chosen)
    acknowledge(inbox.store, [chosen])
    inbox.page._pill.click()
    until(lambda: inbox.page.rows.total == MANY + 4, "they are shown")
    assert _current(inbox) == chosen
    assert inbox.page.list.currentIndex().row() != row, "it stands elsewhere by now"
    assert inbox.page._details.shown() == chosen


def test_rows_that_change_together_are_told_of_together(inbox: Inbox) -> None:
    told = list[range]()
    inbox.page.rows.dataChanged.connect(lambda first, last: told.append(range(first.row(), last.row() + 1)))
    held = inbox.page.rows.held()
    lines = list(held.items())
    some = {key: replace(line, inner=True) for key, line in (*lines[10:50], *lines[60:-10])}
    changed = inbox.page.rows.renew(some)
    assert [old.key for old, _new in changed] == list(some)
    assert told == [range(10, 50), range(60, len(held) - 10)]


def test_several_chosen_ones_stay_chosen(inbox: Inbox) -> None:
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Down)
    QTest.keyClick(inbox.page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = inbox.page.chosen().idents(inbox.store.alerts)
    assert len(before) == 2
    hand_in(inbox.store, replace(DISK, given="new", severity=5))
    inbox.page.reload()
    until(lambda: inbox.page.rows.total == MANY + 2, "it is shown")
    assert sorted(inbox.page.chosen().idents(inbox.store.alerts)) == sorted(before)


def _something_comes(inbox: Inbox, number: int, dice: Random) -> None:
    """One is new, one is heard again, one is answered: each has its row elsewhere from now on."""
    again = replace(DISK, started=f"2026-11-23T12:{number % 60:02d}:00Z")
    hand_in(inbox.store, replace(DISK, given=f"{number}"), again)
    firing = inbox.store.alerts.page(AlertsAsked("firing"), 50)
    acknowledge(inbox.store, [dice.choice(firing).id])


@pytest.mark.parametrize("seed", range(3))
def test_no_row_stands_twice_or_is_left_out_whatever_comes_between_pages(inbox: Inbox, seed: int) -> None:
    dice, there = Random(seed), {row.id for row in inbox.store.alerts.page(_LONG, MANY + 1)}
    seen = set[str]()
    pages = list(range(0, MANY + 1, WINDOW // 2))
    dice.shuffle(pages)
    for number, start in enumerate(pages):
        _something_comes(inbox, number, dice)
        for line in inbox.page.rows.read(range(start, min(start + WINDOW // 2, MANY + 1))):
            assert line.key not in seen
            seen.add(line.key)
    assert seen == there


def test_words_are_found_among_all_of_them(inbox: Inbox) -> None:
    asked = replace(_LONG, words="host1")
    every = [row.id for row in inbox.store.alerts.page(asked, MANY)]
    assert len(every) > 2 * WINDOW
    inbox.page._bar.line.setText("host1")
    until(lambda: inbox.page.rows.total == len(every), "all of them are found")
    _press(inbox, Qt.Key.Key_End)
    assert _current(inbox) == every[-1]


def test_what_comes_while_the_rest_is_read_does_not_stop_that(inbox: Inbox) -> None:
    inbox.page.show_place("resolved")
    inbox.page._inbox._look_again_in_turn()
    over = inbox.store.alerts.count(AlertsAsked("resolved"))
    until(lambda: inbox.page.rows.total == over, "all of them are read")
    assert inbox.pill() == ""


def test_unseen_nothing_is_kept_of_what_comes(inbox: Inbox) -> None:
    inbox.page.hide()
    hand_in(inbox.store, replace(DISK, given="unseen"))
    assert not inbox.page._inbox._touched
    inbox.page.show()
    until(lambda: inbox.page.rows.total == MANY + 2, "it is read when it is shown")


def test_too_many_are_refused_without_reading_them(inbox: Inbox) -> None:
    told = list[object]()
    inbox.page.failed.disconnect()
    inbox.page.failed.connect(told.append)
    inbox.page.list.selectAll()
    inbox.page._acts.do("alert.acknowledge")
    assert "More than 500 alerts are selected" in str(told[0])
    assert len(inbox.page.rows.held()) <= 4 * WINDOW
