"""What the runbooks are called and about, kept in memory: a library is asked at each key that is typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final
from weakref import WeakKeyDictionary

from holdfast.domain.ids import id_of, kind_of
from holdfast.store.store import Store

_FEW: Final = 200  # so many that changed are read one by one; more are read with all the others


@dataclass(frozen=True, slots=True)
class _Name:
    """What one is called, all of it with its case folded; `exact` are its alerts and its file's name."""

    gone: bool
    title: str
    exact: frozenset[str]
    all: str


class Names:
    """The names of a store's runbooks, as of the newest entry that was seen."""

    def __init__(self, store: Store) -> None:
        self._cursor = store.journal.newest()
        self._keep(_named(store.runbooks.names()))

    def refresh(self, store: Store) -> None:
        """Read again what was touched since."""
        newest = store.journal.newest()
        if newest == self._cursor:
            return
        subjects = store.journal.subjects_since(self._cursor)
        touched = [id_of(name) for name in subjects if kind_of(name) == "runbook"]
        if len(touched) > _FEW:
            self._keep(_named(store.runbooks.names()))
        elif touched:
            self._keep(self._names | _named(store.runbooks.names(touched)))
        self._cursor = newest

    def is_gone(self, ident: str) -> bool:
        """Whether this runbook is no longer in its source."""
        name = self._names.get(ident)
        return name is not None and name.gone

    def is_called(self, ident: str, words: str) -> bool:
        """Whether an alert or the file of this runbook is called exactly so."""
        name = self._names.get(ident)
        return name is not None and " ".join(words.casefold().split()) in name.exact

    def has(self, ident: str, words: str) -> bool:
        """Whether the name of this runbook has every word."""
        name, parts = self._names.get(ident), _parts(words)
        return name is not None and bool(parts) and all(part in name.all for part in parts)

    def having(self, words: str) -> list[str]:
        """The ids of those whose name has every word, the one called exactly so first, those gone last."""
        parts = _parts(words)
        if not parts:
            return []
        first, *others = parts
        found = [ident for ident, text in self._texts if first in text]
        for part in others:
            found = [ident for ident in found if part in self._names[ident].all]
        return _ranked([(ident, self._names[ident]) for ident in found], " ".join(parts))

    def _keep(self, names: dict[str, _Name]) -> None:
        """Take these for all that there are, by title."""
        self._names = dict(sorted(names.items(), key=lambda pair: pair[1].title))
        self._texts = [(ident, name.all) for ident, name in self._names.items()]


def _parts(words: str) -> list[str]:
    return [part for word in words.casefold().split() if (part := word.strip('"'))]


def _ranked(found: Iterable[tuple[str, _Name]], whole: str) -> list[str]:
    """The one called exactly so first, then titles that begin so; those gone last. Else as they come."""
    steps: tuple[list[str], ...] = ([], [], [], [], [], [])
    for ident, name in found:
        step = 0 if whole in name.exact else 1 if name.title.startswith(whole) else 2
        steps[3 * name.gone + step].append(ident)
    return [*chain(*steps)]


_KEPT: Final[WeakKeyDictionary[Store, Names]] = WeakKeyDictionary()


def names_of(store: Store) -> Names:
    """The names of a store's runbooks as they are now."""
    names = _KEPT.get(store)
    if names is None:
        names = _KEPT[store] = Names(store)
    names.refresh(store)
    return names


def _named(rows: Iterable[Sequence[Any]]) -> dict[str, _Name]:
    return {row[0]: _name(row) for row in rows}


def _name(row: Sequence[Any]) -> _Name:
    _ident, gone, title, path, alerts, *about = (
        each.casefold() if isinstance(each, str) else each for each in row
    )
    stem = path.rpartition("/")[2].rpartition(".")[0]
    exact = frozenset((*alerts.split("\n"), stem))
    return _Name(bool(gone), title, exact, "\n".join((title, path.rpartition(".")[0], alerts, *about)))
