"""What is said of roles: who held which one when, and when one commander leads too many."""

from datetime import tzinfo

from holdfast.domain.incident import Incident
from holdfast.domain.roles import SPAN_OF_CONTROL, Held, led
from holdfast.domain.timeline import role_word
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.words import _


def held_text(held: Held, zone: tzinfo) -> str:
    """A role with who held it, from when to when."""
    words = {"role": role_word(held.role), "name": held.name, "since": stamp_text(held.since, zone)}
    if held.until is None:
        return _("{role}: {name} since {since}").format(**words)
    return _("{role}: {name} {since} to {until}").format(**words, until=stamp_text(held.until, zone))


def span_hint(store: Store, incident: Incident) -> str:
    """What to say where more people answer to one commander than one can lead; "" where they don't."""
    least, most = SPAN_OF_CONTROL
    people = led(incident.roles, store.tasks.of_incident(incident.id)) if incident.is_open else 0
    if people <= most:
        return ""
    return _(
        "{people} people answer to one commander. ICS advises {least} to {most}: let somebody lead a part."
    ).format(people=people, least=least, most=most)
