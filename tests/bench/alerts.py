"""Alerts: taken in from files, each folded into the one that is there, and the inbox over very many."""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from holdfast.detect.folders import DropFolder
from holdfast.domain.alert import Alert
from holdfast.domain.signal import STATUSES
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.opening import open_store
from holdfast.store.projections import projection
from holdfast.store.store import Store
from tests.bench.figures import Bar, Figure, p95
from tests.bench.place import Place

_EACH: Final = 100  # alerts of one file
_AT_LEAST: Final = 3_000
_MOST: Final = 16.0
_ALIKE: Final = 5  # how often each alert is heard, over all


def measure(place: Place) -> Iterator[Figure]:
    """Files into a new store; then rows of the inbox, which are written at once and without a journal."""
    yield _taken(place)
    with open_store(place.scratch() / "store") as store:
        fill(store, place.most)
        asks: dict[str, Callable[[], object]] = {
            "first rows": lambda: store.alerts.page(AlertsAsked(), 100),
            "first rows of those that are over": lambda: store.alerts.page(AlertsAsked("resolved"), 100),
            "how many fire, and the worst": store.alerts.worst,
        }
        for what, ask in asks.items():
            took = [_time(ask) for _round in range(place.rounds(50))]
            yield Figure(f"{what} of {place.most:,} alerts, p95", p95(took), "ms", Bar.MOST, _MOST)


def _taken(place: Place) -> Figure:
    folder = place.scratch()
    drop = folder / "drop"
    files = max(2, place.many // _EACH)
    _write(drop, files)
    with open_store(folder / "store") as store:
        begun = time.perf_counter()
        visit = DropFolder(drop, still=0).visit(store)
        if visit.waiting:
            visit = DropFolder(drop, still=0).visit(store)
        took = time.perf_counter() - begun
        assert store.database.one("SELECT sum(count) FROM alert") == files * _EACH
    name = f"{files * _EACH:,} alerts taken from {files:,} files and folded"
    return Figure(name, files * _EACH / took, "per s", Bar.LEAST, _AT_LEAST)


def _write(drop: Path, files: int) -> None:
    drop.mkdir()
    alerts = max(1, files * _EACH // _ALIKE)
    for number in range(files):
        said = [_alert((number * _EACH + place) % alerts) for place in range(_EACH)]
        file = drop / f"{number:05d}.json"
        file.write_text(json.dumps({"version": "4", "status": "firing", "alerts": said}))
        os.utime(file, (1, 1))  # so old that nobody writes on it


def _alert(number: int) -> dict[str, object]:
    host = f"host{number % 2000}"
    return {
        "status": "firing",
        "labels": {
            "alertname": f"Alert{number % 40}",
            "instance": host,
            "severity": "warning",
            "job": "node",
        },
        "annotations": {
            "summary": f"Something of {host} is out of its bounds",
            "runbook_url": "http://r/x.md",
        },
        "startsAt": "2026-11-28T10:00:00Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": f"http://prometheus/graph?{number}",
        "fingerprint": f"{number:016x}",
    }


def fill(store: Store, count: int) -> None:
    """Rows as the fold would leave them: a third fires, most are over."""
    columns = projection("alert").columns
    with store.database.writing():
        for number in range(count):
            status = STATUSES[number % 9 % 4]
            alert = Alert(
                id=f"{number:032x}",
                fingerprint=f"{number:064x}",
                name=f"Alert{number % 400}",
                status=status,
                severity=number * 7 % 6,
                service=f"service{number % 90}",
                labels={"instance": f"host{number}"},
                annotations={"summary": "Something is out of its bounds"},
                count=1,
            )
            row = {"id": alert.id, "value": msgspec.json.encode(alert).decode(), **columns(alert)}
            row |= {"first": number, "last": number * 13 % count}
            marks = ", ".join("?" * len(row))
            sql = f"INSERT INTO alert ({', '.join(row)}) VALUES ({marks})"
            store.database.run(sql, tuple(row.values()))


def _time(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000
