"""Drafts: unfinished text, saved within a second, outside the journal, gone once it is recorded."""

import msgspec

from holdfast.store.database import Database


class Draft(msgspec.Struct, frozen=True):
    """Unfinished text of one field; `base` is the hash of the entry that it started from."""

    subject: str
    field: str
    text: str
    base: str
    saved: str


class Drafts:
    """Draft rows by (subject, field) and, once one is known, the operator."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(self, subject: str, field: str, text: str, at: str, operator: str = "", base: str = "") -> None:
        """Keep this text; the same field of the same operator is replaced."""
        with self._db.writing():
            self._db.run(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (subject, field, operator) "
                "DO UPDATE SET text = excluded.text, base = excluded.base, saved = excluded.saved",
                (subject, field, operator, text, base, at),
            )

    def get(self, subject: str, field: str, operator: str = "") -> Draft | None:
        """The latest draft of a field, the operator's own or one saved while nobody was known.

        While nobody is known, as after a crash, it is the latest of anybody's: it must not look lost.
        """
        row = self._db.row(
            "SELECT subject, field, text, base, saved FROM draft WHERE subject = ? AND field = ? "
            "AND (operator IN (?, '') OR ? = '') ORDER BY saved DESC",
            (subject, field, operator, operator),
        )
        return Draft(*row) if row else None

    def of(self, subject: str, operator: str = "") -> dict[str, Draft]:
        """The drafts of a subject, by field, each as `get` gives it."""
        rows = self._db.rows(
            "SELECT subject, field, text, base, saved FROM draft "
            "WHERE subject = ? AND (operator IN (?, '') OR ? = '') ORDER BY saved",
            (subject, operator, operator),
        )
        return {row[1]: Draft(*row) for row in rows}

    def subjects(self, kind: str, operator: str = "") -> list[str]:
        """The subjects of a kind that have drafts as `get` gives them, the latest first."""
        rows = self._db.rows(
            "SELECT subject, max(saved) FROM draft WHERE subject GLOB ? "
            "AND (operator IN (?, '') OR ? = '') GROUP BY subject ORDER BY 2 DESC",
            (f"{kind}/*", operator, operator),
        )
        return [row[0] for row in rows]

    def drop(self, subject: str, field: str | None = None, operator: str | None = None) -> None:
        """Forget a field's draft, or all of a subject's: of every operator, or of this one and of nobody."""
        mine = (operator is None, operator)
        with self._db.writing():
            if field is None:
                self._db.run(
                    "DELETE FROM draft WHERE subject = ? AND (? OR operator IN (?, ''))", (subject, *mine)
                )
            else:
                self._db.run(
                    "DELETE FROM draft WHERE subject = ? AND field = ? AND (? OR operator IN (?, ''))",
                    (subject, field, *mine),
                )

    def drop_holding(self, words: str) -> int:
        """Forget every draft that repeats words which were removed; gives how many."""
        self._db.run("DELETE FROM draft WHERE instr(text, ?) > 0", (words,))
        return self._db.raw().changes()
