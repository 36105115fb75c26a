"""Drafts: kept per field and operator, outside of the journal, gone when what they said is recorded."""

from collections.abc import Callable

import pytest

from holdfast.domain.errors import UserError
from holdfast.store.drafts import Draft
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

INCIDENT = "incident/i1"


def test_a_draft_is_kept_replaced_and_dropped(store: Store) -> None:
    store.drafts.save(INCIDENT, "title", "Dis", "t1", base="abc")
    store.drafts.save(INCIDENT, "title", "Disk full", "t2", base="def")
    assert store.drafts.get(INCIDENT, "title") == Draft(INCIDENT, "title", "Disk full", "def", "t2")
    assert store.drafts.get(INCIDENT, "service") is None
    store.drafts.drop(INCIDENT, "title")
    assert store.drafts.get(INCIDENT, "title") is None


def test_the_latest_of_ones_own_and_of_nobodys_is_given(store: Store) -> None:
    store.drafts.save(INCIDENT, "know", "nobody's", "t1")
    store.drafts.save(INCIDENT, "know", "Ana's", "t2", operator="ana")
    store.drafts.save(INCIDENT, "know", "Ben's", "t3", operator="ben")
    store.drafts.save(INCIDENT, "plan", "Ana's", "t1", operator="ana")
    store.drafts.save(INCIDENT, "plan", "nobody's", "t2")
    told = {
        who: {f: d.text for f, d in store.drafts.of(INCIDENT, who).items()} for who in ("ana", "ben", "carl")
    }
    assert told == {
        "ana": {"know": "Ana's", "plan": "nobody's"},
        "ben": {"know": "Ben's", "plan": "nobody's"},
        "carl": {"know": "nobody's", "plan": "nobody's"},
    }
    for who, texts in told.items():
        assert {field: store.drafts.get(INCIDENT, field, who).text for field in texts} == texts
    store.drafts.drop(INCIDENT, "know", "ana")
    assert store.drafts.get(INCIDENT, "know", "ana") is None
    assert store.drafts.get(INCIDENT, "know", "ben").text == "Ben's"
    store.drafts.drop(INCIDENT)
    assert store.drafts.of(INCIDENT, "ben") == {}


def test_nothing_looks_lost_while_nobody_is_known(store: Store) -> None:
    store.drafts.save(INCIDENT, "know", "Ana's", "t2", operator="ana")
    store.drafts.save("incident/i2", "know", "Ben's", "t3", operator="ben")
    assert store.drafts.get(INCIDENT, "know").text == "Ana's"
    assert store.drafts.subjects("incident") == ["incident/i2", INCIDENT]
    assert store.drafts.subjects("incident", "ana") == [INCIDENT]


def test_subjects_with_drafts_are_found_the_latest_first(store: Store) -> None:
    for number, ident in enumerate(("b", "a", "c")):
        store.drafts.save(f"incident/{ident}", "title", "x", f"t{number}")
    store.drafts.save("incident/a", "service", "x", "t9")
    store.drafts.save("review/r", "summary", "x", "t9")
    assert store.drafts.subjects("incident") == ["incident/a", "incident/c", "incident/b"]
    assert store.drafts.subjects("review") == ["review/r"]


def test_a_draft_says_exactly_what_was_typed(store: Store) -> None:
    typed = "  half a sentence\n\t\u05e9\u05dc\u05d5\u05dd \U0001f525 \u202e' OR 1 \0 "
    store.drafts.save(INCIDENT, "composer", typed, "t")
    assert store.drafts.get(INCIDENT, "composer").text == typed


def test_declaring_drops_the_drafts_in_the_same_commit(store: Store) -> None:
    ident = store.new_id()
    for field in ("title", "service", "composer"):
        store.drafts.save(f"incident/{ident}", field, "x", "t")
    store.drafts.save(INCIDENT, "title", "another", "t")
    with pytest.raises(UserError, match="title is empty"):
        declare(store, Declaration(" "), ident=ident)
    assert len(store.drafts.of(f"incident/{ident}")) == 3
    declare(store, Declaration("Disk full"), ident=ident)
    assert store.drafts.of(f"incident/{ident}") == {}
    assert len(store.drafts.of(INCIDENT)) == 1


def test_drafts_are_no_part_of_the_record(store: Store, open_here: Callable[..., Store]) -> None:
    before = store.journal.count()
    heard: list[object] = []
    store.on_change(heard.append)
    store.drafts.save(INCIDENT, "title", "needle", "t")
    assert (store.journal.count(), heard, store.search.find("needle")) == (before, [], [])
    assert rebuild(store).different == ()
    assert store.drafts.get(INCIDENT, "title").text == "needle"
    assert open_here().drafts.get(INCIDENT, "title").text == "needle"


def test_a_draft_of_another_process_is_not_news(store: Store, open_here: Callable[..., Store]) -> None:
    beside = open_here()
    beside.drafts.save(INCIDENT, "title", "x", "t")
    heard: list[object] = []
    store.on_change(heard.append)
    assert not store.poll()
    assert heard == []


def test_a_store_that_may_only_be_read_keeps_no_draft(store: Store, open_here: Callable[..., Store]) -> None:
    reader = open_here(read_only=True)
    with pytest.raises(UserError, match="reading only"):
        reader.drafts.save(INCIDENT, "title", "x", "t")
    assert reader.drafts.of(INCIDENT) == {}


def test_words_that_are_removed_leave_every_draft_that_repeats_them(store: Store) -> None:
    with store.command():
        store.drafts.save(INCIDENT, "title", "the password is hunter2!", "t", operator="ana")
        store.drafts.save(INCIDENT, "know", "hunter 2", "t")
        assert store.drafts.drop_holding("hunter2") == 1
    assert list(store.drafts.of(INCIDENT, "ana")) == ["know"]
