"""A silence of a drill holds for that drill alone and ends with it; a real one never quiets a drill."""

from datetime import timedelta

import pytest

from holdfast.detect.acts import drill_of
from holdfast.detect.silences import end_silence, matcher, settle, silence
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.drill import play
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.check import check_store
from holdfast.store.store import Store
from tests.detect.signals import DISK, hand_in
from tests.drill.conftest import Clock
from tests.drill.small import SMALL

BILLING = (matcher("service=billing"),)
HOUR = timedelta(hours=1)


def _real(store: Store) -> Alert:
    rows = store.alerts.page(AlertsAsked("all"), limit=9)
    (found,) = [each for each in (store.alerts.get(row.id) for row in rows) if not each.drill]
    return found


def _practised(store: Store, drill: str) -> Alert:
    return store.alerts.of_drill(drill)[-1]


def test_a_silence_over_real_alerts_does_not_quiet_a_drill(store: Store) -> None:
    silence(store, BILLING, store.now() + HOUR, "a change")
    drill = play.start(store, SMALL)
    play.fire(store, drill.id, "disk")
    silence(store, BILLING, store.now() + HOUR, "again")
    assert _practised(store, drill.id).status == "firing"


def test_a_silence_of_a_drill_keeps_its_alerts_quiet_and_no_real_ones(store: Store, clock: Clock) -> None:
    hand_in(store, DISK)
    drill = play.start(store, SMALL)
    play.fire(store, drill.id, "disk")
    kept = silence(store, BILLING, store.now() + HOUR, "practised", drill=drill.id)
    assert (_real(store).status, _practised(store, drill.id).status) == ("firing", "suppressed")
    end_silence(store, kept.id)
    assert _practised(store, drill.id).status == "firing"
    silence(store, BILLING, store.now() + timedelta(minutes=1), "practised", drill=drill.id)
    silence(store, BILLING, store.now() + HOUR, "a real one")
    assert (_real(store).status, _practised(store, drill.id).status) == ("suppressed", "suppressed")
    clock.pass_(90)
    settle(store)  # no real silence takes over what a drill's let go
    assert (_real(store).status, _practised(store, drill.id).status) == ("suppressed", "firing")


def test_what_comes_later_in_the_drill_is_quiet_and_what_is_real_is_heard(store: Store, clock: Clock) -> None:
    drill = play.start(store, SMALL)
    silence(store, BILLING, store.now() + HOUR, "practised", drill=drill.id)
    clock.pass_(10)
    play.step(store, drill.id)
    hand_in(store, DISK)
    assert (_real(store).status, _practised(store, drill.id).status) == ("firing", "suppressed")


@pytest.mark.parametrize("cancelled", [False, True])
def test_it_ends_with_the_drill(store: Store, cancelled: bool) -> None:
    drill = play.start(store, SMALL)
    play.fire(store, drill.id, "disk")
    of_drill = silence(store, BILLING, store.now() + HOUR, "practised", drill=drill.id)
    real = silence(store, BILLING, store.now() + HOUR, "a real one")
    if cancelled:
        play.cancel(store, drill.id, "Real")
    else:
        play.finish(store, drill.id)
    now = store.clock()
    assert not store.silences.find(of_drill.id).holds(now)
    assert store.silences.find(real.id).holds(now)
    assert _practised(store, drill.id).status == "resolved"
    with pytest.raises(UserError, match="is over, and so are its alerts"):
        silence(store, BILLING, store.now() + HOUR, "late", drill=drill.id)
    assert check_store(store).ok


def test_no_silence_is_laid_from_both_at_once(store: Store) -> None:
    hand_in(store, DISK)
    drill = play.start(store, SMALL)
    play.fire(store, drill.id, "disk")
    assert drill_of([_practised(store, drill.id)]) == drill.id
    assert drill_of([_real(store)]) == ""
    with pytest.raises(UserError, match="some are not"):
        drill_of([_real(store), _practised(store, drill.id)])
