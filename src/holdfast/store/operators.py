"""Reading operators, and checking passphrases (argon2id; its record stays out of the journal)."""

from hashlib import sha256
from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import Database
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from holdfast.domain.operator import Operator


class Operators:
    """Asks the folded rows of operators."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> "list[Operator]":
        """Every operator, by name."""
        return [
            decode("operator", row[0]) for row in self._db.rows("SELECT value FROM operator ORDER BY name")
        ]

    def get(self, ident: str) -> "Operator | None":
        """The operator of an id."""
        text = self._db.one("SELECT value FROM operator WHERE id = ?", (ident,))
        return None if text is None else decode("operator", text)

    def named(self, name: str) -> "Operator | None":
        """The operator of a name, whatever its case."""
        folded = name.strip().casefold()
        return next((one for one in self.all() if one.name.casefold() == folded), None)

    def names(self) -> dict[str, str]:
        """Every operator's name by id."""
        return dict(self._db.rows("SELECT id, name FROM operator"))

    def keep(self, operator: str, passphrase: str) -> str:
        """Keep a passphrase's argon2id record; gives its SHA-256, which an entry binds."""
        record = _hasher().hash(passphrase)
        self._db.run(
            "INSERT INTO passphrase VALUES (?, ?) "
            "ON CONFLICT (operator) DO UPDATE SET record = excluded.record",
            (operator, record),
        )
        return sha256(record.encode()).hexdigest()

    def can_check(self, operator: "Operator") -> bool:
        """Whether this station holds the record that the journal binds (no backup does)."""
        return self._record(operator) is not None

    def _record(self, operator: "Operator") -> str | None:
        record: str | None = self._db.one("SELECT record FROM passphrase WHERE operator = ?", (operator.id,))
        is_bound = record is not None and sha256(record.encode()).hexdigest() == operator.verifier
        return record if is_bound else None

    def is_right(self, operator: "Operator", passphrase: str) -> bool:
        """Whether this is the operator's passphrase, against the record that the journal binds."""
        record = self._record(operator)
        if record is None:
            raise UserError(
                _("The passphrase of {name} can't be checked on this station.").format(name=operator.name),
                hint=_("Set it again here: holdfast operator passphrase NAME."),
            )
        from argon2.exceptions import VerifyMismatchError  # noqa: PLC0415  (start-up time)

        try:
            return _hasher().verify(record, passphrase)
        except VerifyMismatchError:
            return False


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  (start-up time)

    return PasswordHasher()
