"""Everything a person can do, in one registry: menus, the command palette and the shortcut sheet read it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from holdfast.ui.kit.text import without_mnemonic


def _possible() -> str:
    return ""


def _not_here() -> bool:
    return False


@dataclass(frozen=True)
class Action:
    """One thing to do. `reason` says why it cannot be done now, "" when it can."""

    id: str
    label: str
    category: str
    run: Callable[[], object]
    shortcut: str = ""
    more: tuple[str, ...] = ()  # further shortcuts
    keywords: str = ""
    reason: Callable[[], str] = field(default=_possible)
    here: Callable[[], bool] = field(default=_not_here)  # whether the page that is shown offers it

    @property
    def words(self) -> str:
        """The label as it is read."""
        return without_mnemonic(self.label).removesuffix("…")


@dataclass(frozen=True)
class KeyHint:
    """A key that a page handles by itself; only the shortcut sheet needs to know."""

    category: str
    words: str
    keys: str


class Actions(QObject):
    """The registry. A shortcut works even while its menu entry is grey: then it says why not."""

    refused = Signal(str)
    """The reason why what was asked for cannot be done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._faces: dict[str, QAction] = {}
        self._taken: dict[str, str] = {}  # which action a key belongs to
        self._offers: list[Callable[[], list[Action]]] = []
        self.hints: list[KeyHint] = []

    def add(self, *actions: Action) -> None:
        """Register actions; an id or a shortcut that is taken is a bug."""
        for action in actions:
            clash = {key: self._taken[key] for key in _keys(action) if key in self._taken}
            if action.id in self._actions or clash:
                raise ValueError(f"{action.id} is registered already, or its keys are taken: {clash}")
            self._actions[action.id] = action
            self._taken |= dict.fromkeys(_keys(action), action.id)
            self._faces[action.id] = self._face(action)

    def hint(self, *hints: KeyHint) -> None:
        """Name keys that a page handles by itself."""
        self.hints.extend(hints)

    def offer(self, places: Callable[[], list[Action]]) -> None:
        """Let the palette find what is there only at times, as the sections of an open review are."""
        self._offers.append(places)

    def offered(self) -> list[Action]:
        """What is there now beyond all()."""
        return [action for places in self._offers for action in places()]

    def all(self) -> list[Action]:
        """Every action, in the order they were registered."""
        return list(self._actions.values())

    def face(self, ident: str) -> QAction:
        """The QAction of an action, for menus."""
        return self._faces[ident]

    def faces(self) -> list[QAction]:
        """All of them, for the window that hears their shortcuts."""
        return list(self._faces.values())

    def run(self, ident: str) -> None:
        """Do it, or say why not."""
        self.do(self._actions[ident])

    def do(self, action: Action) -> None:
        """Do this one, or say why not."""
        if reason := action.reason():
            self.refused.emit(reason)
        else:
            action.run()

    def fill(
        self, bar: QMenuBar, categories: list[tuple[str, str]], apart: Collection[str] = frozenset()
    ) -> None:
        """One menu for each of `categories` (category, title with mnemonic) that has actions.

        A line stands before the actions whose ids are in `apart`.
        """
        for category, title in categories:
            mine = [action for action in self._actions.values() if action.category == category]
            if mine:
                self._fill_menu(bar.addMenu(title), mine, apart)

    def _fill_menu(self, menu: QMenu, actions: list[Action], apart: Collection[str]) -> None:
        for action in actions:
            if action.id in apart:
                menu.addSeparator()
            menu.addAction(self._faces[action.id])
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._grey(actions))
        menu.aboutToHide.connect(lambda: self._wake(actions))

    def _grey(self, actions: list[Action]) -> None:
        for action in actions:
            reason = action.reason()
            self._faces[action.id].setEnabled(not reason)
            self._faces[action.id].setToolTip(reason or action.words)

    def _wake(self, actions: list[Action]) -> None:
        for action in actions:
            self._faces[action.id].setEnabled(True)

    def _face(self, action: Action) -> QAction:
        face = QAction(action.label, self)
        face.setObjectName(action.id)
        face.setShortcuts([QKeySequence(key) for key in _keys(action)])
        face.setMenuRole(QAction.MenuRole.NoRole)
        face.triggered.connect(lambda _checked=False: self.run(action.id))
        return face


def _keys(action: Action) -> list[str]:
    return [key for key in (action.shortcut, *action.more) if key]
