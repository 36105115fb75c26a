"""What the station declares by itself when nobody answers: one incident for one thing, and never a storm."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from holdfast.desk.declare_by_rule import Declared, declare_by_rules, follow_rules
from holdfast.desk.phases import move
from holdfast.detect.acts import acknowledge, link
from holdfast.detect.ladder import LADDER, ladder_of
from holdfast.detect.own_texts import shipped
from holdfast.detect.rules import RULES, problems
from holdfast.domain.incident import Incident
from holdfast.domain.ladder import step_of
from holdfast.domain.phase import Phase
from holdfast.domain.signal import CRITICAL, HIGH, WARNING
from holdfast.domain.timeline import timeline
from holdfast.store.check import check_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.detect.signals import DISK, disk_alert, hand_in, hold
from tests.detect.test_ladder import TEXT as STEPS
from tests.store.conftest import Hands, hands, open_here, store

__all__ = ["hands", "open_here", "store"]

BAD = replace(DISK, severity=CRITICAL)
TEXT = """
name = "Rules"
most_in_an_hour = 2

[[rules]]
name = "Billing is down"
matchers = ["service=billing", "alertname=~Disk*"]
severity = "high"
minutes = 5
"""


def _pass(hands: Hands, **length: float) -> None:
    hands.at += timedelta(**length)


def _only(store: Store, done: Declared) -> Incident:
    [ident] = done.incidents
    return store.incidents.get(ident)


def test_the_shipped_text_declares_nothing(store: Store, hands: Hands) -> None:
    assert problems(shipped("rules")) == ()
    hand_in(store, BAD)
    _pass(hands, hours=2)
    assert declare_by_rules(store) == Declared()


def test_after_its_minutes_an_incident_is_declared_that_says_by_what(store: Store, hands: Hands) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, BAD)
    assert declare_by_rules(store) == Declared()
    _pass(hands, minutes=6)
    incident = _only(store, declare_by_rules(store))
    assert (incident.title, incident.rule, incident.labels, incident.commander) == (
        "The disk of db1 is filling",
        "Billing is down",
        ("by rule",),
        None,
    )
    rows = timeline(store.entries("incident", incident.id), store.operators.names())
    told = [(row.who, row.text) for row in rows]
    assert told[0] == ("system", "Declared by the station, rule Billing is down: The disk of db1 is filling")
    assert declare_by_rules(store) == Declared(), "once is enough"
    assert check_store(store).ok


def test_it_answers_nothing_for_anybody(store: Store, hands: Hands) -> None:
    """The alert rings and climbs on: an incident that nobody looks at is no answer."""
    hold(store, RULES, TEXT)
    hold(store, LADDER, STEPS)
    hand_in(store, BAD)
    _pass(hands, minutes=6)
    incident = _only(store, declare_by_rules(store))
    alert = disk_alert(store)
    assert (alert.status, alert.answered, alert.incident) == ("firing", None, incident.id)
    assert step_of(ladder_of(store), alert, store.now()) is not None
    acknowledge(store, [alert.id])
    hand_in(store, replace(BAD, severity=WARNING))
    assert step_of(ladder_of(store), disk_alert(store), store.now()) is None


@pytest.mark.parametrize(
    "done",
    [
        lambda store: acknowledge(store, [disk_alert(store).id]),
        lambda store: link(store, [disk_alert(store).id], declare(store, Declaration("Disk")).id),
        lambda store: hand_in(store, replace(BAD, severity=WARNING)),
        lambda store: hand_in(store, replace(BAD, status="resolved")),
    ],
    ids=["acknowledged", "joined", "milder", "over"],
)
def test_what_a_person_answered_or_is_over_declares_nothing(
    store: Store, hands: Hands, done: Callable[[Store], object]
) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, BAD)
    done(store)
    _pass(hands, minutes=30)
    assert declare_by_rules(store) == Declared()


def test_what_comes_later_of_the_same_joins_while_it_is_open(store: Store, hands: Hands) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, BAD)
    _pass(hands, minutes=6)
    first = _only(store, declare_by_rules(store))
    hand_in(store, *(replace(BAD, given=str(n)) for n in range(300)))
    _pass(hands, minutes=6)
    assert declare_by_rules(store) == Declared(joined=300)
    move(store, first.id, Phase.RESOLVED, reason="Swapped.")
    hand_in(store, replace(BAD, given="later"))
    _pass(hands, minutes=6)
    assert _only(store, declare_by_rules(store)).id != first.id


def test_a_storm_of_many_things_is_a_few_incidents_and_the_rest_is_told(store: Store, hands: Hands) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, *(replace(BAD, name=f"Disk{n}", given=str(n)) for n in range(40)))
    _pass(hands, minutes=6)
    done = declare_by_rules(store)
    assert (len(done.incidents), done.joined, done.held) == (2, 2, 38)
    assert follow_rules(store)[0].startswith("Rules declared as many incidents within an hour")
    _pass(hands, minutes=61)
    assert len(declare_by_rules(store).incidents) == 2


def test_two_programs_declare_one_incident(
    open_here: Callable[..., Store], hands: Hands, store: Store
) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, BAD)
    _pass(hands, minutes=6)
    other = open_here()
    done = [declare_by_rules(store), declare_by_rules(other)]
    assert [len(each.incidents) for each in done] == [1, 0]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('["service=billing", "alertname=~Disk*"]', "[]", "would mean every alert"),
        ('"service=billing"', '"billing"', "names no label"),
        ("minutes = 5", "minutes = -1", "is no time"),
        ("most_in_an_hour = 2", "most_in_an_hour = 900", "is no number from 1 to 20"),
        ('"high"', '"loud"', "is not one of the words"),
    ],
)
def test_what_are_no_rules_is_refused(old: str, new: str, what: str) -> None:
    assert any(what in each.what for each in problems(TEXT.replace(old, new)))


def test_where_not_all_may_be_declared_the_worst_goes_first(store: Store, hands: Hands) -> None:
    hold(store, RULES, TEXT)
    hand_in(store, *(replace(BAD, name=f"Disk{n}", given=str(n), severity=HIGH) for n in range(5)))
    _pass(hands, minutes=1)
    hand_in(store, replace(BAD, name="DiskWorst", given="worst"))
    _pass(hands, minutes=6)
    first, _second = declare_by_rules(store).incidents
    worst = store.alerts.newest(replace(BAD, name="DiskWorst", given="worst").fingerprint)
    assert worst is not None
    assert worst.incident == first
