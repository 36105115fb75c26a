"""Who is asked is told by the window, and sounded when it is somebody else."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from holdfast.detect.acts import acknowledge
from holdfast.detect.intake import Arrived, take
from holdfast.detect.ladder import LADDER
from holdfast.domain.signal import Reading
from holdfast.store.store import Store
from holdfast.triage.directory import keep
from holdfast.ui.detect.climbing import Climbing
from holdfast.ui.detect.details import Details
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.tasks import Tasks
from tests.detect.signals import disk_alert, hand_in, hold
from tests.detect.test_ladder import BAD, TEXT
from tests.ui.stores import Hands, make_store


@dataclass
class Climb:
    store: Store
    hands: Hands
    bridge: Bridge
    tasks: Tasks
    climbing: Climbing
    qtbot: QtBot
    asked: list[str] = field(default_factory=list[str])
    stepped: list[int] = field(default_factory=list[int])

    def look(self) -> None:
        self.climbing.look()
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy())


@pytest.fixture
def climb(tmp_path: Path, look: object, qtbot: QtBot) -> Iterator[Climb]:
    store, hands = make_store(tmp_path)
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    bridge = Bridge(store)
    one = Climb(store, hands, bridge, tasks, Climbing(store, bridge, tasks), qtbot)
    one.climbing.asked.connect(one.asked.append)
    one.climbing.stepped.connect(one.stepped.append)
    keep(store, "person", store.new_id(), {"name": "Jonas Weber", "lines": "phone 4711"})
    hold(store, LADDER, TEXT)
    one.look()
    yield one
    one.climbing.stop()
    tasks.drain()
    store.close()


def test_the_first_is_shown_with_the_way_to_reach_them_and_the_next_one(climb: Climb) -> None:
    hand_in(climb.store, BAD)
    climb.look()
    assert " ".join(climb.asked) == (
        "Nobody has answered: The disk of db1 is filling  ·  billing. "
        "Asked now: Jonas Weber, phone 4711, since 14:03. Next: Kim Lund, 14:13. "
        "Holdfast calls nobody: please reach them."
    )
    assert climb.stepped == [], "the news of the alert itself sounds"


def test_the_next_is_sounded_once_and_an_answer_takes_it_away(climb: Climb) -> None:
    hand_in(climb.store, BAD)
    climb.look()
    climb.hands.forward(minutes=11)
    climb.look()
    climb.look()
    assert climb.stepped == [5]
    assert "Asked now: Kim Lund, since 14:13." in climb.asked[-1]
    climb.hands.forward(minutes=11)
    climb.look()
    assert "Everybody was asked. Nobody has answered for 22 min." in climb.asked[-1]
    acknowledge(climb.store, [disk_alert(climb.store).id])
    climb.look()
    assert climb.asked[-1] == ""


def test_nobody_is_called_for_a_drill_nor_a_drill_told_before_what_is_real(climb: Climb) -> None:
    for given in ("one", "two"):
        signals = (replace(BAD, given=given),)
        arrived = Arrived(given, "drill", "one.json", b"{}", Reading("test", signals))
        take(climb.store, arrived, drill="d1")
    climb.look()
    assert climb.asked[-1].startswith("DRILL: Nobody has answered: The disk of db1 is filling")
    assert climb.asked[-1].endswith("Reach them only if they take part in the drill.")
    climb.hands.forward(minutes=11)
    hand_in(climb.store, replace(BAD, annotations={"summary": "The real one"}))
    climb.look()
    assert climb.asked[-1].startswith("Nobody has answered: The real one")
    assert "more" not in climb.asked[-1]


def test_the_details_say_who_is_asked_as_time_goes_by(climb: Climb, qtbot: QtBot) -> None:
    details = Details(climb.store)
    qtbot.addWidget(details)
    hand_in(climb.store, BAD)
    assert details.show_alert(disk_alert(climb.store))
    assert details._asks == ("Jonas Weber, phone 4711, since 14:03", "Kim Lund, 14:13")
    assert not details.show_alert(disk_alert(climb.store))
    climb.hands.forward(minutes=11)
    assert details.show_alert(disk_alert(climb.store))
    assert details._asks is not None
    assert details._asks[0].startswith("Kim Lund")
