"""What the directory's list says: who is on call now first, then everybody by name, then the resources."""

from collections.abc import Sequence
from datetime import datetime

from holdfast.domain.directory import Contact, Resource
from holdfast.domain.weeks import weeks_text
from holdfast.triage.directory import on_call
from holdfast.ui.kit.rows import Row
from holdfast.words import _

Held = Contact | Resource


def in_order(people: Sequence[Contact], things: Sequence[Resource], now: datetime) -> list[Held]:
    """Everybody and everything in the order of the list."""
    first = on_call(people, now)
    here = {person.id for person in first}
    return [*first, *(person for person in people if person.id not in here), *things]


def row_of(held: Held, *, on_call_now: bool) -> Row:
    """What the list says about one of them."""
    if isinstance(held, Contact):
        meta = _joined(", ".join(held.roles), ", ".join(held.lines))
        due = _("on call now") if on_call_now else ""
        return Row(held.name, meta, icon="person", age=held.organisation, due=due)
    meta = _joined(held.sort, held.place, held.contact)
    return Row(held.name, meta, icon="folder", age=held.identifier)


def searched(held: Held) -> str:
    """The words that one is found by."""
    parts = (held.name, held.remark)
    if isinstance(held, Contact):
        parts += (held.organisation, *held.roles, *held.lines, weeks_text(held.weeks))
    else:
        parts += (held.sort, held.identifier, held.place, held.contact)
    return " ".join(parts).casefold()


def _joined(*parts: str) -> str:
    return "  ·  ".join(filter(None, parts))
