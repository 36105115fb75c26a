"""Who is asked about what nobody answers, as the minutes pass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from holdfast.domain.alert import Alert
from holdfast.domain.directory import Contact
from holdfast.domain.ladder import Ladder, Step, Wait, asked_until, people_of, step_at, step_of

T = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
LADDER = Ladder(
    4, (Step(person="Jonas", minutes=10), Step(role="Lead", minutes=5), Step(person="Mira", minutes=5))
)
FIRES = Alert("a", status="firing", severity=5, asking=((5, T),))


def _at(minutes: float) -> tuple[str, bool] | None:
    asked = step_of(LADDER, FIRES, T + timedelta(minutes=minutes))
    return asked and (asked.step.name, asked.over)


def test_each_step_is_asked_when_the_one_before_did_not_answer_in_time() -> None:
    assert [_at(m) for m in (0, 9.99, 10, 14.99, 15, 19.99, 20, 999)] == [
        ("Jonas", False),
        ("Jonas", False),
        ("Lead", False),
        ("Lead", False),
        ("Mira", False),
        ("Mira", False),
        ("Mira", True),
        ("Mira", True),
    ]


def test_a_step_says_since_when_and_until_when() -> None:
    asked = step_of(LADDER, FIRES, T + timedelta(minutes=12))
    assert asked is not None
    assert (asked.since, asked.until, asked.began) == (
        T + timedelta(minutes=10),
        T + timedelta(minutes=15),
        T,
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRES, status="acknowledged"),
        replace(FIRES, status="suppressed"),
        replace(FIRES, status="resolved"),
        replace(FIRES, flapping=True),
        replace(FIRES, incident="i"),
        replace(FIRES, asking=((3, T),)),
    ],
)
def test_what_somebody_answered_or_is_not_so_bad_asks_nobody(other: Alert) -> None:
    assert step_of(LADDER, other, T + timedelta(minutes=30)) is None


def test_what_only_a_rule_joined_asks_on() -> None:
    assert step_of(LADDER, replace(FIRES, incident="i", unattended=True), T) is not None


def test_without_steps_nobody_is_asked() -> None:
    assert step_of(Ladder(), FIRES, T) is None


def test_one_that_got_worse_is_asked_about_since_it_was_bad_enough() -> None:
    later = T + timedelta(hours=1)
    asked = step_at(LADDER, ((3, T), (5, later)), later + timedelta(minutes=1))
    assert asked is not None
    assert (asked.step.name, asked.since) == ("Jonas", later)


def test_a_clock_that_went_back_asks_the_first() -> None:
    assert _at(-90) == ("Jonas", False)


def test_who_was_asked_follows_from_the_times_alone() -> None:
    asked = asked_until(LADDER, Wait(((5, T),), T + timedelta(minutes=16)), T + timedelta(days=1))
    assert [(each.step.name, each.since.minute) for each in asked] == [
        ("Jonas", 0),
        ("Lead", 10),
        ("Mira", 15),
    ]


def test_a_role_means_whoever_is_on_call_else_all_who_have_it() -> None:
    ana, ben = (
        Contact("1", "Ana", roles=("Shift  lead",), weeks=("2026-W48",)),
        Contact("2", "Ben", roles=("shift lead",)),
    )
    step = Step(role="Shift lead")
    assert people_of(step, [ana, ben], "2026-W48") == [ana]
    assert people_of(step, [ana, ben], "2026-W49") == [ana, ben]
    assert people_of(Step(person="ben"), [ana, ben], "2026-W48") == [ben]
