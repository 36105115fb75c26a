import os
from pathlib import Path

import pytest

from holdfast.domain.run import Run
from holdfast.runbook.run import start
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book
from tests.store.conftest import hands, open_here, store

__all__ = ["hands", "open_here", "real_runbooks", "store"]


@pytest.fixture(scope="session")
def real_runbooks() -> Path:
    """The folder of real runbooks, where the machine has them."""
    data = os.environ.get("HOLDFAST_REAL_DATA")
    folder = Path(data) / "runbooks" / "openshift" if data else None
    if folder is None or not folder.is_dir():
        pytest.skip("HOLDFAST_REAL_DATA does not name a folder with runbooks/openshift")
    return folder


@pytest.fixture
def pump(store: Store, tmp_path: Path) -> Run:
    """A run of a runbook with every kind of step, on an incident."""
    book = add_book(store, tmp_path / "pumps")
    return start(store, declare(store, Declaration("The pump stands")).id, book)
