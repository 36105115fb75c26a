"""What holds for the whole store: marking, site, emergency line, zone."""

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.station import StoreFacts
from holdfast.domain.text import clean_line
from holdfast.store.store import Store
from holdfast.words import _


def configure(store: Store, **facts: str) -> StoreFacts:
    """Change the marking, site, emergency or zone of the store; what stays the same is not recorded."""
    with store.command():
        now = store.facts
        body: dict[str, object] = {}
        for name, text in facts.items():
            clean = clean_line(text, _("The text"), 120)
            if clean != getattr(now, name):
                body[name] = [now.wrote.get(name), clean]
        if body:
            store.record(New(subject("store", now.id), "store.configured", body))
        return store.facts
