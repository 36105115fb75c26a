"""Alerts by the webhook, each answered after its commit: requests a second over 16 connections, and how long
one on its own takes beside one commit of bare SQLite.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

import apsw

from holdfast.detect.address import Address
from holdfast.detect.token import Token
from holdfast.detect.webhook import Webhook
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from tests.bench.figures import Bar, Figure, in_turns
from tests.bench.place import Place

CONNECTIONS = 16
PEOPLE = 200
SECONDS = 10


def measure(place: Place) -> Iterator[Figure]:
    """The senders are a process of their own, as they are in truth."""
    folder = place.scratch() / "store"
    open_store(folder).close()
    webhook = Webhook(partial(open_store, folder), folder, Address(port=0))
    webhook.start()
    try:
        token = Token(Folder(folder).token).text()
        sent, taken = _flood(webhook.port, token, SECONDS * max(place.effort, 0.05))
        with open_store(folder, read_only=True) as store:
            stored = store.database.one("SELECT sum(count) FROM alert")
        assert stored == sent, (stored, sent)
        ours, theirs = _alone(place, folder.parent, webhook.port, token)
        name = "alerts by the webhook, each stored, and commits of bare SQLite"
        yield Figure(name, sent / taken, "requests/s", Bar.LEAST, 500, 1000 / theirs)
        yield Figure(
            "one alert by the webhook, and one commit of bare SQLite", ours, "ms", Bar.RATIO, 15, theirs
        )
    finally:
        webhook.stop()


def _alone(place: Place, beside: Path, port: int, token: str) -> tuple[float, float]:
    """The milliseconds of a request that shares its commit with no other, and of a commit."""
    bare = apsw.Connection(str(beside / "bare.db"))
    for setting in (
        "PRAGMA journal_mode = wal",
        "PRAGMA synchronous = full",
        "CREATE TABLE alert (body TEXT)",
    ):
        bare.execute(setting).fetchall()
    numbers = iter(range(10**9))
    with socket.create_connection(("127.0.0.1", port)) as line:
        request = partial(_request, port, token)
        ours, theirs = in_turns(
            place.rounds(200),
            lambda: _exchange(line, request(next(numbers))),
            lambda: bare.execute("INSERT INTO alert VALUES (?)", (_body(next(numbers)).decode(),)),
        )
    bare.close()
    return median(ours), median(theirs)


def _body(number: int) -> bytes:
    labels = {"alertname": f"A{number % PEOPLE}", "instance": f"db{number % 7}", "severity": "critical"}
    alert = {"status": "firing", "labels": labels, "annotations": {"summary": "The disk is filling"}}
    return json.dumps({"version": "4", "groupLabels": {}, "alerts": [alert]}).encode()


def _request(port: int, token: str, number: int) -> bytes:
    body = _body(number)
    rows = (
        "POST /alerts HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(rows) + "\r\n\r\n").encode() + body


def _exchange(line: socket.socket, request: bytes) -> None:
    line.sendall(request)
    answer = line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200"), answer


def _flood(port: int, token: str, seconds: float) -> tuple[int, float]:
    command = [sys.executable, "-m", "tests.bench.webhook", str(port), token, str(seconds)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return int(said[0]), float(said[1])


def _main(port: int, token: str, seconds: float) -> None:
    """Every connection waits for its answer before it sends again."""
    import selectors

    waiting, number = selectors.DefaultSelector(), 0
    for _one in range(CONNECTIONS):
        line = socket.create_connection(("127.0.0.1", port))
        waiting.register(line, selectors.EVENT_READ)
        line.sendall(_request(port, token, number))
        number += 1
    begun, answered = time.perf_counter(), 0
    while answered < number:
        for key, _events in waiting.select():
            line = key.fileobj
            assert isinstance(line, socket.socket)
            answer = line.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            answered += 1
            if time.perf_counter() - begun < seconds:
                line.sendall(_request(port, token, number))
                number += 1
    taken = time.perf_counter() - begun
    for key in list(waiting.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    sys.stdout.write(f"{answered} {taken}\n")


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
