"""What has come, gone or moved since the list was read: said on a button, shown when a person wants it."""

from collections.abc import Collection, Mapping
from typing import Final

from holdfast.store.incidents import IncidentRow
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.words import _, ngettext

_MOST: Final = 2_000
"""So many touched incidents are looked at one by one; of more, only the totals are compared."""


class News:
    """Remembers which incidents were touched since the list was read, and says what that means for it."""

    def __init__(self, model: IncidentsModel) -> None:
        self._model = model
        self._touched: set[str] = set()
        self._newest = 0
        self._moved = False

    def begin(self, newest: int) -> None:
        """The list was read anew, when `newest` was the newest incident of the store."""
        self._touched.clear()
        self._newest, self._moved = newest, False

    def touch(self, idents: Collection[str]) -> None:
        """These were changed: what is held of them changes in place."""
        self._touched.update(idents)
        self._moved = self._model.refresh(idents) or self._moved

    def touched(self) -> list[str]:
        """Whom to ask whether they answer to the list's question now."""
        return sorted(self._touched) if len(self._touched) <= _MOST else []

    def words(self, total: int, answering: Mapping[int, IncidentRow]) -> str:
        """What would be different, "" for nothing: new ones, else ones that are gone, else the order.

        `answering` are those of `touched` that the list would show, by their number in the store. Of a
        list that is held in part, rows beyond it are counted as new where they are or the total says so.
        """
        held = self._model.held()
        beyond = {number: row for number, row in answering.items() if row.id not in held}
        whole = len(held) == self._model.total
        fresh = {number for number in beyond if whole or number > self._newest}
        change = total - self._model.total
        left = held.keys() & set(self.touched()) - {row.id for row in answering.values()}
        more = max(len(fresh), change + len(left))
        if more > 0:
            return ngettext("{n} new: show", "{n} new: show", more).format(n=more)
        if gone := more - change:
            return ngettext("{n} no longer matches: show", "{n} no longer match: show", gone).format(n=gone)
        comes = (self._model.belongs_here(row) for number, row in beyond.items() if number not in fresh)
        return _("Order changed: show") if self._moved or any(comes) else ""
