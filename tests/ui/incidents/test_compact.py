"""The list as a table: the same rows, heads that sort, and it is remembered."""

import pytest
from PySide6.QtWidgets import QApplication

from holdfast.settings import Settings
from holdfast.ui.incidents.compact import COLUMNS, places
from holdfast.ui.incidents.page import IncidentsPage
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.closing import let_go
from tests.ui.incidents.conftest import Desk
from tests.ui.incidents.test_page import Key, press, titles, view

pytestmark = pytest.mark.usefixtures("nothing_left")


def turn(page: IncidentsPage) -> None:
    next(each for each in page.verbs() if each.id == "list.compact").run()
    QApplication.processEvents()


def test_rows_become_one_line_and_are_so_again_next_time(desk: Desk) -> None:
    settings = Settings(None)
    page = desk.open(settings)
    high, rows = view(page).rowHeight(0), titles(page)
    turn(page)
    assert view(page).rowHeight(0) < high * 0.7
    assert titles(page) == rows
    assert page._area._heads is not None
    assert page._area._heads.isVisible()
    let_go(page)
    again = desk.open(settings)
    assert again._area._heads is not None
    assert again._area._heads.isVisible()
    turn(again)
    assert not again._area._heads.isVisible()
    assert view(again).rowHeight(0) == high


def test_a_head_sorts_by_its_column_by_keyboard_too(desk: Desk) -> None:
    page = desk.open()
    turn(page)
    assert page._area._heads is not None
    heads = page._area._heads._heads
    assert (heads["due"].text(), heads["age"].text()) == ("Due ▾", "Age")
    heads["service"].setFocus()
    press(Key.Key_Return)
    assert heads["service"].text() == "Service ▾"
    assert page._bar._sort.text() == "Service"
    services = [page._model.index(row).data(0x0101).service for row in range(8)]
    assert services == sorted(services)
    next(each for each in page.verbs() if each.id == "list.order_age").run()
    assert heads["age"].text() == "Age ▾"


def test_columns_go_where_the_title_would_have_no_room(look: Look) -> None:
    look.choose("light", 100)
    assert list(places(1500)) == [column.key for column in COLUMNS]
    assert list(places(300)) == ["severity", "title", "due"]
    for width in (500, 800, 1200, 2000):
        ends = [left + wide for left, wide in places(width).values()]
        assert ends == sorted(ends)


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 150), ("contrast", 150)])
def test_the_table_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    page = desk.open(width=900)
    turn(page)
    assert audit(page) == []
