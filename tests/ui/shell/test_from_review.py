"""From a review to the incident: as it was known when it was assessed, and to where a factor is seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.report.board import factor_rows
from holdfast.respond.incident import timeline_of
from holdfast.review.factors import add_factor, link_factor
from holdfast.review.workflow import open_again
from holdfast.settings import Settings
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.gallery.scenes import Room
from tests.journeys.keyboard import focused, name, press, reach, until, write

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def room(look: Look, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.resize(1366, 768)
    made.window.activateWindow()
    until(made.window.isActiveWindow, "the window is in front")
    yield made
    made.close()


def test_the_decision_is_replayed_and_evidence_is_gone_to(room: Room) -> None:
    incident = room.incident("Primary database")
    review = room.store.incidents.get(incident).review_id
    open_again(room.store, review, "What was known then?")
    seen = timeline_of(room.store, incident)[2]
    factor = add_factor(room.store, review, "A slot was kept").parts.factors[-1]
    link_factor(room.store, review, factor.id, seen.entry)
    room.go("review", review)
    press("Ctrl+K")
    write("What was known then")
    press("Return")
    room.settle()
    assert name(focused()).startswith("Show the incident as known 2")
    press("Space")
    room.settle()
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    assert room.window.current_key() == "incident"
    assert page._known_bar.isVisible()
    assert page._timeline._asked[0].text.startswith("Declared")
    assert len(page._timeline._asked) < len(timeline_of(room.store, incident))
    room.go("review", review)
    assert not page._back
    press("Ctrl+K")
    write("Contributing factors")
    press("Return")
    room.settle()
    press("Ctrl+Tab")  # in a text Tab is a letter
    reach(f"Show entry: {factor_rows(room.store, room.store.reviews.get(review))[-1].evidence[0]}")
    press("Space")
    room.settle()
    current = page._timeline.current_row()
    assert current is not None
    assert current.entry == seen.entry
