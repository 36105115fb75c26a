"""Where the library's runbooks come from: each source with its folder or zip and its last import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from holdfast.domain.clock import from_stored, to_stored
from holdfast.domain.errors import UserError
from holdfast.runbook.found import is_zip, spelled
from holdfast.store.store import Store
from holdfast.words import _

_PLACES: Final = "runbook_sources"  # name -> the folder or zip
_IMPORTS: Final = "runbook_imports"  # name -> JSON of when and what the last import found
COUNTS: Final = ("new", "changed", "unchanged", "gone", "both", "refused")


@dataclass(frozen=True, slots=True)
class Source:
    """A source; `name` "" holds what was written here, and has no `place`.

    `place` is the folder or zip that it was last imported from, "" where this store does not know; `there`
    says whether it can be found now. `imported` and `counts` (by the words of COUNTS) tell of the last import
    that came to its end. `runbooks`, `gone` and `edited` count what the library has of it.
    """

    name: str
    place: str = ""
    is_zip: bool = False
    there: bool = False
    imported: datetime | None = None
    counts: tuple[tuple[str, int], ...] = ()
    runbooks: int = 0
    gone: int = 0
    edited: int = 0


def sources(store: Store, there: Callable[[Path], bool] = Path.exists) -> list[Source]:
    """All sources by name, what was written here first; none is left out because its folder is gone.

    `there` says whether a folder or zip can be found, which the disk may take long to say.
    """
    places, imports = store.marks.get_json(_PLACES), store.marks.get_json(_IMPORTS)
    kept = store.runbooks.by_source()
    names = sorted({*places, *kept}, key=lambda name: (bool(name), name.casefold(), name))
    return [
        _source(name, places.get(name, ""), imports.get(name, ""), kept.get(name, {}), there)
        for name in names
    ]


def source_called(store: Store, name: str) -> Source:
    """The source of this name; a UserError where there is none."""
    every = sources(store)
    found = next((one for one in every if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in every if one.name) or _("none yet")
        raise UserError(
            _("There is no source {name}.").format(name=name),
            hint=_("The sources are: {names}.").format(names=known),
        )
    return found


def place_of(store: Store, name: str) -> Path:
    """The folder or zip that a source can be imported from again; a UserError where it is not there."""
    source = source_called(store, name)
    if not source.place:
        raise UserError(
            _("{name} has no folder to be imported from.").format(name=name or _("What was written here")),
            hint=_("To give it one, import a folder with this name as its source."),
        )
    if not source.there:
        raise UserError(
            _("{place} is not there now. Everything that came from it is still in the library.").format(
                place=source.place
            ),
            hint=_("Connect the disk, or import the folder from where it is now under the same name."),
        )
    return Path(source.place)


def source_name(store: Store, path: Path) -> str:
    """What a folder's or zip's source is called: as it was the last time, else by itself.

    Another one that is still there and has the same name keeps its own.
    """
    place = _place(path)
    known = store.marks.get_json(_PLACES)
    here = sorted(name for name, where in known.items() if where == spelled_path(place))
    name, number = (place.stem if is_zip(path) else place.name) or _("runbooks"), 1
    plain = name
    if here and name not in here:
        return here[0]
    while name in known and known[name] != spelled_path(place) and Path(known[name]).exists():
        number += 1
        name = f"{plain} {number}"
    return name


def remember(store: Store, name: str, path: Path, counts: dict[str, int]) -> None:
    """Keep where a source was imported from, and what was found there.

    A single file that was imported says nothing of the others in its folder: it alone is imported again,
    where the folder never was as a whole.
    """
    imports = store.marks.get_json(_IMPORTS)
    last: dict[str, object] = msgspec.json.decode(imports.get(name, "{}"))
    whole = path.is_dir() or is_zip(path)
    if whole or not last or "file" in last:
        file = {} if whole else {"file": spelled(path.name)}
        last = {"at": to_stored(store.clock()), **counts, **file}
    places = store.marks.get_json(_PLACES) | {name: spelled_path(_place(path))}
    with store.database.writing():
        store.marks.set_json(_PLACES, places)
        store.marks.set_json(_IMPORTS, imports | {name: msgspec.json.encode(last).decode()})


def rename_place(store: Store, name: str, new: str) -> None:
    """Keep under a new name where a source came from."""
    _change(store, lambda kept: {new if each == name else each: said for each, said in kept.items()})


def forget_place(store: Store, name: str) -> None:
    """Keep no longer where a source came from, nor its last import."""
    _change(store, lambda kept: {each: said for each, said in kept.items() if each != name})


def _change(store: Store, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with store.database.writing():
        for mark in (_PLACES, _IMPORTS):
            store.marks.set_json(mark, change(store.marks.get_json(mark)))


def spelled_path(path: Path) -> str:
    """A path as text; bytes in it that are none are spelled out."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _place(path: Path) -> Path:
    """The folder of a single file, else the folder or zip itself."""
    return (path if path.is_dir() or is_zip(path) else path.parent).resolve()


def _source(name: str, folder: str, said: str, kept: dict[str, int], there: Callable[[Path], bool]) -> Source:
    last: dict[str, Any] = msgspec.json.decode(said) if said else {}
    place = str(Path(folder) / last["file"]) if folder and "file" in last else folder
    return Source(
        name,
        place,
        is_zip=is_zip(Path(place)),
        there=bool(place) and there(Path(place)),
        imported=from_stored(last["at"]) if last else None,
        counts=tuple((word, last[word]) for word in COUNTS) if last else (),
        **kept,
    )
