"""Sends alerts to a webhook in children that are killed with SIGKILL, and counts what became of each.

    python tests/detect/killing.py FOLDER ALERTS KILLS

prints one JSON object. Whoever gets no answer sends again, under the same key, as a careful sender does.
A process of its own: it forks, which a process with windows and threads must not.
"""

import json
import os
import selectors
import signal
import socket
import sys
from collections import deque
from functools import partial
from pathlib import Path
from random import Random

from holdfast.detect.address import Address
from holdfast.detect.token import Token
from holdfast.detect.webhook import Webhook
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from holdfast.store.verify import verify
from tests.detect.knocking import head, payload

CONNECTIONS = 8


def receive(folder: Path, said: int) -> None:
    """What a child does: listen, say at which port, and wait for its end."""
    webhook = Webhook(partial(open_store, folder), folder, Address(port=0))
    webhook.start()
    os.write(said, f"{webhook.port}\n".encode())
    signal.pause()


def child_of(folder: Path) -> tuple[int, int]:
    """A receiver in a child: its process and its port."""
    hear, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            receive(folder, said)
        finally:
            os._exit(1)
    os.close(said)
    with os.fdopen(hear, "rb") as lines:
        return child, int(lines.readline())


class Sender:
    """Keeps requests under way on some connections until so many are answered in one life of the receiver."""

    def __init__(self, port: int, token: str, waiting: deque[str]) -> None:
        self.port, self.token, self.waiting = port, token, waiting
        self.under_way: dict[socket.socket, str] = {}
        self.heard: dict[socket.socket, bytes] = {}
        self.acknowledged: list[str] = []
        self.selector = selectors.DefaultSelector()

    def run(self, enough: int) -> None:
        for _one in range(CONNECTIONS):
            self.send(socket.create_connection(("127.0.0.1", self.port)))
        while self.under_way and len(self.acknowledged) < enough:
            self.hear()

    def send(self, line: socket.socket) -> None:
        """Send the next that waits, or close the connection."""
        if not self.waiting:
            line.close()
            return
        name = self.waiting.popleft()
        body = payload(name)
        fields = {
            "Host": f"127.0.0.1:{self.port}",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Idempotency-Key": name,
        }
        self.under_way[line], self.heard[line] = name, b""
        self.selector.register(line, selectors.EVENT_READ)
        line.sendall(head("POST /alerts HTTP/1.1", fields) + body)

    def hear(self) -> None:
        for key, _events in self.selector.select():
            line = key.fileobj
            assert isinstance(line, socket.socket)
            if self.is_answered(line):
                self.selector.unregister(line)
                self.acknowledged.append(self.under_way.pop(line))
                self.send(line)

    def is_answered(self, line: socket.socket) -> bool:
        self.heard[line] += line.recv(65536)
        assert self.heard[line].startswith(b"HTTP/1.1 200"), self.heard[line]
        return b'"unread":[]}' in self.heard[line]

    def listen_out(self) -> None:
        """After the kill: what still arrives counts as answered, the rest is to be sent again."""
        for line, name in self.under_way.items():
            try:
                answered = self.is_answered(line)
            except (AssertionError, ConnectionResetError):
                answered = False
            (self.acknowledged if answered else self.waiting).append(name)
            line.close()
        self.under_way = {}
        self.selector.close()


def counts(folder: Path) -> dict[str, int]:
    with open_store(folder) as store:
        return dict(store.database.rows("SELECT name, count FROM alert"))


def main() -> int:
    """The command."""
    folder, alerts, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    open_store(folder).close()
    token = Token(Folder(folder).token).text()
    dice = Random(kills)
    waiting = deque(f"Alert {number}" for number in range(alerts))
    acknowledged: list[str] = []
    lost = again = 0
    for life in range(kills + 1):
        child, port = child_of(folder)
        sender = Sender(port, token, waiting)
        last = life == kills
        sender.run(alerts if last else dice.randrange(1, 2 * alerts // kills - CONNECTIONS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sender.listen_out()
        acknowledged += sender.acknowledged
        stored = counts(folder)
        lost += sum(name not in stored for name in acknowledged)
        again += sum(name in stored for name in waiting)
    with open_store(folder) as store:
        verdict = verify(store.database, store.blobs)
        deliveries = store.database.one("SELECT count(*) FROM entry WHERE kind = 'delivery.received'")
    result = {
        "acknowledged": len(acknowledged),
        "twice": len(acknowledged) - len(set(acknowledged)),
        "lost": lost,
        "stored": len(stored),
        "counted_once": sum(count == 1 for count in stored.values()),
        "deliveries": deliveries,
        "stored_but_not_answered": again,
        "kills": kills,
        "ok": verdict.ok,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
