"""Finding runbooks: what is asked of the library, as SQL over its rows and the search index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from holdfast.store.database import Database, Row
from holdfast.store.search import among, match_query

_ANY: Final = "1"
# The plus keeps the walk through the index: asked of each place by itself, FTS5 reads the words anew every
# time, which took forty times as long.
_AMONG: Final = (
    "+search.rowid IN (SELECT place.id FROM json_each(?) some CROSS JOIN place ON place.subject = some.value)"
)
FIELDS: Final = {
    "tag": "tags",
    "service": "services",
    "alert": "alerts",
    "owner": "owner",
    "source": "source",
}
"""The column of each thing that has names of its own."""
_OVERDUE: Final = "(review_by != '' AND reviewed < review_by AND review_by < ?)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the library; empty parts ask nothing, several values of one part mean any of them.

    `words` are looked for in names and texts, and are no matter of the rows. `overdue` is the day
    (YYYY-MM-DD) on which a review is. Each of `without` asks one thing, which must not be so.
    """

    words: str = ""
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    severities: tuple[int, ...] = ()
    approved: bool | None = None
    edited: bool | None = None
    gone: bool | None = None
    overdue: str = ""
    without: "tuple[Asked, ...]" = ()

    @property
    def only_words(self) -> bool:
        """Whether it asks nothing of the rows."""
        return _where(self)[0] == _ANY


def ids(db: Database, asked: Asked, limit: int = -1) -> list[str]:
    """The ids of runbooks that are so, whatever their words: by title, those gone from their source last."""
    where, values = _where(asked)
    rows = db.rows(
        f"SELECT id FROM runbook WHERE {where} ORDER BY gone, title COLLATE NOCASE, key LIMIT ?",  # noqa: S608
        (*values, limit),
    )
    return [row[0] for row in rows]


def those(db: Database, asked: Asked, idents: Sequence[str]) -> set[str]:
    """Which of these ids are so, whatever their words."""
    if asked.only_words:
        return set(idents)
    where, values = _where(asked)
    some = ", ".join("?" * len(idents))
    rows = db.rows(f"SELECT id FROM runbook WHERE id IN ({some}) AND {where}", (*idents, *values))  # noqa: S608
    return {row[0] for row in rows}


def values(db: Database, field: str) -> list[str]:
    """All that stands in one of `FIELDS` of the library, each once, in the order of letters."""
    column = FIELDS[field]
    rows = db.rows(f"SELECT DISTINCT {column} FROM runbook WHERE {column} != ''")  # noqa: S608
    every = {value for row in rows for value in row[0].split("\n")}
    return sorted(every, key=lambda value: (value.casefold(), value))


def names(db: Database, idents: Sequence[str] | None = None) -> list[Row]:
    """(id, gone, title, path, alerts, tags, services, owner) of these, or of all, in the order of `ids`."""
    some = "" if idents is None else f"WHERE id IN ({', '.join('?' * len(idents))})"
    return db.rows(
        f"SELECT id, gone, title, path, alerts, tags, services, owner FROM runbook {some} "  # noqa: S608
        "ORDER BY gone, title COLLATE NOCASE, key",
        idents or (),
    )


def texts(db: Database, asked: Asked, limit: int = -1) -> list[str]:
    """The ids of those that are so, whose text has the words: what changed last first."""
    match = _match(asked)
    if not match:
        return []
    where, values = _where(asked)
    join = "" if where == _ANY else "JOIN runbook ON runbook.id = substr(p.subject, 9) "
    rows = db.rows(
        f"SELECT substr(p.subject, 9) FROM search JOIN place p ON p.id = search.rowid {join}"  # noqa: S608
        f"WHERE search MATCH ? AND {where} ORDER BY search.rowid DESC LIMIT ?",
        (among(("runbook",), match), *values, limit),
    )
    return [row[0] for row in rows]


def _match(asked: Asked) -> str:
    """The words and those that must not be there, for FTS5; "" where no words are asked for."""
    match = match_query(asked.words)
    unwanted = [query for one in asked.without if one.words and (query := match_query(one.words))]
    return (
        f"({match}) NOT ({' OR '.join(f'({query})' for query in unwanted)})" if match and unwanted else match
    )


def texts_among(db: Database, asked: Asked, idents: Sequence[str]) -> list[str]:
    """Which of these ids have the words in their text: what changed last first."""
    match = _match(asked)
    if not match or not idents:
        return []
    rows = db.rows(
        "SELECT substr(p.subject, 9) FROM search CROSS JOIN place p ON p.id = search.rowid "  # noqa: S608
        f"WHERE search MATCH ? AND {_AMONG} ORDER BY search.rowid DESC",
        (among(("runbook",), match), _subjects(idents)),
    )
    return [row[0] for row in rows]


def snippets(db: Database, words: str, idents: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The text of each of these that has the words, and a snippet as in `store.search`."""
    match = match_query(words)
    if not match or not idents:
        return {}
    rows: list[Row] = db.rows(
        "SELECT substr(p.subject, 9), p.text, snippet(search, 1, char(2), char(3), '…', 16) "  # noqa: S608
        f"FROM search CROSS JOIN place p ON p.id = search.rowid WHERE search MATCH ? AND {_AMONG}",
        (among(("runbook",), match), _subjects(idents)),
    )
    return {ident: (text, snippet) for ident, text, snippet in rows}


def _subjects(idents: Sequence[str]) -> str:
    return msgspec.json.encode([f"runbook/{ident}" for ident in idents]).decode()


def _where(asked: Asked) -> tuple[str, list[Any]]:
    """The condition of a question but for its words, and its values."""
    parts, values = [_ANY], list[Any]()
    for condition, more in _conditions(asked):
        parts.append(condition)
        values += more
    for one in asked.without:
        if not one.words:
            inner, more = _where(one)
            parts.append(f"NOT ({inner})")
            values += more
    return " AND ".join(parts), values


def _conditions(asked: Asked) -> Iterator[tuple[str, list[Any]]]:
    for column, wanted in (("tags", asked.tags), ("services", asked.services), ("alerts", asked.alerts)):
        if wanted:
            one = f"instr(char(10) || lower({column}) || char(10), char(10) || ? || char(10))"
            yield f"({' OR '.join([one] * len(wanted))})", [_lower(value) for value in wanted]
    if asked.owners:
        yield f"({' OR '.join(['instr(lower(owner), ?)'] * len(asked.owners))})", [*map(_lower, asked.owners)]
    if asked.sources:
        marks = ", ".join("?" * len(asked.sources))
        yield f"lower(source) IN ({marks})", [*map(_lower, asked.sources)]
    if asked.severities:
        yield f"severity IN ({', '.join('?' * len(asked.severities))})", list(asked.severities)
    for condition, wanted in (
        ("(version != '' AND approved = version)", asked.approved),
        ("edited = 1", asked.edited),
        ("gone = 1", asked.gone),
    ):
        if wanted is not None:
            yield condition if wanted else f"NOT {condition}", []
    if asked.overdue:
        yield _OVERDUE, [asked.overdue]


def _lower(text: str) -> str:
    """As SQLite has it: only ASCII has a case."""
    return "".join(char.lower() if char.isascii() else char for char in text)
