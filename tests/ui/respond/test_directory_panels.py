"""Call list, linked incidents and what was seen before, on the live view by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from holdfast.domain.coordination import Link
from holdfast.domain.phase import Phase
from holdfast.respond.calls import calls_of
from holdfast.respond.links import link
from holdfast.triage.declare import Declaration, declare
from tests.conftest import Look
from tests.triage.directory_maker import person
from tests.ui.audit import audit, shown
from tests.ui.respond.making import make_page
from tests.ui.stores import make_store

Key = Qt.Key
_LONGEST = 20_000


class Desk:
    def __init__(self, path: Path) -> None:
        self.store, self.hands = make_store(path)
        self.past = declare(self.store, Declaration("Badge readers in hall 1 time out", "access")).id
        self.ident = declare(self.store, Declaration("Badge readers in hall 2 time out", "access")).id
        self.page = make_page(self.store, self.hands, self.ident)
        self.went: list[tuple[str, str]] = []
        self.page.place_wanted.connect(lambda key, what: self.went.append((key, what)))
        self.page.resize(1200, 760)
        shown(self.page, 1200, 760)
        self.page.activateWindow()
        QApplication.processEvents()

    def links(self) -> tuple[Link, ...]:
        return self.store.incidents.get(self.ident).links


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "store")
    yield made
    made.page._services.tasks.drain()
    made.page.close()
    made.page.deleteLater()
    made.store.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)
    QApplication.processEvents()


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def focus(widget: QWidget) -> None:
    widget.setFocus()
    QApplication.processEvents()


def buttons(desk: Desk, name: str) -> list[QPushButton]:
    found = [each for each in desk.page.findChildren(QPushButton) if each.isVisible()]
    return [each for each in found if each.accessibleName() == name]


def texts(desk: Desk) -> list[str]:
    return [each.text() for each in desk.page.findChildren(QLabel) if each.isVisible() and each.text()]


def audited(desk: Desk) -> list[str]:
    for _round in range(3):
        QApplication.processEvents()
    return audit(desk.page)


def test_a_call_is_recorded_as_it_is_made(desk: Desk) -> None:
    person(desk.store, name="Ana", lines="radio 1", weeks="2026-W48")
    desk.page.do("incident.calls")
    assert audited(desk) == []
    assert focused().accessibleName() == "Reached: Ana, radio 1"
    press(Key.Key_Return)
    assert [(call.who, call.result) for call in calls_of(desk.store, desk.ident)] == [("Ana", "reached")]
    assert any(text.startswith("Reached 14:0") for text in texts(desk))
    focus(next(e for e in desk.page.findChildren(QLineEdit) if e.accessibleName() == "Number or line"))
    write("4711")
    focus(buttons(desk, "No answer: the number typed")[0])
    press(Key.Key_Space)
    assert calls_of(desk.store, desk.ident)[0].number == "4711"
    press(Key.Key_Escape)
    assert desk.page._foot.panel is None


def test_nobody_in_the_directory_is_said(desk: Desk) -> None:
    desk.page.do("incident.calls")
    assert "Nobody is in the directory yet; a number can be typed." in texts(desk)
    assert audited(desk) == []


def test_an_incident_is_linked_by_its_reference_followed_and_taken_off(desk: Desk) -> None:
    past = desk.store.incidents.get(desk.past)
    desk.page.do("incident.links")
    assert "No incident is linked yet." in texts(desk)
    press(Key.Key_Return)
    assert any(text.startswith("Which incident?") for text in texts(desk))
    write(past.ref)
    press(Key.Key_Return)
    assert desk.links() == (Link("duplicate_of", desk.past),)
    assert audited(desk) == []
    write(desk.store.incidents.get(desk.ident).ref)
    press(Key.Key_Return)
    assert any("can't be linked to itself" in text for text in texts(desk))
    buttons(desk, f"Open {past.ref}")[0].click()
    assert desk.went == [("incident", desk.past)]
    buttons(desk, f"Take the link to {past.ref} off")[0].click()
    assert desk.links() == ()
    assert "No incident is linked yet." in texts(desk)


def test_a_duplicate_is_dismissed_with_its_link(desk: Desk) -> None:
    desk.page.do("incident.links")
    write(desk.store.incidents.get(desk.past).ref)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    press(Key.Key_Return)
    incident = desk.store.incidents.get(desk.ident)
    assert (incident.phase, incident.close_reason) == (Phase.DISMISSED, "duplicate")
    assert desk.page._foot.panel is None


def test_the_header_leads_to_what_this_is_a_duplicate_of(desk: Desk) -> None:
    past = desk.store.incidents.get(desk.past)
    assert buttons(desk, f"Duplicate of {past.ref}") == []
    link(desk.store, desk.ident, desk.past, "duplicate_of")
    (line,) = buttons(desk, f"Duplicate of {past.ref}")
    assert audited(desk) == []
    focus(line)
    press(Key.Key_Return)
    assert desk.went == [("incident", desk.past)]


def test_what_was_seen_before_is_shown_and_linked_as_a_duplicate(desk: Desk) -> None:
    desk.page.do("incident.seen")
    waiting = QEventLoop()
    desk.page._foot.panel._looking.found.connect(waiting.quit)
    QTimer.singleShot(_LONGEST, waiting, waiting.quit)
    waiting.exec()
    QApplication.processEvents()
    assert focused().accessibleName() == "Seen before"
    press(Key.Key_Return)
    assert any("same service" in text for text in texts(desk))
    assert audited(desk) == []
    buttons(desk, "This is a duplicate of it")[0].click()
    assert desk.links() == (Link("duplicate_of", desk.past),)
    assert f"Incidents linked to {desk.store.incidents.get(desk.ident).ref}" in texts(desk)
