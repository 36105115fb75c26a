"""Preventive actions over all reviews: what is overdue first, then by their due dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.ref import ref_sql
from holdfast.store.database import Database
from holdfast.words import _

_FIELDS: Final = (
    f"SELECT a.id, a.review, a.incident, coalesce({ref_sql('i')}, ''), a.title, a.owner, "  # noqa: S608
    "a.state, a.due, coalesce(json_extract(a.value, '$.sort'), '') "
    "FROM action a LEFT JOIN incident i ON i.id = a.incident "
)
_DUE: Final = ("a.due > ''", "a.due = ''")  # in the index what has no date stands first; it comes last
_LEAST: Final = 4


class ActionRow(msgspec.Struct, frozen=True):
    """What a row of the list of actions shows. `due` is a date, YYYY-MM-DD, or empty."""

    id: str
    review: str
    incident: str
    ref: str
    title: str
    owner: str
    state: str
    due: str
    sort: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actions: of a state, with an owner, of a sort, with all these words; "" asks for nothing."""

    state: str = "open"
    owner: str = ""
    sort: str = ""
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether more than the state is asked for."""
        return bool(self.owner or self.sort or self.words)

    def where(self) -> tuple[str, list[str]]:
        """The condition and its values."""
        parts = [(sql, value) for sql, value in self._parts() if value]
        return " AND ".join(sql for sql, _value in parts) or "1", [value for _sql, value in parts]

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "a.state = ?", self.state
        yield "a.owner LIKE ? ESCAPE '!'", _like(self.owner)
        yield "json_extract(a.value, '$.sort') = ?", self.sort
        for word in self.words.split():
            yield "(a.title || ' ' || a.owner) LIKE ? ESCAPE '!'", _like(word)


class ActionList:
    """Asks the folded rows of actions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(self, asked: Asked, limit: int, offset: int = 0) -> list[ActionRow]:
        """Rows by their due dates, and then those that have none."""
        found: list[ActionRow] = []
        where, values = asked.where()
        for due in _DUE:
            if len(found) < limit:
                sql = f"{_FIELDS} WHERE {where} AND {due} ORDER BY a.due, a.id LIMIT ? OFFSET ?"
                rows = self._db.rows(sql, (*values, limit - len(found), offset if not found else 0))
                found += [ActionRow(*row) for row in rows]
                offset = max(0, offset - self._before(where, values, due)) if offset and not found else 0
        return found

    def _before(self, where: str, values: list[str], due: str) -> int:
        return self._count(f"{where} AND {due}", values)

    def count(self, asked: Asked) -> int:
        """How many there are."""
        return self._count(*asked.where())

    def overdue(self, today: str) -> int:
        """How many open ones were due before today, YYYY-MM-DD."""
        return self._count("a.state = 'open' AND a.due > '' AND a.due < ?", [today])

    def numbers(self, asked: Asked, today: str) -> tuple[int, int]:
        """How many there are, and how many of all are overdue."""
        return self.count(asked), self.overdue(today)

    def find(self, prefix: str) -> str:
        """The whole id of the action whose id begins so; a UserError where it is none or several."""
        found: list[tuple[Any, ...]] = []
        if len(prefix) >= _LEAST:
            sql = "SELECT id FROM action WHERE id >= ? AND id < ? LIMIT 2"
            found = list(self._db.rows(sql, (prefix, f"{prefix}\uffff")))
        if not prefix.strip():
            raise UserError(
                _("No action was named. Nothing was recorded."),
                hint=_("See their ids: holdfast action list --json."),
            )
        if len(found) != 1:
            raise UserError(
                _("No single preventive action has an id that begins with {id}.").format(id=prefix),
                hint=_("See their ids: holdfast action list --json."),
            )
        return found[0][0]

    def _count(self, where: str, values: list[str]) -> int:
        return self._db.one(f"SELECT count(*) FROM action a WHERE {where}", tuple(values))  # noqa: S608


def _like(text: str) -> str:
    """A pattern that finds the text anywhere, its own signs taken as letters."""
    plain = text.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{plain}%" if plain else ""
