"""Presentation mode: large, live, by keyboard, and nothing private on it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from holdfast.desk.facts import configure
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Person
from holdfast.domain.timewords import zone_label
from holdfast.respond.incident import add_note, change
from holdfast.respond.tasks import add_task
from holdfast.respond.updates import Said, Update, send
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.respond.presentation import PresentationWindow
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


class Screen:
    """A presentation of the incident of the pictures."""

    def __init__(self, room: Room) -> None:
        self.clock, self.bridge = Clock(room.hands), Bridge(room.store)
        self.window = PresentationWindow(room.store, self.clock, self.bridge, room.live.id)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.setFocus()
        QApplication.processEvents()

    def said(self) -> str:
        """Everything that can be read or heard."""
        QApplication.processEvents()  # what was added shows itself
        parts = [self.window, *self.window.findChildren(QLabel)]
        return "\n".join(
            each.text() if isinstance(each, QLabel) else each.accessibleName()
            for each in parts
            if each.isVisible()
        )


@pytest.fixture
def screen(room: Room) -> Iterator[Screen]:
    one = Screen(room)
    yield one
    if isValid(one.window):
        one.window.close()
    for service in (one.clock, one.bridge):
        service.deleteLater()


def test_it_shows_where_the_incident_stands(room: Room) -> None:
    send(room.store, room.live.id, Update("can", "management", "Writes are back", Said(250)))
    add_task(room.store, room.live.id, "Order two disks", Person("Operator 2"), 1200)
    configure(room.store, marking="RESTRICTED")
    screen = Screen(room)
    said = screen.said()
    for words in (
        "RESTRICTED",
        room.live.ref,
        "Primary database refuses writes after disk filled",
        "00:47:12",
        "an inactive slot held 41 GB of WAL.",
        "2 disks by tomorrow 08:00",
        "Commander Shift lead\nOperations Operator 1\nScribe Operator 2",
        "Next update in 04:10",
        f"Newest first, {zone_label(room.store.now(), room.store.zone)}",
        "Order two disks",
        "in 20:00",
        "Status update to management: Writes are back",
        "Told plant management: writes are accepted again",
    ):
        assert words in said
    assert "contained 13:52" in screen.window.board.stepper.accessibleName()
    room.hands.forward(minutes=21)
    screen.clock.tick()
    assert "! Update overdue by 16 min" in screen.said()
    assert "! overdue by 01 min" in screen.said()
    screen.window.close()


def test_no_draft_and_no_contact_is_shown(room: Room) -> None:
    page = room.open()
    page.compose()
    type_text("half a thought of mine")
    page._composer.flush()
    page.do("incident.update")
    assert page._foot.panel is not None
    page._foot.panel.flush()
    people = {"name": "Dana", "lines": ["pager 4711"], "remark": "allergic to cats"}
    call = {"number": "+49 30 901820", "result": "reached", "who": "Dana", "text": "comes at once"}
    room.store.record(
        New(subject("person", room.store.new_id()), "person.added", people),
        New(subject("incident", room.live.id), "call.made", call),
    )
    change(room.store, room.live.id, need="Dana (pager 4711)")
    add_note(room.store, room.live.id, "Reach Dana: 0171-5550142, pager 4711")
    screen = Screen(room)
    said = screen.said()
    assert "Reach Dana: (contact hidden), (contact hidden)" in said
    for private in ("half a thought", "4711", "901820", "5550142", "cats", "comes at once"):
        assert private not in said
    screen.window.close()


def test_it_follows_the_record_and_the_other_desk(screen: Screen, room: Room) -> None:
    change(room.store, room.live.id, title="Writes are back", know="")
    add_note(room.store, room.live.id, "The last thing that happened", "action")
    said = screen.said()
    assert "Writes are back" in said
    assert "not said yet" in said
    assert "The last thing that happened" in said
    assert "Writes are back" in screen.window.windowTitle()
    other = room.all[0].id
    add_note(room.store, other, "Elsewhere")
    assert "Elsewhere" not in screen.said()


def test_keys_scroll_and_leave(screen: Screen, room: Room) -> None:
    for each in range(12):
        add_note(room.store, room.live.id, f"A long note that needs several lines to be read {each} " * 4)
    QApplication.processEvents()
    bar = screen.window.area.verticalScrollBar()
    assert bar.maximum() > 0
    press(Key.Key_Down)
    assert bar.value() > 0
    press(Key.Key_End)
    assert bar.value() == bar.maximum()
    press(Key.Key_Home)
    assert bar.value() == 0
    left: list[bool] = []
    screen.window.left.connect(lambda: left.append(True))
    press(Key.Key_F11)
    assert left == [True]
    assert not screen.window.isVisible()


def test_letters_grow_with_the_screen(screen: Screen) -> None:
    small = screen.window.board.title.fontMetrics().height()
    screen.window.resize(1920, 1080)
    QApplication.processEvents()
    assert screen.window.board.title.fontMetrics().height() > small * 1.3


def test_the_live_view_asks_for_it(room: Room) -> None:
    page = room.open()
    wanted: list[str] = []
    page.present_wanted.connect(wanted.append)
    page.do("incident.present")
    assert wanted == [room.live.id]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_it_passes_the_audit(room: Room, look: Look, theme: str, percent: int, size: tuple[int, int]) -> None:
    look.choose(theme, percent)
    add_task(room.store, room.live.id, "Order two disks", Person("Operator 2"), 1200)
    screen = Screen(room)
    screen.window.resize(*size)
    QApplication.processEvents()
    assert audit(screen.window) == []
    screen.window.close()
