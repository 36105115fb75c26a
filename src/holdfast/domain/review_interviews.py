"""Interview notes of a review: what somebody told afterwards, for those who write and read the review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from holdfast.domain.entry import Entry
from holdfast.domain.value import Conflict, altered, contradiction, moment, new_words, words, wrote

Found = tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """What a person told. `id` is the hash of the entry that added it, `by` the operator who wrote it down.

    `occurred` is when they talked, None where nobody said.
    """

    id: str
    person: str
    text: str
    recorded: datetime
    occurred: datetime | None = None
    by: str = ""
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])


def added(notes: tuple[Interview, ...], entry: Entry) -> tuple[tuple[Interview, ...], Found]:
    """With one more."""
    at = entry.text("occurred")
    note = Interview(
        entry.hash,
        words(entry, "person"),
        words(entry, "text"),
        moment(entry.at),
        moment(at) if at else None,
        entry.header.by.operator if entry.header.by else "",
        wrote({}, entry, "text"),
    )
    return (*notes, note), ()


def changed(notes: tuple[Interview, ...], entry: Entry) -> tuple[tuple[Interview, ...], Found]:
    """With other words; one that is dropped stays so."""
    there = next((each for each in notes if each.id == entry.text("interview")), None)
    if there is None:
        return notes, ()
    after = altered(there, text=new_words(entry, "text"), wrote=wrote(there.wrote, entry, "text"))
    found = contradiction(entry, "text", there.wrote.get("text"))
    return tuple(after if each.id == there.id else each for each in notes), found


def dropped(notes: tuple[Interview, ...], entry: Entry) -> tuple[tuple[Interview, ...], Found]:
    """Without the one that the entry names."""
    return tuple(each for each in notes if each.id != entry.text("interview")), ()
