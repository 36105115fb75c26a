"""Writing the library into a folder from the window: aside, stopped, refused; each file is accounted for."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from holdfast.runbook.library import import_folder
from holdfast.runbook.writing import write as write_book
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.runbook.hands import Desk, make_desk, write
from tests.ui.runbook.test_page import focused, press

Key = Qt.Key
UNFINISHED = "UNFINISHED-EXPORT.txt"


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    import_folder(made.store, write(tmp_path / "books", {f"{n:03}.md": f"# Book {n}\n" for n in range(150)}))
    shown(made.page)
    made.page.activateWindow()
    made.page.show_place("")
    yield made
    made.close()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def export_all(desk: Desk, folder: Path) -> None:
    """Choose from the menu of the library."""
    desk.asking.folders = [folder]
    (action,) = (
        each for each in desk.page._more.menu().actions() if "Export all" in each.text().replace("&", "")
    )
    action.trigger()


def test_all_is_written_and_the_second_time_nothing(desk: Desk) -> None:
    out = desk.path / "out"
    export_all(desk, out)
    assert desk.page._exporting.is_busy()
    assert desk.page._exporting._bar.isVisible()
    desk.wait()
    assert desk.exports == [f"Exported into {out}: 150 files written, 0 unchanged, 0 not written."]
    assert files(out) == {f"books/{n:03}.md" for n in range(150)}
    assert audit(desk.page) == []
    export_all(desk, out)
    desk.wait()
    assert desk.exports[1] == f"Exported into {out}: 0 files written, 150 unchanged, 0 not written."


def test_one_source_goes_back_into_its_folder_and_what_changed_there_is_named(desk: Desk) -> None:
    for number in (0, 1):
        book = desk.store.runbooks.at("books", f"{number:03}.md")
        assert book
        write_book(desk.store, book.id, "# Ours\n", book.version)
    write(desk.path / "books", {"001.md": "# Theirs\n"})
    desk.page.show_place("sources")
    desk.wait()
    desk.asking.folders = [desk.path / "books"]
    desk.page._sources.list.setFocus()
    menu = desk.page._sources._more.menu()
    next(each for each in menu.actions() if "Export" in each.text()).trigger()
    desk.wait()
    assert desk.exports[0].endswith("1 file written, 148 unchanged, 1 not written.")
    assert (desk.path / "books" / "001.md").read_text() == "# Theirs\n"
    assert audit(desk.page) == []
    desk.page._exporting._copy.setFocus()
    press(Key.Key_Space)
    assert "001.md: It was changed in the folder since it was imported." in QGuiApplication.clipboard().text()


def test_a_stopped_export_says_what_is_missing_and_the_next_one_writes_it(desk: Desk) -> None:
    out = desk.path / "out"
    export_all(desk, out)
    while not (out / "books").is_dir():
        QApplication.processEvents()
    stop = desk.page._exporting._stop_button
    stop.setFocus()
    assert focused() is stop
    press(Key.Key_Space)
    desk.wait()
    assert desk.exports[0].startswith("Stopped: ")
    assert UNFINISHED in files(out)
    assert 0 < len(files(out)) - 1 < 150
    export_all(desk, out)
    desk.wait()
    assert "Exported into" in desk.exports[1]
    assert files(out) == {f"books/{n:03}.md" for n in range(150)}


def test_a_folder_that_is_somebody_elses_is_refused_where_the_person_looks(desk: Desk) -> None:
    other = write(desk.path / "other", {"a.md": "theirs"})
    export_all(desk, other)
    desk.wait()
    assert "is not empty and no earlier export. Nothing was written." in desk.exports[0]
    assert audit(desk.page) == []
    assert files(other) == {"a.md"}
    assert not desk.page._exporting.is_busy()


def test_a_disk_that_is_full_is_said_and_files_stay_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def sync(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 20:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", sync)
    export_all(desk, desk.path / "out")
    desk.wait()
    monkeypatch.undo()
    assert "19 of 150 files are written; then it stopped." in desk.exports[0]
    assert "No space left on device" in desk.exports[0]
    assert len(files(desk.path / "out")) == 20
    assert desk.store.runbooks.count() == 150


def test_a_folder_that_vanishes_is_said_and_not_made_anew(desk: Desk) -> None:
    out = desk.path / "stick"
    export_all(desk, out)
    while not (out / "books").is_dir():
        QApplication.processEvents()
    shutil.move(out, desk.path / "taken")
    desk.wait()
    assert "The folder is no longer there." in desk.exports[0]
    assert not out.exists()
    assert UNFINISHED in files(desk.path / "taken")
