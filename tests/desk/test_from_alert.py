from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from holdfast.desk.from_alert import declaration_from, declare_from, runbooks_for
from holdfast.domain.errors import UserError
from holdfast.runbook.library import import_folder
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from tests.detect.signals import DISK, disk_alert, hand_in
from tests.ui.stores import make_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _hands = make_store(tmp_path)
    yield made
    made.close()


def test_an_alert_says_what_an_incident_needs(store: Store) -> None:
    hand_in(store, DISK)
    alert = disk_alert(store)
    said = declaration_from(store, [alert])
    assert (said.title, said.service, said.noticed) == ("The disk of db1 is filling", "billing", "alert")
    assert alert.first is not None
    assert said.detected == alert.first.replace(microsecond=0)
    assert said.started == alert.started


def test_the_worst_gives_the_title_and_the_first_heard_the_time(store: Store) -> None:
    early = replace(DISK, given="1", severity=2, annotations={"summary": "Getting full"})
    hand_in(store, early, replace(DISK, given="2", severity=5, service="", annotations={}))
    alerts = [store.alerts.get(row.id) for row in store.alerts.page(AlertsAsked("all"), 9)]
    heard = alerts[-1].first
    assert heard is not None
    first = replace(alerts[-1], first=heard - timedelta(minutes=9))
    said = declaration_from(store, [alerts[0], first])
    assert (said.title, said.service) == ("DiskFilling", "billing")
    assert said.detected == (heard - timedelta(minutes=9)).replace(microsecond=0)


def test_a_source_whose_clock_is_ahead_says_nothing_of_the_beginning(store: Store) -> None:
    hand_in(store, replace(DISK, started="2031-01-01T00:00:00Z"))
    assert declaration_from(store, [disk_alert(store)]).started is None


def test_declared_from_and_linked_in_one_commit(store: Store) -> None:
    hand_in(store, DISK)
    alert = disk_alert(store)
    incident = declare_from(store, [alert.id], declaration_from(store, [alert]))
    assert [each.id for each in store.alerts.of_incident(incident.id)] == [alert.id]
    assert store.alerts.get(alert.id).status == "acknowledged"
    assert alert.first is not None
    assert incident.times["detected"] == alert.first.replace(microsecond=0)


def test_nothing_is_declared_where_an_alert_is_not_there(store: Store) -> None:
    hand_in(store, DISK)
    with pytest.raises(UserError):
        declare_from(store, ["nothere"], declaration_from(store, [disk_alert(store)]))
    assert store.incidents.newest() == 0


def test_the_runbook_that_the_address_names_comes_before_that_of_the_name(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "free-space.md").write_text("# Make room\n\n1. Look\n", encoding="utf-8")
    (folder / "x.md").write_text("---\nalerts: [DiskFilling]\n---\n# Other\n\n1. Look\n", encoding="utf-8")
    (folder / "y.md").write_text("# The disk of a billing server\n\n1. Look\n", encoding="utf-8")
    import_folder(store, folder)
    url = {"runbook_url": "https://wiki.example/ops/free-space.md#now"}
    hand_in(store, replace(DISK, annotations=url))
    assert [row.path for row in runbooks_for(store, disk_alert(store))] == ["free-space.md", "x.md"]
    nameless = replace(disk_alert(store), annotations={"summary": "disk billing"}, name="Zz")
    assert [row.path for row in runbooks_for(store, nameless)] == ["y.md"]
