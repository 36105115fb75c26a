"""Reading the library of runbooks and the runs of them."""

from typing import TYPE_CHECKING, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.store.database import Database, Row
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.runbook import Run, Runbook

_ROW: Final = "SELECT id, source, path, title, version, gone, used FROM runbook"


class RunbookRow(msgspec.Struct, frozen=True):
    """What a row of the library shows."""

    id: str
    source: str
    path: str
    title: str
    version: str
    gone: bool
    used: int


class Runbooks:
    """Asks the folded rows of runbooks and runs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, ident: str) -> "Runbook":
        """The runbook of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM runbook WHERE id = ?", (ident,))
        if text is None:
            raise UserError(
                _("There is no runbook {id} in the library.").format(id=ident),
                hint=_("See what there is: holdfast runbook list."),
            )
        return decode("runbook", text)

    def at(self, source: str, path: str) -> "Runbook | None":
        """The runbook of a source and a path in it."""
        text = self._db.one(
            "SELECT value FROM runbook WHERE source = ? AND path = ? ORDER BY id", (source, path)
        )
        return None if text is None else decode("runbook", text)

    def of_source(self, source: str) -> "dict[str, Runbook]":
        """All runbooks of a source, by path."""
        rows = self._db.rows("SELECT path, value FROM runbook WHERE source = ? ORDER BY id DESC", (source,))
        return {path: decode("runbook", text) for path, text in rows}

    def count(self) -> int:
        """How many runbooks the library offers."""
        return self._db.one("SELECT count(*) FROM runbook WHERE gone = 0")

    def page(self, offset: int = 0, limit: int = -1) -> list[RunbookRow]:
        """Rows by title; those gone from their source last."""
        rows = self._db.rows(
            f"{_ROW} ORDER BY gone, title COLLATE NOCASE, key LIMIT ? OFFSET ?", (limit, offset)
        )
        return [_row(row) for row in rows]

    def rows(self, idents: list[str]) -> list[RunbookRow]:
        """The rows of these ids, in their order."""
        marks = ", ".join("?" * len(idents))
        found = {row[0]: row for row in self._db.rows(f"{_ROW} WHERE id IN ({marks})", idents)}
        return [_row(found[ident]) for ident in idents if ident in found]

    def run(self, ident: str) -> "Run":
        """The run of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM run WHERE id = ?", (ident,))
        if text is None:
            raise UserError(_("There is no run {id} in this store.").format(id=ident))
        return decode("run", text)

    def runs_of(self, incident: str) -> "list[Run]":
        """The runs on an incident, the newest last."""
        rows = self._db.rows("SELECT value FROM run WHERE incident = ? ORDER BY id", (incident,))
        return [decode("run", row[0]) for row in rows]


def _row(row: Row) -> RunbookRow:
    ident, source, path, title, version, gone, used = row
    return RunbookRow(ident, source, path, title, version, bool(gone), used)
