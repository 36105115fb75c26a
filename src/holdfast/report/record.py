"""What every document says of the record that it was made from: heads, dates, zone, who and how sure."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeVar

from holdfast.domain.clock import from_stored
from holdfast.domain.ids import subject
from holdfast.domain.timewords import stamp_text, zone_label
from holdfast.report.content import Head, Imprint, Paper
from holdfast.report.language import spoken
from holdfast.store.store import Store
from holdfast.words import _

Made = TypeVar("Made")


def at_one_head(store: Store, gather: Callable[[], Made], language: str) -> Made:
    """What `gather` gives, its fixed words in a document's language.

    It is asked again where another process recorded something in the meantime.
    """
    with spoken(language):
        while True:
            before, made = heads(store), gather()
            if before == heads(store):
                return made


def imprint(store: Store, author: str, paper: Paper, language: str, moment: datetime | None) -> Imprint:
    """The record as it is now; `moment` is where a zone without a name is told by its offset."""
    return Imprint(
        marking=store.facts.marking,
        heads=heads(store),
        author=author,
        made_at=newest(store),
        zone=zone_name(store.zone, moment),
        language=language,
        paper=paper,
        practice=store.practice,
    )


def heads(store: Store) -> tuple[Head, ...]:
    """The newest entry of each station in the store."""
    return tuple(
        Head(head.station, _code(store, head.station), head.seq, head.hash) for head in store.journal.heads()
    )


def _code(store: Store, station: str) -> str:
    value = store.rows.load(subject("station", station))
    return "" if value is None else value.code


def newest(store: Store) -> str:
    """When the newest of the heads was recorded, `YYYY-MM-DDTHH:MM:SSZ`."""
    at = newest_at(store)
    return "" if at is None else f"{at:%Y-%m-%dT%H:%M:%SZ}"


def newest_at(store: Store) -> datetime | None:
    """When the newest of the heads was recorded: the clock of a document, which must not ask another."""
    head = max(store.journal.heads(), key=lambda head: (head.tick, head.station))
    entry = store.journal.at(head.hash)
    return None if entry is None else from_stored(entry.at)


def period_status(store: Store, until: datetime) -> str:
    """How far a document about a period stands: whether that was over when the newest head was recorded."""
    newest = newest_at(store)
    if newest is None or until > newest:
        return _("Interim: the period was not over when it was made")
    return _("As recorded when it was made; open incidents go on")


def operator_name(store: Store, operator: str) -> str:
    """An operator's name, or the start of the id where it was removed."""
    return store.operators.names().get(operator, operator[:8])


def sure_words(sure: str) -> str:
    """How sure we are that a person is who they say."""
    if sure == "authenticated":
        return _("authenticated by passphrase")
    return _("declared, not authenticated")


def zone_name(zone: tzinfo, moment: datetime | None) -> str:
    """The zone's name, or its offset where it has none."""
    name = getattr(zone, "key", "")
    if name and name != "local":
        return name
    return "UTC" if moment is None else zone_label(moment, zone)


def stamp(moment: datetime | None, zone: tzinfo) -> str:
    """Day, time and zone; "" for what has no time."""
    return "" if moment is None else stamp_text(moment, zone)
