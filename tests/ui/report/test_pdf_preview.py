"""The preview is the real PDF, rebuilt after the last change, at the page and place where it was."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from holdfast.desk.export import build_pdf
from holdfast.domain.errors import UserError
from holdfast.report.content import ReviewReport, SectionText
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.report.pdf_preview import PdfPreview
from tests.conftest import Look
from tests.ui.audit import audit, shown

PARAGRAPH = "The volume that holds the log was full. " * 12 + "\n\n"


def report(length: int = 40) -> ReviewReport:
    sections = (SectionText("summary", "Summary", PARAGRAPH * length),)
    return ReviewReport("Database refuses writes", "INC-K7-142", "Revision 1", "draft", sections=sections)


class Scene:
    """A preview with what it was asked to build."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []
        self.tasks = Tasks(self.failures.append)
        self.built: list[ReviewReport] = []
        self.preview = PdfPreview(self.tasks, self.build)

    def build(self, value: ReviewReport) -> bytes:
        self.built.append(value)
        return build_pdf(value)


@pytest.fixture
def scene(look: Look, nothing_left: None) -> Iterator[Scene]:
    made = Scene()
    yield made
    made.preview.close()
    assert made.tasks.drain()
    made.preview.deleteLater()


def show(qtbot: QtBot, scene: Scene, value: ReviewReport) -> None:
    shown(scene.preview, 440, 640)
    with qtbot.waitSignal(scene.preview.built, timeout=10_000):
        scene.preview.show_now(lambda: value)
    shown(scene.preview, 440, 640)  # the scroll bar has come and taken its room


def idle(qtbot: QtBot, scene: Scene) -> None:
    scene.preview.pages.viewport().repaint()
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=10_000)
    scene.preview.pages.viewport().repaint()


def test_it_shows_the_pages_of_the_pdf(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report())
    idle(qtbot, scene)
    assert scene.preview.pages.count() > 3
    image = scene.preview.pages.viewport().grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(60, 380, 2) for y in range(60, 400)}
    assert QColor(Qt.GlobalColor.white).name() in colours
    assert len(colours) > 8  # letters, smoothed
    assert scene.preview.pages.accessibleName() == f"PDF preview, page 1 of {scene.preview.pages.count()}"


def test_a_new_edition_keeps_page_and_place(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report())
    bar = scene.preview.pages.verticalScrollBar()
    bar.setValue(1100)
    page = scene.preview.pages.page()
    assert page == 3
    show(qtbot, scene, replace(report(), title="Another title"))
    assert (bar.value(), scene.preview.pages.page()) == (1100, page)
    assert [one.title for one in scene.built] == ["Database refuses writes", "Another title"]


def test_fewer_pages_end_where_the_last_one_is(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report())
    scene.preview.pages.verticalScrollBar().setValue(1_000_000)
    show(qtbot, scene, report(6))
    assert scene.preview.pages.page() == scene.preview.pages.count()


def test_it_waits_until_the_last_change(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report(1))
    for number in range(5):
        scene.preview.show_soon(lambda number=number: replace(report(1), title=f"Title {number}"))
    with qtbot.waitSignal(scene.preview.built, timeout=10_000):
        pass
    assert [one.title for one in scene.built] == ["Database refuses writes", "Title 4"]


def test_nothing_is_built_while_it_is_hidden(qtbot: QtBot, scene: Scene) -> None:
    scene.preview.show_now(report)
    assert not scene.tasks.is_busy()
    with qtbot.waitSignal(scene.preview.built, timeout=10_000):
        shown(scene.preview, 440, 640)
    assert len(scene.built) == 1


def test_the_same_report_is_not_built_twice(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report(1))
    scene.preview.show_now(lambda: report(1))
    assert not scene.tasks.is_busy() or len(scene.built) == 1


def test_what_is_in_the_way_is_said_in_place(qtbot: QtBot, scene: Scene) -> None:
    shown(scene.preview, 440, 640)

    def fail() -> ReviewReport:
        raise UserError("There is no review.", hint="Choose another.")

    scene.preview.show_now(fail)
    assert scene.preview._wrong.isVisible()
    assert scene.preview._wrong.text() == "There is no review. Choose another."


def test_keys_turn_the_pages(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report())
    scene.preview.pages.setFocus()
    places = [scene.preview.pages.verticalScrollBar().value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        qtbot.keyClick(scene.preview.pages, key)
        places.append(scene.preview.pages.verticalScrollBar().value())
    assert all(one < other for one, other in pairwise(places))
    qtbot.keyClick(scene.preview.pages, Qt.Key.Key_Home)
    assert scene.preview.pages.page() == 1


def test_other_paper_is_shown_in_its_own_shape(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, replace(report(1), paper="Letter"))
    idle(qtbot, scene)
    wide, high = scene.preview.pages._page_width(), scene.preview.pages._page_height()
    assert high == pytest.approx(wide * 792 / 612, abs=2)


def test_only_pages_near_the_one_in_sight_are_kept_as_pictures(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, report(160))
    count = scene.preview.pages.count()
    assert count > 12
    for page in range(count):
        scene.preview.pages.verticalScrollBar().setValue(page * (scene.preview.pages._page_height() + 16))
        idle(qtbot, scene)
    kept = sorted(scene.preview.pages._pictures)
    assert len(kept) <= 8
    assert kept[-1] == count - 1


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_audit(qtbot: QtBot, scene: Scene, look: Look, theme: str) -> None:
    look.choose(theme, 150)
    show(qtbot, scene, report(1))
    idle(qtbot, scene)
    assert audit(scene.preview) == []
