"""The inbox: what asks for somebody first, in pages and in groups."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from holdfast.detect.acts import acknowledge
from holdfast.detect.intake import Arrived, take
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading
from holdfast.store.alert_labels import by_label
from holdfast.store.alerts import _OF_DRILL, _OF_INCIDENT, _OF_SILENCE, Alerts
from holdfast.store.alerts_asked import VIEWS, AlertsAsked
from holdfast.store.incidents import _OF_DRILL as _INCIDENTS_OF_DRILL
from holdfast.store.store import Store
from tests.detect.signals import DISK, OVER, hand_in


def test_what_fires_stands_first_then_the_worst_then_the_newest(store: Store) -> None:
    for given, severity in (("low", 1), ("worst", 5), ("answered", 5), ("newer", 1)):
        hand_in(store, replace(DISK, name=given, given=given, severity=severity))
    hand_in(store, replace(OVER, name="over", given="over"))
    answered = store.alerts.newest(replace(DISK, given="answered").fingerprint)
    assert answered is not None
    acknowledge(store, [answered.id])
    names = [row.name for row in store.alerts.page(AlertsAsked(), 10)]
    assert names == ["worst", "newer", "low", "answered"]
    assert [row.name for row in store.alerts.page(AlertsAsked("all"), 2, 3)] == ["answered", "over"]
    assert [row.name for row in store.alerts.page(AlertsAsked(), 2, 1)] == ["newer", "low"]
    assert store.alerts.worst() == (3, 5)
    views = ("open", "firing", "acknowledged", "silenced", "resolved", "all")
    assert [store.alerts.count(AlertsAsked(view)) for view in views] == [4, 3, 1, 0, 1, 5]
    found = store.alerts.page(AlertsAsked(words="DISK wor"), 10)
    assert [row.name for row in found] == ["worst"]


def test_all_views_are_counted_at_once(store: Store) -> None:
    for given in ("low", "worst", "answered"):
        hand_in(store, replace(DISK, name=given, given=given))
    answered = store.alerts.newest(replace(DISK, given="answered").fingerprint)
    assert answered is not None
    acknowledge(store, [answered.id])
    hand_in(store, replace(OVER, name="over", given="low", severity=1), replace(DISK, given="over"))
    for words in ("", "DISK", "disk low", "nowhere"):
        one_by_one = {view: store.alerts.count(AlertsAsked(view, words=words)) for view in VIEWS}
        assert store.alerts.counts(words) == one_by_one
    assert store.alerts.counts()["all"] > store.alerts.counts()["open"] > 0


def test_words_are_found_in_labels_and_never_in_an_id(store: Store) -> None:
    """The digits of an id hold any short word now and then."""
    hand_in(store, replace(DISK, labels={"instance": "db1"}, annotations={"summary": "Nearly full"}))
    alert = store.alerts.page(AlertsAsked(), 1)[0]
    for word in ("instance", "DB1", "nearly"):
        assert store.alerts.count(AlertsAsked(words=word)) == 1
    fingerprint = store.alerts.get(alert.id).fingerprint
    for word in (alert.id, alert.id[-12:], fingerprint[:8], "wrote"):
        assert store.alerts.count(AlertsAsked(words=word)) == 0


def test_groups_are_alerts_of_one_name_and_service(store: Store) -> None:
    hand_in(store, *(replace(DISK, given=str(number)) for number in range(30)))
    hand_in(store, replace(DISK, name="Backup", service="", given="b", severity=5), replace(OVER, given="0"))
    groups = store.alerts.groups(AlertsAsked())
    told = [(group.name, group.service, group.alerts, group.firing, group.severity) for group in groups]
    assert told == [("Backup", "", 1, 1, 5), ("DiskFilling", "billing", 29, 29, 3)]
    assert store.alerts.count(AlertsAsked(name="Backup", service="")) == 1


def test_the_inbox_is_read_along_its_index(store: Store) -> None:
    """Sorting a million rows for the first screen of them would be felt."""
    order = "ORDER BY severity DESC, last DESC, key DESC"
    keys = f"SELECT key FROM alert WHERE open = 1 AND status = 'firing' {order}"
    plan = " ".join(str(row[3]) for row in store.database.rows(f"EXPLAIN QUERY PLAN {keys} LIMIT 50"))
    assert "alert_inbox" in plan
    assert "TEMP B-TREE" not in plan


def test_real_alerts_and_those_of_drills_are_listed_apart(store: Store) -> None:
    hand_in(store, *(replace(DISK, given=str(number)) for number in range(3)))
    practised = Reading("test", (replace(DISK, name="Practised", severity=1),))
    take(store, Arrived(store.new_id(), "drill", "inject", b"{}", practised), drill="d" * 32)
    real, drill = AlertsAsked(drill=False), AlertsAsked(drill=True)
    assert {row.name for row in store.alerts.page(real, 10)} == {"DiskFilling"}
    assert [row.name for row in store.alerts.page(drill, 10)] == ["Practised"]
    assert [store.alerts.count(asked) for asked in (real, drill, AlertsAsked())] == [3, 1, 4]
    narrow, values = drill.narrow()
    sql = f"EXPLAIN QUERY PLAN SELECT key FROM alert a WHERE a.open = 1 AND a.status = 'firing'{narrow}"
    plan = " ".join(str(row[3]) for row in store.database.rows(sql, values))
    assert "alert_by_drill" in plan
    assert "SCAN a " not in f"{plan} "


def test_alerts_are_gathered_by_what_a_label_says(store: Store) -> None:
    for number, host in enumerate(("db1", "db2", "db1", "")):
        labels = {"instance": host, 'odd"$.[': "x"} if host else {}
        hand_in(store, replace(DISK, given=str(number), labels=labels, severity=1 + number))
    hand_in(store, replace(OVER, name="over", given="over"))

    def told(label: str, asked: AlertsAsked | None = None) -> list[tuple[str, int, int]]:
        found = by_label(store.database, asked or AlertsAsked(), label, 9)
        return [(each.value, each.alerts, each.severity) for each in found]

    assert told("instance") == [("", 1, 4), ("db1", 2, 3), ("db2", 1, 2)]
    assert told("service") == [("billing", 4, 4)]
    assert [value for value, _alerts, _worst in told("severity")] == ["4", "3", "2", "1"]
    assert told("status", AlertsAsked("all")) == [("firing", 4, 4), ("resolved", 1, 3)]
    assert told('odd"$.[')[0][0] in {"", "x"}, "a label of any signs is no fault"
    assert len(by_label(store.database, AlertsAsked(), "instance", 2)) == 2


@pytest.mark.parametrize("asks", ["page", "keys", "idents", "count"])
def test_an_alert_that_is_answered_while_they_are_read_is_there_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, asks: str
) -> None:
    hand_in(store, DISK)
    ident = store.alerts.idents(AlertsAsked(), 1)
    asked = {
        "page": lambda alerts: len(alerts.page(AlertsAsked(), 9)),
        "keys": lambda alerts: len(list(alerts.keys(AlertsAsked()))),
        "idents": lambda alerts: len(alerts.idents(AlertsAsked(), 9)),
        "count": lambda alerts: alerts.count(AlertsAsked()),
    }[asks]
    with closing(store.database.beside()) as beside:  # entered itself it would be in a transaction
        execute = beside.execute_sql

        def answered_after(sql: str, values: Sequence[Any] | None = None) -> object:
            """The first question is answered in full, then somebody acknowledges."""
            found = list(execute(sql, values))
            if store.alerts.get(ident[0]).status == "firing":
                acknowledge(store, ident)
            return found

        monkeypatch.setattr(beside, "execute_sql", answered_after)
        assert asked(Alerts(beside)) == 1


def test_what_is_of_a_drill_an_incident_or_a_silence_is_read_along_its_index(store: Store) -> None:
    """A drill is stepped each second; among a million alerts a walk through all took 300 ms."""
    for asked, index, values in (
        (_OF_DRILL, "alert_by_drill", ("x",)),
        (_INCIDENTS_OF_DRILL, "incident_by_drill", ("x",)),
        (_OF_INCIDENT, "alert_by_incident", ("x",)),
        (_OF_SILENCE, "alert_silenced", ("x", 9)),
    ):
        plan = " ".join(str(row[3]) for row in store.database.rows(f"EXPLAIN QUERY PLAN {asked}", values))
        assert index in plan


@pytest.mark.parametrize("ident", ["", "none", "abc"])
def test_an_alert_that_is_not_there_is_said(store: Store, ident: str) -> None:
    for ask in (store.alerts.get, store.alerts.find, store.silences.find):
        with pytest.raises(UserError, match="No single"):
            ask(ident)


def test_labels_with_an_equals_sign_are_told_apart() -> None:
    one, other = ({"a": "b=c"}, {"a=b": "c"})
    bare = replace(DISK, given="")
    assert replace(bare, labels=one).fingerprint != replace(bare, labels=other).fingerprint


def test_rows_whose_words_are_damaged_are_told_of_calmly(store: Store) -> None:
    hand_in(store, DISK)
    (ident,) = store.alerts.idents(AlertsAsked(), 10)
    ways = (lambda: store.alerts.rows([ident]), lambda: store.alerts.page(AlertsAsked(), 10))
    for column, damage in (("value", b'{"labels": cut off'), ("name", b"\xff\xfe")):
        store.database.run(f"UPDATE alert SET {column} = CAST(? AS TEXT) WHERE id = ?", (damage, ident))
        for way in ways:
            with pytest.raises(UserError, match=r"can't be read|is damaged"):
                way()
