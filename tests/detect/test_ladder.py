"""The ladder of a store: adopted, read, and told from the journal alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from holdfast.detect.acts import acknowledge, link, reopen
from holdfast.detect.ladder import LADDER, asked_before, asked_texts, ladder_of, problems
from holdfast.detect.own_texts import adopt, checks, shipped
from holdfast.detect.silences import matcher, silence
from holdfast.domain.errors import UserError
from holdfast.domain.ladder import step_of
from holdfast.domain.signal import CRITICAL, LOW
from holdfast.store.check import check_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.directory import drop_person, keep
from tests.detect.signals import DISK, disk_alert, hand_in, hold
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
    hold(store, LADDER, TEXT)
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
    hold(store, LADDER, TEXT)
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
    hold(store, LADDER, TEXT)
    hand_in(store, BAD)
    _pass(hands, minutes=21)
    keep(store, "person", store.new_id(), {"name": "Mira Holt"})
    count = store.journal.count()
    before = store.now()
    acknowledge(store, [disk_alert(store).id])
    hold(store, LADDER, TEXT.replace("Jonas Weber", "Mira Holt"))
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
    hold(store, LADDER, TEXT)
    hand_in(store, BAD)
    _pass(hands, minutes=2)

    def told() -> tuple[str, str]:
        asked = step_of(ladder_of(store), disk_alert(store), store.now())
        assert asked is not None
        return asked_texts(asked, ladder_of(store), store.directory.people(), store.now())

    who, then = told()
    assert who.startswith("Jonas Weber, phone 4711, radio 4, since ")
    assert then.startswith("Kim Lund, ")
    _pass(hands, minutes=30)
    assert told()[0].startswith("Kim Lund, since ")
    assert told()[1] == "Everybody was asked. Nobody has answered for 32 min."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEXT.replace('person = "Jonas Weber"', ""), "does not name one person"),
        (TEXT.replace("minutes = 10", "minutes = 0", 1), "is no time"),
        (TEXT.replace('"high"', '"loud"'), "is not one of the words"),
        (TEXT.replace("minutes", "minute", 1), "is not known here"),
    ],
)
def test_what_is_no_ladder_is_refused_with_its_line(store: Store, text: str, what: str) -> None:
    assert any(what in each.what for each in problems(text))
    with pytest.raises(UserError, match="This text can't be used"):
        adopt(store, LADDER, text, "agreed")
    assert store.facts.templates == {}


def test_the_same_text_again_records_nothing(store: Store) -> None:
    hold(store, LADDER, TEXT)
    count = store.journal.count()
    hold(store, LADDER, TEXT)
    assert store.journal.count() == count


def _named(store: Store, text: str) -> list[str]:
    return [f"{each.line} {each}: {each.hint}" for each in checks(store, LADDER)(text)]


def test_a_name_that_the_directory_does_not_have_is_refused_with_its_line_and_the_nearest(
    store: Store,
) -> None:
    assert "The directory is empty" in _named(store, TEXT)[0]
    keep(store, "person", store.new_id(), {"name": "Jonas  Weber", "roles": "Shift lead; Storage"})
    for number in range(9):
        keep(store, "person", store.new_id(), {"name": f"Person {number}"})
    assert _named(store, TEXT.replace("Jonas Weber", "JONAS weber")) == []
    [person, role] = _named(store, TEXT.replace("Jonas Weber", "Jonas Webber").replace("Shift", "Shfit"))
    assert person.startswith("6 steps.1.person (line 6) names nobody of the directory: “Jonas Webber”")
    assert "Is “Jonas Weber” meant? There are: Jonas Weber, Person 0, " in person
    assert person.endswith("and 2 more.")
    assert role.startswith("10 steps.2.role (line 10)")
    assert "Is “Shift lead” meant? There are: Shift lead, Storage." in role
    assert "write role in place" in _named(store, TEXT.replace("Jonas Weber", "Storage"))[0]
    with pytest.raises(UserError, match="names nobody of the directory"):
        adopt(store, LADDER, TEXT.replace("Jonas Weber", "Nobody"), "agreed")
    assert store.facts.templates == {}


def test_whoever_left_the_directory_is_skipped_and_the_past_stays_as_it_was(
    store: Store, hands: Hands
) -> None:
    hold(store, LADDER, TEXT)
    [jonas] = [each for each in store.directory.people() if each.name == "Jonas Weber"]
    hand_in(store, BAD)
    _pass(hands, minutes=21)
    acknowledge(store, [disk_alert(store).id])
    drop_person(store, jonas.id, "left us")
    _pass(hands, minutes=1)
    reopen(store, [disk_alert(store).id])
    asked = step_of(ladder_of(store), disk_alert(store), store.now())
    assert asked is not None
    assert (asked.step.name, asked.place, asked.over) == ("Shift lead", 1, False)
    who, then = asked_texts(asked, ladder_of(store), store.directory.people(), store.now())
    assert who.startswith("Kim Lund, since ")
    assert who.endswith("; skipped, not in the directory: Jonas Weber")
    assert then == ""
    told = [each.step.name for each, _until in asked_before(store, disk_alert(store), store.now())]
    assert told == ["Jonas Weber", "Shift lead", "Shift lead"]
    [kim] = store.directory.people()
    drop_person(store, kim.id, "left us too")
    asked = step_of(ladder_of(store), disk_alert(store), store.now())
    assert asked is not None
    assert (asked.step.name, ladder_of(store).skipped()) == ("Jonas Weber", [])
