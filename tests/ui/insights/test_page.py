"""Insights over a real store: sentence, chart, table, the rows behind a figure, and the report."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from holdfast.domain.phase import Phase
from holdfast.respond.labels import label
from holdfast.respond.phases import move
from holdfast.review.actions import add_action
from holdfast.review.factors import add_factor
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.insights.page import InsightsPage, Services
from holdfast.ui.kit.bar_chart import BarChart
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import ROW, Row
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.page_frame import PageFrame
from tests.conftest import Look
from tests.store.conftest import Hands, hands, open_here, store
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit, shown

__all__ = ["hands", "open_here", "store"]
MINUTE = timedelta(minutes=1)


class Scene:
    """The page, and what it said and where it went."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.says: list[Notice] = []
        self.bugs: list[BaseException] = []
        self.went: list[str] = []
        self.asking = ScriptedAsking()
        self.notices = Notices(self.bugs.append)
        self.notices.shown.connect(self.says.append)
        self.tasks = Tasks(self.bugs.append)
        self.bridge = Bridge(store)
        record = Recording(lambda: store.by is not None, lambda: False, self.notices.error, lambda: None)
        self.page = InsightsPage(Services(store, self.bridge, record, self.notices, self.tasks, self.asking))
        self.page.incident_chosen.connect(self.went.append)


@pytest.fixture
def scene(store: Store, look: Look, nothing_left: None) -> Iterator[Scene]:
    made = Scene(store)
    shown(made.page, 1180, 720)
    yield made
    made.page.close()
    assert made.tasks.drain()
    made.page.deleteLater()
    assert made.bugs == []


def contained(store: Store, hands: Hands, minutes: int, *, review: bool = False) -> str:
    one = declare(store, Declaration(f"Disk {minutes} full", "db"))
    label(store, [one.id], "power cut")
    hands.at += minutes * MINUTE
    move(store, one.id, Phase.CONTAINED)
    move(store, one.id, Phase.RESOLVED)
    if review:
        add_action(store, begin(store, one.id).id, "Watch the disk", due="2026-11-20")
    return one.id


def filled(store: Store, hands: Hands) -> list[str]:
    return [contained(store, hands, minutes, review=minutes == 40) for minutes in (10, 20, 40)]


def idle(qtbot: QtBot, scene: Scene) -> None:
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=10_000)
    qtbot.waitUntil(lambda: not scene.tasks.is_busy() and not scene.page._timer.isActive(), timeout=10_000)


def opened(qtbot: QtBot, scene: Scene, what: str = "") -> InsightsPage:
    scene.page.show_place(what)
    idle(qtbot, scene)
    shown(scene.page, 1180, 720)
    return scene.page


def rows(page: InsightsPage) -> list[Row]:
    model = page.rows.model()
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def item(page: InsightsPage, words: str) -> QTreeWidgetItem:
    (found, *_more) = page.figures.findItems(
        words, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0
    )
    return found


def choose(qtbot: QtBot, scene: Scene, words: str) -> list[Row]:
    scene.page.figures.setCurrentItem(item(scene.page, words))
    idle(qtbot, scene)
    return rows(scene.page)


