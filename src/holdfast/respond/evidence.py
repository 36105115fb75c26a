"""Evidence of an incident: kept by its SHA-256 or named by it, looked at again, given out again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import TimelineRow, timeline
from holdfast.domain.value import altered, blob_of, moment, words
from holdfast.respond.corrections import named
from holdfast.respond.evidence_files import (
    Content,
    Kept,
    Progress,
    found_in,
    never,
    read_bytes,
    silent,
)
from holdfast.store.store import Store
from holdfast.words import _

_KINDS: Final = ("evidence.added", "evidence.checked", "note.withdrawn")
UNREAD: Final = "unread"
_GONE: Final = frozenset({"sha256", "content", "place"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: `entry` is the hash of its entry, `place` where a file lies that is not kept.

    `found` is what the newest check found, "" where there was none; `withdrawn` why it was withdrawn;
    of what was removed for cause nothing is left to be compared.
    """

    entry: str
    name: str
    size: int
    sha256: str
    media: str
    place: str
    remark: str
    at: datetime
    removed: bool
    found: str = ""
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class OfStep:
    """The step that evidence belongs to: the id of its run, its own id and its number."""

    run: str
    step: str
    number: int


def add(
    store: Store,
    incident: str,
    content: Content,
    remark: str = "",
    occurred: datetime | None = None,
    step: OfStep | None = None,
) -> TimelineRow:
    """Put what was read on the timeline: up to 64 MiB into the store, else its hash and place.

    With `step` it is about the run of that step as well.
    """
    body: dict[str, object] = {
        "name": needed(clean_line(content.name, _("The name")), _("The name")),
        "size": content.size,
        "sha256": content.sha256,
        "media": content.media,
    }
    if said := clean_prose(remark, _("The remark")):
        body["text"] = said
    if occurred is not None:
        check_not_ahead(occurred, store.now())
        body["occurred"] = occurred_text(occurred)
    about: tuple[str, ...] = ()
    if step is not None:
        body |= {"step": step.step, "number": step.number}
        about = (subject("run", step.run),)
    with store.command():
        store.incidents.get(incident)
        if content.data is None:
            body["place"] = content.place
        else:
            body["content"] = store.blobs.put(content.data)
        (entry,) = store.record(New(subject("incident", incident), "evidence.added", body, about))
    return timeline([entry], store.operators.names())[0]


def add_all(store: Store, incident: str, contents: Sequence[Content], remark: str = "") -> list[TimelineRow]:
    """Put several on the timeline with one remark: all, or none."""
    with store.command():
        return [add(store, incident, content, remark) for content in contents]


def evidence_of(store: Store, incident: str) -> list[Evidence]:
    """The evidence of an incident, in the order of adding."""
    store.incidents.get(incident)
    pieces: dict[str, Evidence] = {}
    for entry in store.journal.of_kinds(subject("incident", incident), _KINDS):
        target = pieces.get(entry.text("target"))
        if entry.kind == "evidence.added":
            pieces[entry.hash] = _piece(entry)
        elif target is not None:
            pieces[target.entry] = _amended(target, entry)
    return list(pieces.values())


def _piece(entry: Entry) -> Evidence:
    return Evidence(
        entry=entry.hash,
        name=words(entry, "name"),
        size=entry.body.get("size", 0),
        sha256=entry.text("sha256"),
        media=entry.text("media"),
        place=words(entry, "place"),
        remark=words(entry, "text"),
        at=moment(entry.at),
        removed=not _GONE.isdisjoint(entry.absent),
    )


def _amended(piece: Evidence, entry: Entry) -> Evidence:
    found, withdrawn = piece.found, piece.withdrawn
    if entry.kind == "evidence.checked":
        found = entry.text("found")
    else:
        withdrawn = (words(entry, "reason") or _("withdrawn")) if entry.new("withdrawn", True) else ""
    return altered(piece, found=found, withdrawn=withdrawn)


# -- looking again ---------------------------------------------------------------------------------


def kept(store: Store, incident: str, entry: str) -> Kept:
    """Where a piece of evidence is and what it should be, to be looked at on another thread."""
    piece = _evidence(store, incident, entry)
    name = blob_of(piece, "content")
    if not _GONE.isdisjoint(piece.absent):
        raise UserError(
            _("The words of this evidence were removed for cause."),
            hint=_("There is nothing left to compare it with."),
        )
    if not name:
        return Kept(piece.hash, words(piece, "name"), piece.text("sha256"), place=piece.text("place"))
    file = store.blobs.file(name)
    data = None if file.is_file() else store.blobs.get(name)
    return Kept(piece.hash, words(piece, "name"), piece.text("sha256"), str(file), data)


def record_check(store: Store, incident: str, entry: str, found: str) -> str:
    """Record what was found: same, altered or missing."""
    store.record(
        New(subject("incident", incident), "evidence.checked", {"target": entry, "found": found}),
    )
    return found


def check(store: Store, incident: str, entry: str, progress: Progress = silent) -> str:
    """Look whether a piece of evidence is what it was: same, altered or missing; and record it."""
    piece = kept(store, incident, entry)
    found = found_in(piece, progress, never)
    return record_check(store, incident, piece.entry, found)


def check_all(store: Store, incident: str, progress: Progress = silent) -> Iterator[tuple[Evidence, str]]:
    """Look at all evidence of an incident that was not withdrawn or removed, one after the other.

    Of what can't be read nothing is known: it is said to be UNREAD, and nothing is recorded of it.
    """
    for piece in evidence_of(store, incident):
        if not piece.withdrawn and not piece.removed:
            yield piece, _checked(store, incident, piece.entry, progress)


def _checked(store: Store, incident: str, entry: str, progress: Progress) -> str:
    piece = kept(store, incident, entry)
    try:
        found = found_in(piece, progress, never)
    except UserError:  # one that can't be read must not hide what became of the others
        return UNREAD
    return record_check(store, incident, piece.entry, found)


def content(store: Store, incident: str, entry: str) -> bytes:
    """A piece of evidence as it was added; UserError where it is altered or gone."""
    piece = kept(store, incident, entry)
    data = read_bytes(piece) if piece.data is None else piece.data
    if sha256(data).hexdigest() != piece.sha256:
        raise UserError(
            _("{name} is not what was added: its SHA-256 is another one.").format(name=piece.name),
            hint=_("Nothing was written. Take it from a backup, and check the store: holdfast store check."),
        )
    return data


def _evidence(store: Store, incident: str, entry: str) -> Entry:
    piece = named(store, incident, entry)
    if piece.kind != "evidence.added":
        raise UserError(
            _("The entry {entry} is no evidence.").format(entry=piece.hash[:12]),
            hint=_("See what there is: holdfast incident evidence REF list."),
        )
    return piece
