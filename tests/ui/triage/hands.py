"""What the tests of the wizard share: a page on a real store, and keys as a person presses them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.triage.assess_page import AssessPage
from holdfast.ui.triage.declare_page import DeclarePage
from tests.ui.audit import audit, shown
from tests.ui.stores import Hands, make_store


@dataclass
class Desk:
    """A wizard page, the store under it and what it said."""

    path: Path
    store: Store
    hands: Hands
    page: Any  # a DeclarePage or an AssessPage
    bridge: Bridge
    said: list[Notice] = field(default_factory=list)
    went: list[tuple[str, str]] = field(default_factory=list)

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()
        self.store.close()

    def declared(self) -> Incident:
        """The incident that the page said it declared."""
        return self.store.incidents.get(next(what for name, what in self.went if name == "declared"))

    def all(self) -> list[Incident]:
        rows = self.store.incidents.page(self.store.query(""), "age", 0, 99)
        return [self.store.incidents.get(row.id) for row in rows]


def make_desk(
    path: Path, kind: type[DeclarePage | AssessPage] = DeclarePage, store: Store | None = None
) -> Desk:
    """A shown page on a store where Operator 1 is at the keyboard."""
    made, hands = (store, Hands()) if store else make_store(path)
    said: list[Notice] = []
    notices = Notices(_raise)
    notices.shown.connect(said.append)

    def known() -> bool:
        return made.by is not None

    bridge = Bridge(made)
    if kind is AssessPage:
        page = AssessPage(made, known, notices, bridge)
    else:
        page = DeclarePage(made, known, notices, Clock(made.now), bridge)
    desk = Desk(path, made, hands, page, bridge, said)
    page.left.connect(lambda: desk.went.append(("left", "")))
    if isinstance(page, DeclarePage):
        page.declared.connect(lambda ident: desk.went.append(("declared", ident)))
    else:
        page.assessed.connect(lambda ident: desk.went.append(("assessed", ident)))
    return desk


def open_page(desk: Desk, what: str = "") -> Desk:
    """Show the page as the shell does."""
    desk.page.show_place(what)
    shown(desk.page)
    desk.page.activateWindow()
    QApplication.processEvents()
    focus(desk.page.first_focus())
    return desk


def focus(widget: QWidget) -> None:
    widget.setFocus()
    QApplication.processEvents()


def press(key: Qt.Key, *, ctrl: bool = False, shift: bool = False, alt: bool = False) -> None:
    """Press a key where the focus is."""
    held = Qt.KeyboardModifier.NoModifier
    for wanted, each in (
        (ctrl, Qt.KeyboardModifier.ControlModifier),
        (shift, Qt.KeyboardModifier.ShiftModifier),
        (alt, Qt.KeyboardModifier.AltModifier),
    ):
        held = held | each if wanted else held
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def write(text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(focused(), text)
    QApplication.processEvents()


def tab(times: int = 1) -> None:
    for _time in range(times):
        press(Qt.Key.Key_Tab)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def name() -> str:
    """What is focused, as a screen reader calls it."""
    return focused().accessibleName()


def audited(page: QWidget) -> list[str]:
    """The audit of a page once its layouts have come to rest."""
    for _round in range(3):
        QApplication.processEvents()
    return audit(page)


def texts(page: QWidget) -> list[str]:
    """Everything that the labels in sight say."""
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def edit(page: QWidget, name: str) -> QLineEdit:
    """The line of this accessible name."""
    return next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == name)


def _raise(error: BaseException) -> None:
    raise error
