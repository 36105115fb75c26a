"""An alert comes in, is answered, becomes an incident and is over: by keyboard alone, in the real window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from holdfast.desk.operators import sign_in
from holdfast.domain.signal import CRITICAL
from holdfast.drill import play
from holdfast.respond.incident import timeline_of
from holdfast.ui.detect.page import AlertsPage
from tests.conftest import Look
from tests.detect.signals import DISK, OVER, disk_alert, hand_in
from tests.drill.small import SMALL
from tests.journeys.keyboard import focused, name, press, typed, until
from tests.journeys.room import OpenWindow

FIRES = replace(DISK, severity=CRITICAL)


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def test_an_alert_becomes_an_incident_that_tells_when_it_is_over(room: OpenWindow) -> None:
    room.rest()
    before = focused()
    hand_in(room.store, FIRES)
    until(room.window.banners, "a banner tells of it")
    assert room.window.windowTitle().startswith("(1) ")
    assert focused() is before, "the focus stays where it was"

    press("Ctrl+2")
    page = room.window.page("alerts")
    assert isinstance(page, AlertsPage)
    until(page.rows.rowCount, "the inbox shows it")
    assert not room.window.banners()
    room.expect_who("Ana Keller")
    press("Ctrl+Shift+K")
    until(lambda: disk_alert(room.store).status == "acknowledged", "it is acknowledged")
    until(lambda: not room.window.windowTitle().startswith("("), "nobody waits any more")

    press("Ctrl+Shift+N")
    assert name(focused()) == "Title"
    assert typed() == "The disk of db1 is filling"
    press("Ctrl+Return")
    until(lambda: room.window.current_key() == "incident", "the incident is shown")
    incident = room.store.incidents.get(disk_alert(room.store).incident)
    assert (incident.service, incident.noticed) == ("billing", "alert")
    heard = disk_alert(room.store).first
    assert heard is not None
    assert incident.times["detected"] == heard.replace(microsecond=0)

    hand_in(room.store, replace(OVER, severity=CRITICAL))
    room.rest()
    told = [row.text for row in timeline_of(room.store, incident.id) if row.kind == "alert"]
    assert "resolved" in told[-1]
    assert "DiskFilling" in told[-1]


def test_what_is_practised_takes_no_real_alert_off_the_window(room: OpenWindow) -> None:
    room.rest()
    hand_in(room.store, FIRES)
    until(room.window.banners, "a banner tells of it")
    sign_in(room.store, "Ana")
    drill = play.start(room.store, SMALL)
    play.fire(room.store, drill.id, "disk")
    until(lambda: len(_of_alerts(room)) == 2, "one tells of what is practised, too")
    real, practised = sorted(_of_alerts(room), key=lambda words: words.startswith("DRILL"))
    assert "The disk of db1 is filling" in real
    assert practised.startswith("DRILL: New alert")
    press("Ctrl+2")
    assert not _of_alerts(room), "the list itself says both"


def _of_alerts(room: OpenWindow) -> list[str]:
    labels = (each for banner in room.window.banners() for each in banner.findChildren(QLabel))
    return [each.text() for each in labels if "New alert" in each.text()]
