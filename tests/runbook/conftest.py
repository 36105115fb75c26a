import os
from pathlib import Path

import pytest

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
