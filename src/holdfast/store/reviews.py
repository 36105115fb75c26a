"""Reading reviews and their preventive actions."""

from typing import TYPE_CHECKING, Any

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.ref import ref_sql
from holdfast.store.action_list import ActionList
from holdfast.store.database import Database
from holdfast.store.projections import decode
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.action import Action
    from holdfast.domain.review import Review


class ReviewRow(msgspec.Struct, frozen=True):
    """What a row of the list of reviews shows; `changed` in seconds since 1970, UTC.

    `reviewers` are operators' ids.
    """

    id: str
    incident: str
    ref: str
    title: str
    state: str
    changed: int
    revision: int = 1
    reviewers: tuple[str, ...] = ()


class Reviews:
    """Asks the folded rows of reviews and actions."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.list = ActionList(database)
        """The preventive actions of all reviews."""

    def get(self, ident: str) -> "Review":
        """The review of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM review WHERE id = ?", (ident,))
        if text is None:
            raise UserError(
                _("There is no review {id} in this store.").format(id=ident),
                hint=_("See what there is: holdfast review list."),
            )
        return decode("review", text)

    def of_incident(self, incident: str) -> "Review | None":
        """The newest review of an incident."""
        text = self._db.one("SELECT value FROM review WHERE incident = ? ORDER BY key DESC", (incident,))
        return None if text is None else decode("review", text)

    def imported(self, source: str, origin: str) -> tuple[str, str]:
        """The references of the incidents whose review came from a file of this SHA-256, and of this name;
        "" for none.
        """
        asked = (
            f"SELECT {ref_sql('i')} FROM review r JOIN incident i ON i.id = r.incident "  # noqa: S608
            "WHERE r.{column} = ? AND r.{column} <> '' ORDER BY r.key DESC"
        )
        same, named = (
            self._db.one(asked.format(column=column), (value,)) or ""
            for column, value in (("source", source), ("origin", origin))
        )
        return same, named

    def count(self, state: str = "") -> int:
        """How many reviews there are, or are in a state."""
        return self._db.one("SELECT count(*) FROM review WHERE state = ? OR ? = ''", (state, state))

    def page(self, offset: int = 0, limit: int = -1) -> list[ReviewRow]:
        """Rows: those that are not released first, in each of the two the last changed first."""
        # the few rows first: what is read out of the values would else be read of all
        rows = self._db.rows(
            "WITH few AS (SELECT key FROM review ORDER BY state = 'released', changed DESC, key DESC "  # noqa: S608
            "LIMIT ? OFFSET ?) "
            f"SELECT r.id, r.incident, coalesce({ref_sql('i')}, ''), "
            "r.title, r.state, r.changed, coalesce(json_extract(r.value, '$.revision'), 1), "
            "coalesce(json_extract(r.value, '$.flow.reviewers'), '[]') "
            "FROM review r LEFT JOIN incident i ON i.id = r.incident WHERE r.key IN (SELECT key FROM few) "
            "ORDER BY r.state = 'released', r.changed DESC, r.key DESC",
            (limit, offset),
        )
        return [_listed(row) for row in rows]

    def action(self, ident: str) -> "Action":
        """The preventive action of an id; a UserError where there is none."""
        text = self._db.one("SELECT value FROM action WHERE id = ?", (ident,))
        if text is None:
            raise UserError(_("There is no preventive action {id} in this store.").format(id=ident))
        return decode("action", text)

    def actions(self, review: str) -> "list[Action]":
        """The preventive actions of a review, in the order in which they were added."""
        rows = self._db.rows("SELECT value FROM action WHERE review = ? ORDER BY id", (review,))
        return [decode("action", row[0]) for row in rows]

    def on_their_way(self) -> dict[str, str]:
        """The states of the reviews that are neither drafts nor released, by id; they are few."""
        return dict(self._db.rows("SELECT id, state FROM review WHERE state NOT IN ('draft', 'released')"))

    def opened_again(self) -> dict[str, tuple[int, int]]:
        """Of reviews that were released and opened again their last released revision and the one that is
        written now, by id.
        """
        rows = self._db.rows(
            "SELECT id, json_extract(value, '$.flow.releases[#-1].revision'), "
            "coalesce(json_extract(value, '$.revision'), 1) FROM review WHERE state != 'released'"
        )
        return {ident: (released, now) for ident, released, now in rows if released is not None}

    def open_actions(self) -> dict[str, int]:
        """How many preventive actions are still to be done, by the id of their incident."""
        sql = "SELECT incident, count(*) FROM action WHERE state = 'open' GROUP BY incident"
        return dict(self._db.rows(sql))


def _listed(row: tuple[Any, ...]) -> ReviewRow:
    *columns, revision, reviewers = row
    return ReviewRow(*columns, revision=revision, reviewers=tuple(msgspec.json.decode(reviewers)))
