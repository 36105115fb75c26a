"""Interview notes: kept, read by those who may, and in no document, search or timeline."""

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.desk.export import hand_out, prove_handout, review_handout
from holdfast.desk.log_export import personal_handout
from holdfast.desk.operators import add_operator
from holdfast.desk.record_export import record_handout
from holdfast.domain.entry import By, Entry
from holdfast.domain.errors import UserError
from holdfast.domain.proof import check_proof
from holdfast.domain.review import Review
from holdfast.domain.value import REMOVED
from holdfast.report.check_page import check_page
from holdfast.report.gather import gather_review
from holdfast.report.text import render_markdown
from holdfast.report.verify import verify_document
from holdfast.respond.incident import timeline_of
from holdfast.review.interviews import add_note, change_note, drop_note, find_note, notes_of
from holdfast.review.workflow import approve, release, submit
from holdfast.review.writing import begin, write
from holdfast.store.removal import remove_words
from holdfast.store.store import OperatorNeeded, Store
from holdfast.triage.declare import Declaration, declare
from tests.domain.making import SHA, fold
from tests.domain.making import entry as made


@pytest.fixture
def review(store: Store) -> Review:
    begun = begin(store, declare(store, Declaration("Disk full")).id)
    return write(store, begun.id, "summary", "The disk was full.")


@pytest.fixture
def ben(store: Store) -> By:
    return By(add_operator(store, "Ben").id)


def last(store: Store, review: Review) -> Entry:
    return store.entries("review", review.id)[-1]


def test_a_note_is_kept_written_anew_and_taken_away(store: Store, review: Review) -> None:
    noon = store.now()
    first = add_note(store, review.id, " Cleo ", "It was muted.", noon).parts.interviews[0]
    assert (first.person, first.text, first.by) == ("Cleo", "It was muted.", review.author)
    assert first.occurred == noon
    after = change_note(store, review.id, first.id[:8], "It was muted since May.")
    assert last(store, review).body["text"] == [first.id, "It was muted since May."]
    assert (after.parts.interviews[0].text, after.conflicts) == ("It was muted since May.", ())
    before = store.journal.count()
    change_note(store, review.id, first.id, "It was muted since May.")
    assert store.journal.count() == before
    assert drop_note(store, review.id, first.id).parts.interviews == ()
    with pytest.raises(UserError, match="no interview note"):
        find_note(store.reviews.get(review.id), first.id)
    with pytest.raises(UserError, match="The person is empty"):
        add_note(store, review.id, " ", "x")
    with pytest.raises(UserError, match="The note is empty"):
        add_note(store, review.id, "Cleo", " ")


def test_only_those_who_write_and_review_read_them(store: Store, review: Review, ben: By) -> None:
    add_note(store, review.id, "Cleo", "It was muted.")
    assert [each.text for each in notes_of(store, review.id).shown] == ["It was muted."]
    for other in (ben, None):
        author, store.by = store.by, other
        notes = notes_of(store, review.id)
        assert (notes.count, notes.shown) == (1, ())
        assert "named reviewers" in notes.why
        with pytest.raises(OperatorNeeded if other is None else UserError):
            add_note(store, review.id, "Dan", "x")
        store.by = author
    submit(store, review.id, [ben.operator])
    store.by = ben
    assert notes_of(store, review.id).count == len(notes_of(store, review.id).shown) == 1


def test_they_end_no_approval_make_nobody_a_writer_and_stop_at_the_release(
    store: Store, review: Review, ben: By
) -> None:
    submit(store, review.id, [ben.operator])
    store.by = ben
    add_note(store, review.id, "Cleo", "Before.")
    assert approve(store, review.id).state == "approved"
    after = add_note(store, review.id, "Dan", "After.")
    assert (after.state, len(after.flow.approvals(1)), len(after.parts.interviews)) == ("approved", 1, 2)
    assert release(store, review.id).state == "released"
    for refused in (
        lambda: add_note(store, review.id, "Eve", "x"),
        lambda: change_note(store, review.id, after.parts.interviews[0].id, "x"),
        lambda: drop_note(store, review.id, after.parts.interviews[0].id),
    ):
        with pytest.raises(UserError, match="released"):
            refused()


