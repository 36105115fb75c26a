"""What metrics are made from, as the store reads it."""

from datetime import timedelta

from holdfast.domain.phase import Phase
from holdfast.respond.labels import label
from holdfast.respond.phases import move
from holdfast.review.actions import add_action, move_action
from holdfast.review.factors import add_factor, drop_factor
from holdfast.review.writing import begin
from holdfast.store.metrics import Named, cases, count_cases, factors, overdue_actions
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

LATER = 2**40
HOUR = timedelta(hours=1)


def test_the_incidents_of_a_period_are_read_as_they_stand(store: Store, hands: Hands) -> None:
    first = declare(store, Declaration("Disk full", "db"))
    label(store, [first.id], "power cut")
    hands.at += HOUR
    middle = int(hands.at.timestamp())
    move(store, first.id, Phase.RESOLVED)
    second = declare(store, Declaration("Mail is slow", "mail"))
    found = list(cases(store.database, store.query(""), 0, LATER))
    assert [case.ref for case in found] == [first.ref, second.ref]
    value = store.incidents.get(first.id)
    assert (found[0].times, found[0].acknowledged) == (value.times, value.acknowledged)
    assert (found[0].labels, found[0].phase, found[0].drill) == (("power cut",), "resolved", False)
    assert [case.ref for case in cases(store.database, store.query(""), 0, middle)] == [first.ref]
    assert [case.ref for case in cases(store.database, store.query(""), middle, LATER)] == [second.ref]


def test_the_query_of_the_list_chooses_among_them(store: Store) -> None:
    first = declare(store, Declaration("Disk full", "db"))
    second = declare(store, Declaration("Mail is slow", "mail"))
    label(store, [first.id], "power cut")
    for asked, refs in (
        ("service:mail", [second.ref]),
        ('label:"power cut"', [first.ref]),
        ("-label:power -service:mail", [first.ref]),
        ("mail slow", [second.ref]),
        ("sev:1", []),
    ):
        query = store.query(asked)
        assert [case.ref for case in cases(store.database, query, 0, LATER)] == refs
        assert count_cases(store.database, query, 0, LATER) == len(refs)


def test_actions_are_overdue_from_the_day_after_their_due_date(store: Store) -> None:
    incident = declare(store, Declaration("Disk full", "db"))
    move(store, incident.id, Phase.RESOLVED)
    review = begin(store, incident.id)
    late = add_action(store, review.id, "Watch the disk", due="2026-11-20")
    done = add_action(store, review.id, "Rotate logs", due="2026-11-19")
    move_action(store, done.id, "done")
    add_action(store, review.id, "Some day")
    add_action(store, review.id, "Today", due="2026-11-23")
    (found,) = overdue_actions(store.database, "2026-11-23")
    assert (found.id, found.title, found.due, found.ref) == (
        late.id,
        "Watch the disk",
        "2026-11-20",
        incident.ref,
    )
    assert found.incident == incident.id


def test_the_factors_of_a_review_are_read_by_category(store: Store) -> None:
    first, second, _third = [declare(store, Declaration(title, "db")) for title in ("Disk", "Mail", "None")]
    for each in (first, second):
        move(store, each.id, Phase.RESOLVED)
    named, empty = begin(store, first.id), begin(store, second.id)
    for category in ("change", "", "change"):
        add_factor(store, named.id, "The branch was not protected", category=category)
    gone = add_factor(store, empty.id, "Said in haste", category="design")
    drop_factor(store, empty.id, gone.parts.factors[0].id)
    assert factors(store.database, store.query("service:db"), 0, LATER) == {
        named.incident: Named(named.id, ("change", "")),
        empty.incident: Named(empty.id, ()),
    }
    assert factors(store.database, store.query("service:mail"), 0, LATER) == {}
