"""A real alert, from a real rule through the real Alertmanager into the real listener, to its end."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from holdfast.desk.operators import sign_in
from holdfast.detect.acts import link
from holdfast.domain.alert import Alert
from holdfast.domain.signal import CRITICAL
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.detect.knocking import token
from tests.detect.listener import listener, url_of
from tests.journeys.alertmanager import refusal, watched

PATIENCE = 25

pytestmark = pytest.mark.skipif(bool(refusal()), reason=refusal())


def the_alert(store: Store) -> Alert | None:
    rows = store.alerts.page(AlertsAsked("all"), limit=9)
    assert len(rows) <= 1, rows
    return store.alerts.get(rows[0].id) if rows else None


def until(store: Store, fits: Callable[[Alert], bool], logs: Path) -> Alert:
    """The alert once it is so; other processes move it."""
    ends = monotonic() + PATIENCE
    while monotonic() < ends:
        alert = the_alert(store)
        if alert is not None and fits(alert):
            return alert
        Event().wait(0.02)
    told = {file.name: file.read_text()[-2000:] for file in logs.glob("*.log")}
    raise AssertionError((the_alert(store), told))


@pytest.mark.slow
def test_an_alert_is_received_folded_answered_and_resolved(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with (
        open_store(folder) as store,
        listener(folder, "--port", "0", "--json") as process,
        watched(tmp_path, url_of(process), token(folder)) as disk,
    ):
        sign_in(store, "Ana")
        disk.free = 0.04
        alert = until(store, lambda each: each.status == "firing", tmp_path)
        assert (alert.name, alert.service, alert.severity) == ("DiskAlmostFull", "billing", CRITICAL)
        assert alert.summary == "db1 has 4% left"
        assert alert.source == "alertmanager"

        incident = declare(store, Declaration(alert.summary, alert.service))
        link(store, [alert.id], incident.id)
        seen = alert.count
        again = until(store, lambda each: each.count >= seen + 2, tmp_path)
        assert (again.id, again.status, again.incident) == (alert.id, "acknowledged", incident.id)

        disk.free = 0.5
        over = until(store, lambda each: each.status == "resolved", tmp_path)
        assert (over.id, over.incident, over.conflicts) == (alert.id, incident.id, ())
        assert over.ended is not None
        kinds = [entry.kind for entry in store.entries("incident", incident.id)]
        assert kinds[0] == "incident.declared"
        assert "alert.linked" in kinds
        process.terminate()
        out, err = process.communicate(timeout=20)
        assert (process.returncode, err) == (0, ""), err
        assert '"refused":0' in out
