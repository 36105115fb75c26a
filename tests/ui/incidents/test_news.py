"""What the button above the list says of rows that came, went or moved, in a list that is held in part."""

import pytest

from holdfast.domain.query import Query
from holdfast.store.incidents import IncidentRow
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.ui.incidents.news import _MOST, News
from holdfast.ui.kit.long_model import WINDOW
from tests.ui.incidents.test_model import ALL, Many, words

NEWEST = ALL


class Long(Many):
    """Rows in the order of when they are due."""

    def rows(self, idents: list[str]) -> dict[str, IncidentRow]:
        return {ident: self.row(int(ident)) for ident in idents}

    @staticmethod
    def row(number: int, title: str = "", due: int | None = None) -> IncidentRow:
        return IncidentRow(
            str(number), f"INC-A1-{number}", title, "", "triaged", 3, "", "", "", 0, None,
            number * 10 if due is None else due, "",
        )  # fmt: skip


@pytest.fixture
def news(qapp: object) -> News:
    """A hundred thousand rows, of which the first are held."""
    long = Long()
    model = IncidentsModel(long, long, words)  # pyright: ignore[reportArgumentType]
    model.ask((Query(), "due"))
    model.set_total(ALL)
    news = News(model)
    news.begin(NEWEST)
    return news


def said(news: News, total: int, *rows: IncidentRow, number: int = 1) -> str:
    """What is said when these answer, the first of which is the `number`-th incident of the store."""
    return news.words(total, {number + at: row for at, row in enumerate(rows)})


def test_nothing_is_said_of_rows_that_changed_where_they_stand(news: News) -> None:
    news.touch(["5", "7"])
    assert news.touched() == ["5", "7"]
    assert said(news, ALL, Long.row(5), Long.row(7)) == ""


def test_a_row_beyond_those_held_that_stays_there_is_no_news(news: News) -> None:
    news.touch(["70000"])
    assert said(news, ALL, Long.row(70_000)) == ""


def test_a_row_beyond_that_belongs_among_those_held_has_moved(news: News) -> None:
    news.touch(["70000"])
    assert said(news, ALL, Long.row(70_000, due=35)) == "Order changed: show"
    assert said(news, ALL, Long.row(70_000, due=WINDOW * 10)) == ""


def test_one_that_did_not_exist_is_new_wherever_it_stands(news: News) -> None:
    news.touch(["5", "200000", "200001"])
    there = [Long.row(200_000), Long.row(200_001)]
    assert said(news, ALL + 1, *there, number=NEWEST + 1) == "2 new: show"


def test_one_that_came_shows_in_the_total_though_another_one_left(news: News) -> None:
    news.touch(["5", "70000"])
    assert said(news, ALL, Long.row(70_000)) == "1 new: show"
    assert said(news, ALL - 1, Long.row(70_000)) == "1 no longer matches: show"
    assert said(news, ALL - 2) == "2 no longer match: show"


def test_of_too_many_only_the_totals_count(news: News) -> None:
    news.touch([str(number) for number in range(_MOST + 1)])
    assert news.touched() == []
    assert said(news, ALL) == ""
    assert said(news, ALL + 3) == "3 new: show"
    assert said(news, ALL - 3) == "3 no longer match: show"


def test_reading_the_list_anew_forgets_what_was_touched(news: News) -> None:
    news.touch(["200000"])
    news.begin(200_000)
    assert news.touched() == []
    assert said(news, ALL, Long.row(200_000), number=200_000) == ""
