"""The watches of a store as people see them: the files, what is wrong with them, and how each stands."""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from holdfast.detect.watches.memory import WATCHES, read, recorded_file, state_file
from holdfast.detect.watches.notes import Note
from holdfast.detect.watches.watch import Heartbeat, Port, Watch, check, load
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import LONGEST, Checked, Problem, refused, too_long
from holdfast.words import _

SEPARATOR: Final = ";"
_NAME: Final = re.compile(r"[^\s.;/\\][^;/\\]{0,99}")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of a watch. `name` is its name without `.toml`, by which it is switched on; `watch` is None
    where `problems` keep it from being one. `is_there` is whether the file of a sign of life lies there.
    """

    name: str
    file: Path
    problems: tuple[Problem, ...]
    watch: Watch | None
    is_on: bool
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class WatchState:
    """How a watch stands, as whichever program runs it last said. Times are in UTC, None for never.

    `problem` is what keeps it from seeing, since `blind`; `value` the newest it saw, which is of `at`;
    `firing` since when its rule fires. `notes` tell what was odd about what it saw.
    """

    looked: datetime | None = None
    value: float | None = None
    at: datetime | None = None
    problem: str = ""
    blind: datetime | None = None
    firing: datetime | None = None
    notes: tuple[Note, ...] = ()


def folder_of(store: Path) -> Path:
    """Where the files of watches lie, below the folder of the store."""
    return store / WATCHES


def shelved(store: Path, on: Collection[str] = ()) -> tuple[Shelved, ...]:
    """The watches of a store by name; also those that are on and whose file is gone."""
    folder = folder_of(store)
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    names = {file.stem for file in files}
    gone = [folder / f"{name}.toml" for name in on if name not in names]
    return tuple(one(file, is_on=file.stem in on) for file in [*files, *gone])


def one(file: Path, *, is_on: bool = False) -> Shelved:
    """A file of a watch, judged."""
    checked, text = check_file(file)
    watch = None if checked.problems else load(text, file.parent)
    return Shelved(file.stem, file, checked.problems, watch, is_on, _is_there(watch))


def _is_there(watch: Watch | None) -> bool:
    return watch is None or not isinstance(watch.source, Heartbeat) or os.path.exists(watch.source.path)  # noqa: PTH110  (says no also where it may not look)


def never_seen(each: Shelved, state: WatchState) -> bool:
    """Whether a sign of life was never seen yet: calm, until the time of its rule is over."""
    if each.watch is None or state.at is not None or state.problem:
        return False
    if isinstance(each.watch.source, Port):
        return state.looked is not None
    return not each.is_there


def check_file(file: Path) -> tuple[Checked, str]:
    """What is wrong with a file, and its text; raises nothing."""
    try:
        if file.exists() and not file.is_file():
            return refused(Problem(1, "", _("it is no ordinary file"), _("Choose a file."))), ""
        with file.open("rb") as stream:
            data = stream.read(4 * LONGEST + 1)
        if len(data) > 4 * LONGEST:
            return refused(too_long(len(data))), ""
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return refused(Problem(1, "", _("it is not UTF-8 text"), _("Save it as UTF-8 and try again."))), ""
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        what = _("it can't be read: {why}").format(why=why)
        return refused(Problem(1, "", what, _("Put the file back, or switch the watch off."))), ""
    return check(text), text


def state_of(store: Path, name: str) -> WatchState:
    """How a watch stands; of one that never ran, that it did not."""
    kept = read(state_file(store, name))
    if kept is None:
        return WatchState()
    return WatchState(
        looked=_moment(kept.looked),
        value=kept.value,
        at=_moment(kept.at),
        problem=kept.problem,
        blind=_moment(kept.blind),
        firing=_moment(kept.fires.began),
        notes=tuple(kept.tidy.notes.values()),
    )


def recorded(store: Path, name: str) -> Path:
    """The values that a watch saw, a table of time and value, which may not be there yet."""
    return recorded_file(store, name)


def names_in(setting: str) -> tuple[str, ...]:
    """The names that the setting holds, each once."""
    return tuple(dict.fromkeys(name for part in setting.split(SEPARATOR) if (name := part.strip())))


def switched(setting: str, name: str, *, on: bool) -> str:
    """The setting with a watch switched on or off. UserError for what is no name of a watch."""
    if not _NAME.fullmatch(name):
        raise UserError(
            _("“{name}” is no name of a watch.").format(name=name[:100]),
            _("Use the file's name without .toml, without / and ;."),
        )
    others = [each for each in names_in(setting) if each != name]
    return f"{SEPARATOR} ".join([*others, name] if on else others)


def _moment(at: float | None) -> datetime | None:
    try:
        return None if at is None else datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return None
