"""Who is meant by a name that was typed."""

from datetime import datetime

from holdfast.domain.incident import Incident, Person
from holdfast.domain.text import clean_line
from holdfast.respond.incident import assign
from holdfast.store.store import Store
from holdfast.words import _


def person_named(store: Store, name: str) -> Person:
    """Whoever is called that: `me` is the operator at the keyboard; any other name may be nobody's."""
    clean, by = clean_line(name, _("The name"), 80), store.by
    if by is not None and clean.casefold() in (_("me").casefold(), "me"):
        return Person(store.operators.names()[by.operator], by.operator)
    known = store.operators.named(clean) if clean else None
    return Person(known.name, known.id) if known else Person(clean)


def assign_by_name(
    store: Store, incident: str, role: str, name: str, occurred: datetime | None = None
) -> Incident:
    """Give a role to whoever is called that; `me` is the operator at the keyboard, "" nobody."""
    person = person_named(store, name)
    return assign(store, incident, role, person.name, person.operator, occurred)


def known_names(store: Store) -> list[str]:
    """The names that can be meant: operators and the people of the directory, sorted."""
    operators = store.operators.names().values()
    return sorted({*operators, *(person.name for person in store.directory.people())}, key=str.casefold)
