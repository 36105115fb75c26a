"""The window takes alerts over the network once it is told to, says so, and shows what came in."""

import socket
from pathlib import Path
from typing import Any

from holdfast.settings import WEBHOOK, WEBHOOK_PORT
from tests.conftest import Look
from tests.detect.knocking import Knock, payload
from tests.journeys.keyboard import until
from tests.journeys.room import OpenWindow


def test_the_window_says_that_it_listens_and_hears_of_an_alert(
    tmp_path: Path, look: Look, nothing_left: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    room = OpenWindow(tmp_path / "store", look.appearance)
    try:
        settings, status = room.wiring.settings, room.window.status
        assert "No network in use" in status.words()
        until(room.wiring.receiving._timer.isActive, "the window has been painted")
        settings.put(WEBHOOK_PORT, port)
        settings.put(WEBHOOK, True)
        assert f"Alerts: 127.0.0.1:{port}" in status.words()

        heard: list[Any] = []
        room.wiring.bridge.changed.connect(heard.append)
        doors = room.wiring.receiving._doors
        assert doors is not None
        assert doors._webhook is not None
        assert Knock(room.store.path, doors._webhook).post(payload("DiskFull"))[0] == 200
        until(lambda: any(changes.touches("alert") for changes in heard), "the window hears of it")
        assert room.store.database.rows("SELECT name FROM alert") == [("DiskFull",)]

        settings.put(WEBHOOK, False)
        assert "No network in use" in status.words()
        assert room.said == []
    finally:
        room.close()
