"""Links between incidents: seen from both ends, taken off from either, and never a circle."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.coordination import Link
from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.respond.incident import timeline_of
from holdfast.respond.links import RELATIONS, dismiss_as_duplicate, link, original_of, unlink
from holdfast.respond.phases import move
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


def make(store: Store, count: int) -> list[str]:
    return [declare(store, Declaration(f"Incident {number}")).id for number in range(count)]


def links(store: Store, ident: str) -> tuple[Link, ...]:
    return store.incidents.get(ident).links


@pytest.mark.parametrize(
    ("relation", "back"),
    [("duplicate_of", "has_duplicate"), ("related_to", "related_to"), ("caused_by", "cause_of")],
)
def test_a_link_is_seen_from_both_ends_and_taken_off_from_either(
    store: Store, relation: str, back: str
) -> None:
    one, two = make(store, 2)
    for end, other in ((one, two), (two, one)):
        link(store, one, two, relation)
        assert links(store, one) == (Link(relation, two),)
        assert links(store, two) == (Link(back, one),)
        count = store.journal.count()
        link(store, one, two, relation)
        assert store.journal.count() == count
        unlink(store, end, links(store, end)[0])
        assert links(store, one) == links(store, two) == ()
        assert other
    assert store.incidents.get(two).conflicts == store.incidents.get(one).conflicts == ()
    assert rebuild(store).different == ()


def test_the_timelines_tell_it_in_references(store: Store) -> None:
    one, two = make(store, 2)
    refs = [store.incidents.get(ident).ref for ident in (one, two)]
    link(store, one, two, "duplicate_of")
    told = f"{refs[0]}: duplicate of {refs[1]}"
    assert all(timeline_of(store, ident)[-1].text == told for ident in (one, two))
    assert original_of(store.incidents.get(one)) == two
    assert original_of(store.incidents.get(two)) == ""


def test_what_is_refused(store: Store) -> None:
    one, two, three = make(store, 3)
    link(store, one, two, "duplicate_of")
    link(store, two, three, "duplicate_of")
    for first, second, relation, what in (
        (one, one, "related_to", "can't be linked to itself"),
        (two, one, "duplicate_of", "already, directly or over others"),
        (three, one, "duplicate_of", "already, directly or over others"),
        (one, three, "duplicate_of", "is a duplicate of .* already"),
        (one, two, "like", "is no relation between incidents"),
    ):
        with pytest.raises(UserError, match=what):
            link(store, first, second, relation)
    link(store, one, three, "caused_by")
    with pytest.raises(UserError, match="caused by"):
        link(store, three, one, "caused_by")


def test_a_duplicate_is_dismissed_with_its_link_or_not_at_all(store: Store) -> None:
    one, two, three = make(store, 3)
    after = dismiss_as_duplicate(store, one, two)
    assert (after.phase, after.close_reason) == (Phase.DISMISSED, "duplicate")
    first, second = store.entries("incident", one)[-2:]
    assert (first.kind, second.kind) == ("incident.linked", "incident.moved")
    assert first.header.command == second.header.command
    move(store, three, Phase.RESOLVED, reason="Done")
    count = store.journal.count()
    with pytest.raises(UserError, match="cannot become dismissed"):
        dismiss_as_duplicate(store, three, two)
    assert store.journal.count() == count
    assert links(store, three) == ()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(RELATIONS)), max_size=12))
def test_following_duplicates_always_ends(store: Store, wishes: list[tuple[int, int, str]]) -> None:
    some = make(store, 4)
    for first, second, relation in wishes:
        try:
            link(store, some[first], some[second], relation)
        except UserError as error:
            if not error.hint:
                raise
    for ident in some:
        seen, here = {ident}, original_of(store.incidents.get(ident))
        while here:
            assert here not in seen
            seen.add(here)
            here = original_of(store.incidents.get(here))
