"""Knocking at the webhook: good requests, and bytes as an attacker sends them."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from holdfast.detect.address import Address
from holdfast.detect.limits import Limits
from holdfast.detect.token import Token
from holdfast.detect.webhook import Webhook
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from holdfast.store.store import Store

PATIENCE = 20


def payload(*names: str, status: str = "firing") -> bytes:
    """What Alertmanager posts of alerts of these names."""
    alerts = [
        {
            "status": status,
            "labels": {"alertname": name, "severity": "critical", "service": "billing"},
            "annotations": {"summary": f"{name} went off"},
            "startsAt": "2026-11-23T11:58:00Z",
            "endsAt": "0001-01-01T00:00:00Z",
        }
        for name in names
    ]
    return json.dumps({"version": "4", "groupLabels": {}, "status": status, "alerts": alerts}).encode()


@contextmanager
def listening(
    folder: Path,
    limits: Limits | None = None,
    address: Address | None = None,
    opened: Callable[[Path], Store] = open_store,
) -> Iterator[Webhook]:
    """A webhook on a free port over the store in a folder."""
    webhook = Webhook(partial(opened, folder), folder, address or Address(port=0), limits)
    webhook.start()
    try:
        yield webhook
    finally:
        webhook.stop()


def token(folder: Path) -> str:
    return Token(Folder(folder).token).text()


class Knock:
    """One who has the token and knows where to knock."""

    def __init__(self, folder: Path, webhook: Webhook) -> None:
        self.webhook, self.token = webhook, token(folder)

    def fields(self, **changed: str | None) -> dict[str, str]:
        """The fields of a good request; a name with None is left out."""
        fields: dict[str, str | None] = {
            "Host": self.webhook.where,
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
        }
        fields |= {name.replace("_", "-"): value for name, value in changed.items()}
        return {name: value for name, value in fields.items() if value is not None}

    def post(self, body: bytes, path: str = "/alerts", **changed: str | None) -> tuple[int, Any]:
        """The status and the answer of one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.webhook.port, timeout=PATIENCE)
        try:
            connection.request("POST", path, body, self.fields(**changed))
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def send(self, data: bytes, *, shut: bool = False) -> bytes:
        """Everything that is answered to bytes; `shut` says that no more will come."""
        with socket.create_connection(("127.0.0.1", self.webhook.port), PATIENCE) as line:
            line.sendall(data)
            if shut:
                line.shutdown(socket.SHUT_WR)
            return heard(line)

    def head(self, start: str = "POST /alerts HTTP/1.1", **changed: str | None) -> bytes:
        """The head of a request."""
        return head(start, self.fields(**changed))


def head(start: str, fields: Mapping[str, str]) -> bytes:
    rows = [start, *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(rows) + "\r\n\r\n").encode()


def heard(line: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    pieces: list[bytes] = []
    try:
        while piece := line.recv(65536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
