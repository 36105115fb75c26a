"""The hall of the tests of drills."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.runbook.render import Renderer
from tests.conftest import Look
from tests.ui.drill.hall import Hall
from tests.ui.stores import make_store


@pytest.fixture
def hall(tmp_path: Path, look: Look) -> Iterator[Hall]:
    store, hands = make_store(tmp_path)
    renderer = Renderer()
    yield Hall(store, hands, renderer)
    renderer.close()
    store.close()
