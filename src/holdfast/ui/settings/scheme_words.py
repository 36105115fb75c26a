"""What the settings say of the scheme in use, as plain values."""

from datetime import datetime

from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import words
from holdfast.store.store import Store
from holdfast.triage.scheme_file import load
from holdfast.triage.scheme_store import adopted_text, hash_of, text_in_use
from holdfast.words import _


def in_use_text(store: Store) -> str:
    """Name and version of the scheme in use, and the beginning of its hash."""
    text = text_in_use(store)
    scheme = load(text)
    return _("{name}, version {version}  ·  {hash}").format(
        name=_(scheme.name), version=scheme.version, hash=hash_of(text)[:16]
    )


def since_text(store: Store) -> str:
    """Since when it is in use and why; what holds where nothing was adopted, or can't be read."""
    entries = store.entries("store", store.facts.id)
    adopted = [entry for entry in entries if entry.kind == "store.scheme_adopted"]
    if not adopted:
        return _("It comes with Holdfast; no other was adopted.")
    last = adopted[-1]
    if adopted_text(store) != text_in_use(store):
        return _("{title} was adopted, but this version of Holdfast can't read it.").format(
            title=words(last, "title")
        )
    by = last.header.by.operator if last.header.by else ""
    return _("Adopted {time} by {who}: {reason}").format(
        time=stamp_text(datetime.fromisoformat(last.at), store.zone),
        who=store.operators.names().get(by, by),
        reason=words(last, "reason"),
    )