def test_no_document_search_or_timeline_holds_a_word_of_them(
    store: Store, review: Review, tmp_path: Path
) -> None:
    first = add_note(store, review.id, "Xanthippe", "The zeppelin was muted.").parts.interviews[0]
    change_note(store, review.id, first.id, "The zeppelin was muted since May.")
    handout = review_handout(store, review.id)
    proof = prove_handout(store, handout).proof
    assert (proof.withheld, check_proof(proof)) == (2, [])
    said = [render_markdown(gather_review(store, review.id))]
    assert "1 interview note is withheld" in said[0]
    for form in ("json", "markdown"):
        target = tmp_path / f"made.{form}"
        hand_out(store, handout, target, form)
        said.append(target.read_text(encoding="utf-8"))
    said.append(embedded(store, review, tmp_path))
    said.append(render_markdown(record_handout(store, review.incident).document))
    assert store.by is not None
    said.append(render_markdown(personal_handout(store, store.by.operator, first.recorded).document))
    said.append(repr(timeline_of(store, review.incident)))
    for word in ("Xanthippe", "zeppelin"):
        assert [text for text in said if word in text] == []
        assert store.search.find(word) == []


def embedded(store: Store, review: Review, folder: Path) -> str:
    """The record that is embedded in the PDF, which the PDF is made from."""

    target = folder / "made.pdf"
    hand_out(store, review_handout(store, review.id), target, "pdf")
    with pikepdf.open(target) as pdf:
        inside = b"".join(each.get_file().read_bytes() for each in pdf.attachments.values())
    assert b"review.interview_added" in inside
    return inside.decode("utf-8", "replace")


def test_a_copy_prints_them_only_when_chosen_says_so_and_proves_what_it_prints(
    store: Store, review: Review, ben: By, tmp_path: Path
) -> None:
    first = add_note(store, review.id, "Cleo", "It was muted.", store.now()).parts.interviews[0]
    change_note(store, review.id, first.id, "It was muted since May.\n\nNobody heard it.")
    gone = add_note(store, review.id, "Xanthippe", "The zeppelin.").parts.interviews[1]
    drop_note(store, review.id, gone.id)
    handout = review_handout(store, review.id, notes=True)
    proof = prove_handout(store, handout).proof
    assert check_proof(proof) == []
    assert proof.withheld == 3  # the words of before, and the note taken away with its going
    assert "3 entries are withheld, whole or in part" in check_page(proof).text
    text = render_markdown(handout.document)
    assert "| Cleo<br>" in text
    assert "It was muted since May.<br>Nobody heard it." in text
    assert "1 interview note is printed in this copy" in text
    assert "withheld: it stays" not in text
    target = tmp_path / "made.pdf"
    hand_out(store, handout, target, "pdf")
    with pikepdf.open(target) as pdf:
        inside = b"".join(each.get_file().read_bytes() for each in pdf.attachments.values()).decode()
    assert "since May" in inside
    assert "zeppelin" not in inside
    assert "It was muted." not in inside
    assert verify_document(target.read_bytes()).fits
    assert last(store, review).body["parameters"]["interview_notes"] == "printed"
    store.by = ben
    with pytest.raises(UserError, match="named reviewers"):
        review_handout(store, review.id, notes=True)


def test_words_of_a_note_can_be_removed(store: Store, review: Review) -> None:
    add_note(store, review.id, "Cleo", "My password is hunter2.")
    remove_words(store, last(store, review).hash, "a password")
    note = store.reviews.get(review.id).parts.interviews[0]
    assert (note.person, note.text) == (REMOVED, REMOVED)


_steps = st.lists(
    st.tuples(
        st.sampled_from(["added", "changed", "dropped"]), st.integers(0, 3), st.text("abc", max_size=3)
    ),
    max_size=14,
)


@given(_steps)
def test_the_fold_keeps_what_was_added_last_written_and_not_dropped(
    steps: list[tuple[str, int, str]],
) -> None:
    """Against a plain dictionary; a step may name what never was or is gone, as after a merge."""
    told = [made("review.begun", {"title": "x"}, 1, subject="review/v1")]
    added, model = list[str](), dict[str, str]()
    for seq, (what, which, text) in enumerate(steps, 2):
        ident = added[which] if which < len(added) else SHA[1]
        body: dict[str, object] = {"interview": ident}
        if what == "added":
            body = {"person": "Cleo", "text": text}
        elif what == "changed":
            body["text"] = [SHA[2], text]
        told.append(made(f"review.interview_{what}", body, seq, subject="review/v1"))
        if what == "added":
            added.append(told[-1].hash)
            model[told[-1].hash] = text
        elif what == "changed" and ident in model:
            model[ident] = text
        elif what == "dropped":
            model.pop(ident, None)
    value = fold("review", told, "v1")
    assert {each.id: each.text for each in value.parts.interviews} == model
    assert value.flow.content == fold("review", told[:1], "v1").flow.content
