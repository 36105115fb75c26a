"""The inbox of alerts: empty, a storm in groups, one alert with long texts, flapping, silenced, asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from holdfast.detect.acts import acknowledge
from holdfast.detect.silences import matcher, silence
from holdfast.domain.signal import CRITICAL, HIGH, INFORMATION, Signal
from holdfast.ui.detect.page import AlertsPage
from tests.detect.signals import DISK, OVER, hand_in
from tests.gallery.scenes import Room

_LONG = Signal(
    name="KubePersistentVolumeFillingUpWithAVeryLongNameThatNobodyWouldTypeButARuleHas",
    severity=HIGH,
    source="alertmanager",
    service="historian",
    labels={f"label_{number}": f"value {number} " * number for number in range(9)}
    | {"path": "/var/lib/" + "kubelet" * 30},
    annotations={
        "summary": "The volume of the historian fills by two gigabytes an hour and is full at the end of "
        "the night shift unless somebody takes old samples off it",
        "description": "<b>Not bold</b> & as it came. " + "Samples of turbine 2 are kept twice. " * 12,
    },
    url="https://prometheus.example/graph?g0.expr=" + "a" * 90,
    given="long",
)


def _page(room: Room) -> AlertsPage:
    page = room.window.page("alerts")
    assert isinstance(page, AlertsPage)
    return page


def _empty(room: Room) -> QWidget:
    room.empty().go("alerts")
    return room.empty().window


def _storm(room: Room) -> None:
    """A dozen hosts that can't be reached, a disk, and what is known already."""
    store = room.store
    if not store.alerts.worst()[0]:
        down = Signal(name="HostDown", severity=CRITICAL, source="alertmanager", service="segment B")
        hand_in(
            store,
            *(
                replace(down, labels={"instance": f"b{n}"}, annotations={"summary": f"b{n} is down"})
                for n in range(12)
            ),
            replace(DISK, labels={**DISK.labels, "instance": "db2"}, given="db2"),
            Signal(name="BackupLate", severity=INFORMATION, source="icinga", service="backup", given="late"),
            Signal(name="PrinterQueue", source="syslog", given="printer"),
            _LONG,
        )
        late = store.alerts.newest(Signal(name="", source="icinga", given="late").fingerprint)
        assert late is not None
        acknowledge(store, [late.id])
    page = _page(room)
    room.go("alerts", "open")
    page._acts.close()
    page.list.setCurrentIndex(page.rows.index(0, 0))
    page._fold(opened=True)
    room.settle()


def _long(room: Room) -> None:
    _storm(room)
    page = _page(room)
    at = next(n for n, line in enumerate(page._lines) if line.alert and line.alert.name == _LONG.name)
    page.list.setCurrentIndex(page.rows.index(at, 0))
    room.settle()


def _asked(verb: str) -> Callable[[Room], None]:
    def scene(room: Room) -> None:
        _long(room)
        _page(room)._acts.do(verb)
        room.settle()

    return scene


def _flapping(room: Room) -> None:
    _storm(room)
    for each in (DISK, OVER, DISK, OVER, DISK):
        hand_in(room.store, each)
    page = _page(room)
    page.reload()
    room.settle()
    at = next(n for n, line in enumerate(page._lines) if line.group and line.group.name == "DiskFilling")
    page.list.setCurrentIndex(page.rows.index(at, 0))
    page._fold(opened=True)
    room.settle()
    page.list.setCurrentIndex(page.rows.index(at + 1, 0))
    room.settle()


def _silenced(room: Room) -> None:
    _storm(room)
    if not room.store.alerts.silences(0):
        until = room.store.now() + timedelta(hours=2)
        silence(room.store, [matcher("service=segment B")], until, "The switch of hall 3 is replaced")
    room.go("alerts", "silenced")


ALARMING: dict[str, Callable[[Room], QWidget | None]] = {
    "alerts-empty": _empty,
    "alerts-storm": _storm,
    "alerts-long": _long,
    "alerts-silence": _asked("alert.silence"),
    "alerts-attach": _asked("alert.attach"),
    "alerts-resolve": _asked("alert.resolve"),
    "alerts-flapping": _flapping,
    "alerts-silenced": _silenced,
}
