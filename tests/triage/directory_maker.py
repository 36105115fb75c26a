"""People and resources put into the directory as the form of the window does."""

from holdfast.domain.directory import Contact, Resource
from holdfast.store.store import Store
from holdfast.triage.directory import keep


def person(store: Store, ident: str = "", **said: str) -> Contact:
    """A person kept with what is said of them: a new one, or the one of this id changed."""
    kept = keep(store, "person", ident or store.new_id(), said)
    assert isinstance(kept, Contact)
    return kept


def resource(store: Store, ident: str = "", **said: str) -> Resource:
    """A resource kept with what is said of it: a new one, or the one of this id changed."""
    kept = keep(store, "resource", ident or store.new_id(), said)
    assert isinstance(kept, Resource)
    return kept
