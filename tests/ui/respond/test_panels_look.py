"""The panels of the live view that have no tests of their own look, at both sizes of type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from holdfast.triage.declare import Declaration, declare
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.times_panel import TimesPanel
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.respond.making import make_page
from tests.ui.stores import make_store

_PANELS = ("timeline.source", "timeline.times", "incident.roles", "incident.detection", "incident.criteria")


@pytest.fixture
def page(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[LivePage]:
    store, hands = make_store(tmp_path / "store")
    made = make_page(store, hands, declare(store, Declaration("Badge readers time out", "access")).id)
    shown(made, 1190, 690)
    yield made
    let_go(made)
    store.close()


@pytest.mark.parametrize("verb", _PANELS)
@pytest.mark.parametrize("percent", [100, 200])
def test_no_finding(look: Look, page: LivePage, verb: str, percent: int) -> None:
    look.choose("light", percent)
    page.resize(1190, max(690, page.minimumSizeHint().height()))
    page.do(verb)
    QApplication.processEvents()
    page.resize(1190, max(690, page.minimumSizeHint().height(), page.heightForWidth(1190)))
    QApplication.processEvents()
    assert audit(page) == []


def test_in_a_low_window_the_times_stand_below_their_title(page: LivePage) -> None:
    page.do("timeline.times")
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, TimesPanel)
    assert panel.whole
    assert panel._table.geometry().top() - panel._title.geometry().bottom() < 40
    assert not page._foot.line.isVisible()
    panel.leave()
    assert page._foot.line.isVisible()
