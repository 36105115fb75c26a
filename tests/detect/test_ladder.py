"""The ladder of a store: adopted, read, and told from the journal alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from holdfast.detect.acts import acknowledge, link, reopen
from holdfast.detect.ladder import LADDER, asked_before, asked_texts, ladder_of, problems
from holdfast.detect.own_texts import adopt, shipped
from holdfast.detect.silences import matcher, silence
from holdfast.domain.errors import UserError
from holdfast.domain.ladder import step_of
from holdfast.domain.signal import CRITICAL, LOW
from holdfast.store.check import check_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.directory import keep
from tests.detect.signals import DISK, disk_alert, hand_in
from tests.store.conftest import Hands

BAD = replace(DISK, severity=CRITICAL)
TEXT = """
name = "Nights"
severity = "high"

[[steps]]
person = "Jonas Weber"
minutes = 10

[[steps]]
role = "Shift lead"
minutes = 10
"""


def _pass(hands: Hands, **length: float) -> None:
    hands.at += timedelta(**length)


def _step(store: Store) -> int | None:
    asked = step_of(ladder_of(store), disk_alert(store), store.now())
    return asked and asked.place


def test_the_shipped_text_asks_nobody() -> None:
    assert problems(shipped("ladder")) == ()


def test_one_alert_climbs_until_a_person_answers(store: Store, hands: Hands) -> None:
    hand_in(store, BAD)
    assert _step(store) is None
    adopt(store, LADDER, TEXT, "agreed")
    assert _step(store) == 0
    _pass(hands, minutes=11)
    hand_in(store, BAD)
    assert _step(store) == 1, "a repeat begins nothing anew"
    acknowledge(store, [disk_alert(store).id])
    assert _step(store) is None
    reopen(store, [disk_alert(store).id])
    assert _step(store) == 0, "asked again, it begins with the first"
    until = store.now().replace(hour=23)
    silence(store, [matcher("service=billing")], until, "swap")
    assert _step(store) is None
    assert check_store(store).ok


def test_one_that_gets_milder_or_belongs_to_an_incident_asks_nobody(store: Store, hands: Hands) -> None:
    adopt(store, LADDER, TEXT, "agreed")
    hand_in(store, BAD)
    hand_in(store, replace(BAD, severity=LOW))
    assert _step(store) is None
    hand_in(store, BAD)
    assert _step(store) == 0
    incident = declare(store, Declaration("Disk"))
    link(store, [disk_alert(store).id], incident.id)
    assert _step(store) is None
    hand_in(store, replace(BAD, severity=LOW))
    hand_in(store, BAD)
    assert (disk_alert(store).status, _step(store)) == ("firing", None)


def test_that_nobody_answered_for_twenty_minutes_can_be_proved_without_an_entry(
    store: Store, hands: Hands
) -> None:
    adopt(store, LADDER, TEXT, "agreed")
    hand_in(store, BAD)
    _pass(hands, minutes=21)
    count = store.journal.count()
    before = store.now()
    acknowledge(store, [disk_alert(store).id])
    adopt(store, LADDER, TEXT.replace("Jonas Weber", "Mira Holt"), "agreed")
    _pass(hands, days=3)
    asked = asked_before(store, disk_alert(store), store.now())
    assert [(each.step.name, (before - each.since).total_seconds() // 60) for each, _until in asked] == [
        ("Jonas Weber", 21),
        ("Shift lead", 11),
    ]
    assert asked[-1][1] == disk_alert(store).answered
    assert store.journal.count() == count + 2


def test_who_is_asked_stands_with_the_way_to_reach_them(store: Store, hands: Hands) -> None:
    keep(store, "person", store.new_id(), {"name": "Jonas Weber", "lines": "phone 4711; radio 4"})
    adopt(store, LADDER, TEXT, "agreed")
    hand_in(store, BAD)
    _pass(hands, minutes=2)

    def told() -> tuple[str, str]:
        asked = step_of(ladder_of(store), disk_alert(store), store.now())
        assert asked is not None
        return asked_texts(asked, ladder_of(store), store.directory.people(), store.now())

    who, then = told()
    assert who.startswith("Jonas Weber, phone 4711, radio 4, since ")
    assert then.startswith("Shift lead, ")
    _pass(hands, minutes=30)
    assert told()[0].startswith("Shift lead (not in the directory), since ")
    assert told()[1] == "Everybody was asked. Nobody has answered for 32 min."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEXT.replace('person = "Jonas Weber"', ""), "does not name one person"),
        (TEXT.replace("minutes = 10", "minutes = 0", 1), "is no time"),
        (TEXT.replace('"high"', '"loud"'), "is not one of the words"),
        (TEXT.replace("minutes", "minute", 1), "is missing"),
    ],
)
def test_what_is_no_ladder_is_refused_with_its_line(store: Store, text: str, what: str) -> None:
    assert any(what in each.what for each in problems(text))
    with pytest.raises(UserError, match="This text can't be used"):
        adopt(store, LADDER, text, "agreed")
    assert store.facts.templates == {}


def test_the_same_text_again_records_nothing(store: Store) -> None:
    adopt(store, LADDER, TEXT, "agreed")
    count = store.journal.count()
    adopt(store, LADDER, TEXT, "agreed")
    assert store.journal.count() == count
