"""Texts of its own that a store adopts, templates and the like: the newest one of a name holds."""

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.store.store import Store


def adopted_text(store: Store, name: str) -> str:
    """The text that was adopted under a name; "" where none was, or its words were removed."""
    version = store.facts.templates.get(name, "")
    return version_text(store, version) if version else ""


def version_text(store: Store, version: str) -> str:
    """The text of a version, by its SHA-256; "" where it is not here any more."""
    return (store.blobs.get(version) or b"").decode("utf-8", "replace")


def adopt_text(store: Store, name: str, text: str, why: str) -> None:
    """Record that a text holds under a name from now on; whoever calls it has judged text and reason."""
    facts = store.facts
    content = store.blobs.put(text.encode())
    body: dict[str, object] = {
        "template": name,
        "version": [facts.templates.get(name), content["blob"]],
        "content": content,
    }
    body |= {"reason": why} if why else {}
    store.record(New(subject("store", facts.id), "store.template_adopted", body))
