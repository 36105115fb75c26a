"""Who is at the keyboard, how sure we are of it, and what binds a passphrase to its operator."""

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.desk.operators import add_operator, set_passphrase, sign_in, sign_out
from holdfast.domain.entry import By
from holdfast.domain.errors import UserError
from holdfast.domain.operator import Operator
from holdfast.respond.incident import add_note
from holdfast.store.backup import back_up, restore
from holdfast.store.check import check_store
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from holdfast.store.store import OperatorNeeded, Store
from holdfast.triage.declare import Declaration, declare

SECRET = "correct horse battery"


@pytest.fixture
def secured(store: Store) -> Operator:
    """Ana, with a passphrase."""
    return set_passphrase(store, sign_in(store, "Ana"), SECRET)


def test_a_new_name_is_added_once_by_its_own_hand(open_here: Callable[..., Store]) -> None:
    store = open_here()
    ana = sign_in(store, "  Ana  Maria ")
    assert (ana.name, store.by) == ("Ana Maria", By(ana.id, "declared"))
    (entry,) = store.entries("operator", ana.id)
    assert entry.header.by == By(ana.id, "declared")
    assert sign_in(store, "ana maria") == ana
    assert len(store.operators.all()) == 1


def test_who_is_signed_in_stands_behind_adding_another(store: Store) -> None:
    before = store.by
    ben = add_operator(store, "Ben")
    assert store.by == before
    assert store.entries("operator", ben.id)[0].header.by == before
    with pytest.raises(UserError, match="There is an operator Ben already"):
        add_operator(store, "BEN")
    assert [one.name for one in store.operators.all()] == ["Ana", "Ben"]
    assert store.operators.names()[ben.id] == "Ben"
    assert store.operators.get("nobody") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (" ", "The name is empty"),
        ("\u202e", "The name is empty"),
        ("x" * 81, "80 fit"),
        ("\ud800", "not text"),
    ],
)
def test_a_name_that_is_none_is_refused(store: Store, name: str, words: str) -> None:
    for command in (sign_in, add_operator):
        with pytest.raises(UserError, match=words):
            command(store, name)
    assert len(store.operators.all()) == 1


def test_nobody_at_the_keyboard_records_nothing(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    sign_out(store)
    with pytest.raises(OperatorNeeded):
        add_note(store, incident.id, "x")
    assert len(store.entries("incident", incident.id)) == 1


def test_the_right_passphrase_authenticates_and_none_declares(store: Store, secured: Operator) -> None:
    assert secured.has_passphrase
    sign_in(store, "Ana")
    assert store.by == By(secured.id, "declared")
    sign_in(store, "ana", SECRET)
    assert store.by == By(secured.id, "authenticated")
    incident = declare(store, Declaration("Disk full"))
    assert store.entries("incident", incident.id)[0].header.by == By(secured.id, "authenticated")


@pytest.mark.parametrize("wrong", ["", "Correct horse battery", SECRET + " ", "\0", "x" * 10_000])
def test_a_wrong_passphrase_changes_nothing(store: Store, secured: Operator, wrong: str) -> None:
    sign_in(store, "Ben")
    before, count = store.by, store.journal.count()
    with pytest.raises(UserError, match="This is not the passphrase of Ana") as refused:
        sign_in(store, "Ana", wrong)
    assert "declared, not authenticated" in refused.value.hint
    assert (store.by, store.journal.count()) == (before, count)


@pytest.mark.parametrize("name", ["Ben", "Somebody new"])
def test_a_passphrase_for_who_has_none_is_refused_and_adds_nobody(store: Store, name: str) -> None:
    add_operator(store, "Ben")
    count = store.journal.count()
    with pytest.raises(UserError, match=f"This is not the passphrase of {name}"):
        sign_in(store, name, SECRET)
    assert store.journal.count() == count


def test_a_passphrase_is_changed_with_the_old_one_alone(store: Store, secured: Operator) -> None:
    for old in (None, "wrong", ""):
        with pytest.raises(UserError, match="The old passphrase of Ana is needed"):
            set_passphrase(store, secured, "another horse battery", old)
    with pytest.raises(UserError, match="shorter than 8"):
        set_passphrase(store, secured, "short", SECRET)
    sign_in(store, "Ana", SECRET)
    after = set_passphrase(store, secured, "another horse battery", SECRET)
    assert (after.verifier != secured.verifier, after.conflicts) == (True, ())
    with pytest.raises(UserError, match="not the passphrase"):
        sign_in(store, "Ana", SECRET)
    sign_in(store, "Ana", "another horse battery")


def test_the_passphrase_itself_is_nowhere(store: Store, secured: Operator) -> None:
    (entry,) = [one for one in store.entries("operator", secured.id) if one.kind == "operator.secured"]
    assert entry.body == {"verifier": [None, secured.verifier]}
    store.close()
    for file in store.path.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


def test_a_record_that_was_swapped_in_the_database_is_refused(store: Store, secured: Operator) -> None:
    ben = set_passphrase(store, sign_in(store, "Ben"), "a phrase of Ben's own")
    store.database.run(
        "UPDATE passphrase SET record = other.record FROM passphrase other "
        "WHERE other.operator = ? AND passphrase.operator = ?",
        (ben.id, secured.id),
    )
    before = store.by
    for phrase in ("a phrase of Ben's own", SECRET):
        with pytest.raises(UserError, match="The passphrase of Ana can't be checked on this station"):
            sign_in(store, "Ana", phrase)
    assert store.by == before
    sign_in(store, "Ben", "a phrase of Ben's own")


def test_a_record_of_somebodys_own_making_is_refused(store: Store, secured: Operator) -> None:
    from argon2 import PasswordHasher

    store.database.run("UPDATE passphrase SET record = ?", (PasswordHasher().hash("mine now"),))
    with pytest.raises(UserError, match="can't be checked"):
        sign_in(store, "Ana", "mine now")
    store.database.run("DELETE FROM passphrase")
    with pytest.raises(UserError, match="can't be checked"):
        sign_in(store, "Ana", SECRET)


def test_a_restored_store_asks_for_a_new_passphrase_and_records_who_set_it(
    store: Store, secured: Operator, tmp_path: Path
) -> None:
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    restore(made.file, Folder(tmp_path / "again"))
    with open_store(tmp_path / "again", clock=store.clock) as again:
        ana = sign_in(again, "Ana")
        assert ana.has_passphrase
        assert not again.operators.can_check(ana)
        with pytest.raises(UserError, match="can't be checked on this station") as refused:
            sign_in(again, "Ana", SECRET)
        assert "Set it again here" in refused.value.hint
        after = set_passphrase(again, ana, "a horse of this station")
        assert (after.conflicts, again.operators.can_check(after)) == ((), True)
        sign_in(again, "Ana", "a horse of this station")
        assert again.by == By(ana.id, "authenticated")
        entry = again.entries("operator", ana.id)[-1]
        assert (entry.body["verifier"][0], entry.header.by) == (secured.verifier, By(ana.id, "declared"))
        assert check_store(again).ok


def test_a_read_only_store_knows_its_operators_and_adds_none(
    store: Store, open_here: Callable[..., Store]
) -> None:
    reader = open_here(read_only=True)
    assert sign_in(reader, "Ana").name == "Ana"
    with pytest.raises(UserError, match="reading only"):
        sign_in(reader, "Ben")
