"""The paper page over a real store: what is chosen is shown, exported, and named by the record."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import sign_in
from holdfast.domain.clock import to_stored
from holdfast.domain.entry import By
from holdfast.domain.incident import Incident, Person
from holdfast.domain.runbook import Runbook
from holdfast.report.preview import pages
from holdfast.respond.handover import answer, offer
from holdfast.respond.incident import add_note
from holdfast.respond.updates import Said, Update, send
from holdfast.runbook.library import import_folder
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.report.page import PaperPage, Services
from tests.conftest import Look
from tests.store.conftest import Hands, hands, open_here, store
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit, shown

__all__ = ["hands", "open_here", "store"]


class Scene:
    """The page, and what it said and asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.says: list[Notice] = []
        self.bugs: list[BaseException] = []
        self.asking = ScriptedAsking()
        self.notices = Notices(self.bugs.append)
        self.notices.shown.connect(self.says.append)
        self.tasks = Tasks(self.bugs.append)
        record = Recording(lambda: store.by is not None, lambda: False, self.notices.error, lambda: None)
        services = Services(store, Bridge(store), record, self.notices, self.tasks, self.asking)
        self.page = PaperPage(services)

    def made(self, subject: str) -> int:
        kind, _slash, ident = subject.partition("/")
        return sum(entry.kind == "report.made" for entry in self.store.entries(kind, ident))


@pytest.fixture
def incident(store: Store, hands: Hands) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    hands.at += timedelta(minutes=5)
    add_note(store, made.id, "Deleted old logs", "action")
    return store.incidents.get(made.id)


@pytest.fixture
def scene(store: Store, incident: Incident, look: Look, nothing_left: None) -> Iterator[Scene]:
    made = Scene(store)
    shown(made.page, 1000, 700)
    yield made
    made.page.close()
    assert made.tasks.drain()
    made.page.deleteLater()
    assert made.bugs == []


def show(qtbot: QtBot, scene: Scene, place: str) -> None:
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        scene.page.show_place(place)
    shown(scene.page, 1000, 700)


def chosen(scene: Scene) -> QComboBox:
    return next(
        each
        for each in scene.page.findChildren(QComboBox)
        if each.accessibleName() in {"Sheet", "Person", "Update", "Incidents"}
    )


def text(scene: Scene) -> str:
    return str(scene.page._preview._shown)


def export(qtbot: QtBot, scene: Scene, target: Path, form: str = "pdf") -> None:
    scene.asking.targets.append(target)
    with qtbot.waitSignal(scene.page._exporter.done, timeout=10_000):
        scene.page.export(form)


