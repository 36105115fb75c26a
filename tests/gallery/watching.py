"""The watches: none yet, several in every state, one never seen, tried, with problems, and one written."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from holdfast.detect.watches.shelf import folder_of, recorded
from holdfast.detect.watches.writing import examples
from holdfast.settings import WATCHES
from holdfast.ui.detect.watch_page import WatchesPage
from tests.gallery.scenes import Room

STEP = 300  # seconds
STEPS = 7 * 288
QUEUE = """name = "Queue of the historian is long"
severity = "high"
service = "historian"

[source]
kind = "csv"
path = "{data}"

[rule]
kind = "threshold"
above = 800
for = "10m"
"""
BROKEN = """name = "Night job"
severity = "dreadful"

[source]
kind = "heartbeat"
path = "/var/spool/night"
time = "sometimes"

[rule]
kind = "absence"
for = "a day"
"""


def queue_rows(until: float) -> str:
    """Seven days of a queue, a value in each five minutes: three times too long, a gap, a broken line."""
    rows, start = ["time,value"], until - until % STEP - (STEPS - 1) * STEP
    for step in range(STEPS):
        if 900 <= step < 960:
            continue
        value = 300 + 200 * math.sin(step / 45) + (step * 7919 % 60)
        if any(begin <= step < begin + long for begin, long in ((300, 8), (1000, 5), (1600, 14))):
            value += 700
        rows.append(f"{datetime.fromtimestamp(start + step * STEP, UTC).isoformat()},{value:.1f}")
    rows.insert(500, "half a li")
    return "\n".join(rows) + "\n"


def fill(store: Path, until: float) -> None:
    """Put the watches of the pictures there."""
    folder = folder_of(store)
    (folder / ".state").mkdir(parents=True, exist_ok=True)
    data = store / "queue.csv"
    data.write_text(queue_rows(until))
    (folder / "queue.toml").write_text(QUEUE.format(data=data.as_posix()))
    (folder / "night.toml").write_text(BROKEN)
    for each in examples():
        (folder / f"{each.key}.toml").write_text(each.text)
    seen = [f"{until - 54_000 + step * 60},{9e11 - step * 4e7 + step % 9 * 1e8:.0f}" for step in range(900)]
    recorded(store, "disk-filling").write_text("time,value\n" + "\n".join(seen) + "\n")


def _page(room: Room) -> WatchesPage:
    page = room.window.page("watches")
    assert isinstance(page, WatchesPage)
    return page


def _empty(room: Room) -> QWidget:
    room.empty().go("watches")
    return room.empty().window


def _shown(name: str) -> Callable[[Room], None]:
    def scene(room: Room) -> None:
        if not (folder_of(room.store.path) / "queue.toml").exists():
            fill(room.store.path, room.store.now().timestamp())
            room._settings.put(WATCHES, "queue; silent-backup")
        page = _page(room)
        page._to_list()
        room.go("watches", name)
        room.settle()

    return scene


def _unseen(room: Room) -> None:
    _shown("silent-backup")(room)


def _unseen_off(room: Room) -> None:
    _shown("silent-backup")(room)
    room._settings.put(WATCHES, "queue")
    room.settle()


def _refused(room: Room) -> None:
    _shown("night")(room)
    _page(room).switch()
    room.settle()


def _tried(room: Room) -> None:
    _shown("queue")(room)
    page = _page(room)
    page.details.trial.try_or_stop()
    room.settle()
    page.details._area.ensureWidgetVisible(page.details.trial.table)
    room.settle()


def _written(room: Room) -> None:
    _shown("night")(room)
    _page(room).edit_watch()
    room.settle()


def _new(room: Room) -> None:
    _shown("queue")(room)
    _page(room).new_watch("log-errors")
    room.settle()


WATCHING: dict[str, Callable[[Room], QWidget | None]] = {
    "watches-empty": _empty,
    "watches": _shown("disk-filling"),
    "watches-wrong": _shown("night"),
    "watches-refused": _refused,
    "watches-unseen": _unseen,
    "watches-unseen-off": _unseen_off,
    "watches-tried": _tried,
    "watches-edit": _written,
    "watches-new": _new,
}
