"""The doors that the window opens as its settings say, and what the status bar tells of them."""

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import sign_in
from holdfast.detect.silences import matcher, silence
from holdfast.domain.errors import UserError
from holdfast.settings import ALERT_FOLDERS, WATCHES, WEBHOOK, WEBHOOK_PORT, Settings
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.shell.receiving import Receiving, network_text
from tests.detect.knocking import listening
from tests.detect.signals import DISK, disk_alert, hand_in
from tests.detect.test_folders import payload
from tests.store.conftest import Hands


@pytest.fixture
def store(tmp_path: Path, hands: Hands) -> Iterator[Store]:
    with open_store(tmp_path / "store", clock=hands) as one:
        sign_in(one, "Ana")
        yield one


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def settings() -> Settings:
    made = Settings(None)
    with socket.create_server(("127.0.0.1", 0)) as line:
        made.put(WEBHOOK_PORT, line.getsockname()[1])
    return made


@pytest.fixture
def receiving(store: Store, settings: Settings, qapp: object) -> Iterator[Receiving]:
    made = Receiving(store, settings)
    yield made
    made.stop()


@pytest.fixture
def said(receiving: Receiving) -> list[str]:
    heard: list[str] = []
    receiving.said.connect(heard.append)
    return heard


@pytest.fixture
def failed(receiving: Receiving) -> list[UserError]:
    heard: list[UserError] = []
    receiving.failed.connect(heard.append)
    return heard


def test_nothing_listens_until_it_is_switched_on(
    receiving: Receiving, settings: Settings, said: list[str]
) -> None:
    receiving.start()
    assert said == []
    settings.put(WEBHOOK, True)
    port = settings.value(WEBHOOK_PORT)
    assert said[-1] == f"Alerts: 127.0.0.1:{port}"
    socket.create_connection(("127.0.0.1", port), 20).close()
    settings.put(WEBHOOK, False)
    assert network_text(said[-1]) == "No network in use"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 20)


def test_a_folder_is_told_beside_the_webhook(
    receiving: Receiving, settings: Settings, said: list[str], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    receiving.start()
    settings.put(ALERT_FOLDERS, f"{tmp_path / 'one'}; {tmp_path / 'two'};")
    assert said[-1] == "Alerts: 2 folders"
    settings.put(WEBHOOK, True)
    assert said[-1] == f"Alerts: 127.0.0.1:{settings.value(WEBHOOK_PORT)}, 2 folders"


def test_watches_are_told_and_followed(receiving: Receiving, settings: Settings, said: list[str]) -> None:
    receiving.start()
    settings.put(WATCHES, "disk; backup;")
    assert said[-1].startswith("Alerts: 2 watches")
    settings.put(WATCHES, "disk")
    assert said[-1].startswith("Alerts: 1 watch")
    settings.put(WATCHES, "")
    assert network_text(said[-1]) == "No network in use"


def test_a_port_that_is_taken_is_told_and_folders_are_looked_into(
    receiving: Receiving,
    settings: Settings,
    said: list[str],
    failed: list[UserError],
    tmp_path: Path,
) -> None:
    (tmp_path / "dropped").mkdir()
    open_store(tmp_path / "other").close()
    settings.put(ALERT_FOLDERS, str(tmp_path / "dropped"))
    with listening(tmp_path / "other") as other:
        settings.put(WEBHOOK_PORT, other.port)
        settings.put(WEBHOOK, True)
        receiving.start()
        assert f"Port {other.port} is taken" in failed[0].what
        taken = f"Port {other.port} is taken by another program. Alerts can't come in by the webhook."
        assert said[-1] == f"Alerts: 1 folder  ·  {taken}"
        receiving._settle()
        assert said[-1].endswith(taken), "it is shown as long as it lasts"
    receiving._settle()
    assert said[-1] == f"Alerts: 127.0.0.1:{other.port}, 1 folder"
    assert len(failed) == 1


def test_a_file_is_taken_when_it_comes_without_waiting_for_the_next_look(
    receiving: Receiving,
    settings: Settings,
    store: Store,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("holdfast.detect.doors._LOOK", 3600.0)
    drop = tmp_path / "drop"
    drop.mkdir()
    settings.put(ALERT_FOLDERS, str(drop))
    receiving.start()
    for name in ("one", "two"):
        part = tmp_path / f"{name}.json"
        part.write_text(payload(replace(DISK, given=name)))
        os.utime(part, (1, 1))
        part.rename(drop / part.name)
        qtbot.waitUntil((drop / "done" / part.name).exists, timeout=20_000)
    assert store.database.one("SELECT count(*) FROM alert") == 2


def test_a_folder_that_is_not_there_is_told(
    receiving: Receiving, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.put(ALERT_FOLDERS, str(tmp_path / "gone"))
    with qtbot.waitSignal(receiving.failed) as heard:
        receiving.start()
    assert heard.args is not None
    assert str(tmp_path / "gone") in heard.args[0].what


def test_a_store_that_is_only_read_opens_no_door(tmp_path: Path, store: Store, settings: Settings) -> None:
    settings.put(WEBHOOK, True)
    with open_store(tmp_path / "store", read_only=True) as reader:
        receiving = Receiving(reader, settings)
        receiving.start()
        assert receiving._doors is None
        receiving.stop()


def test_without_a_door_time_does_its_part(receiving: Receiving, store: Store, hands: Hands) -> None:
    hand_in(store, DISK)
    silence(store, [matcher("service=billing")], hands.at + timedelta(minutes=5), "Known")
    hands.at += timedelta(hours=1)
    receiving.start()
    receiving._timer.timeout.emit()
    assert disk_alert(store).status == "firing"
