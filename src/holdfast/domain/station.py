"""A station: an installation that writes entries; and the store that its stations share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.value import Conflict, altered, changed_members, contradiction, moment, new_words, wrote

_ID_BYTES: Final = 16
_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which read as digits


def station_id(public_key: bytes) -> str:
    """The first 16 bytes of the SHA-256 of the public key (DER SubjectPublicKeyInfo), in hex."""
    return sha256(public_key).digest()[:_ID_BYTES].hex()


def proposed_code(station: str) -> str:
    """A short code for references, a letter and a digit of the station's id: `K7`."""
    raw = bytes.fromhex(station)
    return f"{_ALPHABET[raw[0] % len(_ALPHABET)]}{2 + raw[1] % 8}"


@dataclass(frozen=True, slots=True)
class Station:
    """A station as its entries tell it. `public_key` is DER in hex; `previous` the head that it continues.

    `certificate` is the blob of the certificate that it signs with, `fingerprint` its SHA-256; both are empty
    until it first signed.
    """

    id: str
    public_key: str = ""
    code: str = ""
    store: str = ""
    practice: bool = False
    previous: Mapping[str, object] = field(default_factory=dict[str, object])
    conflicts: tuple[Conflict, ...] = ()
    certificate: str = ""
    fingerprint: str = ""


def fold_station(station: Station | None, entry: Entry, ident: str) -> Station | None:
    """The station after an entry that touches it; None until it began."""
    if entry.kind == "station.began":
        return Station(
            id=ident,
            public_key=entry.text("public_key"),
            code=entry.text("code"),
            store=entry.text("store"),
            practice=bool(entry.body.get("practice", False)),
            previous=entry.body.get("previous", {}),
        )
    if station is not None and entry.kind == "station.coded":
        conflicts = station.conflicts + contradiction(entry, "code", station.code)
        return altered(station, code=entry.new("code", station.code), conflicts=conflicts)
    if station is not None and entry.kind == "station.certified":
        kept: Mapping[str, str] = entry.body.get("certificate", {})
        return altered(station, certificate=kept.get("blob", ""), fingerprint=entry.text("fingerprint"))
    return station


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What holds for the whole store: the classification marking, the site, its emergency line, its zone.

    `scheme` is the hash of the text that incidents are judged by, "" for the one that comes with Holdfast;
    `templates` are the hashes of the site's own texts, by name. `binder` is a digest of what the binder held
    that was made last, at `binder_made`.
    """

    id: str
    marking: str = ""
    site: str = ""
    emergency: str = ""
    zone: str = ""
    scheme: str = ""
    templates: Mapping[str, str] = field(default_factory=dict[str, str])
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()
    binder: str = ""
    binder_made: datetime | None = None


_FACTS: Final = ("marking", "site", "emergency", "zone")


def fold_store(facts: StoreFacts | None, entry: Entry, ident: str) -> StoreFacts | None:
    """The store's facts after an entry that touches them."""
    so_far = facts or StoreFacts(id=ident)
    if entry.kind == "store.scheme_adopted":
        wrong = contradiction(entry, "scheme", so_far.scheme or None)
        return altered(so_far, scheme=entry.new("scheme", so_far.scheme), conflicts=so_far.conflicts + wrong)
    if entry.kind == "store.template_adopted":
        name = entry.text("template")
        wrong = contradiction(entry, "version", so_far.templates.get(name))
        templates = {**so_far.templates, name: entry.new("version") or ""}
        return altered(so_far, templates=templates, conflicts=so_far.conflicts + wrong)
    if entry.kind == "report.made":
        return _with_report(so_far, entry)
    if entry.kind != "store.configured":
        return so_far
    members = changed_members(entry, _FACTS)
    return altered(
        so_far,
        **{name: new_words(entry, name) for name in members},
        wrote=wrote(so_far.wrote, entry, *members),
        conflicts=so_far.conflicts
        + tuple(c for name in members for c in contradiction(entry, name, so_far.wrote.get(name))),
    )


def _with_report(facts: StoreFacts, entry: Entry) -> StoreFacts:
    """A binder was printed; any other report says nothing of the store."""
    parameters: dict[str, str] = entry.body.get("parameters", {})
    if parameters.get("document") != "binder" or entry.text("format") != "pdf":
        return facts
    return altered(facts, binder=parameters.get("contents", ""), binder_made=moment(entry.at))
