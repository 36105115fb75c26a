"""The local directory: people with their roles, contact lines and on-call weeks; spares and rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from holdfast.domain.entry import Entry
from holdfast.domain.value import (
    REMOVED,
    Conflict,
    altered,
    changed_members,
    contradiction,
    new_words,
    words,
    wrote,
)

PERSON_TEXTS: Final = ("name", "organisation", "remark")
PERSON_LISTS: Final = ("roles", "lines", "weeks")
RESOURCE_TEXTS: Final = ("name", "sort", "identifier", "place", "contact", "remark")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the directory. `weeks` are ISO weeks on call, `2026-W48`; `lines` such as "radio 4"."""

    id: str
    name: str = ""
    organisation: str = ""
    remark: str = ""
    roles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    dropped: bool = False
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A spare, a room or another thing to ask for; `sort` says what it is."""

    id: str
    name: str = ""
    sort: str = ""
    identifier: str = ""
    place: str = ""
    contact: str = ""
    remark: str = ""
    dropped: bool = False
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()


def _list(entry: Entry, member: str) -> tuple[str, ...]:
    if member in entry.absent:
        return (REMOVED,)
    value: Any = entry.body.get(member, ())
    if entry.kind == "person.changed":
        value = entry.new(member, ())
    return tuple(value or ())


def fold_person(person: Contact | None, entry: Entry, ident: str) -> Contact | None:
    """The person after an entry that touches it; None until added."""
    if entry.kind == "person.added":
        members = (*PERSON_TEXTS, *PERSON_LISTS)
        so_far = person or Contact(id=ident)
        return altered(
            so_far,
            **{name: words(entry, name) for name in PERSON_TEXTS},
            **{name: _list(entry, name) for name in PERSON_LISTS},
            wrote=wrote(so_far.wrote, entry, *members),
        )
    if person is None:
        return None
    if entry.kind == "person.changed":
        texts, lists = changed_members(entry, PERSON_TEXTS), changed_members(entry, PERSON_LISTS)
        return altered(
            person,
            **{name: new_words(entry, name) for name in texts},
            **{name: _list(entry, name) for name in lists},
            wrote=wrote(person.wrote, entry, *texts, *lists),
            conflicts=person.conflicts + _contradictions(entry, (*texts, *lists), person.wrote),
        )
    if entry.kind == "person.dropped":
        return altered(person, dropped=bool(entry.new("dropped", person.dropped)))
    return person


def fold_resource(resource: Resource | None, entry: Entry, ident: str) -> Resource | None:
    """The resource after an entry that touches it; None until added."""
    if entry.kind == "resource.added":
        so_far = resource or Resource(id=ident)
        return altered(
            so_far,
            **{name: words(entry, name) for name in RESOURCE_TEXTS},
            wrote=wrote(so_far.wrote, entry, *RESOURCE_TEXTS),
        )
    if resource is None:
        return None
    if entry.kind == "resource.changed":
        texts = changed_members(entry, RESOURCE_TEXTS)
        return altered(
            resource,
            **{name: new_words(entry, name) for name in texts},
            wrote=wrote(resource.wrote, entry, *texts),
            conflicts=resource.conflicts + _contradictions(entry, texts, resource.wrote),
        )
    if entry.kind == "resource.dropped":
        return altered(resource, dropped=bool(entry.new("dropped", resource.dropped)))
    return resource


def _contradictions(
    entry: Entry, members: tuple[str, ...], written: Mapping[str, str]
) -> tuple[Conflict, ...]:
    return tuple(c for name in members for c in contradiction(entry, name, written.get(name)))
