"""A store is shown in its own zone, or in this machine's."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from holdfast.desk.facts import configure
from holdfast.desk.opening import machine_zone, open_here, zone_named
from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def berlin(tmp_path: Path) -> Path:
    with open_here(tmp_path / "store", clock=lambda: NOON) as store:
        sign_in(store, "Ana")
        configure(store, zone="Europe/Berlin")
    return tmp_path / "store"


def test_times_are_read_and_shown_in_the_zone_of_the_store(berlin: Path) -> None:
    with open_here(berlin, clock=lambda: NOON) as store:
        assert store.zone == ZoneInfo("Europe/Berlin")
        assert store.now().isoformat() == "2026-11-23T13:00:00+01:00"
        assert parse_when("12:30", store.now(), store.zone) == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../../etc/passwd", "/etc/localtime", "\0", "Europe"])
def test_a_zone_that_is_none_is_none(name: str) -> None:
    assert zone_named(name) is None


def test_the_machines_zone_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert machine_zone() == ZoneInfo("Asia/Tokyo")
    with open_here(tmp_path / "store") as store:
        assert store.zone == ZoneInfo("Asia/Tokyo")
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert isinstance(machine_zone(), tzinfo)
    monkeypatch.delenv("TZ")
    assert NOON.astimezone(machine_zone()) == NOON


def test_nothing_is_begun_where_there_should_be_a_store(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(UserError, match="There is no store"):
            open_here(tmp_path / "none", **options)
    assert not (tmp_path / "none").exists()