def test_the_composed_sheet_is_shown_and_exported(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    show(qtbot, scene, f"handover/{incident.id}")
    assert scene.page.window_title() == "Handover sheet"
    assert chosen(scene).currentText() == "As the record gives it now, not offered"
    assert "Deleted old logs" in text(scene)
    export(qtbot, scene, tmp_path / "sheet")
    assert pages((tmp_path / "sheet.pdf").read_bytes()) >= 1
    assert scene.made(f"incident/{incident.id}") == 1
    assert scene.says[-1].what == "sheet.pdf is written, and the record names it."


def test_a_handover_that_was_answered_is_chosen_first(qtbot: QtBot, scene: Scene, incident: Incident) -> None:
    store, ana = scene.store, scene.store.by
    ben = sign_in(store, "Ben")
    store.by = ana
    given = offer(store, incident.id, Person("Ben", ben.id), {"situation": "Two disks are left"})
    store.by = By(ben.id)
    answer(store, given.id, "accepted")
    show(qtbot, scene, f"handover/{incident.id}")
    assert chosen(scene).currentText().endswith("to Ben, accepted")
    assert "Two disks are left" in text(scene)
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        chosen(scene).setCurrentIndex(0)
    assert "Two disks are left" not in text(scene)


def test_a_shift_log_follows_what_is_typed_and_recorded(
    qtbot: QtBot, scene: Scene, incident: Incident, hands: Hands
) -> None:
    hands.at += timedelta(hours=1)
    show(qtbot, scene, "shift")
    since = scene.page.findChildren(QLineEdit)[0]
    assert "Deleted old logs" in text(scene)
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        since.setText("-1m")
    assert "Deleted old logs" not in text(scene)
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        add_note(scene.store, incident.id, "The queue drains")
    assert "The queue drains" in text(scene)


def test_a_time_that_cannot_be_read_is_said_and_nothing_is_written(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    show(qtbot, scene, "shift")
    scene.page.findChildren(QLineEdit)[0].setText("99:99")
    scene.page.export()
    assert scene.page._failed.isVisible()
    assert scene.asking.asked == []
    scene.page.findChildren(QLineEdit)[0].setText("-2h")
    assert not scene.page._failed.isVisible()


@pytest.mark.parametrize(
    ("form", "name", "begin"), [("markdown", "log.md", b"# "), ("json", "log.json", b"{")]
)
def test_a_personal_log_in_other_forms(
    qtbot: QtBot, scene: Scene, tmp_path: Path, form: str, name: str, begin: bytes
) -> None:
    show(qtbot, scene, "person")
    assert chosen(scene).currentText() == "Ana"
    export(qtbot, scene, tmp_path / name, form)
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert scene.store.by is not None
    assert scene.made(f"operator/{scene.store.by.operator}") == 1


def test_an_update_is_a_card_and_without_one_that_is_said(
    qtbot: QtBot, scene: Scene, incident: Incident
) -> None:
    scene.page.show_place(f"update/{incident.id}")
    qtbot.waitUntil(lambda: "No status update" in scene.page._preview._wrong.text(), timeout=10_000)
    assert scene.page._preview.pages.count() == 0
    for words in ("One", "Two"):
        send(scene.store, incident.id, Update("can", "the desk", words, Said()))
    show(qtbot, scene, f"update/{incident.id}")
    assert chosen(scene).currentText() == "Update 2 to the desk"
    assert "Two" in text(scene)


def test_an_altered_journal_is_said_and_not_exported(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    show(qtbot, scene, f"handover/{incident.id}")
    with scene.store.database.opened_up("migration"):
        scene.store.database.run("DROP TRIGGER entry_body_only_removed")
        scene.store.database.run("UPDATE entry SET salt = randomblob(length(salt)) WHERE kind = 'note.added'")
    scene.asking.targets.append(tmp_path / "sheet.pdf")
    with qtbot.waitSignal(scene.page._exporter.failed, check_params_cb=bool, timeout=10_000) as failed:
        scene.page.export()
    assert "does not prove itself" in failed.args[0] == scene.page._failed.text()
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_place_that_is_not_there_is_said(scene: Scene) -> None:
    scene.page.show_place("poster")
    assert "no paper called poster" in scene.says[-1].what
    scene.page.show_place("handover/nowhere")
    assert "nowhere" in scene.says[-1].what


def test_the_keyboard_reaches_choices_and_pages(qtbot: QtBot, scene: Scene, incident: Incident) -> None:
    show(qtbot, scene, f"handover/{incident.id}")
    page = scene.page
    page.activateWindow()
    first = page.first_focus()
    assert first is not None
    first.setFocus()
    assert page.focusWidget() is chosen(scene)
    next(verb for verb in page.verbs() if verb.id == "paper.print").run()
    assert page.focusWidget() is page._preview.pages
    assert page.panes() == [page._top, page._preview]


@pytest.mark.parametrize("place", ["handover", "shift", "person", "update"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_audit_finds_nothing(
    qtbot: QtBot, scene: Scene, incident: Incident, look: Look, place: str, theme: str
) -> None:
    send(scene.store, incident.id, Update("can", "the desk", "One", Said()))
    show(qtbot, scene, place if place in {"shift", "person"} else f"{place}/{incident.id}")
    look.choose(theme, 200 if theme == "dark" else 100)
    shown(scene.page, 1000, 700)
    assert audit(scene.page) == []


def test_what_is_being_written_is_seen_but_never_exported(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    assert scene.store.by is not None
    name, by = f"incident/{incident.id}", scene.store.by.operator
    scene.store.drafts.save(name, "handover:situation", "Half a sent", to_stored(scene.store.now()), by)
    scene.store.drafts.save(name, "update:can", "Half an upd", to_stored(scene.store.now()), by)
    show(qtbot, scene, f"handover/{incident.id}")
    assert chosen(scene).currentText() == "As it is being written, not offered"
    assert "Half a sent" in text(scene)
    scene.page.export()
    assert "not recorded" in scene.page._failed.text()
    assert scene.asking.asked == []
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        chosen(scene).setCurrentIndex(1)
    assert "Half a sent" not in text(scene)
    show(qtbot, scene, f"update/{incident.id}")
    assert chosen(scene).currentText().endswith(", not sent yet")
    assert "Half an upd" in text(scene)
    scene.page.export()
    assert "not recorded" in scene.page._failed.text()


# -- runbooks --------------------------------------------------------------------------------------


def _runbook(store: Store, folder: Path) -> Runbook:
    folder.mkdir(exist_ok=True)
    (folder / "hot.md").write_text("# Pump is hot\n\n## Diagnosis\n\n1. Read the gauge\n")
    import_folder(store, folder)
    return store.runbooks.get(store.runbooks.page()[0].id)


def test_a_runbook_is_a_checklist_in_the_version_asked_for(
    qtbot: QtBot, scene: Scene, store: Store, tmp_path: Path
) -> None:
    first = _runbook(store, tmp_path / "books")
    (tmp_path / "books" / "hot.md").write_text("# Pump is cold\n\n## Diagnosis\n\n1. Look\n")
    import_folder(store, tmp_path / "books")
    show(qtbot, scene, f"checklist/{first.id}/{first.version}")
    assert scene.page.window_title() == "Checklist"
    assert "Read the gauge" in text(scene)
    assert audit(scene.page) == []
    export(qtbot, scene, tmp_path / "old")
    assert scene.made(f"runbook/{first.id}") == 1
    show(qtbot, scene, f"checklist/{first.id}")
    assert "Read the gauge" not in text(scene)
    assert "Pump is cold" in text(scene)


def test_the_binder_is_exported_and_the_record_knows(
    qtbot: QtBot, scene: Scene, store: Store, tmp_path: Path
) -> None:
    show(qtbot, scene, "binder")
    assert scene.page.window_title() == "Binder"
    assert scene.page.first_focus() is scene.page._paper
    export(qtbot, scene, tmp_path / "binder")
    assert store.facts.binder_made is not None
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        _runbook(store, tmp_path / "books")


def test_the_record_of_an_incident_is_shown_and_exported_as_a_table(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    show(qtbot, scene, f"record/{incident.id}")
    assert scene.page.window_title() == "Incident record"
    assert "Deleted old logs" in text(scene)
    assert _csv_reason(scene) == ""
    export(qtbot, scene, tmp_path / "record", "csv")
    assert "Deleted old logs" in (tmp_path / "record.csv").read_text()
    assert scene.made(f"incident/{incident.id}") == 1
    assert audit(scene.page) == []


def _csv_reason(scene: Scene) -> str:
    return next(verb.reason() for verb in scene.page.verbs() if verb.id == "paper.csv")


def test_what_is_no_table_is_not_offered_as_one(qtbot: QtBot, scene: Scene) -> None:
    show(qtbot, scene, "shift")
    assert _csv_reason(scene) == "What is shown is no table."
    assert not scene.page._csv.isVisible()


def test_a_register_is_shown_for_its_period_and_written_row_by_row(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    show(qtbot, scene, "register")
    assert incident.ref in text(scene)
    assert audit(scene.page) == []
    told: list[tuple[int, int]] = []
    scene.page._exporter.went_on.connect(lambda done, of: told.append((done, of)))
    export(qtbot, scene, tmp_path / "register", "json")
    assert told[-1] == (1, 1)
    assert incident.ref in (tmp_path / "register.json").read_text()
    assert scene.page._progress.isHidden()
    assert scene.made(f"store/{scene.store.facts.id}") == 1


def test_a_register_that_is_stopped_says_so_and_writes_nothing(
    qtbot: QtBot, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, scene, "register")
    scene.asking.targets.append(tmp_path / "register.csv")
    monkeypatch.setattr(scene.page._exporter._stopping, "clear", scene.page.stop)  # before the first row
    with qtbot.waitSignal(scene.page._exporter.failed, check_params_cb=bool, timeout=10_000) as failed:
        scene.page.export("csv")
    assert failed.args == ["Stopped. No register was written."]
    assert not (tmp_path / "register.csv").exists()


def test_a_sample_of_a_period_is_packed_with_the_seed_that_is_shown(
    qtbot: QtBot, scene: Scene, incident: Incident, tmp_path: Path
) -> None:
    show(qtbot, scene, "pack")
    assert scene.page._export.accessibleName() == "Make pack"
    assert incident.ref in text(scene)
    assert _csv_reason(scene)
    which, (count, seed) = chosen(scene), scene.page.findChildren(QLineEdit)[2:]
    assert not seed.isEnabled()
    which.setCurrentIndex(1)
    assert audit(scene.page) == []
    count.setText("none")
    scene.page.export()
    assert "at least one incident" in scene.page._failed.text()
    count.setText("3")
    drawn_by = seed.text()
    export(qtbot, scene, tmp_path / "pack", "")
    with ZipFile(tmp_path / "pack.zip") as pack:
        assert f"records/{incident.ref}.pdf" in pack.namelist()
        assert json.loads(pack.read("contents.json"))["seed"] == drawn_by
    (made,) = [one for one in scene.store.entries("store", scene.store.facts.id) if one.kind == "report.made"]
    assert (made.body["parameters"]["sample"], made.body["parameters"]["seed"]) == ("3", drawn_by)


def test_a_pack_that_is_stopped_says_so_and_writes_nothing(
    qtbot: QtBot, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, scene, "pack")
    scene.asking.targets.append(tmp_path / "pack.zip")
    monkeypatch.setattr(scene.page._exporter._stopping, "clear", scene.page.stop)
    with qtbot.waitSignal(scene.page._exporter.failed, check_params_cb=bool, timeout=10_000) as failed:
        scene.page.export()
    assert failed.args == ["Stopped. No pack was written."]
    assert not (tmp_path / "pack.zip").exists()


def test_a_day_alone_is_a_time_of_the_register(
    qtbot: QtBot, scene: Scene, incident: Incident, hands: Hands
) -> None:
    hands.at += timedelta(days=1)
    show(qtbot, scene, "register")
    since = scene.page.findChildren(QLineEdit)[0]
    assert incident.ref in text(scene)
    with qtbot.waitSignal(scene.page._preview.built, timeout=10_000):
        since.setText("2026-11-24")
    assert incident.ref not in text(scene)
