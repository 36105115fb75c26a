"""The kit's widgets pass the audit in every theme, at every size of text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import NoteEdit
from holdfast.ui.kit.tokens import THEMES
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.kit.gallery import PAGES

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def page(request: pytest.FixtureRequest, look: Look) -> Iterator[QWidget]:
    name, percent, key = request.param
    look.choose(name, percent)
    widget = shown(PAGES[key]())
    yield widget
    widget.close()
    widget.deleteLater()


@pytest.mark.parametrize("page", [(name, 100, key) for name in THEMES for key in PAGES], indirect=True)
def test_no_finding(page: QWidget) -> None:
    assert audit(page) == []


@pytest.mark.parametrize("page", [("light", 150, key) for key in PAGES], indirect=True)
def test_nothing_is_cut_with_larger_text(page: QWidget) -> None:
    assert audit(page, contrast=False) == []


@pytest.mark.parametrize("page", [("light", 100, "forms")], indirect=True)
def test_switching_restyles_what_is_shown_and_keeps_what_can_be_undone(page: QWidget, look: Look) -> None:
    note = page.findChildren(NoteEdit)[0]
    note.insertPlainText("disk full")
    steps, before = note.document().availableUndoSteps(), _ground(page)
    look.choose("dark", 125)
    assert (before, _ground(page)) == ("#ffffff", theme.current().base.name())
    assert note.document().availableUndoSteps() == steps > 0


def _ground(page: QWidget) -> str:
    return page.grab().toImage().pixelColor(4, 4).name()
