"""What a document carries of the journal: its own entries, each proving itself under a signed head."""

from collections.abc import Callable

import msgspec
import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.proof import Proof, belongs, check_proof, is_reserved
from holdfast.respond.incident import add_note
from holdfast.respond.links import link
from holdfast.store.keys import is_signed
from holdfast.store.proofs import prove_entries
from holdfast.store.removal import remove_words
from holdfast.store.signatures import keep_signatures
from holdfast.store.store import Store
from holdfast.store.trees import tree_of
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def two(store: Store) -> tuple[str, str]:
    """Two incidents that know of each other; only the first one's record leaves the store."""
    own = declare(store, Declaration("Disk full", "db"))
    other = declare(store, Declaration("A secret affair", "hr"))
    for number in range(20):
        add_note(store, own.id, f"Deleted log {number}", "action")
        add_note(store, other.id, f"Secret {number}", "note")
    link(store, other.id, own.id, "related_to")
    return own.id, other.id


def proof_of(store: Store, incident: str) -> Proof:
    head = store.journal.head()
    return prove_entries(store, [subject("incident", incident)], [(head.station, head.seq)])


def test_every_own_entry_proves_itself_under_the_signed_head(store: Store, two: tuple[str, str]) -> None:
    proof = proof_of(store, two[0])
    assert len(proof.entries) == 21
    assert check_proof(proof) == []
    (head,) = proof.heads
    assert (head.seq, head.hash) == (store.journal.head().seq, store.journal.head().hash)
    assert head.root == tree_of(store.database, head.station, head.seq).root.hex()
    assert is_signed(bytes.fromhex(head.public_key), bytes.fromhex(head.signature), head.signed_bytes())
    hashes = {entry.hash() for entry in proof.entries}
    assert hashes < {entry.hash for entry in store.entries("incident", two[0])}


def test_no_word_of_another_incident_leaves(store: Store, two: tuple[str, str]) -> None:
    told = msgspec.json.encode(proof_of(store, two[0]))
    assert b"Deleted log 7" in told
    assert b"ecret" not in told
    assert two[1].encode() not in told


def test_what_belongs_to_a_document() -> None:
    own = ("incident/a", "review/r")
    assert belongs("incident/a", ("incident/b",), own)
    assert belongs("task/t", ("incident/a",), own)
    assert not belongs("incident/b", ("incident/a",), own)
    assert not belongs("run/x", ("incident/b", "runbook/y"), ("runbook/y",))


def test_notes_of_interviews_are_withheld_member_by_member() -> None:
    assert is_reserved("review.interview_added")
    assert not is_reserved("review.written")


def test_withheld_and_removed_members_still_prove_the_rest(
    store: Store, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    note = next(one for one in store.entries("incident", two[0]) if one.text("text") == "Deleted log 3")
    remove_words(store, note.hash, "a name")
    monkeypatch.setattr("holdfast.store.proofs.is_reserved", lambda kind: kind == "incident.declared")
    proof = proof_of(store, two[0])
    assert (proof.withheld, proof.removed) == (1, 1)
    assert check_proof(proof) == []
    told = msgspec.json.encode(proof)
    assert b"Deleted log 3" not in told
    assert b"Disk full" not in told


def test_the_same_head_has_one_signature(store: Store, two: tuple[str, str]) -> None:
    first = proof_of(store, two[0])
    keep_signatures(store, first.heads)
    assert msgspec.json.encode(proof_of(store, two[0])) == msgspec.json.encode(first)
    ((kept,),) = store.database.rows("SELECT signature FROM head_signature")
    assert kept.hex() == first.heads[0].signature


def test_without_the_key_nothing_is_signed(
    store: Store, two: tuple[str, str], open_here: Callable[..., Store]
) -> None:
    store.folder.key.unlink()
    proof = proof_of(open_here(read_only=True), two[0])
    assert proof.heads[0].signature == ""
    assert check_proof(proof) == []


def test_every_lie_is_told(store: Store, two: tuple[str, str]) -> None:
    proof = proof_of(store, two[0])
    plain = msgspec.to_builtins(proof)
    first = plain["entries"][0]
    name = next(iter(first["members"]))
    lies: list[tuple[list[object], object]] = [
        (["entries", 0, "members", name, "value"], "Another word"),
        (["entries", 0, "members", name, "salt"], "00"),
        (["entries", 0, "header", "at"], "2020-01-01T00:00:00.000000Z"),
        (["entries", 0, "header", "seq"], 4),
        (["entries", 0, "header", "seq"], "3"),
        (["entries", 0, "header", "station"], "f" * 32),
        (["entries", 0, "path"], first["path"][:-1]),
        (["entries", 0, "path"], [9999]),
        (["nodes"], ["zz"] * len(plain["nodes"])),
        (["heads", 0, "root"], "0" * 64),
        (["heads", 0, "hash"], "0" * 64),
        (["heads"], []),
        (["withheld"], 1),
        (["removed"], 1),
        (["entries", 0, "path"], [*first["path"], -1]),
    ]
    for way, lie in lies:
        told = msgspec.json.decode(msgspec.json.encode(plain))
        place = told
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = lie
        assert check_proof(msgspec.convert(told, Proof)) != [], way


def test_a_head_that_the_journal_does_not_reach_is_refused(store: Store, two: tuple[str, str]) -> None:
    head = store.journal.head()
    with pytest.raises(UserError, match="does not reach"):
        prove_entries(store, [subject("incident", two[0])], [(head.station, head.seq + 1)])


def test_later_entries_stay_out(store: Store, two: tuple[str, str]) -> None:
    head = store.journal.head()
    add_note(store, two[0], "Later", "note")
    proof = prove_entries(store, [subject("incident", two[0])], [(head.station, head.seq)])
    assert b"Later" not in msgspec.json.encode(proof)
    assert check_proof(proof) == []
