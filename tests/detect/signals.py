"""Signals and deliveries that tests hand in."""

import tomllib
from dataclasses import replace

from holdfast.detect.intake import Arrived, Taken, take
from holdfast.detect.own_texts import OwnText, adopt
from holdfast.domain.alert import Alert
from holdfast.domain.signal import WARNING, Reading, Signal
from holdfast.store.store import Store
from holdfast.triage.directory import keep

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


def hold(store: Store, kind: OwnText, text: str) -> None:
    """Adopt a text; the people and roles that it names come into the directory first."""
    there = store.directory.people()
    known = {name for each in there for name in (each.name, *each.roles)}
    for step in tomllib.loads(text).get("steps", ()):
        if "person" in step and step["person"] not in known:
            keep(store, "person", store.new_id(), {"name": step["person"]})
        if "role" in step and step["role"] not in known:
            keep(store, "person", store.new_id(), {"name": "Kim Lund", "roles": step["role"]})
    adopt(store, kind, text, "agreed")
