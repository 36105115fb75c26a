"""A store whose clock the test sets, with Ana at the keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from holdfast.store.store import Store


class Clock:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "store", clock=clock) as one:
        sign_in(one, "Ana")
        yield one
