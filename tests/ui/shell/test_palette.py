"""The command palette: tokens are all needed, hyphens are not, the best comes first."""

from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.palette import commands, score


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Export PDF"),
        ("exp", "Export PDF"),
        ("pdf exp", "Export PDF"),
        ("ExpPd", "Export PDF"),
        ("post incident", "Post-incident review"),
        ("post-incident", "Post incident review"),
        ("xpt", "Export PDF"),
    ],
)
def test_found(query: str, text: str) -> None:
    assert score(query, text) > 0


@pytest.mark.parametrize(
    ("query", "text"), [("exp zip", "Export PDF"), ("fdp", "Export PDF"), ("ä", "Export PDF")]
)
def test_not_found(query: str, text: str) -> None:
    assert score(query, text) == 0


def test_the_start_of_a_word_beats_its_middle_beats_scattered_letters() -> None:
    assert score("re", "Review") > score("re", "Store") > score("re", "Rail edge")


@pytest.fixture
def actions(qtbot: QtBot) -> Actions:
    made = Actions()
    made.add(
        Action(
            "incident.declare", "&Declare incident", "Incident", lambda: None, "Ctrl+N", keywords="new report"
        ),
        Action("review.export", "&Export PDF…", "Review", lambda: None, reason=lambda: "No review is open."),
        Action("go.reviews", "Re&views", "Go", lambda: None),
    )
    return made


def test_keywords_and_categories_find_too(actions: Actions) -> None:
    assert [pick.key for pick in commands(actions, "new")] == ["incident.declare"]
    assert [pick.key for pick in commands(actions, "review")] == ["go.reviews", "review.export"]


def test_what_cannot_be_done_is_there_with_its_reason(actions: Actions) -> None:
    row = commands(actions, "export")[0].row
    assert (row.title, row.meta, row.quiet) == ("Review: Export PDF", "No review is open.", True)


def test_all_of_them_in_their_order_for_nothing_typed(actions: Actions) -> None:
    assert [pick.key for pick in commands(actions, "")] == ["incident.declare", "review.export", "go.reviews"]


def test_three_hundred_actions_in_a_blink(qtbot: QtBot) -> None:
    many = Actions()
    many.add(*(Action(f"a{n}", f"Do the thing number {n}", "Go", lambda: None) for n in range(300)))
    commands(many, "thing 29")
    began = perf_counter()
    commands(many, "thing 29")
    assert perf_counter() - began < 0.05