def test_the_sentence_comes_first_and_the_chart_says_the_same(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    filled(store, hands)
    page = opened(qtbot, scene)
    assert page._said.text() == "Median time to contain 20 min, 3 incidents"
    (chart,) = page.findChildren(BarChart)
    assert chart.accessibleName() == "Chart: Time to contain by severity, median and 90th percentile"
    assert chart.accessibleDescription().startswith("All: 20 min")
    contain = item(page, "Time to contain")
    assert [contain.text(column) for column in (1, 2, 3)] == ["3", "20 min", "40 min"]


def test_a_figure_opens_its_rows_and_a_row_its_incident(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    idents = filled(store, hands)
    page = opened(qtbot, scene)
    assert [(row.title, row.age) for row in rows(page)] == [
        ("Disk 40 full", "40 min"),
        ("Disk 20 full", "20 min"),
        ("Disk 10 full", "10 min"),
    ]
    page.figures.setFocus()
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert page.rows.hasFocus()
    QTest.keyClick(page.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert scene.went == [idents[1]]


def test_what_is_missing_left_out_repeated_or_overdue_opens_its_rows_too(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    idents = filled(store, hands)
    alarm = declare(store, Declaration("Nothing at all"))
    move(store, alarm.id, Phase.DISMISSED, reason="A test of the siren")
    page = opened(qtbot, scene)
    assert len(choose(qtbot, scene, "Not in it: beginning not recorded")) == 3
    assert [row.title for row in choose(qtbot, scene, "Dismissed")] == ["Nothing at all"]
    assert len(choose(qtbot, scene, "power cut")) == 3
    (late,) = choose(qtbot, scene, "Overdue preventive actions")
    assert (late.title, late.due, late.overdue) == ("Watch the disk", "due 2026-11-20", True)
    page.rows.opened.emit(page.rows.model().index(0, 0))
    assert scene.went == [idents[2]]


def test_what_contributed_has_its_sentence_its_chart_and_its_rows(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    _first, _second, reviewed = filled(store, hands)
    review = store.reviews.of_incident(reviewed)
    assert review is not None
    add_factor(store, review.id, "The branch was not protected", category="change")
    page = opened(qtbot, scene)
    (row,) = choose(qtbot, scene, "Change or configuration")
    assert row.title == "Disk 40 full"
    assert page._said.text() == (
        "Most often contributed: change or configuration, in 1 of 1 incident whose review names a factor"
    )
    (chart,) = page.findChildren(BarChart)
    assert chart.accessibleDescription() == "Change or configuration: 1 of 1"
    assert len(choose(qtbot, scene, "Not in it: no review yet")) == 2


def test_too_few_incidents_are_said_with_their_number(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    contained(store, hands, 10)
    page = opened(qtbot, scene)
    assert page._nothing._sentence.text() == "Needs 3 resolved incidents; you have 1."
    assert page.first_focus() is page._choices


def test_what_is_recorded_meanwhile_is_measured_too(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    contained(store, hands, 10)
    page = opened(qtbot, scene)
    for minutes in (20, 40):
        contained(store, hands, minutes)
    scene.bridge.poll()
    qtbot.waitUntil(lambda: page._said.text().endswith("3 incidents"), timeout=10_000)
    idle(qtbot, scene)


def test_a_filter_that_can_not_be_read_is_said_at_its_field(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands
) -> None:
    filled(store, hands)
    page = opened(qtbot, scene, "sevv:1")
    assert "there is no field sevv" in page._choices.query.error()
    page = opened(qtbot, scene, 'service:db "Disk"')
    assert page._said.text().endswith("3 incidents")


def test_esc_stops_the_reading(qtbot: QtBot, scene: Scene, store: Store, hands: Hands) -> None:
    filled(store, hands)
    page = opened(qtbot, scene)
    page.ask()
    QTest.keyClick(page.figures, Qt.Key.Key_Escape)
    assert page._state.text() == "Stopped. What is shown was read before."
    idle(qtbot, scene)
    assert page._state.text() == "Stopped. What is shown was read before."


@pytest.mark.parametrize("form", ["pdf", "csv"])
def test_the_report_is_exported_from_here(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands, tmp_path: Path, form: str
) -> None:
    filled(store, hands)
    page = opened(qtbot, scene)
    scene.asking.targets.append(tmp_path / f"metrics.{form}")
    with qtbot.waitSignal(page._exporter.done, timeout=20_000):
        page.export(form)
    idle(qtbot, scene)
    assert (tmp_path / f"metrics.{form}").stat().st_size > 300
    assert store.entries("store", store.facts.id)[-1].body["parameters"]["document"] == "metrics"


@pytest.mark.parametrize(
    ("theme", "percent", "width"),
    [
        ("light", 100, 1180),
        ("dark", 150, 1180),
        ("contrast", 200, 1366),
        ("light", 100, 800),
        ("dark", 100, 800),
        ("contrast", 200, 800),
    ],
)
def test_nothing_is_cut_pale_or_nameless(
    qtbot: QtBot, scene: Scene, store: Store, hands: Hands, look: Look, theme: str, percent: int, width: int
) -> None:
    look.choose(theme, percent)
    filled(store, hands)
    page = opened(qtbot, scene)
    page.setParent(None)
    frame = PageFrame(page)
    shown(frame, width, 768)
    assert page.width() <= width  # it scrolls down only
    assert audit(frame) == []
    frame.takeWidget()
    frame.deleteLater()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_empty_page_is_clean(qtbot: QtBot, scene: Scene, look: Look, theme: str) -> None:
    look.choose(theme)
    assert audit(opened(qtbot, scene)) == []
