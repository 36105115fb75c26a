"""Signals and deliveries that tests hand in."""

from dataclasses import replace

from holdfast.detect.intake import Arrived, Taken, take
from holdfast.domain.alert import Alert
from holdfast.domain.signal import WARNING, Reading, Signal
from holdfast.store.store import Store

DISK = Signal(
    name="DiskFilling",
    severity=WARNING,
    source="alertmanager",
    service="billing",
    labels={"instance": "db1", "severity": "warning"},
    annotations={"summary": "The disk of db1 is filling"},
    started="2026-11-23T11:58:00Z",
    given="00c0ffee",
)
BACK = replace(DISK, started="2026-11-23T12:40:00Z")
OVER = replace(DISK, status="resolved", ended="2026-11-23T12:30:00Z")


def hand_in(store: Store, *signals: Signal, ident: str = "", data: bytes = b"{}") -> Taken:
    """Take one delivery of these signals."""
    return take(
        store, Arrived(ident or store.new_id(), "folder", "alerts.json", data, Reading("test", signals))
    )


def disk_alert(store: Store) -> Alert:
    """The newest alert of DISK."""
    alert = store.alerts.newest(DISK.fingerprint)
    assert alert is not None
    return alert
