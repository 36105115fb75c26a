"""Full-text search: FTS5 over the words by place, written in the transaction of what is recorded."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false
# (peewee has no types, and APSW's say little of what a row holds)

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from peewee import PeeweeException

from holdfast.domain.ids import kind_of
from holdfast.store.database import Database, Row

_LIMIT: Final = 50
_LONGEST: Final = 8  # letters of a beginning that the index knows; a longer one is looked for at every word
# A place's kind is a word of the index too, which nobody types: so few runbooks are found among many
# incidents without looking at each.
_KINDS: Final = {"incident": "\ue001", "runbook": "\ue002", "review": "\ue003"}


class Place(msgspec.Struct, frozen=True):
    """Words under a subject: `spot` is empty, a section's key or an entry's hash."""

    subject: str
    spot: str
    title: str
    text: str


class Hit(msgspec.Struct, frozen=True):
    r"""A place found, with a snippet whose matches stand between `\\x02` and `\\x03`."""

    subject: str
    spot: str
    title: str
    snippet: str


class SearchIndex:
    """Writes and asks the index."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def write(self, places: Iterable[Place], gone: Iterable[Place]) -> None:
        """Put words in the index, over what stood at the same spot, and take others out."""
        for place in gone:
            self._forget(place.subject, place.spot)
        for place in places:
            self._forget(place.subject, place.spot)
            self.add(place)

    def add(self, place: Place) -> None:
        """Put the words of a new spot in the index."""
        kind = _KINDS[kind_of(place.subject)]
        self._db.run(
            "INSERT INTO place (subject, spot, kind, title, text) VALUES (?, ?, ?, ?, ?)",
            (place.subject, place.spot, kind, place.title, place.text),
        )
        row = self._db.raw().last_insert_rowid()
        self._db.run(
            "INSERT INTO search (rowid, title, text, kind) VALUES (?, ?, ?, ?)",
            (row, place.title, place.text, kind),
        )

    def make(self, subject: str, places: Sequence[Place]) -> bool:
        """Make a subject's words exactly these; say whether they were others."""
        there, wanted = self._there(subject), {place.spot: place for place in places}
        if there == wanted:
            return False
        self.write(
            [place for spot, place in wanted.items() if there.get(spot) != place],
            [place for spot, place in there.items() if spot not in wanted],
        )
        return True

    def differs(self, subject: str, places: Sequence[Place]) -> bool:
        """Whether a subject's words are others than these."""
        return self._there(subject) != {place.spot: place for place in places}

    def _there(self, subject: str) -> dict[str, Place]:
        rows = self._db.rows("SELECT spot, title, text FROM place WHERE subject = ?", (subject,))
        return {spot: Place(subject, spot, title, text) for spot, title, text in rows}

    def _forget(self, subject: str, spot: str) -> None:
        row = self._db.row(
            "SELECT id, title, text, kind FROM place WHERE subject = ? AND spot = ?", (subject, spot)
        )
        if row:
            self._db.run(
                "INSERT INTO search (search, rowid, title, text, kind) VALUES ('delete', ?, ?, ?, ?)", row
            )
            self._db.run("DELETE FROM place WHERE id = ?", (row[0],))

    def find(self, words: str, kinds: Sequence[str] = (), limit: int = _LIMIT) -> list[Hit]:
        """The newest places that hold all these words, the last one as a beginning."""
        query = match_query(words)
        if not query:
            return []
        try:
            rows = self._matching(query, kinds, limit)
        except PeeweeException:
            # whatever the translation let through that FTS5 still refuses: look for the plain words
            plain = _plain(words)
            rows = self._matching(plain, kinds, limit) if plain else []
        return [Hit(*row) for row in rows]

    def newest(self) -> int:
        """The number of the newest place; about how many there are."""
        return self._db.one("SELECT max(id) FROM place") or 0

    def titled(self, words: Sequence[str], most: int) -> list[int]:
        """The newest places whose title has words that begin with each of these."""
        return self._numbers(f"title : ({_beginnings(words, 'AND')})", most)

    def reviewed(self, words: Sequence[str], most: int) -> list[int]:
        """The newest places of reviews that hold the beginning of one of these words."""
        return self._numbers(f"kind : {_KINDS['review']} AND ({_beginnings(words, 'OR')})", most)

    def places(self, numbers: Sequence[int]) -> list[Place]:
        """The places of these numbers."""
        marks = ", ".join("?" * len(numbers))
        rows = self._db.rows(
            f"SELECT subject, spot, title, text FROM place WHERE id IN ({marks})",  # noqa: S608
            tuple(numbers),
        )
        return [Place(*row) for row in rows]

    def _numbers(self, query: str, most: int) -> list[int]:
        rows = self._db.rows(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", (query, most)
        )
        return [row[0] for row in rows]

    def _matching(self, query: str, kinds: Sequence[str], limit: int) -> list[Row]:
        return self._db.rows(
            "SELECT p.subject, p.spot, p.title, snippet(search, 1, char(2), char(3), '…', 12) "
            "FROM search JOIN place p ON p.id = search.rowid WHERE search MATCH ? "
            "ORDER BY search.rowid DESC LIMIT ?",
            (among(kinds, query), limit),
        )


def among(kinds: Sequence[str], query: str) -> str:
    """The FTS5 query that finds the same in places of these kinds only; of all kinds, where none is named.

    Nearly all places are incidents': with them, the few others are left out, which FTS5 does faster.
    """
    other = [word for kind, word in _KINDS.items() if kinds and kind not in kinds]
    if not other:
        return query
    if "incident" in kinds:
        return f"({query}) NOT kind : ({' OR '.join(other)})"
    return f"kind : ({' OR '.join(_KINDS[kind] for kind in kinds)}) AND ({query})"


def match_query(words: str) -> str:
    """The FTS5 query of what a person typed; the last word counts as typed so far."""
    from holdfast.store.words import Words  # noqa: PLC0415  (start-up time: the first list is asked no words)

    query = Words.web_query(words.replace("\0", " ").strip())  # a zero ends the text for SQLite
    return query if not query or query.endswith(('"*', ")", "*")) else query + "*"


def _beginnings(words: Sequence[str], joined: str) -> str:
    """Plain words (letters and digits) as beginnings, for FTS5; no longer than its index has them."""
    return f" {joined} ".join(f'"{word[:_LONGEST]}"*' for word in words)


def _plain(words: str) -> str:
    tokens = ["".join(c for c in word if c.isalnum()) for word in words.split()]
    return " ".join(f'"{token}"*' for token in tokens if token)
