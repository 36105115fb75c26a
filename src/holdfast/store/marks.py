"""Small facts about this copy of the store that are no journal: verified to where, last backup, zone …"""

from typing import Final

import msgspec

from holdfast.store.database import Database
from holdfast.store.journal import Head

_MARK: Final = "verified"


class Marks:
    """Named JSON values."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, name: str) -> str:
        """A mark's text; empty where there is none."""
        return self._db.one("SELECT value FROM mark WHERE name = ?", (name,)) or ""

    def set(self, name: str, value: str) -> None:
        """Write a mark. The caller holds the transaction."""
        self._db.run(
            "INSERT INTO mark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def get_json(self, name: str) -> dict[str, str]:
        """A mark that holds a table of texts."""
        return msgspec.json.decode(self.get(name) or "{}")

    def set_json(self, name: str, value: dict[str, str]) -> None:
        """Write a table of texts. The caller holds the transaction."""
        self.set(name, msgspec.json.encode(value).decode())


class Mark(msgspec.Struct, frozen=True):
    """Verified up to here: the last arrival read, how many entries that were, when, and each head.

    `whole_at` and `whole_entries` are of the last time that it was read from the first entry on.
    """

    arrival: int = 0
    entries: int = 0
    at: str = ""
    heads: dict[str, Head] = msgspec.field(default_factory=dict[str, Head])
    whole_at: str = ""
    whole_entries: int = 0


def mark_of(marks: Marks) -> Mark:
    """The verified-to mark; it serves the status bar alone."""
    text = marks.get(_MARK)
    return msgspec.json.decode(text, type=Mark) if text else Mark()


def set_mark(marks: Marks, mark: Mark) -> None:
    """Keep the verified-to mark. The caller holds the transaction."""
    marks.set(_MARK, msgspec.json.encode(mark).decode())
