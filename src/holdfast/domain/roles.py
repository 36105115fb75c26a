"""Who held which role from when to when, and how many people one commander leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.incident import Person
from holdfast.domain.task import Task
from holdfast.domain.value import moment, new_words, words

SPAN_OF_CONTROL: Final = (3, 7)
"""How many people one person can lead: ICS, FEMA NIMS (2017), "Manageable Span of Control"."""

ROLE_KINDS: Final = ("incident.assigned", "handover.offered", "handover.answered")
"""The kinds of entry that `intervals` reads."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody took over at `since` and gave up at `until`; None while it is held."""

    role: str
    name: str
    operator: str
    since: datetime
    until: datetime | None = None

    def is_of(self, operator: str, name: str) -> bool:
        """Whether that operator held it: by name where it was given before they had signed in."""
        if self.operator or not operator:
            return bool(operator) and self.operator == operator
        return bool(name) and self.name.casefold() == name.casefold()


def intervals(entries: Iterable[Entry]) -> tuple[Held, ...]:
    """Who held which role when, in the order in which they took it over. Entries in the journal's order."""
    held: list[Held] = []
    offers: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind == "handover.offered":
            offers[entry.subject] = entry
        elif entry.kind == "incident.assigned":
            _take(held, entry, entry.text("role"), new_words(entry, "person"), entry.text("operator"))
        elif entry.kind == "handover.answered":
            _transfer(held, entry, offers.get(entry.subject))
    return tuple(held)


def _transfer(held: list[Held], entry: Entry, offer: Entry | None) -> None:
    if offer is None or entry.new("state") != "accepted" or not offer.body.get("command"):
        return
    signer = entry.header.by.operator if entry.header.by else ""
    _take(held, entry, "commander", words(offer, "to"), offer.text("operator") or signer)


def _take(held: list[Held], entry: Entry, role: str, name: str, operator: str) -> None:
    """The role passes on; who holds it already goes on holding it."""
    at = moment(entry.text("occurred") or entry.at)
    for place, one in enumerate(held):
        if one.role == role and one.until is None:
            if (one.name, one.operator) == (name, operator):
                return
            held[place] = replace(one, until=at)
    if name:
        held.append(Held(role, name, operator, at))


def led(roles: Mapping[str, Person], tasks: Iterable[Task]) -> int:
    """How many people hold a role or have an open task beside the commander."""
    tasked = [Person(task.person, task.operator) for task in tasks if task.is_open and task.person]
    known = {each.name.casefold(): each.operator for each in (*roles.values(), *tasked) if each.operator}

    def who(person: Person) -> str:
        """One person, also where the name was typed before they had signed in."""
        return person.operator or known.get(person.name.casefold(), person.name.casefold())

    people = {who(person) for role, person in roles.items() if role != "commander"} | {*map(who, tasked)}
    commander = roles.get("commander")
    return len(people - {who(commander)} if commander else people)
