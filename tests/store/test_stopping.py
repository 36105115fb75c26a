"""Reading can be stopped in the middle, and goes on as usual afterwards."""

import pytest

from holdfast.store.stopping import Stopped, after, stopped_by
from holdfast.store.store import Store

_LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {}) SELECT count(*) FROM n"


def test_what_takes_too_long_is_stopped(store: Store) -> None:
    with pytest.raises(Stopped), stopped_by(store.database, after(0)):
        store.database.one(_LONG.format(10_000_000))
    assert store.database.one(_LONG.format(100_000)) == 100_000


def test_what_nobody_stops_is_read(store: Store) -> None:
    asked = list[bool]()

    def never() -> bool:
        asked.append(True)
        return False

    with stopped_by(store.database, never):
        assert store.database.one(_LONG.format(100_000)) == 100_000
    assert asked


def test_other_failures_are_what_they_are(store: Store) -> None:
    with pytest.raises(Exception, match="no such column"), stopped_by(store.database, after(9)):
        store.database.one("SELECT nobody")
