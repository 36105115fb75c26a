"""Ages tick by one heartbeat."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.clock import Clock, ElapsedLabel, elapsed_words

START = datetime(2026, 11, 23, 13, 59, 58, tzinfo=UTC)


def test_seconds_and_minutes_are_told(qtbot: QtBot) -> None:
    now = [START]
    clock, seconds, minutes = Clock(lambda: now[0]), [], []
    clock.second.connect(seconds.append)
    clock.minute.connect(minutes.append)
    for _tick in range(3):
        now[0] += timedelta(seconds=1)
        clock.tick()
    assert len(seconds) == 3
    assert minutes == [START + timedelta(seconds=2)]


def test_a_label_counts_up_and_stands_still_at_the_end(qtbot: QtBot) -> None:
    now = [START]
    clock = Clock(lambda: now[0])
    words = ElapsedLabel(clock)
    qtbot.addWidget(words)
    assert words.text() == ""
    words.count(START - timedelta(minutes=47, seconds=12))
    assert words.text() == "00:47:12"
    now[0] += timedelta(seconds=1)
    clock.tick()
    assert words.text() == "00:47:13"
    words.count(START, START + timedelta(hours=1))
    clock.tick()
    assert words.text() == "01:00:00"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "00:00:00"),
        (timedelta(seconds=-5), "00:00:00"),
        (timedelta(days=3, hours=4, minutes=10), "3 d 04:10"),
    ],
)
def test_how_long_in_words(passed: timedelta, words: str) -> None:
    assert elapsed_words(passed) == words
