"""The inbox of alerts: empty, a storm in groups, long texts, flapping, silenced, asked, as it came."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from holdfast.desk.declare_by_rule import declare_by_rules
from holdfast.detect.acts import acknowledge
from holdfast.detect.intake import Arrived, take
from holdfast.detect.ladder import LADDER
from holdfast.detect.rules import RULES
from holdfast.detect.silences import matcher, silence
from holdfast.domain.signal import CRITICAL, HIGH, INFORMATION, Reading, Signal, Unread
from holdfast.triage.directory import drop_person, keep
from holdfast.ui.detect.page import AlertsPage
from tests.detect.signals import BACK, DISK, OVER, hand_in, hold
from tests.gallery.scenes import Room
from tests.journeys.keyboard import until

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
_WORDS = Signal(
    name="הדיסק מתמלא",
    severity=HIGH,
    source="alertmanager",
    service="חיוב",
    labels={"app_kubernetes_io_component_of_the_cluster": "db1", "path": "/var/lib/" + "W" * 120},
    annotations={"summary": "הדיסק של השרת db1 מתמלא במהירות, נותרו 2 GB בלבד"},
    url="https://prometheus.example/graph?g0.expr=" + "a" * 90,
    given="words",
)
_CAME = (
    b'{"alerts": [\n  {"status": "firing", "labels": {"alertname": "DiskFilling"}},\n  {"status": 7}\n]}\n'
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
    page._bar.line.clear()
    room.go("alerts", "open")
    page._acts.close()
    page.list.go_to(row_of(page, "HostDown"))
    page._fold(opened=True)
    room.settle()


def row_of(page: AlertsPage, name: str, *, group: bool = False) -> int:
    """The row of an alert of this name, or of a group of them, once it is there."""

    def rows() -> list[int]:
        lines = page.rows.read(range(page.rows.total))
        there = [(line.group if group else line.group or line.alert) for line in lines]
        return [row for row, each in enumerate(there) if each is not None and each.name == name]

    until(rows, f"{name} is listed")
    return rows()[0]


def _long(room: Room) -> None:
    _storm(room)
    page = _page(room)
    page.list.go_to(row_of(page, _LONG.name))
    room.settle()


def _asked(verb: str) -> Callable[[Room], None]:
    def scene(room: Room) -> None:
        _long(room)
        _page(room)._acts.do(verb)
        room.settle()

    return scene


def _flapping(room: Room) -> None:
    _storm(room)
    for each in (DISK, OVER, BACK, OVER, BACK):
        hand_in(room.store, each)
    page = _page(room)
    page.reload()
    at = row_of(page, DISK.name, group=True)
    page.list.go_to(at)
    page._fold(opened=True)
    room.settle()
    page.list.go_to(at + 1)
    room.settle()


def _unanswered(room: Room) -> QWidget:
    """The second step is asked since the first has left; a rule has declared an incident without a lead."""
    text = (
        'name = "Nights"\nseverity = "high"\n'
        '[[steps]]\nperson = "Kim Lund"\nminutes = 10\n'
        '[[steps]]\nperson = "Jonas Weber"\nminutes = 10\n[[steps]]\nperson = "Mira Holt"\nminutes = 10\n'
    )
    rules = (
        'name = "R"\n[[rules]]\nname = "Segment B"\nmatchers = ["alertname=HostDown"]\n'
        'severity = "high"\nminutes = 0\n'
    )
    beside = room.empty()
    store = beside.store
    if not store.alerts.worst()[0]:
        down = Signal(name="HostDown", severity=CRITICAL, source="alertmanager", service="segment B")
        hand_in(store, *(replace(down, annotations={"summary": f"b{n} is down"}, given=str(n)) for n in "12"))
        keep(store, "person", store.new_id(), {"name": "Jonas Weber", "lines": "phone 4711; radio 4"})
        left = store.new_id()
        keep(store, "person", left, {"name": "Kim Lund", "lines": "phone 4712"})
        hold(store, LADDER, text)
        drop_person(store, left, "Left in October")
        hold(store, RULES, rules)
        declare_by_rules(store)
    beside.go("alerts", "open")
    climbing = beside.wiring.alerting._climbing
    assert climbing is not None
    climbing.look()
    beside.settle()
    page = _page(beside)
    page.list.go_to(0)
    beside.settle()
    return beside.window


def _silenced(room: Room) -> None:
    _storm(room)
    if not room.store.silences.holding(0):
        ends = room.store.now() + timedelta(hours=2)
        silence(room.store, [matcher("service=segment B")], ends, "The switch of hall 3 is replaced")
    room.go("alerts", "silenced")


def _nothing(room: Room) -> None:
    """Words that nothing answers to."""
    _storm(room)
    page = _page(room)
    page._bar.line.setText("nothing like it")
    page._bar._ask()
    until(lambda: not page.rows.total, "nothing is listed")
    room.settle()


def _raw(room: Room) -> None:
    """The delivery as it came, parts of which could not be read; long words, and some from right to left."""
    _storm(room)
    page = _page(room)
    if not room.store.alerts.newest(_WORDS.fingerprint):
        unread = (
            Unread("alerts[1].labels", "This is not a table of words."),
            Unread("alerts[2]", "It says no name."),
        )
        came = Arrived(room.store.new_id(), "folder", "words.json", _CAME, Reading("test", (_WORDS,), unread))
        take(room.store, came)
    page.reload()
    page.list.go_to(row_of(page, _WORDS.name))
    room.settle()
    if page._details._raw._text.isHidden():
        page._details._raw._turn()
    room.settle()
    page._details._area.ensureWidgetVisible(page._details._raw._text)
    room.settle()


def _words(room: Room) -> None:
    _raw(room)
    _page(room)._details._area.verticalScrollBar().setValue(0)
    room.settle()


ALARMING: dict[str, Callable[[Room], QWidget | None]] = {
    "alerts-empty": _empty,
    "alerts-storm": _storm,
    "alerts-long": _long,
    "alerts-silence": _asked("alert.silence"),
    "alerts-attach": _asked("alert.attach"),
    "alerts-resolve": _asked("alert.resolve"),
    "alerts-flapping": _flapping,
    "alerts-silenced": _silenced,
    "alerts-nothing": _nothing,
    "alerts-raw": _raw,
    "alerts-words": _words,
    "alerts-unanswered": _unanswered,
}
