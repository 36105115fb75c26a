"""How the program and its rendering worker talk: four bytes of length, then UTF-8 JSON."""

import json
import struct
from typing import BinaryIO, cast

_LENGTH = struct.Struct(">I")
LARGEST = 16 * 1024 * 1024


def write(stream: BinaryIO, message: dict[str, object]) -> None:
    """Send one message."""
    data = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read(stream: BinaryIO) -> dict[str, object] | None:
    """The next message, None when the other side has gone or says what makes no sense."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = int(_LENGTH.unpack(head)[0])
    data = stream.read(length) if length <= LARGEST else b""
    if len(data) < length or not data:
        return None
    try:
        message = json.loads(data)
    except ValueError:
        return None
    return cast("dict[str, object]", message) if isinstance(message, dict) else None
