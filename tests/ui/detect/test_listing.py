"""What the inbox lists: groups, those of one, those that are opened, pages of a long view."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.detect.acts import acknowledge
from holdfast.domain.signal import CRITICAL, Signal
from holdfast.store.alerts import AlertsAsked
from holdfast.store.store import Store
from holdfast.ui.detect.listing import STEP, Line, Wanted, listed, refreshed
from holdfast.ui.detect.row_words import line_row
from holdfast.ui.kit.shapes import Shape
from tests.detect.signals import BACK, DISK, OVER, disk_alert, hand_in
from tests.ui.stores import make_store

DOWN = Signal(name="HostDown", severity=CRITICAL, source="alertmanager", service="net")
GROUP = ("HostDown", "net")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _hands = make_store(tmp_path)
    yield made
    made.close()


def _storm(store: Store, hosts: int) -> None:
    hand_in(store, DISK, *(replace(DOWN, labels={"instance": f"h{n}"}) for n in range(hosts)))


def _lines(store: Store, view: str = "open", opened: frozenset[tuple[str, str]] = frozenset()) -> list[Line]:
    return list(listed(store.alerts, Wanted(AlertsAsked(view), opened)).lines)


def test_alerts_that_are_alike_are_one_row_and_one_alone_is_itself(store: Store) -> None:
    _storm(store, 3)
    group, alone = _lines(store)
    assert group.group is not None
    assert (group.group.alerts, group.group.firing, group.alert) == (3, 3, None)
    assert alone.alert is not None
    assert alone.alert.name == "DiskFilling", "the worst stands first"
    assert alone.group is None


def test_a_group_opens_to_its_alerts(store: Store) -> None:
    _storm(store, 3)
    lines = _lines(store, opened=frozenset({GROUP}))
    assert [line.inner for line in lines] == [False, True, True, True, False]
    assert len({line.key for line in lines}) == 5


def test_a_long_view_is_read_in_parts_without_groups(store: Store) -> None:
    _storm(store, STEP + 5)
    first = listed(store.alerts, Wanted(AlertsAsked("all")))
    assert (len(first.lines), first.has_more) == (STEP, True)
    rest = listed(store.alerts, Wanted(AlertsAsked("all"), most=2 * STEP))
    assert (len(rest.lines), rest.has_more) == (STEP + 6, False)
    assert all(line.alert for line in rest.lines)


def test_a_refresh_changes_rows_in_place_and_moves_none(store: Store) -> None:
    _storm(store, 3)
    before = tuple(_lines(store))
    acknowledge(store, [disk_alert(store).id])
    hand_in(store, replace(DOWN, name="Another", labels={"instance": "x"}))
    fresh = listed(store.alerts, Wanted(AlertsAsked("open")))
    after = refreshed(before, fresh, store.alerts.rows([disk_alert(store).id]))
    assert [line.key for line in after] == [line.key for line in before]
    assert after[1].alert is not None
    assert after[1].alert.status == "acknowledged"


def test_a_row_says_severity_and_status_by_word_and_shape(store: Store) -> None:
    for each in (DISK, OVER, BACK, OVER, BACK):
        hand_in(store, each)
    row = line_row(_lines(store)[0], store.now())
    assert (row.chip, row.severity, row.reference, row.mark) == ("Warning", 3, "firing", Shape.CIRCLE)
    assert "flapping" in row.meta
    assert "heard 5 times" in row.meta
    assert row.spoken().startswith("Warning, firing, The disk of db1 is filling")


def test_a_severity_that_nobody_said_is_not_one(store: Store) -> None:
    hand_in(store, replace(DISK, severity=0))
    row = line_row(_lines(store)[0], store.now())
    assert (row.chip, row.severity) == ("Not said", None)
