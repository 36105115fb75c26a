"""The wizard that declares, open over a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Look
from tests.ui.triage.hands import Desk, make_desk, open_page


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = open_page(make_desk(tmp_path))
    yield made
    made.close()
