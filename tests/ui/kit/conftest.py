"""A run with every kind of step, ready to be followed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.triage.declare import Declaration, declare
from tests.conftest import Look
from tests.ui.kit.following import Desk, bring_in, close, make_panel, show, start
from tests.ui.kit.kinds import PUMP, RESTART
from tests.ui.stores import make_store


@pytest.fixture
def library(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    """An incident and a library with every kind of step; nothing is started yet."""
    store, hands = make_store(tmp_path)
    bring_in(store, tmp_path, {"pump.md": PUMP, "restart.md": RESTART})
    made = make_panel(store, hands, tmp_path)
    made.incident = declare(store, Declaration("Pump is hot in hall 3")).id
    yield made
    close(made)


@pytest.fixture
def kinds(library: Desk) -> Desk:
    """The runbook with every kind of step has been started."""
    start(library)
    show(library)
    library.panel.begin()
    return library
