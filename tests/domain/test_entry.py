"""The journal's format is pinned: what was hashed once hashes to the same for ever.

`vectors.json` was written once. Here its figures are made again twice: by the program, and by a few
lines that know nothing of it (json, hashlib, and RFC 8785's three rules).
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from holdfast.domain.body_check import check_body, is_understood
from holdfast.domain.entry import By, Entry, Header, body_digest, member_digest, seal
from holdfast.domain.kinds import KINDS
from holdfast.domain.station import proposed_code, station_id

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
LAST = "d8c20c4c2e4773fdf0147dfe169968afd89d520c3e3bfb5ef5fc712891c5d2ac"
entries = pytest.mark.parametrize("vector", VECTORS["entries"], ids=lambda vector: vector["name"])


def by_hand(value: Any) -> str:
    """RFC 8785 for JSON without floats: no spaces, keys by their UTF-16 units, text as it is."""
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        return "{" + ",".join(f"{by_hand(key)}:{by_hand(item)}" for key, item in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(by_hand, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def header_of(vector: dict[str, Any]) -> Header:
    fields = dict(vector["header"])
    by = fields.pop("by", None)
    about = tuple(fields.pop("about", ()))
    return Header(**fields, about=about, by=None if by is None else By(by["operator"], by["sure"]))


@entries
def test_the_figures_follow_from_json_and_sha256_alone(vector: dict[str, Any]) -> None:
    members = {
        name: sha256(bytes.fromhex(vector["salts"][name]) + by_hand(value).encode()).hexdigest()
        for name, value in vector["body"].items()
    }
    assert members == vector["members"]
    assert sha256(by_hand(members).encode()).hexdigest() == vector["header"]["digest"]
    assert by_hand(vector["header"]) == vector["canonical"]
    assert rfc8785.dumps(vector["header"]).decode() == vector["canonical"]
    assert sha256(b"\x00" + vector["canonical"].encode()).hexdigest() == vector["hash"]


@entries
def test_the_program_makes_the_same_figures(vector: dict[str, Any]) -> None:
    salts = {name: bytes.fromhex(salt) for name, salt in vector["salts"].items()}
    header = header_of(vector)
    for name, value in vector["body"].items():
        assert member_digest(salts[name], value) == vector["members"][name]
    assert body_digest(vector["members"]) == header.digest
    assert header.canonical().decode() == vector["canonical"]
    sealed = seal(replace(header, digest=""), vector["body"], salts)
    assert (sealed.header, sealed.hash) == (header, vector["hash"])


def test_the_vectors_are_one_chain_and_were_never_written_again() -> None:
    before = ""
    for vector in VECTORS["entries"]:
        assert vector["header"]["prev"] == before
        before = vector["hash"]
    assert before == LAST


def test_the_vectors_hold_every_form_of_a_header() -> None:
    headers = [vector["header"] for vector in VECTORS["entries"]]
    for optional in ("by", "about", "seen"):
        assert {optional in header for header in headers} == {True, False}
    assert {header["by"]["sure"] for header in headers if "by" in header} == {"declared", "authenticated"}
    assert {vector["body"] == {} for vector in VECTORS["entries"]} == {True, False}
    assert set().union(*headers) == set(Header.__struct_fields__)


@entries
def test_the_vectors_are_entries_that_this_program_would_record(vector: dict[str, Any]) -> None:
    check_body(vector["header"]["kind"], vector["body"])
    assert is_understood(header_of(vector))
    assert vector["header"]["kv"] == KINDS[vector["header"]["kind"]].version_of(vector["body"])


def test_a_station_is_named_by_its_key() -> None:
    station = VECTORS["station"]
    assert station_id(bytes.fromhex(station["public_key"])) == station["id"]
    assert sha256(bytes.fromhex(station["public_key"])).hexdigest()[:32] == station["id"]
    assert proposed_code(station["id"]) == "W4"


@pytest.mark.parametrize("field", sorted(Header.__struct_fields__))
def test_every_field_of_the_header_counts(field: str) -> None:
    """Changing any one of them gives another hash."""
    header = header_of(VECTORS["entries"][2])
    value = getattr(header, field)
    other = {
        str: lambda: value + "0",
        int: lambda: value - 1,
        By: lambda: replace(value, sure="declared"),
        tuple: lambda: value[:1],
        dict: lambda: None,
    }[type(value)]()
    assert replace(header, **{field: other}).hash() != header.hash()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_any_value_is_digested_as_rfc_8785_says(value: Any) -> None:
    salt = bytes(range(16))
    assert member_digest(salt, value) == sha256(salt + by_hand(value).encode()).hexdigest()


@given(st.dictionaries(st.text(min_size=1), json_values, max_size=4), st.binary(min_size=16, max_size=16))
def test_a_member_can_be_withheld_and_the_rest_still_proves_itself(body: Any, salt: bytes) -> None:
    members = {name: member_digest(salt, value) for name, value in body.items()}
    header = header_of(VECTORS["entries"][0])
    sealed = seal(header, body, dict.fromkeys(body, salt))
    for withheld in body:
        known = {name: member_digest(salt, body[name]) for name in body if name != withheld}
        assert body_digest(known | {withheld: members[withheld]}) == sealed.header.digest


def test_the_same_words_under_another_salt_look_different() -> None:
    assert member_digest(bytes(16), "Ben") != member_digest(bytes(15) + b"\x01", "Ben")


def test_what_canonical_json_cannot_say_is_refused() -> None:
    for value in (2**53, float("nan"), "\ud800"):
        with pytest.raises(ValueError, match=r"safe integer|not representable|surrogates"):
            member_digest(bytes(16), value)


def test_a_member_that_is_not_there_reads_as_nothing() -> None:
    vector = VECTORS["entries"][6]
    entry = Entry(header_of(vector), vector["hash"], {"title": ["a", "b"], "size": 3}, {"know": "removed"})
    assert (entry.text("know"), entry.new("know"), entry.old("know")) == ("", None, None)
    assert (entry.text("title"), entry.old("title"), entry.new("title")) == ("", "a", "b")
    assert (entry.text("size"), entry.new("size", 4)) == ("", 4)
    assert (entry.kind, entry.at, entry.order) == (
        "incident.changed", "2026-11-23T12:00:04.999999Z", (7, vector["header"]["station"], 7),
    )  # fmt: skip
