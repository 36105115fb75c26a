"""A sign of life that never was: told at once as a calm state, long before its alert is due."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from holdfast.detect.watches.metrics import value_of
from holdfast.detect.watches.shelf import WatchState, never_seen, one
from holdfast.detect.watches.watch import Metrics
from holdfast.domain.errors import UserError

BEAT = 'name = "Backup"\n'
BEAT += '[source]\nkind = "heartbeat"\npath = "{path}"\n[rule]\nkind = "absence"\nfor = "26h"\n'


def test_what_was_seen_once_was_seen(tmp_path: Path) -> None:
    file = tmp_path / "beat.toml"
    file.write_text(BEAT.format(path=tmp_path / "beat"))
    found = one(file)
    assert never_seen(found, WatchState())
    assert not never_seen(found, WatchState(at=datetime(2026, 11, 28, tzinfo=UTC)))


def test_series_that_fit_together_are_named(tmp_path: Path) -> None:
    file = tmp_path / "a.prom"
    file.write_text("".join(f'load{{host="db{number}"}} 1\n' for number in range(9)))
    with pytest.raises(UserError, match="9 series of load fit") as found:
        value_of(Metrics("metrics", "load", path=str(file), stale="0s"), 0)
    assert '{host="db0"}, {host="db1"}' in found.value.what
    assert "and 4 more" in found.value.what
    assert "host" in found.value.hint
