"""Texts of its own that a store adopts, templates and the like: the newest one of a name holds."""

from collections.abc import Callable

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.text import clean_line, needed
from holdfast.store.store import Store
from holdfast.words import _


def adopted_text(store: Store, name: str) -> str:
    """The text that was adopted under a name; "" where none was, or its words were removed."""
    version = store.facts.templates.get(name, "")
    return version_text(store, version) if version else ""


def version_text(store: Store, version: str) -> str:
    """The text of a version, by its SHA-256; "" where it is not here any more."""
    return (store.blobs.get(version) or b"").decode("utf-8", "replace")


def adopt_text(store: Store, name: str, text: str, reason: str, in_use: Callable[[], str]) -> None:
    """Let a text hold under a name from now on; the one that is in use already records nothing.

    Whoever calls it has judged the text. UserError where the reason says nothing.
    """
    why = read_reason(reason)
    with store.command():
        if in_use() == text:
            return
        facts, content = store.facts, store.blobs.put(text.encode())
        body: dict[str, object] = {
            "template": name,
            "version": [facts.templates.get(name), content["blob"]],
            "content": content,
            "reason": why,
        }
        store.record(New(subject("store", facts.id), "store.template_adopted", body))


def read_reason(text: str) -> str:
    """The reason of an adoption as it is recorded. UserError where it says nothing, or too much."""
    return needed(clean_line(text, _("The reason")), _("The reason"))
