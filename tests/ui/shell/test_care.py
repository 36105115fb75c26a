"""What the window does beside the pages: verifying on, backing up, finding, being the only one."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.settings import SECOND_BACKUP, Settings
from holdfast.store.backup import backups
from holdfast.store.marks import mark_of
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.store.verify import Problem
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.care import Care
from holdfast.ui.shell.finding import Finding
from holdfast.ui.shell.instance import OneWindow

Made = Callable[[Settings], Care]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as one:
        sign_in(one, "Ana")
        yield one


@pytest.fixture
def care(store: Store, qapp: object) -> Iterator[Made]:
    del qapp

    def broken(error: Exception) -> None:
        raise error

    tasks = Tasks(broken)
    yield lambda settings: Care(store, settings, tasks)
    assert tasks.drain()


def test_the_journal_is_verified_from_the_mark_on(care: Made, store: Store, qtbot: QtBot) -> None:
    watched = care(Settings(None))
    with qtbot.waitSignal(watched.verified):
        watched.verify()
    assert mark_of(store.marks).entries == store.journal.count()
    incident = declare(store, Declaration("Disk full"))
    add_note(store, incident.id, "one more")
    with qtbot.waitSignal(watched.verified) as heard:
        watched.verify()
    assert heard.args is not None
    assert heard.args[0].entries == store.journal.count()


def test_the_window_goes_on_while_another_program_writes(care: Made, store: Store, qtbot: QtBot) -> None:
    watched = care(Settings(None))
    other = apsw.Connection(store.database.file)
    other.execute("BEGIN IMMEDIATE")
    watched.verify()
    qtbot.waitUntil(lambda: bool(watched._tasks._recording.activeThreadCount()))
    with qtbot.waitSignal(watched.verified) as heard:
        other.execute("ROLLBACK")
    other.close()
    assert heard.args == [mark_of(store.marks)]


def test_what_comes_while_it_is_verified_waits_for_the_next_minute(
    care: Made, store: Store, qtbot: QtBot
) -> None:
    """In a storm something came each time, and it went round and round."""
    incident = declare(store, Declaration("Disk full"))
    rounds: list[object] = []
    watched = care(Settings(None))
    watched.verified.connect(rounds.append)
    watched.verified.connect(lambda _mark: add_note(store, incident.id, "one more"))
    watched.verify()
    qtbot.waitUntil(lambda: bool(rounds) and not watched._tasks.is_busy())
    assert len(rounds) == 1
    assert mark_of(store.marks).entries == store.journal.count() - 1


def test_what_does_not_prove_itself_is_told_and_the_mark_stays(
    care: Made, store: Store, qtbot: QtBot
) -> None:
    declare(store, Declaration("Disk full"))
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        store.database.run("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    watched = care(Settings(None))
    with qtbot.waitSignal(watched.broken) as heard:
        watched.verify()
    assert heard.args is not None
    assert isinstance(heard.args[0], Problem)
    assert heard.args[0].seq == 3
    assert mark_of(store.marks).entries == 0


def test_todays_backup_is_made_once_and_copied_to_the_second_folder(
    care: Made, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    settings = Settings(None)
    settings.put(SECOND_BACKUP, str(second))
    watched = care(settings)
    with qtbot.waitSignal(watched.copied):
        watched.look()
    (made,) = backups(store.folder.backups)
    assert [file.name for file in second.iterdir()] == [made.file.name]


def test_verifying_now_reads_what_was_verified_before_too(care: Made, store: Store, qtbot: QtBot) -> None:
    declare(store, Declaration("Disk full"))
    watched = care(Settings(None))
    with qtbot.waitSignal(watched.verified):
        watched.verify()
    assert mark_of(store.marks).whole_at == ""
    with qtbot.waitSignals([watched.verified, watched.progress]):
        watched.verify_whole()
    mark = mark_of(store.marks)
    assert (mark.entries, mark.whole_entries) == (store.journal.count(),) * 2
    assert mark.whole_at
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        store.database.run("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    with qtbot.waitSignal(watched.broken) as heard:
        watched.verify_whole()
    assert heard.args is not None
    assert heard.args[0].seq == 3


def test_the_daily_backup_is_verified_as_a_whole(care: Made, store: Store, qtbot: QtBot) -> None:
    declare(store, Declaration("Disk full"))
    watched = care(Settings(None))
    with qtbot.waitSignal(watched.verified):
        watched.verify()
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        store.database.run("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    with qtbot.waitSignal(watched.broken) as heard:
        watched.look()
    assert heard.args is not None
    assert heard.args[0].seq == 3
    assert mark_of(store.marks).whole_at == ""


def test_the_second_folder_is_tried_again_and_told_of_once(
    care: Made, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    settings = Settings(None)
    settings.put(SECOND_BACKUP, str(second))
    watched = care(settings)
    told: list[object] = []
    watched.failed.connect(told.append)
    with qtbot.waitSignal(watched.failed):
        watched.look()
    with qtbot.waitSignal(watched.verified):
        watched.look()
    qtbot.waitUntil(lambda: not watched._tasks.is_busy())
    assert len(told) == 1
    second.mkdir()
    with qtbot.waitSignal(watched.copied):
        watched.look()
    assert len(backups(second)) == 1


def test_a_second_folder_that_is_gone_is_a_sentence(
    care: Made, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings(None)
    settings.put(SECOND_BACKUP, str(tmp_path / "gone"))
    watched = care(settings)
    with qtbot.waitSignal(watched.failed) as heard:
        watched.look()
    assert heard.args is not None
    assert "can't be copied" in str(heard.args[0])
    assert len(backups(store.folder.backups)) == 1


def test_quick_open_names_each_subject_once_and_goes_there(store: Store) -> None:
    went: list[tuple[str, str]] = []
    finding = Finding(store, lambda kind, ident: went.append((kind, ident)))
    incident = declare(store, Declaration("Disk full on db-core"))
    add_note(store, incident.id, "the disk is full of logs")
    assert [pick.row.reference for pick in finding.quick("")] == [incident.ref]
    (pick,) = finding.quick("disk fu")
    pick.run()
    assert went == [("incident", incident.id)]
    assert {pick.row.meta for pick in finding.everything("logs")} == {"the disk is full of logs"}
    assert finding.quick("zebra") == []


def test_a_second_window_leaves_its_wish_also_with_one_that_is_about_to_open(
    qapp: object, tmp_path: Path, qtbot: QtBot
) -> None:
    del qapp
    first = OneWindow(tmp_path)
    assert first.is_first()
    wished: list[str] = []
    first.wished.connect(wished.append)
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "from holdfast.ui.shell.instance import OneWindow; app = QCoreApplication([]); "
        "sys.exit(OneWindow(Path(sys.argv[1])).is_first('exercise'))"
    )
    second = QProcess()
    second.start(sys.executable, ["-c", code, str(tmp_path)])
    assert second.waitForStarted()
    with qtbot.waitSignals([first.raise_wanted, first.wished], timeout=10_000):
        first.listen_soon()
    assert wished == ["exercise"]
    assert second.waitForFinished()
    assert second.exitCode() == 0
    first.release()


def test_one_window_has_the_store_and_a_second_one_knocks(qapp: object, tmp_path: Path, qtbot: QtBot) -> None:
    del qapp
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    with qtbot.waitSignal(first.listening):
        assert first.is_first()
        first.listen_soon()
    with qtbot.waitSignal(first.raise_wanted):
        assert not second.is_first()
    first.release()
    assert second.is_first()
    second.release()
