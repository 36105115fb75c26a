"""The local directory: who can be called and what can be asked for, kept as entries like everything else."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from holdfast.domain.directory import (
    PERSON_LISTS,
    PERSON_TEXTS,
    RESOURCE_TEXTS,
    Contact,
    Resource,
)
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.text import clean_line, needed
from holdfast.domain.weeks import week_of, weeks_of
from holdfast.store.store import Store
from holdfast.triage.scheme import Role
from holdfast.words import _

Value = str | list[str]
Body = dict[str, Value]
"""Members of a person or resource as they are recorded."""

_SPLIT: Final = re.compile(r"[;\r\n]")
_MOST_LINES: Final = 50


# -- what a person or a resource may say -----------------------------------------------------------------


def _text(text: str, name: str) -> str:
    return clean_line(text, member_word(name))


def _name(text: str, name: str) -> str:
    return needed(_text(text, name), member_word(name))


def _lines(text: str, name: str) -> list[str]:
    """Several in one text: each on a line of its own, or between semicolons."""
    parts = [clean_line(part, member_word(name)) for part in _SPLIT.split(text)]
    kept = list(dict.fromkeys(filter(None, parts)))
    if len(kept) > _MOST_LINES:
        raise UserError(
            _("{name}: {count}, where {most} fit.").format(
                name=member_word(name), count=len(kept), most=_MOST_LINES
            ),
            hint=_("Keep the ones that are used."),
        )
    return kept


def _weeks(text: str, _name: str) -> list[str]:
    return list(weeks_of(text))


_READ: Final[Mapping[str, Callable[[str, str], Value]]] = {
    **dict.fromkeys((*PERSON_TEXTS, *RESOURCE_TEXTS), _text),
    "name": _name,
    "roles": _lines,
    "lines": _lines,
    "weeks": _weeks,
}
MEMBERS: Final = {"person": (*PERSON_TEXTS, *PERSON_LISTS), "resource": RESOURCE_TEXTS}
"""What can be said of each kind."""


def member_word(name: str) -> str:
    """What a member is called on screen."""
    return {
        "name": _("The name"),
        "organisation": _("The organisation"),
        "remark": _("The remark"),
        "roles": _("The roles"),
        "lines": _("The contact lines"),
        "weeks": _("The weeks on call"),
        "sort": _("The kind"),
        "identifier": _("The identifier"),
        "place": _("The place"),
        "contact": _("The contact"),
    }[name]


def read(member: str, text: str) -> Value:
    """A member as it is recorded, from what was typed; a UserError says what can't be taken."""
    return _READ[member](text, member)


def cleaned(kind: str, said: Mapping[str, str]) -> Body:
    """What was typed about a person or resource as it is recorded; nothing is left out for being empty."""
    return {name: read(name, said[name]) for name in MEMBERS[kind] if name in said}


# -- commands ----------------------------------------------------------------------------------------


def keep(store: Store, kind: str, ident: str, said: Mapping[str, str]) -> Contact | Resource:
    """Add the person or resource of this id, or change it; its drafts are dropped with the same commit."""
    with store.command():
        held = _held(store, kind, ident)
        if held is None:
            _add(store, kind, ident, cleaned(kind, {"name": "", **said}))
        else:
            _change(store, held, cleaned(kind, said))
        store.drafts.drop(subject(kind, ident))
        kept = _held(store, kind, ident)
        assert kept is not None
        return kept


def _held(store: Store, kind: str, ident: str) -> Contact | Resource | None:
    return next((each for each in listed(store, kind) if each.id == ident), None)


def take_out(store: Store, held: Contact | Resource, *, again: bool = False) -> None:
    """Take a person or a resource out of the directory; `again` puts it back."""
    if isinstance(held, Contact):
        drop_person(store, held.id, again=again)
    else:
        drop_resource(store, held.id, again=again)


def drop_person(store: Store, ident: str, reason: str = "", *, again: bool = False) -> Contact:
    """Take a person out of the directory; `again` puts them back. What was said of them stays recorded."""
    with store.command():
        drop(store, store.directory.person(ident), reason, again=again)
        return store.directory.person(ident)


