"""The right side of the alerts: it says all of the alert that is current, and nothing of one before it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import acknowledge, resolve
from holdfast.detect.intake import Arrived, take
from holdfast.detect.ladder import LADDER
from holdfast.detect.silences import matcher, silence
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.domain.signal import CRITICAL, HIGH, Reading, Signal, Unread
from holdfast.drill import play
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.detect.copying import BREAK, CopiedLabel
from holdfast.ui.detect.details import Details
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.stripes import DrillMark
from tests.conftest import Look
from tests.detect.signals import DISK, disk_alert, hand_in, hold
from tests.drill.small import SMALL
from tests.ui.audit import shown
from tests.ui.closing import let_go
from tests.ui.stores import make_store

_SIZE = (470, 900)
_NARROW = 345  # where the window is just wide enough for both sides
_SAYS = (QLabel, QPushButton, QPlainTextEdit, SeverityChip, DrillMark)
_NIGHTS = 'name = "Nights"\nseverity = "critical"\n[[steps]]\nperson = "Mira Holt"\nminutes = 10\n'
_ADDRESS = "https://prometheus.example/graph?g0.expr=" + "a" * 90
_LONG = Signal(
    name="KubePersistentVolumeFillingUpWithAVeryLongNameThatNobodyWouldType",
    severity=HIGH,
    source="alertmanager",
    service="s" * 60,
    labels={"k" * 60: "W" * 300, "lines": "one\ntwo"} | {f"label_{n}": f"value {n}" for n in range(210)},
    annotations={"summary": "W" * 150},
    url=_ADDRESS,
)
_PLAIN = Signal(name="PrinterQueue", source="syslog")
_HEBREW = replace(DISK, given="rtl", service="חיוב", annotations={"summary": "הדיסק של db1 מתמלא"})


@pytest.fixture
def store(tmp_path: Path, look: object) -> Iterator[Store]:
    opened, _hands = make_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def details(store: Store) -> Iterator[Details]:
    made = Details(store)
    shown(made, *_SIZE)
    yield made
    let_go(made)


def _all_kinds(store: Store) -> list[Alert]:
    """Alerts of which each says something that the others do not."""
    hold(store, LADDER, _NIGHTS)
    unread = (
        Unread("alerts[1].labels", "This is not a table of words."),
        Unread("alerts[2]", "It has no name."),
    )
    take(
        store, Arrived(store.new_id(), "folder", "both.json", b"{}", Reading("test", (_LONG, _PLAIN), unread))
    )
    hand_in(store, _HEBREW, replace(DISK, given="answered"), replace(DISK, given="over"))
    hand_in(
        store,
        *(replace(DISK, given="quiet", service="quiet"), replace(DISK, name="Asked", severity=CRITICAL)),
    )
    answered, over = (_newest(store, replace(DISK, given=given)) for given in ("answered", "over"))
    acknowledge(store, [answered.id])
    resolve(store, [over.id], "The file system was grown")
    silence(store, [matcher("service=quiet")], store.now() + timedelta(hours=2), "It is replaced")
    _busy(store)
    return [store.alerts.get(ident) for ident in store.alerts.idents(AlertsAsked("all"), 50)]


def _busy(store: Store) -> Alert:
    """One of a drill, that flaps and has an incident."""
    drill = play.start(store, SMALL)
    play.fire(store, drill.id, "disk")
    (alert,) = store.alerts.of_drill(drill.id)
    declare_from(store, [alert.id], declaration_from(store, [alert]))
    return replace(store.alerts.get(alert.id), flapping=True)


def _book(title: str) -> RunbookRow:
    return RunbookRow(title, "", "", title, "", False, 0, 0, 0, "", "", False, False)


def _newest(store: Store, signal: Signal) -> Alert:
    alert = store.alerts.newest(signal.fingerprint)
    assert alert is not None
    return alert


def _settled(details: Details) -> None:
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()


def _said(details: Details) -> list[tuple[int, int, str, str]]:
    """All that can be read, and where."""
    _settled(details)
    parts = [each for kind in _SAYS for each in details.findChildren(kind) if each.isVisible()]
    body = details._area.widget()
    return sorted((*_at(each, body), _words(each), each.accessibleName()) for each in parts)


def _at(part: QWidget, body: QWidget) -> tuple[int, int]:
    at = part.mapTo(body, QPoint(0, 0))
    return at.y(), at.x()


def _words(part: QWidget) -> str:
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    return part.text() if isinstance(part, (QLabel, QPushButton)) else ""


def _wander(details: Details, alerts: Sequence[Alert], last: Alert, chance: Random) -> None:
    """Look at some others, open deliveries, take what is suggested, choose none."""
    for alert in chance.choices([each for each in alerts if each.id != last.id], k=chance.randint(1, 6)):
        details.show_alert(alert)
        turn = chance.randrange(5)
        if turn == 0 and alert.delivery != last.delivery:  # of the same one it would stay open
            details._raw._turn()
        elif turn == 1:
            details.show_runbooks([_book("Disk is full"), _book("Disk of db1")])
        elif turn == 2:
            details.clear()
        if chance.random() < 0.5:
            _settled(details)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_of_what_was_shown_before_is_left(store: Store, details: Details, seed: int) -> None:
    alerts, chance = _all_kinds(store), Random(seed)
    last = chance.choice(alerts)
    _wander(details, alerts, last, chance)
    details.show_alert(last)
    fresh = Details(store)
    shown(fresh, *_SIZE)
    fresh.show_alert(last)
    assert _said(details) == _said(fresh)
    let_go(fresh)


def test_what_is_said_stays_within_the_page_and_its_columns_in_line(store: Store, details: Details) -> None:
    """A word without an end would push all that stands beside it out of sight."""
    hand_in(store, _LONG)
    details.show_alert(_newest(store, _LONG))
    _settled(details)
    assert details._area.widget().width() == details._area.viewport().width()
    labels = [each for each in details.findChildren(CopiedLabel) if each.isVisible()]
    assert len({_at(each, details)[1] for each in labels}) == 1
    for each in labels:
        assert each.sizeHint().width() <= each.width() or each.height() >= each.heightForWidth(each.width())


def test_a_line_of_marks_goes_on_below_where_the_window_is_narrow(store: Store, details: Details) -> None:
    details.resize(_NARROW, 900)
    details.show_alert(_busy(store))
    _settled(details)
    assert details._area.widget().width() == details._area.viewport().width()
    assert _at(details._state._flapping, details)[1] == _at(details._summary, details)[1]


def test_a_value_begins_beside_its_name_however_long_that_is(store: Store, details: Details) -> None:
    signal = replace(DISK, labels={"a_name_that_takes_more_than_one_line_of_the_table": "short"})
    hand_in(store, signal)
    details.show_alert(_newest(store, signal))
    _settled(details)
    name, value = next(pair for pair in details._labels._labels if pair[1].text() == "short")
    assert name.height() > 1.5 * name.fontMetrics().height(), "it takes several lines"
    assert value.height() < 1.5 * value.fontMetrics().height()
    assert value.y() == name.y()


def test_a_word_from_right_to_left_stands_beside_its_name(store: Store, details: Details) -> None:
    hand_in(store, _HEBREW)
    details.show_alert(_newest(store, _HEBREW))
    _settled(details)
    value = next(each for each in details.findChildren(CopiedLabel) if each.text() == "חיוב")
    image = value.grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    far = range(image.width() // 2, image.width())
    assert all(image.pixel(x, y) == ground for x in far for y in range(image.height()))


def test_the_names_have_more_room_where_text_is_larger(store: Store, details: Details, look: Look) -> None:
    hand_in(store, DISK)
    details.show_alert(disk_alert(store))
    _settled(details)
    before = _at(details._facts._labels[0][1], details)[1]
    look.choose("light", 200)
    _settled(details)
    assert _at(details._facts._labels[0][1], details)[1] > 1.5 * before


def test_a_long_address_is_copied_as_it_came(store: Store, details: Details) -> None:
    hand_in(store, _LONG)
    details.show_alert(_newest(store, _LONG))
    named = next(each for each in details.findChildren(CopiedLabel) if each.text().startswith("https:"))
    assert BREAK in named.text()
    named.setSelection(0, len(named.text()))
    QTest.keySequence(named, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == _ADDRESS
    lines = next(each for each in details.findChildren(CopiedLabel) if each.text() == "one\ntwo")
    lines.setSelection(0, len(lines.text()))
    QTest.keySequence(lines, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "one\ntwo"


def test_tab_goes_from_top_to_bottom(store: Store, details: Details) -> None:
    alert = _busy(store)
    details.show_alert(alert)
    details.show_runbooks([_book("Disk is full"), _book("Disk of db1")])
    _settled(details)
    details.activateWindow()
    details.take_focus()
    passed = list[str]()
    for _turn in range(4):
        QTest.keyClick(details.focusWidget(), Qt.Key.Key_Tab)
        passed.append(details.focusWidget().text())
    ref = store.incidents.get(alert.incident).ref
    assert passed == [ref, "Disk is full", "Disk of db1", "Show the delivery as it came"]


def test_an_alert_that_came_in_by_no_delivery_offers_none(store: Store, details: Details) -> None:
    hand_in(store, DISK)
    details.show_alert(replace(_newest(store, DISK), delivery=""))
    assert not [each for each in details.findChildren(QPushButton) if each.isVisible()]


def test_what_cannot_be_read_is_not_shown_beside_another_ones_words(store: Store, details: Details) -> None:
    hand_in(store, DISK)
    hand_in(store, _PLAIN)
    first, second = _newest(store, DISK), _newest(store, _PLAIN)
    details.show_alert(first)
    store.database.run("UPDATE delivery SET value = '{' WHERE id = ?", (second.delivery,))
    for _again in range(2):
        with pytest.raises(UserError):
            details.show_alert(second)
        assert details.shown() == first.id
