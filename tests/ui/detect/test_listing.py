"""What the inbox lists: groups, those of one, those that are opened, pages of a long view."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from holdfast.detect.acts import acknowledge, resolve
from holdfast.detect.intake import Arrived, take
from holdfast.detect.silences import matcher, silence
from holdfast.domain.signal import CRITICAL, Reading, Signal
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from holdfast.ui.detect.listing import Line, Order, Wanted, lines, news, ordered
from holdfast.ui.detect.row_words import alert_row, line_row
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


def _order(store: Store, view: str = "open", opened: frozenset[tuple[str, str]] = frozenset()) -> Order:
    return ordered(store.alerts, Wanted(AlertsAsked(view), opened))


def _lines(store: Store, view: str = "open", opened: frozenset[tuple[str, str]] = frozenset()) -> list[Line]:
    return lines(store.alerts, _order(store, view, opened), 0, 1000)


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


def test_a_long_view_has_no_groups_and_its_beginning_is_known_first(store: Store) -> None:
    _storm(store, 25)
    whole = _order(store, "all")
    assert (len(whole.places), whole.groups) == (26, ())
    assert list(ordered(store.alerts, Wanted(AlertsAsked("all")), 20).places) == list(whole.places[:20])
    assert all(line.alert for line in _lines(store, "all"))


def test_what_comes_later_changes_no_place(store: Store) -> None:
    _storm(store, 3)
    wanted = Wanted(AlertsAsked("open"), frozenset({GROUP}))
    before = ordered(store.alerts, wanted)
    acknowledge(store, [disk_alert(store).id])
    hand_in(store, replace(DOWN, name="Another", labels={"instance": "x"}))
    hand_in(store, replace(DOWN, labels={"instance": "late"}))
    told = news(store.alerts, wanted, before)
    assert (told.come, told.gone, told.moved) == (2, 0, True)
    assert list(told.order.places) == list(before.places)
    group, *_inner, alone = lines(store.alerts, told.order, 0, 10)
    assert group.group is not None
    assert group.group.alerts == 4, "the group tells what it has by now"
    assert alone.alert is not None
    assert alone.alert.status == "acknowledged"


def test_a_group_of_which_nothing_is_left_says_so(store: Store) -> None:
    _storm(store, 2)
    wanted = Wanted(AlertsAsked("firing"))
    before = ordered(store.alerts, wanted)
    acknowledge(store, [row.id for row in store.alerts.page(AlertsAsked("firing"), 9)])
    told = news(store.alerts, wanted, before)
    assert (told.come, told.gone) == (0, 2)
    assert told.order.groups[0].alerts == 0


def test_a_row_is_found_again_where_it_stands_now(store: Store) -> None:
    _storm(store, 3)
    shut, spread = _order(store), _order(store, opened=frozenset({GROUP}))
    every = lines(store.alerts, spread, 0, 10)
    assert spread.places_near(every, 0) == [spread.place_of(line, 0) for line in every] == [0, 1, 2, 3, 4]
    assert shut.place_of(every[1], 9) == 0, "where its group is folded it is the group"
    assert shut.place_of(every[4], 90_000) == 1
    assert shut.place_of(Line(), 0) == -1
    for line in every[2:4]:
        assert line.alert is not None
        resolve(store, [line.alert.id], "It is up again")
    left = _order(store)
    assert left.group_at(left.place_of(every[0], 0)) is None, "of a group one is left, and stands alone"


def test_a_group_says_how_many_of_it_belong_to_a_drill(store: Store) -> None:
    def meta() -> str:
        return line_row(_lines(store)[0], store.now()).meta

    drill = store.new_id()
    for part in (1, 2):
        some = [replace(DOWN, labels={"instance": f"d{part}{n}"}) for n in range(2)]
        take(store, Arrived(str(part), "drill", "d.json", b"{}", Reading("test", tuple(some))), drill=drill)
    assert meta() == "DRILL  ·  4 alerts  ·  net"
    _storm(store, 3)
    assert meta() == "DRILL: 4  ·  7 alerts  ·  net"


def test_a_row_says_severity_and_status_by_word_and_shape(store: Store) -> None:
    for each in (DISK, OVER, BACK, OVER, BACK):
        hand_in(store, each)
    row = line_row(_lines(store)[0], store.now())
    assert (row.chip, row.severity, row.reference, row.mark) == ("Warning", 3, "firing", Shape.CIRCLE)
    assert "flapping" in row.meta
    assert "heard 5 times" in row.meta
    assert row.spoken().startswith("Warning, firing, The disk of db1 is filling")


def test_alerts_that_say_the_same_are_told_apart_by_their_host(store: Store) -> None:
    named = replace(DOWN, annotations={"summary": "web3 is down"})
    for signal, label, host in ((DOWN, "instance", "web1"), (DOWN, "host", "web2"), (named, "host", "web3")):
        hand_in(store, replace(signal, labels={label: host}, given=host))
    rows = {row.where: alert_row(row, store.now()).meta for row in store.alerts.page(AlertsAsked(), 9)}
    assert "web1" in rows["web1"]
    assert "web2" in rows["web2"]
    assert "web3" not in rows["web3"], "its words say it already"


def test_a_group_says_what_its_alerts_are(store: Store) -> None:
    def told(view: str) -> tuple[str, Shape | None, bool]:
        row = next(row for line in _lines(store, view) if (row := line_row(line, store.now())).fold)
        return row.reference, row.mark, row.quiet

    _storm(store, 4)
    assert told("open") == ("4 firing", Shape.CIRCLE, False)
    until = store.now() + timedelta(hours=1)
    for number in (0, 1):
        silence(store, [matcher("alertname=HostDown"), matcher(f"instance=h{number}")], until, "Known")
    assert told("silenced") == ("silenced", Shape.CROSS, True)
    assert told("open") == ("2 firing", Shape.CIRCLE, False)
    acknowledge(store, [row.id for row in store.alerts.page(AlertsAsked("firing", "HostDown"), 9)])
    assert told("acknowledged") == ("acknowledged", Shape.RING, False)
    assert told("open") == ("none firing", Shape.RING, False)


def test_a_severity_that_nobody_said_is_not_one(store: Store) -> None:
    hand_in(store, replace(DISK, severity=0))
    row = line_row(_lines(store)[0], store.now())
    assert (row.chip, row.severity) == ("Not said", None)
