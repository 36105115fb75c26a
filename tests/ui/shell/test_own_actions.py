"""What the table of actions promises of a page, the page itself offers, by the same words."""

from pathlib import Path

from holdfast.settings import Settings
from holdfast.ui.drill.verbs import drill_verbs, list_verbs
from holdfast.ui.respond.verbs import offers
from holdfast.ui.shell.own_actions import (
    library_verbs,
    paper_verbs,
    review_verbs,
    runbook_verbs,
    table_verbs,
    writing_verbs,
)
from tests.conftest import Look
from tests.gallery.scenes import Room


def test_the_table_and_the_pages_name_the_same_verbs(look: Look, tmp_path: Path) -> None:
    room = Room(tmp_path, Settings(None), look.appearance)
    room.go("incident", room.incident("Badge readers"))
    live = room.window.page("incident")
    assert [(verb.id, verb.words, verb.keys) for verb in live.verbs()] == [
        (each.id, each.words, each.keys) for each in offers()
    ]
    assert [verb.id for verb in live.verbs() if not verb.reason()][:3] == [
        "incident.assess",
        "phase.contained",
        "phase.resolved",
    ]
    review = room.store.incidents.get(room.incident("Primary database")).review_id
    room.go("review", review)
    editor = room.window.page("review")
    told = [*paper_verbs(), *writing_verbs(), *review_verbs()]
    assert [(verb.id, verb.words, verb.keys) for verb in editor.verbs()] == told
    room.go("paper", "shift")
    paper = room.window.page("paper")
    assert [(verb.id, verb.words, verb.keys) for verb in paper.verbs()] == [
        *paper_verbs(),
        *table_verbs(),
    ]
    room.go("directory")
    directory = room.window.page("directory")
    assert [(verb.id, verb.words, verb.keys) for verb in directory.verbs()] == writing_verbs()
    room.go("drills")
    scenarios = room.window.page("drills")
    assert [(verb.id, verb.words, verb.keys) for verb in scenarios.verbs()] == list_verbs()
    room.go("drill")
    drill = room.window.page("drill")
    assert [(verb.id, verb.words, verb.keys) for verb in drill.verbs()] == drill_verbs()
    assert all(verb.reason() for verb in drill.verbs())
    room.go("runbooks")
    library = room.window.page("runbooks")
    assert [(verb.id, verb.words, verb.keys) for verb in library.verbs()][1:] == [
        *runbook_verbs(),
        *library_verbs(),
    ]
    room.wiring.actions.run("library.sources")
    room.settle()
    assert library.window_title() == "Sources"
    room.close()
