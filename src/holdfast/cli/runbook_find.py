"""Which runbook is meant by what was typed."""

from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.store.store import Store
from holdfast.words import _


def find_runbook(store: Store, ident: str) -> Runbook:
    """The runbook of an id, or of a path, a title or an alert that only one has."""
    rows = [row for row in store.runbooks.page() if ident in (row.path, row.title, *row.alerts)]
    if len(rows) > 1:
        ids = ", ".join(f"{row.id} ({row.source})" for row in rows)
        raise UserError(
            _("{word} is the name of more than one runbook.").format(word=ident),
            hint=_("Give the id: {ids}.").format(ids=ids),
        )
    return store.runbooks.get(rows[0].id if rows else ident)
