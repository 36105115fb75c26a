"""Removing words for cause: a pasted password, an injured person's name. Every hash still holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

import msgspec

from holdfast.domain.entry import SALT_BYTES, Entry, New, member_digest
from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS
from holdfast.store.store import Store
from holdfast.store.verify import blob_names
from holdfast.words import _

# What people write freely. Everything else in a body is structure that folds and references rest on.
WORDS: Final = frozenset(
    [
        "title",
        "service",
        "noticed",
        "know",
        "plan",
        "need",
        "resolution",
        "person",
        "reason",
        "text",
        "remark",
        "who",
        "name",
        "system_user",
        "owner",
        "verify",
        "marking",
        "site",
        "emergency",
        "zone",
        "file",
        "images",
        "label",
        "origin",
        "content",
        "place",
        "number",
        "audience",
        "channel",
        "recovery",
        "data_loss",
        "what",
        "quote",
        "to",
        "organisation",
        "lines",
        "weeks",
        "roles",
        "sort",
        "identifier",
        "contact",
        "group",
        "phrase",
        "reasonable",
        "whys",
        "unit",
        *SECTIONS,
    ]
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_WORTH_SEEKING: Final = 4  # characters: shorter words would find everything
_decode = msgspec.json.decode


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: the entry, its members, other entries that repeat the words, drafts dropped."""

    entry: Entry
    members: tuple[str, ...]
    repeated_in: tuple[str, ...]
    drafts: int
    lingering: bool  # another program is reading: the words leave the file when the last one closes it


def remove_words(store: Store, prefix: str, reason: str) -> Removed:
    """Remove what people wrote in one entry, and say so by another entry.

    `prefix` is the beginning of the entry's hash. Search index, rows and drafts lose the words at
    once; backups keep them: the daily ones until seven newer ones were made, others for good.
    """
    if not reason.strip():
        raise UserError(_("A removal needs a reason. Nothing was removed."), hint=_("Give it with --reason."))
    with store.command():
        entry = _only(store, prefix)
        members = tuple(sorted(WORDS & entry.body.keys()))
        if not members or entry.kind in ("station.began", "entry.removed"):
            raise UserError(
                _("Entry {seq} holds no words that could be removed.").format(seq=entry.header.seq),
                hint=_("Give the id of the entry that holds the words; see incident show REF --json."),
            )
        lost = [text for name in members for text in _texts(entry.body[name])]
        blobs = [name for member in members for name in blob_names(entry.body[member])]
        _blank(store, entry, members)
        for name in blobs:
            _drop_blob(store, name)
        target = {"station": entry.header.station, "seq": entry.header.seq, "hash": entry.hash}
        body = {"target": target, "members": list(members), "reason": reason.strip()}
        store.record(New(entry.subject, "entry.removed", body, entry.header.about))
        for name in (entry.subject, *entry.header.about):
            store.rows.refold(name, store.journal.of(name))
        drafts = sum(store.drafts.drop_holding(text) for text in lost if len(text) >= _WORTH_SEEKING)
        repeated = tuple(_repeats(store, lost, blobs))
    # what was deleted must leave the log and the file too, or it can be read from there
    (busy, _pages, _moved) = store.database.row("PRAGMA wal_checkpoint(TRUNCATE)") or (1, 0, 0)
    return Removed(entry, members, repeated, drafts, lingering=bool(busy))


def _only(store: Store, prefix: str) -> Entry:
    found = (
        store.journal.get(prefix) if prefix and all(c in "0123456789abcdef" for c in prefix.lower()) else []
    )
    if not found:
        raise UserError(
            _("There is no entry whose id begins with {id}. Nothing was removed.").format(id=prefix),
            hint=_("Give the id of the entry that holds the words; see incident show REF --json."),
        )
    if len(found) > 1:
        raise UserError(
            _("{id} is the beginning of {count} entries. Nothing was removed.").format(
                id=prefix, count=len(found)
            ),
            hint=_("Give more of the entry's id; see incident show REF --json."),
        )
    return found[0]


def _blank(store: Store, entry: Entry, members: tuple[str, ...]) -> None:
    row = store.database.row(
        "SELECT body, salt, absent FROM entry WHERE hash = ?", (bytes.fromhex(entry.hash),)
    )
    assert row is not None
    body: dict[str, Any] = _decode(row[0])
    salts = {
        name: row[1][place * SALT_BYTES : (place + 1) * SALT_BYTES] for place, name in enumerate(sorted(body))
    }
    absent: dict[str, list[str]] = _decode(row[2]) if row[2] else {}
    for name in members:
        absent[name] = ["removed", member_digest(salts[name], body.pop(name))]
    kept = b"".join(salts[name] for name in sorted(body))
    with store.database.opened_up("removal"):
        store.database.run("PRAGMA secure_delete = ON")
        store.database.run(
            "UPDATE entry SET body = ?, salt = ?, absent = ? WHERE hash = ?",
            (_json(body), kept, _json(absent), bytes.fromhex(entry.hash)),
        )


def _drop_blob(store: Store, name: str) -> None:
    """Drop a blob's content unless another entry still names it."""
    if _bodies_with(store, f'"blob":"{name}"'):
        return
    with store.database.opened_up("removal"):
        store.database.run("UPDATE blob SET data = NULL WHERE hash = ?", (bytes.fromhex(name),))
    store.blobs.file(name).unlink(missing_ok=True)


def _texts(value: object) -> Iterable[str]:
    """The words in a member: a text, several, or the `to` of a changed one; its `from` is a hash."""
    if isinstance(value, str):
        if not _HASH.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _texts(each)


def _repeats(store: Store, lost: list[str], blobs: list[str]) -> dict[str, None]:
    """The entries whose bodies still repeat the words: whoever removes some must know of the rest."""
    sought = [_json(text)[1:-1] for text in lost if len(text) >= _WORTH_SEEKING]
    sought += [f'"blob":"{name}"' for name in blobs]
    return {found: None for text in sought for found in _bodies_with(store, text)}


def _bodies_with(store: Store, text: str) -> list[str]:
    rows = store.database.rows("SELECT lower(hex(hash)) FROM entry WHERE instr(body, ?) > 0", (text,))
    return [row[0] for row in rows]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
