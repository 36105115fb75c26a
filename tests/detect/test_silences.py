"""Silences: what they mean, until when, and that what they kept quiet is heard again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from holdfast.detect.acts import acknowledge
from holdfast.detect.silences import _calm, end_silence, fits, matcher, settle, silence
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Signal
from holdfast.store.store import Store
from tests.detect.signals import BACK, DISK, OVER, disk_alert, hand_in
from tests.store.conftest import Hands

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("service=billing", True),
        ("service=bill", False),
        ("service!=billing", False),
        ("alertname=~Disk*", True),
        ("alertname=~*Fill*ng", True),
        ("alertname=~*Fill*x", False),
        ("alertname=~Disk", False),
        ("instance!~db*", False),
        ("rack=", True),
        ('instance="db1"', True),
        ("alertname=~DiskFilling*DiskFilling", False),
    ],
)
def test_a_matcher_means_what_it_says(text: str, is_meant: bool) -> None:
    assert fits(DISK, matcher(text)) is is_meant


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    """What would keep a backtracking expression busy for years."""
    assert not fits(Signal("a" * 50_000), matcher("alertname=~" + "a*" * 200 + "b"))


def test_alerts_there_and_to_come_are_quiet_until_the_time_is_over(store: Store, hands: Hands) -> None:
    hand_in(store, DISK, replace(DISK, service="mail", given="other"))
    set_now = silence(store, [matcher("service=billing")], store.now() + HOUR, "Disk is being swapped")
    assert (disk_alert(store).status, disk_alert(store).silence) == ("suppressed", set_now.id)
    hand_in(store, DISK)
    assert disk_alert(store).status == "suppressed"
    assert settle(store) == 0
    hands.at += HOUR
    assert settle(store) == 1
    assert (disk_alert(store).status, disk_alert(store).silence) == ("firing", "")
    other = store.alerts.newest(replace(DISK, service="mail", given="other").fingerprint)
    assert other is not None
    assert other.status == "firing"


def test_a_silence_that_is_ended_lets_go_and_what_was_over_stays_over(store: Store) -> None:
    hand_in(store, DISK, replace(DISK, given="other"))
    set_now = silence(store, [matcher("service=billing")], store.now() + HOUR, "Swap")
    hand_in(store, OVER)
    assert disk_alert(store).status == "resolved"
    end_silence(store, set_now.id)
    other = store.alerts.newest(replace(DISK, given="other").fingerprint)
    assert other is not None
    assert other.status == "firing"
    assert disk_alert(store).status == "resolved"
    with pytest.raises(UserError, match="over already"):
        end_silence(store, set_now.id)


def test_what_another_silence_holds_stays_quiet_and_an_answer_stands(store: Store, hands: Hands) -> None:
    hand_in(store, DISK, replace(DISK, given="other"))
    acknowledge(store, [disk_alert(store).id])
    first = silence(store, [matcher("service=billing")], store.now() + HOUR, "Swap")
    wider = silence(store, [matcher("service=~b*")], store.now() + 2 * HOUR, "Power is off")
    hand_in(store, DISK)
    assert disk_alert(store).status == "acknowledged"
    end_silence(store, first.id)
    other = store.alerts.newest(replace(DISK, given="other").fingerprint)
    assert other is not None
    assert (other.status, other.silence, other.conflicts) == ("suppressed", wider.id, ())
    hands.at += 2 * HOUR
    assert settle(store) == 1


@pytest.mark.parametrize("text", ["billing", "=x", ""])
def test_what_is_no_matcher_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="names no label"):
        matcher(text)


def test_a_silence_needs_a_reason_a_label_and_an_end(store: Store) -> None:
    one, later = [matcher("service=billing")], store.now() + HOUR
    for matchers, until, reason, words in (
        (one, later, " ", "reason"),
        ([], later, "Swap", "hide every alert"),
        ([matcher("alertname=~*"), matcher("service=~**")], later, "Swap", "hide every alert"),
        (one, store.now() - HOUR, "Swap", "within 31 days"),
        (one, store.now() + timedelta(days=32), "Swap", "within 31 days"),
    ):
        with pytest.raises(UserError, match=words):
            silence(store, matchers, until, reason)
    assert store.silences.holding(0) == []


def test_two_programs_that_settle_in_one_moment_say_it_once(
    store: Store, open_here: Callable[..., Store], hands: Hands
) -> None:
    for each in (DISK, OVER, BACK, OVER, BACK):
        hand_in(store, each)
    assert disk_alert(store).flapping
    hands.at += timedelta(hours=2)
    other, seen = open_here(), store.alerts.restless(2**40)
    assert settle(other) == 1
    before = int(hands.at.timestamp())
    assert [len(seen), _calm(store, before)] == [1, 0], "it looks again"
    calmed = store.journal.of_kinds(f"alert/{disk_alert(store).id}", ("alert.calmed",))
    assert len(calmed) == 1
