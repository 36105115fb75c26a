"""What happens beside a window: the command line, a second start, a store for reading only, practice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from holdfast.settings import Settings
from holdfast.ui.kit.rows import ROW
from holdfast.ui.shell.instance import OneWindow
from tests.conftest import Look
from tests.gallery.scenes import Room
from tests.journeys.aside import ended, holdfast
from tests.journeys.beside import declared
from tests.journeys.keyboard import press, typed, until, write
from tests.journeys.room import OpenWindow

NOTE = "Seen from the control room: both lamps are red"


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def _shown(window: QWidget) -> str:
    """All words that stand in labels and lists of a window."""
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            words += [str(model.index(at, 0).data(ROW)) for at in range(model.rowCount())]
    return "\n".join(words)


def test_a_note_by_the_command_line_shows_in_the_open_live_view_within_two_seconds(room: OpenWindow) -> None:
    declared(room)
    (row,) = room.store.incidents.page(room.store.query(""), "due", 0, 2)
    other = holdfast(
        "--data", str(room.store.path), "--operator", "Ben Ott", "incident", "note", row.ref, NOTE
    )
    assert ended(other) == 0, bytes(other.readAllStandardError().data()).decode()
    until(lambda: NOTE in _shown(room.window), "the note stands in the live view", seconds=2)


def test_what_the_command_line_declares_shows_in_the_open_list_within_two_seconds(room: OpenWindow) -> None:
    room.rest()
    title = "Declared from the command line"
    other = holdfast(
        "--data", str(room.store.path), "--operator", "Ben Ott", "incident", "declare", "--title", title
    )
    assert ended(other) == 0, bytes(other.readAllStandardError().data()).decode()
    until(lambda: title in _shown(room.window), "the incident stands in the list", seconds=2)


def test_a_runbook_recorded_by_the_command_line_is_told_to_whoever_writes_it(
    room: OpenWindow, tmp_path: Path
) -> None:
    press("Ctrl+3")
    room.window.go("write", "")
    write("Seen from hall 2.")
    room.expect_who("Ana Keller")
    press("Ctrl+S")
    until(lambda: room.window.current_key() == "runbooks", "it is recorded")
    (book,) = room.store.runbooks.page()
    room.window.go("write", book.id)
    press("Ctrl+End")
    write("Mine.")
    theirs = tmp_path / "theirs.md"
    theirs.write_text("# Theirs\n", encoding="utf-8")
    other = holdfast(
        "--data", str(room.store.path), "--operator", "Ben Ott",
        "runbook", "write", book.id, "--text-file", str(theirs),
    )  # fmt: skip
    assert ended(other) == 0, bytes(other.readAllStandardError().data()).decode()
    until(lambda: "Ben Ott recorded another text" in _shown(room.window), "the editor says so", seconds=2)
    assert typed().endswith("Mine.")
    assert typed().startswith("Seen from hall 2.")


def test_a_second_start_ends_with_0_and_raises_the_first_window(room: OpenWindow) -> None:
    one, raised = OneWindow(room.store.path), list[bool]()
    assert one.is_first()
    one.raise_wanted.connect(lambda: raised.append(True))
    one.raise_wanted.connect(room.wiring.come_to_front)
    heard: list[bool] = []
    one.listening.connect(lambda: heard.append(True))
    one.listen_soon()
    until(lambda: bool(heard), "the first window listens")
    room.window.showMinimized()
    assert ended(holdfast("--data", str(room.store.path))) == 0
    until(lambda: bool(raised), "the first window is raised")
    assert not room.window.isMinimized()
    one.release()


def test_a_store_for_reading_only_says_so_and_refuses_to_record(
    look: Look, nothing_left: None, tmp_path: Path
) -> None:
    first = OpenWindow(tmp_path / "store", look.appearance)
    declare_one(first)
    first.close()
    room = OpenWindow(tmp_path / "store", look.appearance, read_only=True)
    (banner,) = room.window.banners()
    assert "Read-only" in _shown(banner)
    before = room.store.journal.count()
    room.rest()
    press("Ctrl+N")
    write("Not to be recorded")
    press("Ctrl+Return")
    assert any("read" in said for said in room.said), room.said
    assert room.store.journal.count() == before
    room.close()


def declare_one(room: OpenWindow) -> None:
    """One incident, by keys."""
    declared(room)


def test_the_practice_window_says_so_and_holds_a_finished_example(
    look: Look, nothing_left: None, tmp_path: Path
) -> None:
    room = Room(tmp_path, Settings(None), look.appearance)
    assert any("nothing here is real" in _shown(banner) for banner in room.window.banners())
    example = room.store.incidents.get(room.incident("Primary database"))
    assert example.phase == "closed"
    assert room.store.reviews.get(example.review_id).state == "released"
    room.close()
