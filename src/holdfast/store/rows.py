"""The folded rows and the search words beside them: written only while recording and rebuilding."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from holdfast.domain.body_check import is_understood
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.store.blobs import Blobs
from holdfast.store.database import Database
from holdfast.store.projections import FOLDED, decode, folded, projection
from holdfast.store.search import Place, SearchIndex

_encode = msgspec.json.Encoder().encode

# Entries with words of their own, which no row repeats: kind of entry -> member.
_WORDED: Final = {
    "note.added": "text",
    "note.corrected": "text",
    "evidence.added": "name",
    "task.added": "title",
    "update.sent": "text",
    "handover.offered": "situation",
    "step.done": "remark",
    "step.skipped": "remark",
    "step.failed": "remark",
    "step.deviated": "remark",
    "step.added": "text",
}


class Rows:
    """The folded rows: read by anyone in `store`, written only while recording and rebuilding."""

    def __init__(self, database: Database, blobs: Blobs, search: SearchIndex) -> None:
        self._db = database
        self._blobs = blobs
        self._search = search
        self._upserts: dict[str, str] = {}

    def load(self, name: str) -> Any:  # noqa: ANN401  (the subject's value)
        """The folded value of a subject; None where there is none."""
        kind = kind_of(name)
        text = self._db.one(f"SELECT value FROM {projection(kind).table} WHERE id = ?", (id_of(name),))  # noqa: S608
        return None if text is None else decode(kind, text)

    def advance(self, touched: Mapping[str, Sequence[Entry]]) -> None:
        """Fold entries that are newer than all before them into the rows and search words of subjects."""
        values, updates = self._values([name for name in touched if kind_of(name) in FOLDED]), _Updates()
        for name, before in values.items():
            kind, entries = kind_of(name), touched[name]
            after = folded(name, entries, before)
            if after is not None:
                self.write(kind, after) if before is None else self._change(kind, before, after, updates)
                self._index(kind, before, after)
            for place in entry_places(name, entries):
                self._search.add(place)
        for sql, those in updates.items():
            self._db.many(sql, those)

    def _values(self, names: Sequence[str]) -> dict[str, Any]:
        """The folded values of subjects, in the order of their names; None where there is none."""
        values = dict[str, Any].fromkeys(names)
        for kind in {kind_of(name) for name in names}:
            idents = [id_of(name) for name in names if kind_of(name) == kind]
            found = self._db.those("id, value", projection(kind).table, "id", idents)
            values |= {subject(kind, ident): decode(kind, text) for ident, text in found}
        return values

    def refold(self, name: str, entries: Sequence[Entry]) -> bool:
        """Fold a subject from the start into its row; say whether row or search words were different."""
        value = folded(name, entries)
        if value is None:
            return False
        different = self._differs(kind_of(name), value)
        if different:
            self.write(kind_of(name), value)
        return self._search.make(name, self._all_places(name, value, entries)) or different

    def differs(self, name: str, entries: Sequence[Entry]) -> bool:
        """Whether a subject's row or search words are not what its entries fold to; changes nothing."""
        value = folded(name, entries)
        if value is None:
            return False
        places = self._all_places(name, value, entries)
        return self._differs(kind_of(name), value) or self._search.differs(name, places)

    def _differs(self, kind: str, value: Any) -> bool:  # noqa: ANN401
        columns = projection(kind).columns(value)
        table = projection(kind).table
        names = ", ".join(("value", *columns))
        row = self._db.row(f"SELECT {names} FROM {table} WHERE id = ?", (value.id,))  # noqa: S608
        if row is None or row[1:] != tuple(columns.values()) or not _says(kind, row[0], value):
            return True
        return self._labels(kind, value.id) != set(_labels_of(kind, value))

    def _labels(self, kind: str, ident: str) -> set[str]:
        if projection(kind).labels is None:
            return set()
        table = projection(kind).table
        rows = self._db.rows(
            f"SELECT label FROM {table}_label WHERE {table} = (SELECT key FROM {table} WHERE id = ?)",  # noqa: S608
            (ident,),
        )
        return {row[0] for row in rows}

    def _all_places(self, name: str, value: Any, entries: Sequence[Entry]) -> list[Place]:  # noqa: ANN401
        return [*projection(kind_of(name)).places(value, self._blobs), *entry_places(name, entries)]

    def _index(self, kind: str, before: Any, after: Any) -> None:  # noqa: ANN401
        places = projection(kind).places
        if kind == "runbook" and before and (before.version, before.title) == (after.version, after.title):
            return  # its text is a blob: read it only when it is another one, or here again
        old = {place.spot: place for place in places(before, self._blobs)} if before is not None else {}
        new = {place.spot: place for place in places(after, self._blobs)}
        changed = [place for spot, place in new.items() if old.get(spot) != place]
        self._search.write(changed, [old[spot] for spot in old.keys() - new.keys()])

    def write(self, kind: str, value: Any) -> None:  # noqa: ANN401
        """Put a folded value in its row."""
        columns = _row_of(kind, value)
        sql = self._upserts.get(kind)
        if sql is None:
            sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
            sql = self._upserts[kind] = (
                f"INSERT INTO {projection(kind).table} ({', '.join(columns)}) "  # noqa: S608
                f"VALUES ({', '.join('?' * len(columns))}) ON CONFLICT (id) DO UPDATE SET {sets}"
            )
        self._db.run(sql, tuple(columns.values()))
        self._label(kind, value.id, self._labels(kind, value.id), set(_labels_of(kind, value)))

    def _label(self, kind: str, ident: str, old: set[str], new: set[str]) -> None:
        table = projection(kind).table
        key = f"(SELECT key FROM {table} WHERE id = ?)"  # noqa: S608
        for label in old - new:
            self._db.run(f"DELETE FROM {table}_label WHERE label = ? AND {table} = {key}", (label, ident))  # noqa: S608
        for label in new - old:
            self._db.run(f"INSERT INTO {table}_label VALUES (?, {key})", (label, ident))  # noqa: S608

    def _change(self, kind: str, before: Any, after: Any, updates: "_Updates") -> None:  # noqa: ANN401
        """Put a value over the one that stands there. Naming a column rewrites its indexes: few are named."""
        was = _row_of(kind, before)
        changed = {name: value for name, value in _row_of(kind, after).items() if was[name] != value}
        if changed:
            sets = ", ".join(f"{name} = ?" for name in changed)
            sql = f"UPDATE {projection(kind).table} SET {sets} WHERE id = ?"  # noqa: S608
            updates[sql].append((*changed.values(), after.id))
        self._label(kind, after.id, set(_labels_of(kind, before)), set(_labels_of(kind, after)))


class _Updates(defaultdict[str, list[tuple[Any, ...]]]):
    """Statements that change a row each, with the values of all rows that they are for."""

    def __init__(self) -> None:
        super().__init__(list)


def _row_of(kind: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": value.id, "value": _encode(value).decode(), **projection(kind).columns(value)}


def _labels_of(kind: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401
    labels = projection(kind).labels
    return () if labels is None else labels(value)


def _says(kind: str, text: str, value: Any) -> bool:  # noqa: ANN401
    """Whether a stored value is this one; one from before its kind got new parts says it without them."""
    if text == _encode(value).decode():
        return True
    try:
        return decode(kind, text) == value
    except UserError:
        return False


def entry_places(name: str, entries: Sequence[Entry]) -> list[Place]:
    """The words of entries that no row repeats, to be found under the incident that they are about."""
    if kind_of(name) != "incident":
        return []
    return [
        Place(name, entry.hash, "", text)
        for entry in entries
        if is_understood(entry.header)
        and (member := _WORDED.get(entry.kind))
        and (text := entry.text(member) or entry.new(member))
    ]
