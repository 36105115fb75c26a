"""What is told of new alerts, and what is not told again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from holdfast.detect.acts import acknowledge
from holdfast.detect.intake import Arrived, take
from holdfast.domain.signal import CRITICAL, INFORMATION, Reading, Signal
from holdfast.settings import ALERT_SOUND, Settings
from holdfast.store.store import Store
from holdfast.ui.detect.telling import MUTE, Telling
from holdfast.ui.kit.bridge import Bridge
from tests.detect.signals import BACK, DISK, OVER, disk_alert, hand_in
from tests.ui.stores import Hands, make_store

BAD = replace(DISK, severity=CRITICAL)


@dataclass
class Heard:
    """A telling over a store, and all that it said."""

    store: Store
    hands: Hands
    settings: Settings
    telling: Telling
    told: list[str] = field(default_factory=list[str])
    counts: list[int] = field(default_factory=list[int])
    beeps: list[int] = field(default_factory=list[int])

    def hand_in(self, *signals: Signal) -> None:
        hand_in(self.store, *signals)
        self.telling.look()


@pytest.fixture
def heard(tmp_path: Path, look: object) -> Iterator[Heard]:
    store, hands = make_store(tmp_path)
    settings, beeps = Settings(None), list[int]()
    bridge = Bridge(store)
    telling = Telling(store, bridge, settings, beep=lambda: beeps.append(1))
    one = Heard(store, hands, settings, telling, beeps=beeps)
    telling.told.connect(one.told.append)
    telling.practised.connect(lambda words: one.told.append(f"practised: {words}"))
    telling.counted.connect(one.counts.append)
    yield one
    telling.stop()
    store.close()


def test_a_new_alert_is_told_once_with_its_severity(heard: Heard) -> None:
    heard.hand_in(DISK)
    heard.hand_in(DISK)
    assert heard.told == ["New alert, warning: The disk of db1 is filling  ·  billing"]
    assert heard.counts[-1] == 1


def test_an_alert_of_a_drill_is_marked_and_never_stands_before_a_real_one(heard: Heard) -> None:
    def practise(given: str) -> None:
        signals = (replace(BAD, given=given),)
        take(heard.store, Arrived(given, "drill", "one.json", b"{}", Reading("test", signals)), drill="d1")

    practise("one")
    heard.telling.look()
    practise("two")
    heard.hand_in(DISK)
    assert heard.told == [
        "practised: DRILL: New alert, critical: The disk of db1 is filling  ·  billing",
        "New alert, warning: The disk of db1 is filling  ·  billing",
    ]


def test_a_storm_is_one_sentence_with_the_worst(heard: Heard) -> None:
    heard.hand_in(*(replace(BAD if n == 3 else DISK, given=str(n)) for n in range(40)))
    assert heard.told == ["40 new alerts, the worst critical: The disk of db1 is filling  ·  billing"]


def test_of_a_storm_larger_than_a_look_nothing_is_passed_over(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Ids rise with time, so the newest would be left out."""
    monkeypatch.setattr("holdfast.ui.detect.telling._MOST", 3)
    hand_in(heard.store, *(replace(DISK, given=str(n)) for n in range(7)))
    hand_in(heard.store, replace(BAD, given="last"))
    qtbot.waitUntil(lambda: len(heard.told) == 3)
    assert heard.told[-1].startswith("2 new alerts, the worst critical")


def test_what_only_informs_is_counted_and_not_told(heard: Heard) -> None:
    heard.hand_in(replace(DISK, severity=INFORMATION))
    assert (heard.told, heard.counts[-1]) == ([], 1)


def test_one_that_comes_and_goes_is_not_told_each_time(heard: Heard) -> None:
    for each in (DISK, OVER, BACK, OVER, BACK, OVER, BACK, OVER, BACK):
        heard.hand_in(each)
    assert disk_alert(heard.store).flapping
    assert len(heard.told) < 4


def test_what_was_there_at_the_start_is_no_news(heard: Heard) -> None:
    hand_in(heard.store, DISK)
    heard.telling._touched.clear()
    heard.telling.begin()
    heard.telling.look()
    assert (heard.told, heard.counts) == ([], [1, 1])


def test_critical_sounds_until_somebody_answers(heard: Heard) -> None:
    heard.hand_in(BAD)
    first = len(heard.beeps)
    assert first == 1
    heard.telling._sound_again()
    assert len(heard.beeps) == first + 1
    assert heard.telling._again.isActive()
    acknowledge(heard.store, [disk_alert(heard.store).id])
    heard.telling.look()
    assert not heard.telling._again.isActive()
    heard.telling._sound_again()
    assert len(heard.beeps) == first + 1


def test_muted_until_a_time_that_is_said_and_heard_after_it(heard: Heard) -> None:
    assert heard.telling.mute() == "Alerts make no sound until 14:33. They are still shown."
    heard.hand_in(BAD)
    assert (heard.beeps, len(heard.told)) == ([], 1)
    heard.hands.forward(seconds=MUTE.total_seconds() + 1)
    heard.telling._sound_again()
    assert heard.beeps == [1]


def test_a_mute_does_not_end_the_sound_for_good(heard: Heard) -> None:
    heard.hand_in(BAD)
    heard.telling.mute()
    assert heard.telling._again.isActive(), "it looks again when the mute is over"


def test_a_warning_is_silent_unless_wanted(heard: Heard) -> None:
    heard.hand_in(DISK)
    assert heard.beeps == []
    heard.settings.put(ALERT_SOUND, "warning")
    heard.hand_in(replace(DISK, given="2"))
    assert heard.beeps == [1]


def test_one_that_was_answered_and_gets_worse_is_told_again(heard: Heard) -> None:
    heard.hand_in(DISK)
    acknowledge(heard.store, [disk_alert(heard.store).id])
    heard.hand_in(BAD)
    assert heard.told[-1].startswith("New alert, critical")
    assert len(heard.told) == 2
