"""Which runbook is meant by what was typed."""

from holdfast.domain.runbook import Runbook
from holdfast.store.store import Store


def find_runbook(store: Store, ident: str) -> Runbook:
    """The runbook of an id, or of a path, a title or an alert that only one has."""
    rows = [row for row in store.runbooks.page() if ident in (row.path, row.title, *row.alerts)]
    return store.runbooks.get(rows[0].id if len(rows) == 1 else ident)
