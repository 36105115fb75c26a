"""One window per store: a second start raises the first window and ends."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_SOON = 200  # milliseconds
_WAIT = 1000  # milliseconds for the first window to answer
_OPENS, _AGAIN = 4000, 50  # milliseconds in which it has opened; how often it is asked meanwhile
_LONGEST = 40  # bytes of a wish


class OneWindow(QObject):
    """The lock file says who is first; a local socket (no network) carries the wish to be raised."""

    raise_wanted = Signal()
    wished = Signal(str)
    """What a second start wants of this window, "" for nothing but to see it."""
    listening = Signal()
    """From now on a second start can ask this window to come to the front."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"holdfast-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process makes it stale, not an old one
        self._server: QLocalServer | None = None
        self._callers: list[QLocalSocket] = []

    def is_first(self, wish: str = "") -> bool:
        """Take the store's window, or ask the one that has it to come to the front, and for a wish."""
        if not self._lock.tryLock(0):
            self._knock(wish)
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

    def _knock(self, wish: str) -> None:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415

        socket, patience = QLocalSocket(), QDeadlineTimer(_OPENS)
        socket.connectToServer(self._name)
        while not socket.waitForConnected(_WAIT) and not patience.hasExpired():
            QThread.msleep(_AGAIN)  # it has the store, and its window is about to open
            socket.connectToServer(self._name)
        if wish and socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            socket.write(wish.encode())
            socket.waitForBytesWritten(_WAIT)
        socket.disconnectFromServer()

    def _heard(self) -> None:
        if self._server is not None and (socket := self._server.nextPendingConnection()):
            self.raise_wanted.emit()
            self._callers.append(socket)
            socket.disconnected.connect(self._read)
            self._read()

    def _read(self) -> None:
        """Read what those wished who have gone again: then all of it is there."""
        gone = [each for each in self._callers if each.state() == each.LocalSocketState.UnconnectedState]
        for socket in gone:
            self._callers.remove(socket)
            said = bytes(socket.read(_LONGEST).data()).decode("ascii", "replace")
            socket.deleteLater()
            if said:
                self.wished.emit(said)
