"""Reading the library of runbooks and the runs of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.store import library
from holdfast.store.database import Database, Row
from holdfast.store.library import Asked
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.run import Run
    from holdfast.domain.runbook import Runbook

_USE: Final = (
    "SELECT runbook, count(DISTINCT incident) AS incidents, max(started) AS last FROM run GROUP BY runbook"
)
_ROW: Final = (
    "SELECT id, source, path, title, version, gone, used, edited, approved = version, reviewed, review_by, "  # noqa: S608
    "owner, severity, tags, services, alerts, coalesce(u.incidents, 0), u.last "
    f"FROM runbook LEFT JOIN ({_USE}) u ON u.runbook = id"
)


class RunbookRow(msgspec.Struct, frozen=True):
    """What a row of the library shows.

    `used` counts runs, `incidents` those on which it ran, the last time at `last_used` (seconds since 1970,
    UTC). `edited` says that it is another here than in its folder, `approved` that somebody accepted it as it
    reads now. `reviewed` and `review_by` are days, YYYY-MM-DD.
    """

    id: str
    source: str
    path: str
    title: str
    version: str
    gone: bool
    used: int
    edited: bool = False
    approved: bool = False
    reviewed: str = ""
    review_by: str = ""
    owner: str = ""
    severity: int = 0
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    incidents: int = 0
    last_used: int | None = None

    def is_overdue(self, today: str) -> bool:
        """Whether the day for its review has passed without one."""
        return bool(self.review_by) and self.reviewed < self.review_by < today


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

    def by_source(self) -> "dict[str, dict[str, int]]":
        """How many runbooks each source has, and how many of them are gone from it or edited here."""
        rows = self._db.rows("SELECT source, count(*), sum(gone), sum(edited) FROM runbook GROUP BY source")
        return {row[0]: dict(zip(("runbooks", "gone", "edited"), row[1:], strict=True)) for row in rows}

    def count(self) -> int:
        """How many runbooks the library offers."""
        return self._db.one("SELECT count(*) FROM runbook WHERE gone = 0")

    def page(self, offset: int = 0, limit: int = -1) -> list[RunbookRow]:
        """Rows by title; those gone from their source last."""
        rows = self._db.rows(
            f"{_ROW} ORDER BY gone, title COLLATE NOCASE, key LIMIT ? OFFSET ?", (limit, offset)
        )
        return [_row(row) for row in rows]

    def ids(self, asked: Asked, limit: int = -1) -> list[str]:
        """The ids of those that are so, whatever their words: by title, those gone last."""
        return library.ids(self._db, asked, limit)

    def those(self, asked: Asked, idents: Sequence[str]) -> set[str]:
        """Which of these are so, whatever their words."""
        return library.those(self._db, asked, idents)

    def values(self, field: str) -> list[str]:
        """All tags, services, alerts, owners or sources (`field` in the singular) that there are."""
        return library.values(self._db, field)

    def names(self, idents: list[str] | None = None) -> list[Row]:
        """What each is called and about: (id, gone, title, path, alerts, tags, services, owner)."""
        return library.names(self._db, idents)

    def with_text(self, asked: Asked, limit: int = -1) -> list[str]:
        """The ids of those that are so and whose text has the words, what changed last first."""
        return library.texts(self._db, asked, limit)

    def with_text_among(self, asked: Asked, idents: Sequence[str]) -> list[str]:
        """Which of these have the words in their text, what changed last first."""
        return library.texts_among(self._db, asked, idents)

    def snippets(self, words: str, idents: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Of each of these whose text has the words: the text and a snippet, as for `store.search`."""
        return library.snippets(self._db, words, idents)

    def rows(self, idents: Sequence[str]) -> list[RunbookRow]:
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

    def approved(self) -> list[RunbookRow]:
        """Those that somebody accepted as they read now, by title."""
        rows = self._db.rows(
            f"{_ROW} WHERE gone = 0 AND approved = version ORDER BY title COLLATE NOCASE, key"
        )
        return [_row(row) for row in rows]

    def runs_of_book(self, runbook: str) -> "list[Run]":
        """The runs of a runbook, in whatever version, the newest last."""
        rows = self._db.rows("SELECT value FROM run WHERE runbook = ? ORDER BY started, id", (runbook,))
        return [decode("run", row[0]) for row in rows]

    def running(self) -> "list[Run]":
        """The runs that still go on, of all incidents, the newest last."""
        rows = self._db.rows("SELECT value FROM run WHERE state = 'running' ORDER BY id")
        return [decode("run", row[0]) for row in rows]

    def runs_named(self, prefix: str) -> "list[Run]":
        """The runs whose ids begin so; two of them do to know that there are several."""
        rows = self._db.rows(
            "SELECT value FROM run WHERE substr(id, 1, ?) = ? LIMIT 2", (len(prefix), prefix)
        )
        return [decode("run", row[0]) for row in rows]

    def runs_of(self, incident: str) -> "list[Run]":
        """The runs on an incident, the newest last."""
        rows = self._db.rows("SELECT value FROM run WHERE incident = ? ORDER BY id", (incident,))
        return [decode("run", row[0]) for row in rows]


def _row(row: Row) -> RunbookRow:
    ident, source, path, title, version, gone, used, edited, approved, *more = row
    reviewed, review_by, owner, severity, tags, services, alerts, incidents, last_used = more
    return RunbookRow(
        ident, source, path, title, version, bool(gone), used, bool(edited), bool(approved), reviewed,
        review_by, owner, severity, _lines(tags), _lines(services), _lines(alerts), incidents, last_used,
    )  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
