"""The fold of a review's way to its readers, over histories as merges may bring them."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.domain.entry import By, Entry
from holdfast.domain.review import Review, fold
from holdfast.domain.review_flow import NEXT, is_content
from holdfast.store.projections import decode
from tests.domain.making import INCIDENT, REVIEW, SHA, entry

PEOPLE = ("ana", "ben", "cem")
STATES = (*NEXT, "rumour")
OTHER_KINDS = ("review.rumoured", "report.made")


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Entries in any order, each naming what it may never have met."""
    told = [_entry("review.begun", {"title": "x"}, 1, "ana")]
    for number in range(2, draw(st.integers(2, 24))):
        kind, body = draw(st.one_of(_STEPS))
        if kind.startswith("review.comment_"):
            body = {**body, "comment": draw(st.sampled_from([SHA[1], *[each.hash for each in told]]))}
        if kind == "review.judged" and draw(st.booleans()):
            value = folded(told)
            body = {**body, "given_for": value.flow.content}
        told.append(_entry(kind, body, number, draw(st.sampled_from(PEOPLE))))
    return told


def _entry(kind: str, body: dict[str, Any], number: int, who: str) -> Entry:
    return entry(kind, body, number, subject=REVIEW, about=(INCIDENT,), by=By(who))


_pairs = st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)).map(list)
_flags = st.tuples(st.booleans(), st.booleans()).map(list)
_revisions = st.integers(0, 4)
_STEPS = (
    st.fixed_dictionaries({"state": _pairs, "revision": _revisions}).map(lambda b: ("review.moved", b)),
    st.fixed_dictionaries({"operator": st.sampled_from(PEOPLE), "present": _flags}).map(
        lambda b: ("review.reviewer_named", b)
    ),
    st.fixed_dictionaries(
        {
            "verdict": st.sampled_from(["approved", "changes_asked"]),
            "revision": _revisions,
            "given_for": st.sampled_from(SHA[:2]),
        }
    ).map(lambda b: ("review.judged", b)),
    st.just(("review.written", {"section": "summary", "text": [None, "x"]})),
    st.just(("review.commented", {"section": "summary", "text": "x", "quote": "x", "offset": 2})),
    st.just(("review.comment_answered", {"text": "x"})),
    st.sampled_from([["open", "resolved"], ["resolved", "open"]]).map(
        lambda pair: ("review.comment_moved", {"state": pair})
    ),
    st.sampled_from(OTHER_KINDS).map(lambda kind: (kind, {})),
)


def folded(entries: list[Entry]) -> Review:
    value = None
    for each in entries:
        value = fold(value, each, "v1")
    assert value is not None
    return value


@settings(deadline=None)
@given(histories())
def test_no_history_breaks_the_fold_and_contradictions_stay_in_sight(entries: list[Entry]) -> None:
    value, conflicts = None, 0
    for each in entries:
        before = value
        value = fold(value, each, "v1")
        assert value is not None
        assert len(value.conflicts) >= conflicts, "a contradiction is never forgotten"
        if each.kind == "review.moved" and before is not None and each.old("state") != before.state:
            assert len(value.conflicts) > conflicts
        conflicts = len(value.conflicts)
    assert value is not None
    assert decode("review", msgspec.json.encode(value).decode()) == value


@settings(deadline=None)
@given(histories())
def test_an_approval_that_stands_is_of_all_that_was_written_by_others(entries: list[Entry]) -> None:
    value = folded(entries)
    for each in value.flow.approvals(value.revision):
        place = next(number for number, one in enumerate(entries) if one.hash == each.deed.entry)
        assert not any(is_content(one.kind, "draft") for one in entries[place + 1 :])
        assert each.deed.by not in value.flow.writers
        assert each.content == value.flow.content
        assert each.revision == value.revision


@settings(deadline=None)
@given(histories())
def test_each_release_says_which_content_and_stays(entries: list[Entry]) -> None:
    value = folded(entries)
    for release in value.flow.releases:
        place = next(number for number, one in enumerate(entries) if one.hash == release.deed.entry)
        then = folded(entries[: place + 1])
        assert then.flow.content == release.content
        assert release in then.flow.releases
        assert {each.deed.by for each in release.approvals}.isdisjoint(then.flow.writers)
