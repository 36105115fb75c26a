"""A panel with the runs of an incident, followed by keyboard, for the tests of what stands in it."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from holdfast.desk.operators import sign_in
from holdfast.domain.run import Run
from holdfast.runbook import run as runs
from holdfast.runbook.library import import_folder
from holdfast.runbook.render import Rendered
from holdfast.store.store import Store
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.run_card import StepCard
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.kit.run_row import StepRow
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.tasks import Tasks
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit, shown
from tests.ui.stores import Hands

Key = Qt.Key


@dataclass
class Desk:
    """A panel, the store behind it, and what a test asks of both."""

    path: Path
    store: Store
    hands: Hands
    panel: RunPanel
    tasks: Tasks
    clock: Clock
    others: list[str]
    """Who comes to the keyboard when somebody else is asked for."""
    incident: str = ""
    asking: ScriptedAsking = field(default_factory=ScriptedAsking)
    said: list[Notice] = field(default_factory=list)
    recorded: list[None] = field(default_factory=list)

    def run(self) -> Run:
        return self.store.runbooks.run(self.panel.run_id())

    def card(self) -> StepCard:
        card = self.panel.card()
        assert card is not None
        return card

    def states(self) -> list[str]:
        return [self.panel._steps.row(step.id).state().state for step in self.panel.document().steps]


def render(text: str, _images: object, _base: str) -> Rendered:
    return Rendered(f"<h1>{text.splitlines()[0]}</h1><p><a href='hf-runbook:valve.md#close'>valve</a></p>")


def _raise(error: BaseException) -> None:
    raise error


def make_panel(store: Store, hands: Hands, path: Path) -> Desk:
    said: list[Notice] = []
    notices, tasks = Notices(_raise), Tasks(_raise)
    notices.shown.connect(said.append)
    clock = Clock(store.now)
    asking, others = ScriptedAsking(), list[str]()

    def somebody_else() -> bool:
        for name in others[:1]:
            sign_in(store, name)
        return bool(others)

    services = RunServices(
        store, render, lambda: store.by is not None, somebody_else, notices, tasks, clock, asking
    )
    panel = RunPanel(services)
    desk = Desk(path, store, hands, panel, tasks, clock, others, asking=asking, said=said)
    panel.changed.connect(lambda: desk.recorded.append(None))
    return desk


def bring_in(store: Store, path: Path, books: dict[str, str]) -> None:
    folder = path / "books"
    folder.mkdir(exist_ok=True)
    for name, text in books.items():
        (folder / name).write_text(text, encoding="utf-8")
    import_folder(store, folder)


def start(desk: Desk, title: str = "Pump is hot") -> Run:
    book = next(row for row in desk.store.runbooks.page() if row.title == title)
    return runs.start(desk.store, desk.incident, book.id)


def show(desk: Desk) -> None:
    desk.panel.show_incident(desk.incident)
    shown(desk.panel, 650, 600)
    desk.panel.activateWindow()
    QApplication.processEvents()


def press(key: Qt.Key, *, alt: bool = False, shift: bool = False, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.NoModifier
    held = held | Qt.KeyboardModifier.ControlModifier if ctrl else held
    held = held | Qt.KeyboardModifier.AltModifier if alt else held
    held = held | Qt.KeyboardModifier.ShiftModifier if shift else held
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def texts(desk: Desk) -> list[str]:
    return [each.text() for each in desk.panel.findChildren(QLabel) if each.isVisible() and each.text()]


def button(desk: Desk, name: str) -> QPushButton:
    return next(
        each
        for each in desk.panel.findChildren(QPushButton)
        if each.accessibleName() == name and each.isVisible()
    )


def click(desk: Desk, name: str) -> None:
    """Press a button and let what follows happen."""
    button(desk, name).click()
    QApplication.processEvents()


def audited(desk: Desk) -> list[str]:
    for _round in range(3):
        QApplication.processEvents()
    return audit(desk.panel)


def row(desk: Desk, number: int) -> StepRow:
    return desk.panel._steps.row(desk.panel.document().steps[number - 1].id)


def menu(desk: Desk, words: str) -> QAction:
    """An entry of the menu in the head."""
    return next(action for action in desk.panel._head.menu().actions() if action.text() == words)


def more(desk: Desk, words: str) -> None:
    """Choose an entry of the menu of the open step."""
    actions = desk.card()._verbs.menu.actions()
    next(action for action in actions if action.text().replace("&", "") == words).trigger()
    QApplication.processEvents()


def close(desk: Desk) -> None:
    """End what the panel began."""
    desk.panel.close()
    desk.panel.deleteLater()
    desk.tasks.drain()
    desk.store.close()
