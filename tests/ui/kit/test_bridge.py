"""Store changes as a signal; trouble while looking is told once."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.ui.kit.bridge import Bridge


class FakeSource:
    """A store that says what it is told to."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Changes], None]] = []
        self.polled = 0
        self.trouble: UserError | None = None

    def on_change(self, listener: Callable[[Changes], None], /) -> None:
        self.listeners.append(listener)

    def poll(self) -> bool:
        self.polled += 1
        if self.trouble is not None:
            raise self.trouble
        return False


def test_a_commit_arrives_as_one_signal(qtbot: QtBot) -> None:
    source = FakeSource()
    bridge, heard = Bridge(source), []
    bridge.changed.connect(heard.append)
    changes = Changes(frozenset({"incident/1"}))
    source.listeners[0](changes)
    assert heard == [changes]


def test_it_looks_by_itself_until_it_is_stopped(qtbot: QtBot) -> None:
    source = FakeSource()
    bridge = Bridge(source, every=1)
    bridge.start()
    qtbot.waitUntil(lambda: source.polled >= 2)
    bridge.stop()


def test_trouble_is_told_once_until_it_is_over(qtbot: QtBot) -> None:
    source = FakeSource()
    bridge, told = Bridge(source), []
    bridge.failed.connect(lambda error: told.append(str(error)))
    source.trouble = UserError("The store is busy.")
    bridge.poll()
    bridge.poll()
    source.trouble = None
    bridge.poll()
    source.trouble = UserError("The store is busy.")
    bridge.poll()
    assert told == ["The store is busy.", "The store is busy."]
