"""The live view in a small window: what is asked for is in sight, and nothing is scrolled unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from holdfast.domain.phase import Phase
from holdfast.settings import Settings
from holdfast.ui.respond.handover_panel import HandoverPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.panel import Panel
from tests.conftest import Look
from tests.gallery.scenes import Room
from tests.ui.audit import shown

SIZES = [(1024, 700, 100), (1024, 700, 150), (1366, 768, 100), (1366, 768, 200)]


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.activateWindow()
    yield made
    made.close()


def live(room: Room, wide: int, high: int) -> LivePage:
    """The open incident in a window of this size."""
    shown(room.window, wide, high)
    room.go("incident", room.incident("Badge readers"))
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    return page


def is_whole(part: QWidget) -> bool:
    """Whether no edge of the window cuts the part off."""
    return part.visibleRegion().boundingRect() == part.rect()


def panel(room: Room, page: LivePage, phase: Phase) -> Panel:
    page.do(f"phase.{phase}")
    room.settle()
    assert page._foot.panel is not None
    return page._foot.panel


@pytest.mark.parametrize(("wide", "high", "percent"), SIZES)
def test_a_panel_is_whole_and_stays_so_when_it_grows(
    look: Look, room: Room, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    page = live(room, wide, high)
    asked = panel(room, page, Phase.CONTAINED)
    assert is_whole(asked)
    QTest.keyClicks(asked.first(), "in the early morning of some day")
    asked.submit()
    room.settle()
    assert is_whole(asked)
    assert asked.first().hasFocus()
    assert is_whole(panel(room, page, Phase.RESOLVED))


@pytest.mark.parametrize(("wide", "high", "percent"), SIZES)
def test_it_opens_with_severity_title_and_phases_in_sight(
    look: Look, room: Room, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    page = live(room, wide, high)
    room.go("incidents")
    room.go("incident", room.incident("Badge readers"))
    head = page._header
    for part in (head._chip, head.title, head._stepper):
        assert is_whole(part)
    QTest.keyClick(page._composer.edit, Qt.Key.Key_A)
    assert is_whole(page._composer.edit)


@pytest.mark.parametrize("verb", ["incident.update", "incident.handover", "incident.tasks"])
@pytest.mark.parametrize(("wide", "high", "percent"), SIZES)
def test_a_panel_that_takes_the_room_leaves_the_header_whole(
    look: Look, room: Room, wide: int, high: int, percent: int, verb: str
) -> None:
    look.choose("light", percent)
    page = live(room, wide, high)
    page.do(verb)
    room.settle()
    header = page._header
    for part in (header, header.title):
        assert part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize(("wide", "high", "percent"), SIZES)
def test_nothing_of_the_form_of_a_handover_is_cut_off_at_its_side(
    look: Look, room: Room, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    page = live(room, wide, high)
    page.do("incident.handover")
    room.settle()
    asked = page._foot.panel
    assert isinstance(asked, HandoverPanel)
    asked.form.command.setChecked(True)
    room.settle()
    assert asked.form.width() <= asked._side.viewport().width()


def test_a_frame_that_was_scrolled_by_hand_stays_there(look: Look, room: Room) -> None:
    look.choose("light", 150)
    page = live(room, 1024, 700)
    panel(room, page, Phase.CONTAINED)
    bar = room.window._frames["incident"].verticalScrollBar()
    bar.setValue(0)
    page.layout().invalidate()  # type: ignore[union-attr]
    page._services.clock.tick()
    page.updateGeometry()
    room.settle()
    assert bar.value() == 0


def test_the_key_of_the_composer_is_heard_from_everywhere_in_the_window(room: Room) -> None:
    page = live(room, 1366, 768)
    rail = room.window.rail.findChildren(QAbstractButton)[0]
    for elsewhere in (rail, page._header.title):
        elsewhere.setFocus()
        QTest.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert page._composer.edit.hasFocus()
    page.do("incident.update")
    QTest.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page._foot.panel is None
    assert page._composer.edit.hasFocus()


def test_the_menu_of_the_foot_holds_what_can_be_done_and_stands_nowhere_else(room: Room) -> None:
    page = live(room, 1366, 768)
    page._bottom.more().aboutToShow.emit()
    words = [each.text() for each in page._bottom.more().actions() if not each.isSeparator()]
    assert "Tasks…" in words
    assert not {"Send update…", "Hand over…", "Answer the handover…", "Decline the handover…"} & {*words}
    live(room, 1024, 700)
    page._bottom.more().aboutToShow.emit()
    assert {"Send update…", "Hand over…"} <= {each.text() for each in page._bottom.more().actions()}
