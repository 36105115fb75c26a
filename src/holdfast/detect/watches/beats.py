"""Signs of life: a file that is touched or written, a port that answers."""

import socket
import time
from pathlib import Path
from typing import Final

from holdfast.detect.watches.broken import is_near
from holdfast.detect.watches.watch import Heartbeat, Port, seconds
from holdfast.detect.watches.when import Clock
from holdfast.domain.errors import UserError
from holdfast.words import _

_MOST: Final = 4_096


def beat_of(source: Heartbeat, now: float) -> float | None:
    """When the file last gave a sign of life; None where it is not there. UserError where it says none."""
    path = Path(source.path)
    if not path.exists():
        return None
    if not path.is_file():
        raise UserError(_("{file} is no file.").format(file=path), _("Name the file that is touched."))
    if source.time == "changed":
        return path.stat().st_mtime
    with path.open("rb") as file:
        text = file.read(_MOST).decode("utf-8", "replace").strip()
    clock = Clock(source.zone)
    try:
        return clock.one(text)
    except ValueError:
        at = clock.of_line(text, now)
    if at is None:
        raise UserError(
            _("{file} holds no time that can be read.").format(file=path),
            _("Let it hold a time such as 2026-11-28T04:00:00Z, or watch when it was changed."),
        )
    return at


def answer_of(source: Port) -> float | None:
    """After how many milliseconds the port answered; None where it did not. UserError where it is far."""
    try:
        found = socket.getaddrinfo(source.host, source.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise UserError(
            _("The host {host} is not known: {why}.").format(host=source.host, why=error.strerror or error),
            _("Write its address in the local network."),
        ) from error
    address = str(found[0][4][0])
    if not is_near(address.partition("%")[0]):
        raise UserError(
            _("{host} is no host of the local network.").format(host=source.host),
            _("Holdfast asks for nothing beyond it."),
        )
    begun = time.perf_counter()
    try:
        with socket.create_connection((address, source.port), seconds(source.timeout)):
            return (time.perf_counter() - begun) * 1000
    except OSError:
        return None
