"""What a watch knows, kept beside it: a stopped program goes on where it was, and tells nothing twice."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from holdfast.detect.watches.follow import Place
from holdfast.detect.watches.making import RULE_TYPES, rule_of
from holdfast.detect.watches.rules import Rule
from holdfast.detect.watches.tidy import Tidy
from holdfast.detect.watches.watch import Log, Watch
from holdfast.store.folder import write_for_owner

WATCHES: Final = "watches"
STATE: Final = ".state"
_RECORDED: Final = 2 * 1024 * 1024
FORMAT: Final = 1


class Told(msgspec.Struct):
    """What was said of one alert: when it began and ended, by the watch's time, and when it was last said."""

    began: float | None = None
    said: float = 0
    ended: float = 0


class Memory(msgspec.Struct):
    """Everything that a watch goes on from. Times are seconds since 1970."""

    format: int
    salt: str
    judged: str
    """Digests of source and rule: what was learned under others is not gone on with."""
    tidy: Tidy
    rule: Any = None
    place: Place = msgspec.field(default_factory=Place)
    looked: float | None = None
    begun: bool = False
    """Whether something was read, or waited for in vain: what comes from then on is new."""
    value: float | None = None
    at: float | None = None
    problem: str = ""
    blind: float | None = None
    number: int = 0
    fires: Told = msgspec.field(default_factory=Told)
    sees_nothing: Told = msgspec.field(default_factory=Told)
    before: float | None = None
    """The time of the newest line of a log."""


def state_file(store: Path, name: str) -> Path:
    """Where the memory of a watch lies, below the folder of the store."""
    return store / WATCHES / STATE / f"{name}.json"


def recorded_file(store: Path, name: str) -> Path:
    """Where the values that a watch saw are recorded, for trying it."""
    return store / WATCHES / STATE / f"{name}.csv"


def fresh(watch: Watch, salt: str) -> Memory:
    """A memory that knows nothing yet."""
    return Memory(FORMAT, salt, _judged(watch), Tidy(events=isinstance(watch.source, Log)))


def remembered(file: Path, watch: Watch, salt: str) -> tuple[Memory, Rule]:
    """The memory and the rule to go on with; fresh ones where there are none that can be read.

    Where source or rule were changed, it is learned anew; what was told stays known, and of a log the place.
    """
    memory = read(file)
    if memory is None:
        return fresh(watch, salt), rule_of(watch)
    if memory.judged != _judged(watch):
        new = fresh(watch, salt)
        new.fires, new.sees_nothing = memory.fires, memory.sees_nothing
        if isinstance(watch.source, Log) and memory.judged.startswith(_digest(watch.source)):
            new.place, new.before, new.looked = memory.place, memory.before, memory.looked
            new.begun = memory.begun
        return new, rule_of(watch)
    try:
        return memory, msgspec.convert(memory.rule, RULE_TYPES[watch.rule.kind], strict=False)
    except (msgspec.ValidationError, KeyError):
        return fresh(watch, salt), rule_of(watch)


def read(file: Path) -> Memory | None:
    """The memory in a file; None where there is none, or none that can be read."""
    try:
        memory = msgspec.json.decode(file.read_bytes(), type=Memory)
    except (OSError, ValueError, RecursionError):
        return None
    return memory if memory.format == FORMAT else None


def keep(file: Path, memory: Memory, rule: object) -> None:
    """Put a memory there, whole or not at all."""
    memory.rule = rule
    file.parent.mkdir(parents=True, exist_ok=True)
    write_for_owner(file, msgspec.json.encode(memory))


def record(file: Path, at: float, value: float) -> None:
    """Record a value that was seen; of long series the newest are kept. A full disk is no reason to stop."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        _make_room(file)
        with file.open("a", encoding="ascii") as out:
            if out.tell() == 0:
                out.write("time,value\n")
            out.write(f"{at:.3f},{value!r}\n")


def _make_room(file: Path) -> None:
    if not file.exists() or file.stat().st_size < _RECORDED:
        return
    with file.open("rb") as old:
        old.seek(-_RECORDED // 2, os.SEEK_END)
        old.readline()
        newest = old.read()
    write_for_owner(file, b"time,value\n" + newest)


def _judged(watch: Watch) -> str:
    return f"{_digest(watch.source)} {_digest(watch.rule)}"


def _digest(said: object) -> str:
    return sha256(msgspec.json.encode(said)).hexdigest()[:16]
