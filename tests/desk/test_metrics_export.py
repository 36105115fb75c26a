"""The metrics of a period, read and handed out."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from holdfast.desk.export import hand_out
from holdfast.desk.metrics_export import metrics_handout
from holdfast.desk.metrics_read import Asked, read_metrics
from holdfast.domain.errors import UserError
from holdfast.domain.metrics import Contributed, Repeated, rows_behind, rows_naming
from holdfast.domain.phase import Phase
from holdfast.report.metrics import MetricsReport
from holdfast.respond.labels import label
from holdfast.respond.phases import move
from holdfast.review.factors import add_factor
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.store.verify import NotProven
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

MINUTE = timedelta(minutes=1)


@pytest.fixture
def since(store: Store, hands: Hands) -> datetime:
    """Three incidents that took 10, 20 and 30 minutes, one of them brought in; one false alarm, one open."""
    began = hands.at
    for minutes in (10, 20, 30):
        one = declare(store, Declaration(f"Disk {minutes} full", "db"))
        hands.at += minutes * MINUTE
        move(store, one.id, Phase.CONTAINED)
        move(store, one.id, Phase.RESOLVED)
    label(store, [one.id], "imported")
    alarm = declare(store, Declaration("Nothing at all", "db"))
    move(store, alarm.id, Phase.DISMISSED, reason="A test of the siren")
    declare(store, Declaration("Mail is slow", "mail"))
    hands.at += MINUTE
    return began


def asked(store: Store, since: datetime, **changes: Any) -> Asked:
    return replace(Asked(since, store.now(), store.now()), **changes)


def minutes(seconds: int | None) -> int:
    return (seconds or 0) // 60


def test_a_period_is_measured_with_who_is_left_out(store: Store, since: datetime) -> None:
    metrics = read_metrics(store, asked(store, since)).metrics
    assert (metrics.incidents, metrics.counted) == (5, 3)
    assert metrics.left_out == (("dismissed", 1), ("imported", 1))
    contain = metrics.of("contain")
    assert (contain.whole.n, minutes(contain.whole.median), minutes(contain.whole.most)) == (2, 15, 20)
    assert contain.missing == (("not_yet", 1),)
    assert [row.title for row in rows_behind(metrics, "contain")] == ["Disk 10 full", "Disk 20 full"]
    assert [(one.name, one.count) for one in metrics.services] == [("db", 2)]


def test_a_filter_and_imported_ones_are_asked_for(store: Store, since: datetime) -> None:
    assert read_metrics(store, asked(store, since, query="service:mail")).metrics.incidents == 1
    whole = read_metrics(store, asked(store, since, imported=True)).metrics
    assert (whole.counted, minutes(whole.of("contain").whole.median)) == (4, 20)


def test_what_cannot_be_read_is_said(store: Store, since: datetime) -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        read_metrics(store, asked(store, since, until=since))
    with pytest.raises(UserError, match="no field"):
        read_metrics(store, asked(store, since, query="sevv:1"))


def test_reading_can_be_stopped(store: Store, since: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.desk.metrics_read._STEP", 2)
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> bool:
        told.append((done, of))
        return False

    with pytest.raises(UserError, match="Stopped"):
        read_metrics(store, asked(store, since), stop)
    assert told == [(2, 5)]


def test_metrics_are_handed_out_and_remembered(store: Store, since: datetime, tmp_path: Path) -> None:
    wanted = asked(store, since)
    made = metrics_handout(store, wanted)
    report = made.document
    assert isinstance(report, MetricsReport)
    assert (report.control.edition, len(made.rests_on)) == (1, 5)
    hand_out(store, made, tmp_path / "metrics.pdf", "pdf")
    entry = store.entries("store", store.facts.id)[-1]
    assert (entry.kind, entry.body["parameters"]["document"]) == ("report.made", "metrics")
    again = metrics_handout(store, wanted).document
    assert isinstance(again, MetricsReport)
    assert (again.control.edition, again.metrics) == (2, report.metrics)
    other = metrics_handout(store, asked(store, since, query="service:db", until=wanted.until)).document
    assert isinstance(other, MetricsReport)
    assert other.control.edition == 1


def test_the_factors_of_a_review_stand_behind_its_incident_as_the_journal_has_them(
    store: Store, since: datetime, tmp_path: Path
) -> None:
    incident = store.incidents.find("1").id
    review = begin(store, incident)
    add_factor(store, review.id, "The branch was not protected", category="change")
    read = read_metrics(store, asked(store, since))
    assert read.metrics.contributed == Contributed(1, (Repeated("change", 1),), (("no_review", 2),))
    assert [row.id for row in rows_naming(read.metrics, "change")] == [incident]
    store.database.run("UPDATE review SET value = replace(value, '\"change\"', '\"design\"')")
    with pytest.raises(UserError, match="not what the journal says"):
        metrics_handout(store, asked(store, since))


def test_an_altered_entry_is_not_handed_out(store: Store, since: datetime, tmp_path: Path) -> None:
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run(
            "UPDATE entry SET body = replace(body, 'Disk 10', 'Disk 99') WHERE kind = 'incident.declared'"
        )
    with pytest.raises(NotProven):
        hand_out(store, metrics_handout(store, asked(store, since)), tmp_path / "metrics.pdf", "pdf")
    assert not (tmp_path / "metrics.pdf").exists()
