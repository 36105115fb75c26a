"""Work aside: results come back on the UI thread, cancelled and orphaned ones do not."""

import os
import sys
from collections.abc import Iterator
from threading import Event, current_thread, get_native_id, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from holdfast.domain.errors import UserError
from holdfast.ui.kit.tasks import CancelToken, Tasks
from tests.conftest import settle


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, failures: list[Exception]) -> Iterator[Tasks]:
    pool = Tasks(failures.append)
    yield pool
    assert pool.drain()


def _ended(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.is_busy())


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[bool, bool]] = []
    tasks.run(
        lambda: current_thread() is main_thread(),
        lambda there: seen.append((there, current_thread() is main_thread())),
    )
    _ended(qtbot, tasks)
    assert seen == [(False, True)]


def test_a_failure_goes_to_whoever_asked_else_to_the_usual_place(
    qtbot: QtBot, tasks: Tasks, failures: list[Exception]
) -> None:
    def fail() -> None:
        raise UserError("No room.")

    own: list[Exception] = []
    tasks.run(fail, _never, own.append)
    tasks.run(fail, _never)
    _ended(qtbot, tasks)
    assert [str(each) for each in (*own, *failures)] == ["No room.", "No room."]


def test_what_was_cancelled_stays_cancelled(qtbot: QtBot, tasks: Tasks) -> None:
    begun, go_on = Event(), Event()

    def work() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    token = tasks.run(work, _never)
    assert begun.wait(5)
    token.cancel()
    go_on.set()
    _ended(qtbot, tasks)


def test_work_cancelled_before_it_began_is_never_done(qtbot: QtBot, tasks: Tasks) -> None:
    token, done = CancelToken(), []
    token.cancel()
    tasks.run(lambda: done.append(1), _never, token=token)
    _ended(qtbot, tasks)
    assert done == []


def test_a_result_for_an_object_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    class Listener(QObject):
        def hear(self, _value: int) -> None:
            raise AssertionError("told although it is gone")

    listener, go_on = Listener(), Event()
    tasks.run(lambda: int(go_on.wait(5)), listener.hear)
    listener.deleteLater()
    settle()
    go_on.set()
    _ended(qtbot, tasks)


def test_nothing_is_delivered_after_the_end(qtbot: QtBot) -> None:
    pool = Tasks(_never)
    pool.run(lambda: 1, _never)
    assert pool.drain()
    settle()


def test_busy_is_told_once_for_many_at_a_time(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[bool] = []
    tasks.busy.connect(told.append)
    for _number in range(20):
        tasks.run(lambda: 1, lambda _value: None)
    _ended(qtbot, tasks)
    assert told == [True, False]


def _never(_value: object) -> None:
    raise AssertionError("this must not be told")


def test_nothing_begins_after_the_end(qtbot: QtBot, failures: list[Exception]) -> None:
    tasks, begun = Tasks(failures.append), Event()
    assert tasks.drain()
    token = tasks.run(begun.set, lambda _nothing: None)
    assert tasks.drain()
    assert token.cancelled
    assert not begun.is_set()
    assert not tasks.is_busy()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt's own priorities hold")
def test_what_is_read_gives_way_to_the_window_and_what_is_recorded_does_not(
    qtbot: QtBot, tasks: Tasks, failures: list[Exception]
) -> None:
    nice, window = list[int](), _nice()
    tasks.run(_nice, nice.append)
    _ended(qtbot, tasks)
    tasks.record(_nice, nice.append, failures.append)
    _ended(qtbot, tasks)
    assert nice[0] > window
    assert nice[1] == window


def _nice() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())
