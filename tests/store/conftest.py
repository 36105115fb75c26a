"""A real store in a temporary folder, with a clock that the test moves."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from holdfast.store.store import Store


class Hands:
    """A clock: a second passes at each look, and the test may set it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def open_here(tmp_path: Path, hands: Hands) -> Iterator[Callable[..., Store]]:
    """Opens the store of the test, as often as asked, and closes all at the end."""
    opened: list[Store] = []

    def opener(name: str = "store", *, read_only: bool = False) -> Store:
        store = open_store(tmp_path / name, clock=hands, read_only=read_only)
        opened.append(store)
        return store

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_here: Callable[..., Store]) -> Store:
    """An open store with Ana at the keyboard."""
    one = open_here()
    sign_in(one, "Ana")
    return one
