"""Reading the local directory."""

from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.directory import Contact, Resource


class Directory:
    """Asks the folded rows of people and resources. Those that were dropped are left out of the lists."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def person(self, ident: str) -> "Contact":
        """The person of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM person WHERE id = ?", (ident,))
        if text is None:
            raise UserError(_("There is no person {id} in the directory.").format(id=ident))
        return decode("person", text)

    def resource(self, ident: str) -> "Resource":
        """The resource of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM resource WHERE id = ?", (ident,))
        if text is None:
            raise UserError(_("There is no resource {id} in the directory.").format(id=ident))
        return decode("resource", text)

    def everybody(self) -> list[str]:
        """The ids of all people, also of those that were dropped."""
        return [row[0] for row in self._db.rows("SELECT id FROM person ORDER BY id")]

    def people(self) -> "list[Contact]":
        """Everybody, by name."""
        return [decode("person", text) for text in self._listed("person")]

    def resources(self) -> "list[Resource]":
        """Everything, by name."""
        return [decode("resource", text) for text in self._listed("resource")]

    def _listed(self, table: str) -> list[str]:
        sql = f"SELECT value FROM {table} WHERE dropped = 0 ORDER BY name COLLATE NOCASE, id"  # noqa: S608
        return [row[0] for row in self._db.rows(sql)]
