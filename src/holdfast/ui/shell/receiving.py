"""The doors for alerts while the window is open: as the settings say, off the UI thread."""

import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from shiboken6 import delete

from holdfast.domain.errors import UserError
from holdfast.settings import ALERT_FOLDERS, WATCHES, WEBHOOK, WEBHOOK_PORT, Settings
from holdfast.store.store import Store
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.detect.doors import Doors, Listening, Wanted

_SETTLE: Final = 10_000  # milliseconds
_KEYS: Final = frozenset({WEBHOOK.key, WEBHOOK_PORT.key, ALERT_FOLDERS.key, WATCHES.key})
_SEPARATOR: Final = ";"
_LOOPBACK: Final = "127.0.0.1"


class Receiving(QObject):
    """Opens and closes the doors as the settings change; without any, lets time do its part all the same."""

    said = Signal(str)
    """What listens and where, in words; "" for nothing."""
    failed = Signal(object)
    """A UserError: a door that can't be opened, or what keeps one from its work."""
    _heard = Signal(object)

    def __init__(self, store: Store, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._settings = store, settings
        self._doors: Doors | None = None
        self._watched: tuple[Path, ...] = ()
        self._watcher: QFileSystemWatcher | None = None
        self._problems: tuple[str, ...] = ()
        self._lacking = ""  # what keeps the webhook closed, as long as it does
        self._taken = 0  # the port that another program has
        self._timer = QTimer(self)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._settle)
        self._heard.connect(self._tell)  # comes from another thread: heard in this one

    def start(self) -> None:
        """Open what the settings say, and follow them."""
        if not self._store.read_only:
            self._settings.on_change(self._changed)
            self._timer.start()
            self._open()

    def stop(self) -> None:
        """Close all; what is under way is stored first."""
        self._timer.stop()
        self._close()

    def _changed(self, key: str) -> None:
        if key in _KEYS and self._timer.isActive():
            self._close()
            self._open()

    def _close(self) -> None:
        doors, self._doors = self._doors, None
        if self._watcher is not None:
            delete(self._watcher)  # here and now: later it could be in another thread, which ends in a crash
            self._watcher = None
        if doors is not None:
            doors.stop()
            self._store.database.leave_clearing(to_others=False)
        if doors is not None or self._lacking:
            self._lacking, self._taken = "", 0
            self.said.emit("")

    def _open(self) -> None:
        value = self._settings.value
        has_rules = self._has_rules()
        if not (value(WEBHOOK) or value(ALERT_FOLDERS) or value(WATCHES) or has_rules):
            return
        from holdfast.detect.address import Address  # noqa: PLC0415
        from holdfast.detect.doors import Wanted  # noqa: PLC0415  (start-up time: most windows open no door)
        from holdfast.detect.watches.shelf import names_in  # noqa: PLC0415

        written = self._settings.value(ALERT_FOLDERS).split(_SEPARATOR)
        folders = tuple(Path(name.strip()) for name in written if name.strip())
        watches = names_in(self._settings.value(WATCHES))
        if self._settings.value(WEBHOOK):
            try:
                self._start(Wanted(Address(port=self._settings.value(WEBHOOK_PORT)), folders, watches))
                return
            except UserError as error:
                self._lack(error)
        if folders or watches or has_rules:
            self._start(Wanted(folders=folders, watches=watches))

    def _lack(self, error: UserError) -> None:
        """Tell what keeps the webhook closed: once as news, and in the status bar as long as it does."""
        port = self._settings.value(WEBHOOK_PORT)
        self._lacking, self._taken = error.what, 0 if _is_free(port) else port
        self.failed.emit(error)
        self.said.emit(self._lacking)

    def _has_rules(self) -> bool:
        """Whether incidents are declared by rules here, which their thread does, with or without a door."""
        from holdfast.detect.rules import rules_of  # noqa: PLC0415  (start-up time)

        return bool(rules_of(self._store).rules)

    def _start(self, wanted: "Wanted") -> None:
        from holdfast.desk.declare_by_rule import follow_rules  # noqa: PLC0415  (start-up time)
        from holdfast.desk.opening import open_here  # noqa: PLC0415
        from holdfast.detect.doors import Doors  # noqa: PLC0415

        folder = self._store.path
        doors = Doors(
            partial(open_here, folder, create=False), folder, wanted, self._heard.emit, follow_rules
        )
        doors.start()
        self._store.database.leave_clearing(to_others=True)
        self._doors = doors
        self._watched = wanted.folders
        self._watch()
        self._tell(doors.listening)

    def _watch(self) -> None:
        """Hear of files as they come; a folder that came back, too. Shares say nothing: they are polled."""
        there = [str(folder) for folder in self._watched if folder.is_dir()]
        if there and self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._look)
        if self._watcher is not None:
            known = set(self._watcher.directories())
            if missing := [folder for folder in there if folder not in known]:
                self._watcher.addPaths(missing)
                self._look()

    def _look(self) -> None:
        if self._doors is not None:
            self._doors.look()

    def _tell(self, listening: "Listening") -> None:
        from holdfast.detect.doors import listening_text  # noqa: PLC0415  (start-up time)

        if self._doors is None:
            return  # it was on its way when the doors closed
        self.said.emit("  ·  ".join(filter(None, (listening_text(listening), self._lacking))))
        for problem in listening.problems:
            if problem not in self._problems:
                self.failed.emit(UserError(problem))
        self._problems = listening.problems

    def _settle(self) -> None:
        """Silences that are over let go, what came and went is calm; open doors do that themselves."""
        from holdfast.detect.silences import settle  # noqa: PLC0415  (start-up time)

        self._watch()
        if self._taken and _is_free(self._taken):
            self._close()
            self._open()
        if self._doors is None:
            try:
                settle(self._store)
                if self._has_rules():
                    self._open()
            except UserError as error:
                self.failed.emit(error)


def _is_free(port: int) -> bool:
    """Whether no other program listens at a port of this machine."""
    try:
        with socket.create_server((_LOOPBACK, port)):
            return True
    except OSError:
        return False


def network_text(said: str) -> str:
    """What the status bar says of the network."""
    return said or _("No network in use")
