"""Reading tasks."""

from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.task import Task


class Tasks:
    """Asks the folded rows of tasks."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, ident: str) -> "Task":
        """The task of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM task WHERE id = ?", (ident,))
        if text is None:
            raise UserError(
                _("There is no task {id} in this store.").format(id=ident),
                hint=_("See what there is: holdfast incident task REF list."),
            )
        return decode("task", text)

    def of_incident(self, incident: str) -> "list[Task]":
        """An incident's tasks, in the order in which they were given."""
        rows = self._db.rows("SELECT value FROM task WHERE incident = ? ORDER BY id", (incident,))
        return [decode("task", row[0]) for row in rows]
