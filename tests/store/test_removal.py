"""Words removed for cause are gone everywhere at once, and the journal still proves itself."""

import pytest

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.value import REMOVED
from holdfast.respond.incident import add_note, change, timeline_of
from holdfast.respond.updates import Update, send
from holdfast.review.writing import begin, import_rows, offered_rows
from holdfast.runbook.library import import_folder
from holdfast.store.rebuild import rebuild
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare

SECRET = "hunter2-Kaninchenbau"


def _in_files(store: Store) -> bool:
    """Whether the secret stands anywhere in the store's files."""
    return any(SECRET.encode() in file.read_bytes() for file in store.path.rglob("*") if file.is_file())


def test_a_removed_note_leaves_no_trace_and_its_reason_is_shown(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    row = add_note(store, incident.id, f"the password is {SECRET}")
    store.drafts.save(
        f"incident/{incident.id}", "composer", f"as said, the password is {SECRET}", to_stored(store.clock())
    )
    assert _in_files(store)
    assert store.search.find("kaninchenbau")
    removed = remove_words(store, row.entry[:12], "a pasted password")
    assert removed.members == ("text",)
    assert removed.drafts == 1
    assert not store.search.find("kaninchenbau")
    shown = next(one for one in timeline_of(store, incident.id) if one.entry == row.entry)
    assert (shown.text, shown.removed) == (REMOVED, True)
    verdict = verify(store.database, store.blobs)
    assert verdict.ok
    assert [(one.seq, one.reason) for one in verdict.removed] == [(row.seq, "a pasted password")]
    assert rebuild(store).different == ()
    store.close()
    assert not _in_files(store)


def test_how_an_update_was_sent_goes_with_its_words(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    sent = Update("can", "users", "All calm", channel=f"by phone to {SECRET}")
    send(store, incident.id, sent)
    row = next(one for one in timeline_of(store, incident.id) if one.kind == "update")
    assert "channel" in remove_words(store, row.entry, "a private number").members
    assert verify(store.database, store.blobs).ok
    store.close()
    assert not _in_files(store)


def test_a_removed_title_leaves_the_reference(store: Store) -> None:
    incident = declare(store, Declaration(f"Ben {SECRET} was hurt"))
    after = change(store, incident.id, service="hall 3")
    first = store.entries("incident", incident.id)[0]
    remove_words(store, first.hash, "an injured person's name")
    value = store.incidents.get(incident.id)
    assert (value.title, value.ref, value.service) == (REMOVED, after.ref, "hall 3")
    assert not value.conflicts
    assert store.incidents.page(store.query(""), "due", 0, 1)[0].title == REMOVED
    assert verify(store.database, store.blobs).ok


def test_other_entries_that_repeat_the_words_are_named(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    row = add_note(store, incident.id, f"the password is {SECRET}")
    review = begin(store, incident.id)
    import_rows(store, review.id, [one for one, _there in offered_rows(store, review.id)])
    removed = remove_words(store, row.entry, "a pasted password")
    (other,) = removed.repeated_in
    entry = store.journal.at(other)
    assert entry is not None
    assert entry.kind == "review.row_added"
    assert remove_words(store, other, "the same password").repeated_in == ()
    assert verify(store.database, store.blobs).ok


def test_a_removed_runbook_text_goes_with_its_words(store: Store, tmp_path) -> None:  # noqa: ANN001
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.md").write_text(f"# Book\n\nLog in with {SECRET}.\n")
    import_folder(store, tmp_path / "books")
    (book,) = store.runbooks.page()
    (entry,) = store.entries("runbook", book.id)
    remove_words(store, entry.hash, "a password")
    assert store.blobs.get(book.version) is None
    assert not store.search.find("kaninchenbau")
    assert verify(store.database, store.blobs).ok


def test_what_holds_the_chain_together_is_not_removable(store: Store) -> None:
    (began,) = store.entries("station", store.journal.station)
    with pytest.raises(UserError, match="no words"):
        remove_words(store, began.hash, "tidying")
    with pytest.raises(UserError, match="reason"):
        remove_words(store, "ab", " ")
