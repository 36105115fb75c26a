"""Which runbook, and which of its versions, is meant by what was typed."""

from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.store.store import Store
from holdfast.words import _

_SHORTEST = 4


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


def find_version(book: Runbook, start: str) -> str:
    """The version of a runbook whose hash begins so."""
    found = [each for each in book.versions if each.startswith(start.lower())]
    if len(found) == 1 and len(start) >= _SHORTEST:
        return found[0]
    raise UserError(
        _("{title} has no one version that begins with {start}.").format(title=book.title, start=start),
        hint=_("Its versions are: {versions}. Give four characters or more.").format(
            versions=", ".join(each[:8] for each in book.versions[-20:])
        ),
    )
