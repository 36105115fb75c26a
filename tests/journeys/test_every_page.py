"""Every page and dialog: the accessibility audit, letters and keys that mean one thing, the way of Tab."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from holdfast.settings import Settings
from holdfast.ui.kit.crash import CrashDialog
from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.operator_dialog import OperatorDialog
from holdfast.ui.shell.shortcuts import ShortcutSheet
from tests.conftest import Look
from tests.gallery import scenes
from tests.gallery.alarming import ALARMING
from tests.gallery.drifting import DRIFTING
from tests.gallery.scenes import Room
from tests.gallery.watching import WATCHING
from tests.journeys.keyboard import front, press
from tests.journeys.room import qapplication
from tests.ui.audit import audit, shown, what
from tests.ui.scaled import scaled

_LINKS = 200  # Tab goes through the links of a document before it leaves it


def _picker(key: str) -> Callable[[Room], QWidget]:
    def scene(room: Room) -> QWidget:
        standard = room.wiring._standard
        opening = {"palette": standard.open_palette, "quick": standard.open_quick}
        opening.get(key, standard.open_search)()
        picker = standard.picker(key)
        picker.look("" if key != "search" else "database")
        return picker

    return scene


def _sheet(room: Room) -> QWidget:
    return ShortcutSheet(room.wiring.actions, room.window)


def _operator(room: Room) -> QWidget:
    dialog = OperatorDialog([("Mira Holt", True)], lambda _name, _secret: None, room.window)
    dialog.type_name("Mira Holt")
    return dialog


def _crash(room: Room) -> QWidget:
    dialog = CrashDialog()
    dialog.add("Holdfast, Python\n\nTraceback (most recent call last):\n  …\nKeyError: 'phase'")
    return dialog


def _assess(room: Room) -> None:
    room.go("assess", room.incident("Badge readers"))


PAGES: dict[str, Callable[[Room], QWidget | None]] = {
    **scenes.SCENES,
    "assess": _assess,
    "alerts": ALARMING["alerts-storm"],
    "watches": WATCHING["watches-tried"],
    "watches-edit": WATCHING["watches-edit"],
}
_THEMES = ("light", "dark", "contrast")
_MADE_ANEW = (ShortcutSheet, OperatorDialog, CrashDialog)  # by each scene that shows one
_SECOND = "review-offers"  # another one in the same window: leaving the first ended in a crash
DIALOGS: dict[str, Callable[[Room], QWidget]] = {
    "palette": _picker("palette"),
    "quick": _picker("quick"),
    "search": _picker("search"),
    "sheet": _sheet,
    "operator": _operator,
    "crash": _crash,
}


@pytest.fixture(scope="module")
def room(_look: Look, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One window for all: a page that was left must not be in the way of the next."""
    made = Room(tmp_path_factory.mktemp("practice"), Settings(None), _look.appearance)
    made.window.resize(1366, 768)
    yield made
    made.close()
    _look.choose()


def _open(room: Room, scene: str) -> QWidget:
    widget = (PAGES | DIALOGS | DRIFTING)[scene](room) or room.window
    room.window.activateWindow()
    if widget is not room.window:
        shown(widget, widget.width(), widget.height())
    room.settle()
    return widget


def _put_away(room: Room, widget: QWidget) -> None:
    if widget is not room.window:
        widget.close()
    if isinstance(widget, _MADE_ANEW):
        widget.deleteLater()
    room.settle()


@pytest.mark.parametrize(("number", "scene"), [*enumerate((*PAGES, *DIALOGS))], ids=[*PAGES, *DIALOGS])
def test_the_audit_finds_nothing_in_three_themes(room: Room, number: int, scene: str) -> None:
    """Each opens in the theme that the one before it was left in: a switch dresses the whole window anew."""
    first = -number % 3
    themes = (_THEMES * 2)[first : first + 3]
    room.appearance.choose(themes[0])
    widget = _open(room, scene)
    found: list[str] = []
    for theme in themes:
        room.appearance.choose(theme)
        room.settle()
        found += [f"{theme}: {each}" for each in audit(widget)]
    _put_away(room, widget)
    assert found == []


def _late(scene: str) -> Callable[[], QWidget]:
    """The scene for the process at another scale, which has chosen its look, and makes one window for all."""

    def make() -> QWidget:
        if not _large:
            _large.append(Room(Path(mkdtemp()), Settings(None), Appearance(qapplication())))
            _large[0].window.resize(1366, 768)
        return _open(_large[0], scene)

    return make


_large: list[Room] = []
LARGE = {scene: _late(scene) for scene in (*PAGES, *DIALOGS, *DRIFTING)}


def test_the_audit_finds_nothing_at_200_percent_with_text_at_150() -> None:
    assert scaled(f"{__name__}:LARGE") == []


@pytest.mark.parametrize("scene", PAGES)
def test_tab_reaches_every_control_of_a_page_and_leaves_it_again(look: Look, room: Room, scene: str) -> None:
    _open(room, scene)
    front()
    for keys in ("Tab", "Shift+Tab"):
        passed = _walk(keys)
        assert len(passed) > 5
        missed = [what(each) for each in _controls(room.window) if each not in passed]
        assert not missed, f"{keys} never reaches {missed}"


def _walk(keys: str) -> list[QWidget]:
    """The controls that have the focus one after another, until the round is made."""
    passed: list[QWidget] = []
    while (widget := _focused()) not in passed:
        passed.append(widget)
        for _link in range(_LINKS):
            press(f"Ctrl+{keys}" if isinstance(widget, MarkdownEdit) else keys)
            if _focused() is not widget:
                break
        else:
            raise AssertionError(f"{what(widget)} keeps the focus")
    return passed


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def _controls(window: QWidget) -> list[QWidget]:
    """What Tab should reach: of the buttons of one choice only the chosen one."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.window() is window
        and each.focusProxy() is None
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and not _one_of_a_choice(each)
    ]


def _one_of_a_choice(widget: QWidget) -> bool:
    return widget.property("segment") == "true"


def test_no_key_means_two_things_on_a_page(look: Look, room: Room) -> None:
    for scene in PAGES:
        _open(room, scene)
        keys = Counter[str]()
        for action in room.window.actions():
            keys.update(_keys(action))
        for shortcut in room.window.findChildren(QShortcut):
            parent = shortcut.parent()
            if isinstance(parent, QWidget) and parent.isVisible() and shortcut.isEnabled():
                keys.update([shortcut.key().toString()])
        twice = {key: count for key, count in keys.items() if key and count > 1}
        assert not twice, f"on {scene}"


def _keys(action: QAction) -> list[str]:
    return [each.toString() for each in action.shortcuts()]


def test_f6_goes_through_the_areas_of_every_page_and_back(look: Look, room: Room) -> None:
    for scene in (*PAGES, _SECOND):
        _open(room, scene)
        front()
        for keys in ("F6", "Shift+F6"):
            seen = [_after(keys) for _turn in range(8)]
            assert len({id(each) for each in seen}) >= 3, f"{keys} on {scene} sees {list(map(what, seen))}"


def _after(keys: str) -> QWidget:
    press(keys)
    return _focused()
