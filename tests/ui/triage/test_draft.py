"""Drafts of the wizard: what a later version wrote otherwise is no reason to fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import Answer
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.triage.draft import WizardDraft, answers_of, answers_text, newest
from tests.ui.stores import make_store

_KEYS = st.lists(st.text(max_size=5), max_size=3).map(tuple)
_ANSWERS = st.builds(
    Answers,
    st.none() | st.sampled_from(Answer),
    st.none() | st.sampled_from(Answer),
    _KEYS,
    _KEYS,
    st.booleans(),
    st.none() | st.integers(1, 5),
    st.text(max_size=20),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _hands = make_store(tmp_path)
    yield made
    made.close()


@given(_ANSWERS)
def test_answers_come_back_as_they_were(answers: Answers) -> None:
    assert (answers_of(answers_text(answers)) or Answers()) == answers


@given(st.text(max_size=40) | st.sampled_from(["null", "{}", "[]", "3", '{"impact": "huge"}']))
def test_other_text_is_no_answer(text: str) -> None:
    assert answers_of(text) is None


def test_the_newest_draft_that_was_not_declared_is_found(store: Store) -> None:
    assert newest(store) == ""
    first, second = WizardDraft(store, store.new_id()), WizardDraft(store, store.new_id())
    first.put("title", "One")
    second.put("title", "Two")
    first.put("service", "db")
    declare(store, Declaration("Two"), None, second.ident)
    assert newest(store) == first.ident
    assert WizardDraft(store, first.ident).rows() == {"title": "One", "service": "db"}


def test_an_emptied_field_leaves_no_row(store: Store) -> None:
    draft = WizardDraft(store, store.new_id())
    draft.put("title", "One")
    assert draft.saved == store.clock()
    draft.put("title", "")
    assert newest(store) == ""
