"""Deliveries are taken once, and what is said again folds into the alert that is there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.detect.acts import acknowledge, link
from holdfast.detect.intake import Arrived, Taken, take
from holdfast.detect.silences import settle
from holdfast.domain.alert import AGAIN_WITHIN, Alert
from holdfast.domain.signal import CRITICAL, STATUSES, Reading, Signal, Unread
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.detect.signals import BACK, DISK, OVER, disk_alert, hand_in
from tests.store.conftest import Hands


def test_what_is_said_again_is_one_alert_that_counts(store: Store) -> None:
    assert hand_in(store, DISK, DISK) == Taken(signals=2, raised=1)
    assert hand_in(store, replace(DISK, annotations={"summary": "Fuller"})) == Taken(signals=1)
    alert = disk_alert(store)
    assert (alert.count, alert.status, alert.summary) == (3, "firing", "Fuller")
    assert (alert.name, alert.service, alert.severity) == ("DiskFilling", "billing", 3)
    assert alert.first is not None
    assert alert.last is not None
    assert alert.first < alert.last
    assert alert.conflicts == ()


def test_a_delivery_that_was_taken_before_is_not_taken_again(store: Store) -> None:
    assert hand_in(store, DISK, ident="one").signals == 1
    assert hand_in(store, DISK, ident="one") == Taken(before=1)
    assert disk_alert(store).count == 1


def test_a_long_delivery_goes_on_where_it_was_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop between two chunks, made by a disk that is full at the second."""
    signals = tuple(replace(DISK, given=str(number)) for number in range(600))
    real, calls = store.journal.append, [0]

    def fails_once(*said: Any) -> Any:
        calls[0] += 1
        if calls[0] == 3:
            raise OSError("full")
        return real(*said)

    monkeypatch.setattr(store.journal, "append", fails_once)
    with pytest.raises(OSError, match="full"):
        hand_in(store, *signals, ident="long")
    assert store.database.one("SELECT count(*) FROM alert") == 200
    assert hand_in(store, *signals, ident="long") == Taken(signals=400, raised=400, before=200)
    assert store.database.row("SELECT count(*), sum(count) FROM alert") == (600, 600)


def test_the_source_says_that_it_is_over_and_that_it_came_back(store: Store, hands: Hands) -> None:
    hand_in(store, DISK)
    hand_in(store, OVER)
    first = disk_alert(store)
    assert (first.status, first.is_open, first.ended is not None) == ("resolved", False, True)
    hand_in(store, BACK)
    again = disk_alert(store)
    assert (again.id, again.status, again.count) == (first.id, "firing", 3)
    hand_in(store, OVER)
    hands.at += AGAIN_WITHIN + timedelta(minutes=1)
    assert hand_in(store, BACK).raised == 1
    assert disk_alert(store).id != first.id


def test_what_comes_after_its_own_end_does_not_fire_again(store: Store, hands: Hands) -> None:
    """Sticks and diodes overtake each other."""
    hand_in(store, DISK)
    hand_in(store, OVER)
    hands.at += 2 * AGAIN_WITHIN
    assert hand_in(store, DISK).raised == 0
    assert (disk_alert(store).status, disk_alert(store).count) == ("resolved", 3)


def test_a_signal_that_the_journal_cannot_say_is_a_part_not_read(store: Store) -> None:
    wrong = replace(DISK, given="b", started="9999-12-31T23:59:59Z")
    assert hand_in(store, wrong, DISK, ident="one") == Taken(signals=1, raised=1, unread=1)
    delivery = store.deliveries.get("one")
    assert delivery is not None
    assert [part.place for part in delivery.unread] == ["1"]


def test_an_answer_stands_until_the_alert_is_worse(store: Store) -> None:
    hand_in(store, DISK)
    acknowledge(store, [disk_alert(store).id])
    hand_in(store, DISK)
    assert disk_alert(store).status == "acknowledged"
    hand_in(store, replace(DISK, severity=CRITICAL))
    assert (disk_alert(store).status, disk_alert(store).severity) == ("firing", CRITICAL)


def test_what_comes_and_goes_is_flapping_until_it_was_calm_for_an_hour(store: Store, hands: Hands) -> None:
    for signal in (DISK, OVER, BACK, OVER, BACK, OVER):
        hand_in(store, signal)
    alert = disk_alert(store)
    assert (alert.status, alert.flapping, alert.is_open) == ("resolved", True, True)
    assert settle(store) == 0
    hands.at += timedelta(minutes=61)
    assert settle(store) == 1
    assert (disk_alert(store).flapping, disk_alert(store).is_open) == (False, False)


def test_turns_that_are_far_apart_are_no_flapping(store: Store, hands: Hands) -> None:
    for signal in (DISK, OVER, BACK, OVER, BACK, OVER):
        hand_in(store, signal)
        hands.at += timedelta(minutes=25)
    assert not disk_alert(store).flapping


def test_a_turn_of_an_alert_is_a_row_of_its_incident_and_a_repeat_is_none(store: Store) -> None:
    hand_in(store, DISK)
    incident = declare(store, Declaration("Billing is slow"))
    link(store, [disk_alert(store).id], incident.id)
    for signal in (DISK, DISK, OVER):
        hand_in(store, signal)
    kinds = [
        entry.kind for entry in store.entries("incident", incident.id) if entry.kind.startswith("alert.")
    ]
    assert kinds == ["alert.linked", "alert.moved", "alert.updated"]
    assert disk_alert(store).status == "resolved"


def test_what_could_not_be_read_is_kept_with_the_bytes(store: Store) -> None:
    reading = Reading("cef", (DISK,), (Unread("line 2", "no CEF line"),))
    taken = take(store, Arrived("one", "folder", "log.cef", b"raw bytes", reading))
    delivery = store.deliveries.get("one")
    assert taken.unread == 1
    assert delivery is not None
    assert delivery.unread == reading.unread
    assert store.blobs.get(delivery.content) == b"raw bytes"
    assert disk_alert(store).delivery == "one"


_signals = st.builds(
    Signal,
    name=st.sampled_from(["A", "B"]),
    status=st.sampled_from(STATUSES),
    severity=st.integers(0, 5),
    source=st.sampled_from(["", "nagios"]),
    labels=st.dictionaries(st.sampled_from(["host", "job"]), st.sampled_from(["x", "y"])),
    annotations=st.dictionaries(st.just("summary"), st.text(max_size=3)),
)


@settings(max_examples=25, deadline=None)
@given(batches=st.lists(st.lists(_signals, max_size=6), max_size=5))
def test_every_signal_is_counted_once_and_the_rows_are_what_the_entries_fold_to(
    batches: list[list[Signal]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """However they come: the counts add up, the last word on each alert stands, nothing contradicts."""
    from holdfast.store.opening import open_store

    with open_store(tmp_path_factory.mktemp("s") / "store", clock=Hands()) as store:
        for batch in batches:
            hand_in(store, *batch)
        said = [signal for batch in batches for signal in batch]
        assert store.database.one("SELECT coalesce(sum(count), 0) FROM alert") == len(said)
        for fingerprint in {signal.fingerprint for signal in said}:
            last = [signal for signal in said if signal.fingerprint == fingerprint][-1]
            alert = store.alerts.newest(fingerprint)
            assert isinstance(alert, Alert)
            answered = last.status == "firing" and alert.status == "acknowledged"  # an answer stands
            assert answered or alert.status == last.status
            assert alert.conflicts == ()
        assert rebuild(store).different == ()
