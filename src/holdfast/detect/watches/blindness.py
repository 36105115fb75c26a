"""What a watch says: each word a delivery of its own, and that it sees nothing, since silence is not calm."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import msgspec

from holdfast.detect.intake import Arrived
from holdfast.detect.watches.memory import Memory
from holdfast.detect.watches.watch import Watch
from holdfast.domain.signal import WARNING, Reading, Signal
from holdfast.words import _

DOOR: Final = "watch"
_AFTER: Final = 600  # seconds that a file that is no watch is borne with
_REPEAT: Final = 4 * 3600


def of_blindness(memory: Memory, name: str, now: float, watch: Watch | None = None) -> list[Arrived]:
    """What is to be said of a watch that sees nothing, or sees again; None where its file is no watch."""
    told = memory.sees_nothing
    if memory.blind is None:
        if told.began is None:
            return []
        over = replace(_signal(memory, name, watch, told.began), status="resolved", ended=stored(now))
        told.ended, told.began = now, None
        return [arrived(memory, name, over, {"looked": stored(now)})]
    after, repeat = (watch.blind_after, watch.repeat) if watch else (_AFTER, _REPEAT)
    is_told = told.began is not None and now - told.said < repeat
    if now - memory.blind < after or is_told:
        return []
    told.began = told.began or max(memory.blind, told.ended + 0.001)
    told.said = now
    return [arrived(memory, name, _signal(memory, name, watch, told.began), {"looked": stored(now)})]


def _signal(memory: Memory, name: str, watch: Watch | None, began: float) -> Signal:
    title = _("The watch “{name}” sees nothing").format(name=watch.name if watch else name)
    return Signal(
        name=title,
        severity=max(watch.severity, WARNING) if watch else WARNING,
        source=DOOR,
        service=watch.service if watch else "",
        labels=watch.labels if watch else {},
        annotations={"summary": title, "description": memory.problem},
        started=stored(began),
        given=f"{name}/sees nothing",
    )


def arrived(memory: Memory, name: str, signal: Signal, said: Mapping[str, Any]) -> Arrived:
    """A delivery whose id is the same when a stopped program comes to say it again."""
    memory.number += 1
    whole = {
        "watch": name,
        "status": signal.status,
        **said,
        "started": signal.started,
        "ended": signal.ended,
        "problem": memory.problem,
    }
    data = msgspec.json.format(msgspec.json.encode(whole))
    ident = "\n".join((memory.salt, name, str(memory.number)))
    digest = sha256(ident.encode()).digest()[:16]
    return Arrived(str(uuid.UUID(bytes=digest)), DOOR, f"{name}.toml", data, Reading(DOOR, (signal,)))


def stored(at: float) -> str:
    """Seconds since 1970 as the journal writes a moment."""
    return datetime.fromtimestamp(round(at, 3), UTC).isoformat().removesuffix("+00:00") + "Z"
