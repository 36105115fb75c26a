"""Reading handovers."""

from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.handover import Handover


class Handovers:
    """Asks the folded rows of handovers."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, ident: str) -> "Handover":
        """The handover of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM handover WHERE id = ?", (ident,))
        if text is None:
            raise UserError(_("There is no handover {id} in this store.").format(id=ident))
        return decode("handover", text)

    def of_incident(self, incident: str) -> "list[Handover]":
        """An incident's handovers, the first first."""
        rows = self._db.rows("SELECT value FROM handover WHERE incident = ? ORDER BY id", (incident,))
        return [decode("handover", row[0]) for row in rows]
