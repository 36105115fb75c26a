"""The command palette: tokens are all needed, hyphens are not, the best comes first."""

from pathlib import Path
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from holdfast.settings import Settings
from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.palette import commands, score
from tests.conftest import Look
from tests.gallery.scenes import Room


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


def test_what_the_page_offers_comes_first_where_its_words_hold_it(qtbot: QtBot) -> None:
    made = Actions()
    made.add(
        Action("go.reviews", "Re&views", "Go", lambda: None),
        Action("incident.review", "Re&view of the incident", "Incident", lambda: None, here=lambda: True),
        Action(
            "review.release", "Re&lease", "Review", lambda: None, reason=lambda: "Not now.", here=lambda: True
        ),
    )
    assert next(pick.key for pick in commands(made, "review")) == "incident.review"
    assert next(pick.key for pick in commands(made, "rvs")) == "go.reviews"
    assert [pick.key for pick in commands(made, "release")] == ["review.release"]


def test_the_palette_on_a_live_incident_and_in_a_review(look: Look, tmp_path: Path) -> None:
    room = Room(tmp_path, Settings(None), look.appearance)
    room.go("incident", room.incident("Primary database"))
    assert commands(room.wiring.actions, "preventive") == []
    commands(room.wiring.actions, "review")[0].run()
    room.settle()
    assert room.window.current_key() == "review"
    found = commands(room.wiring.actions, "preventive")[0]
    assert found.row.title == "Section: Preventive actions"
    found.run()
    room.settle()
    editor = room.window.page("review")
    assert editor.outline.current() == "actions"
    room.close()


def test_three_hundred_actions_in_a_blink(qtbot: QtBot) -> None:
    many = Actions()
    many.add(*(Action(f"a{n}", f"Do the thing number {n}", "Go", lambda: None) for n in range(300)))
    took = list[float]()
    for _try in range(5):
        began = perf_counter()
        commands(many, "thing 29")
        took.append(perf_counter() - began)
    assert min(took) < 0.1  # it takes a hundredth: this notices only what would be felt at every letter
