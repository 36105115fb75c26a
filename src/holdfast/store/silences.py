"""Reading the silences that are laid on alerts."""

from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.prefixes import only_value
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.silence import Silence


class Silences:
    """Asks the folded rows of silences."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, prefix: str) -> "Silence":
        """The silence whose id begins so; a UserError where it is none or several."""
        text = only_value(self._db, "silence", prefix)
        if text is None:
            raise UserError(
                _("No single silence has an id that begins with {id}.").format(id=prefix),
                hint=_("See what there is: holdfast alert silences."),
            )
        return decode("silence", text)

    def holding(self, after: int) -> "list[Silence]":
        """Those that were not ended and hold beyond this second."""
        sql = "SELECT value FROM silence WHERE ended = 0 AND until > ? ORDER BY until"
        return [decode("silence", row[0]) for row in self._db.rows(sql, (after,))]

    def over(self, now: int) -> "list[Silence]":
        """Those that hold no more but still keep an alert quiet."""
        sql = (
            "SELECT s.value FROM silence s WHERE (s.ended = 1 OR s.until <= ?) "
            "AND s.id IN (SELECT silence FROM alert WHERE silence <> '')"
        )
        return [decode("silence", row[0]) for row in self._db.rows(sql, (now,))]
