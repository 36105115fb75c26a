"""Reading drills: one by its id, the list of those held, and the one that is going on."""

from typing import TYPE_CHECKING, Final

import msgspec

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.prefixes import only_value
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.drill import Drill

_GOING_ON: Final = "state IN ('running', 'paused')"


class DrillRow(msgspec.Struct, frozen=True):
    """What a row of the list of drills shows. `scenario` is its key; times are seconds since 1970, UTC."""

    id: str
    title: str
    scenario: str
    state: str
    started: int
    ended: int | None


class Drills:
    """Asks the folded rows of drills."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, ident: str) -> "Drill":
        """The drill of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM drill WHERE id = ?", (ident,))
        if text is None:
            raise _no_drill(ident)
        return decode("drill", text)

    def find(self, prefix: str) -> "Drill":
        """The drill whose id begins so; a UserError where it is none or several."""
        text = only_value(self._db, "drill", prefix)
        if text is None:
            raise _no_drill(prefix)
        return decode("drill", text)

    def running(self, station: str = "") -> "Drill | None":
        """The newest drill that is running or paused, of a station where one is named."""
        sql = (
            f"SELECT value FROM drill WHERE {_GOING_ON} AND (station = ? OR ? = '') "  # noqa: S608
            "ORDER BY started DESC, key DESC LIMIT 1"
        )
        text = self._db.one(sql, (station, station))
        return None if text is None else decode("drill", text)

    def page(self, offset: int = 0, limit: int = -1, scenario: str = "") -> list[DrillRow]:
        """Rows, the newest first; those of one scenario where its key is given."""
        rows = self._db.rows(
            "SELECT id, title, scenario, state, started, ended FROM drill WHERE scenario = ? OR ? = '' "
            "ORDER BY started DESC, key DESC LIMIT ? OFFSET ?",
            (scenario, scenario, limit, offset),
        )
        return [DrillRow(*row) for row in rows]

    def count(self) -> int:
        """How many were begun."""
        return self._db.one("SELECT count(*) FROM drill")


def _no_drill(prefix: str) -> UserError:
    return UserError(
        _("No single drill has an id that begins with {id}.").format(id=prefix),
        hint=_("See what there is: holdfast drill list."),
    )