def drop_resource(store: Store, ident: str, reason: str = "", *, again: bool = False) -> Resource:
    """Take a resource out of the directory; `again` puts it back."""
    with store.command():
        drop(store, store.directory.resource(ident), reason, again=again)
        return store.directory.resource(ident)


def _add(store: Store, kind: str, ident: str, body: Body) -> None:
    _check_alone(store, kind, body, "")
    store.record(New(subject(kind, ident), f"{kind}.added", {name: v for name, v in body.items() if v}))


def _change(store: Store, held: Contact | Resource, body: Body) -> None:
    """Record what is different of `body`, if anything is."""
    names = differing(held, body)
    if names:
        kind = kind_of(held)
        _check_alone(store, kind, members(held) | body, held.id)
        changed = {name: [held.wrote.get(name), body[name]] for name in names}
        store.record(New(subject(kind, held.id), f"{kind}.changed", changed))


def drop(store: Store, held: Contact | Resource, reason: str, *, again: bool) -> None:
    """Take it out, or put it back. Inside a command."""
    if held.dropped is not again:
        return
    kind = kind_of(held)
    if again:
        _check_alone(store, kind, members(held), held.id)
    body: dict[str, object] = {"dropped": [held.dropped, not again]}
    if why := clean_line(reason, _("The reason")):
        body["reason"] = why
    store.record(New(subject(kind, held.id), f"{kind}.dropped", body))


def kind_of(held: Contact | Resource) -> str:
    """`person` or `resource`."""
    return "person" if isinstance(held, Contact) else "resource"


def members(held: Contact | Resource) -> Body:
    """What is recorded of it, by member."""
    return {name: _plain(getattr(held, name)) for name in MEMBERS[kind_of(held)]}


def _plain(value: str | tuple[str, ...]) -> Value:
    return value if isinstance(value, str) else list(value)


def differing(held: Contact | Resource, body: Body) -> tuple[str, ...]:
    """The members of `body` that say something else than what is held."""
    now = members(held)
    return tuple(name for name, value in body.items() if now[name] != value)


Mark = tuple[str, str]


def mark(body: Mapping[str, Value]) -> Mark:
    """What tells one from another: the name, of resources the identifier too; capitals don't count."""
    return str(body.get("name", "")).casefold(), str(body.get("identifier", "")).casefold()


def listed(store: Store, kind: str) -> list[Contact] | list[Resource]:
    """Everyone or everything that is in the directory, by name."""
    return store.directory.people() if kind == "person" else store.directory.resources()


def _check_alone(store: Store, kind: str, body: Body, ident: str) -> None:
    for each in listed(store, kind):
        if each.id != ident and mark(members(each)) == mark(body):
            raise UserError(
                _("{name} is in the directory already.").format(name=each.name),
                hint=_("Change the one that is there, or tell the two apart in the name."),
            )


# -- who to ask --------------------------------------------------------------------------------------


def on_call(people: Iterable[Contact], moment: datetime) -> list[Contact]:
    """Who is on call in the week of a moment, by the calendar of the moment's zone."""
    week = week_of(moment)
    return [person for person in people if week in person.weeks]


def names_of(role: Role) -> set[str]:
    """What the directory may call a role, casefolded: its key, its word, that in the reader's language."""
    return {role.key.casefold(), role.label.casefold(), _(role.label).casefold()}


def for_role(people: Iterable[Contact], role: Role, moment: datetime) -> list[Contact]:
    """Who takes this role, by its key or its word; first who is on call now."""
    asked = names_of(role)
    fit = [person for person in people if asked & {each.casefold() for each in person.roles}]
    first = {person.id for person in on_call(fit, moment)}
    return sorted(fit, key=lambda person: person.id not in first)


def to_call(people: Iterable[Contact], moment: datetime, most: int = 8) -> list[tuple[Contact, str]]:
    """Whom to call on which line: every line of who is on call now, then the first of each of the others."""
    reachable = [person for person in people if person.lines]
    first = on_call(reachable, moment)
    here = {person.id for person in first}
    others = [(person, person.lines[0]) for person in reachable if person.id not in here]
    return [*((person, line) for person in first for line in person.lines), *others][:most]
