"""One window per store: a second start raises the first window and ends."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_SOON = 200  # milliseconds
_WAIT = 1000  # milliseconds for the first window to answer


class OneWindow(QObject):
    """The lock file says who is first; a local socket (no network) carries the wish to be raised."""

    raise_wanted = Signal()
    listening = Signal()
    """From now on a second start can ask this window to come to the front."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"holdfast-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process makes it stale, not an old one
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Take the store's window, or ask the one that has it to come to the front."""
        if not self._lock.tryLock(0):
            self._knock()
            return False
        return True

    def listen_soon(self) -> None:
        """Hear from other starts; to be called once something is shown."""
        QTimer.singleShot(_SOON, self, self._listen)

    def release(self) -> None:
        """Let the next window have the store."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  (start-up time)

        QLocalServer.removeServer(self._name)  # left by a process that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._heard)
        self._server.listen(self._name)
        self.listening.emit()

    def _knock(self) -> None:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_WAIT)
        socket.disconnectFromServer()

    def _heard(self) -> None:
        if self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.deleteLater()
            self.raise_wanted.emit()
