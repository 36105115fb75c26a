"""Reading the deliveries that alerts came in."""

from typing import TYPE_CHECKING

from holdfast.store.database import Database
from holdfast.store.projections import decode

if TYPE_CHECKING:
    from holdfast.domain.delivery import Delivery


class Deliveries:
    """Asks the folded rows of deliveries."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def has(self, ident: str) -> bool:
        """Whether a delivery was taken already."""
        return self._db.one("SELECT 1 FROM delivery WHERE id = ?", (ident,)) is not None

    def get(self, ident: str) -> "Delivery | None":
        """What an alert came in."""
        text = self._db.one("SELECT value FROM delivery WHERE id = ?", (ident,))
        return None if text is None else decode("delivery", text)
