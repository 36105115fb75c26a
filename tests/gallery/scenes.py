"""What the gallery shows and the audit walks through: the real window, on the practice store."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.desk.practice import open_practice
from holdfast.settings import Settings
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.wiring import Wiring

_LONGEST = 10_000  # milliseconds for one piece of work aside


class Room:
    """A window on a practice store, and what a scene needs of it."""

    def __init__(
        self, folder: Path, settings: Settings, appearance: Appearance, *, empty: bool = False
    ) -> None:
        self.appearance, self._settings, self._folder = appearance, settings, folder
        self._empty: Room | None = None
        self.store = open_here(folder / "empty") if empty else open_practice(folder)
        sign_in(self.store, "Mira Holt")
        self.wiring = Wiring(self.store, settings, appearance)
        self.window = self.wiring.window
        self.wiring.start()
        self.settle()

    def empty(self) -> "Room":
        """A window of the same size beside this one, on a store without anything."""
        if self._empty is None:
            self._empty = Room(self._folder / "beside", self._settings, self.appearance, empty=True)
            self._empty.window.resize(self.window.size())
            self._empty.settle()
        return self._empty

    def go(self, key: str, what: str = "") -> None:
        """Go to a page and let it come to rest."""
        self.window.go(key, what)
        self.settle()

    def incident(self, title: str) -> str:
        """The id of an incident of the practice store."""
        rows = self.store.incidents.page(self.store.query(""), "due", 0, -1)
        return next(row.id for row in rows if title in row.title)

    def settle(self) -> None:
        """Let what was asked for happen: work aside, layout, painting."""
        if self._empty is not None:
            self._empty.settle()
        QCoreApplication.processEvents()
        while self.wiring.tasks.is_busy():
            waiting = QEventLoop()
            self.wiring.tasks.busy.connect(waiting.quit)
            QTimer.singleShot(_LONGEST, waiting, waiting.quit)
            waiting.exec()
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()

    def close(self) -> None:
        """Close the window and the store."""
        if self._empty is not None:
            self._empty.close()
        self.window.close()
        self.settle()
        self.wiring.stop()
        self.window.deleteLater()
        self.store.close()


def _page(key: str) -> Callable[[Room], QWidget | None]:
    def scene(room: Room) -> None:
        room.go(key)

    return scene


def _live(title: str) -> Callable[[Room], QWidget | None]:
    def scene(room: Room) -> None:
        room.go("incident", room.incident(title))

    return scene


def _runbook(room: Room) -> None:
    (book, *_others) = room.store.runbooks.page()
    room.go("runbooks", book.id)


def _review(room: Room) -> None:
    ident = room.incident("Primary database")
    room.go("review", room.store.incidents.get(ident).review_id)


def _dialog(opener: Callable[[Room], QWidget]) -> Callable[[Room], QWidget]:
    def scene(room: Room) -> QWidget:
        widget = opener(room)
        room.settle()
        return widget

    return scene


SCENES: dict[str, Callable[[Room], QWidget | None]] = {
    "incidents": _page("incidents"),
    "declare": _page("declare"),
    "live-open": _live("Badge readers"),
    "live-closed": _live("Primary database"),
    "runbooks": _page("runbooks"),
    "runbook": _runbook,
    "write": _page("write"),
    "versions-nothing": _page("versions"),
    "drift-nothing": _page("drift"),
    "reviews": _page("reviews"),
    "review": _review,
    "actions": _page("actions"),
    "directory": _page("directory"),
    "settings": _page("settings"),
    "scheme": _page("scheme"),
    "templates": _page("templates"),
    "unanswered": _page("unanswered"),
    "help": _page("help"),
}
