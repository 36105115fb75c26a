"""Releasing, opening again, and exporting from the window."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import sign_out
from holdfast.review.workflow import release
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.reviewers_panel import ReviewersPanel
from holdfast.ui.review.text_section import TextSection
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene
from tests.ui.review.story import write_all

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def primaries(editor: ReviewEditor) -> list[str]:
    return [
        each.text()
        for each in editor.findChildren(QPushButton)
        if each.property("primary") and each.isVisible()
    ]


def made(scene: Scene) -> list[dict[str, object]]:
    entries = scene.story.store.entries("incident", scene.story.incident.id)
    return [dict(entry.body) for entry in entries if entry.kind == "report.made"]


# -- release ---------------------------------------------------------------------------------------


def test_a_review_without_summary_leads_to_the_summary(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    editor.show_section("impact")
    editor.questions.act("release")
    assert focused(editor).accessibleName() == "Write the summary"
    assert primaries(editor) == ["Write the summary"]
    qtbot.keyClick(focused(editor), Qt.Key.Key_Space)
    assert editor.middle.current() == "summary"
    section = editor.middle.section()
    assert isinstance(section, TextSection)
    assert focused(editor) is section.edit
    assert scene.story.review().state == "draft"


def test_a_review_is_released_by_keys_with_what_is_missing_in_sight(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    assert primaries(full) == ["Release review"]
    full.questions.act("release")
    links = [each.text() for each in full.middle.findChildren(QPushButton) if each.isVisible()]
    assert {"Lessons: not written yet", "The whole review: no reviewer named"} <= set(links)
    assert any(each.startswith("Preventive actions: 1 missing a test: ") for each in links)
    assert primaries(full) == ["Release review"]
    qtbot.keyClick(focused(full), Qt.Key.Key_Return)
    assert scene.story.review().state == "draft"
    assert full.questions.release._why.error().startswith("Nobody has approved this revision.")
    qtbot.keyClicks(focused(full), "Nobody else is here.")
    qtbot.keyClick(focused(full), Qt.Key.Key_Return)
    assert scene.story.review().state == "released"
    assert full.head._head._subtitle.whole().startswith("Released 2026-11-23 14:")
    assert not full.middle.is_asking()
    section = full.middle.section("summary")
    assert isinstance(section, TextSection)
    assert section.edit.isReadOnly()
    assert primaries(full) == []
    assert full.head._second.isVisible()


def test_a_missing_thing_is_a_link_to_its_place(qtbot: QtBot, full: ReviewEditor) -> None:
    full.questions.act("release")
    link = next(each for each in full.findChildren(QPushButton) if each.text().startswith("Lessons:"))
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert full.middle.current() == "lessons"
    assert not full.middle.is_asking()


def test_the_head_leads_by_keys_to_each_thing_that_is_missing(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    menu = full.head._missing.menu()
    verify = next(each for each in menu.actions() if "missing a test" in each.text())
    menu.popup(full.mapToGlobal(full.rect().center()))
    menu.setActiveAction(verify)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    section = full.middle.section()
    assert isinstance(section, ActionsSection)
    assert section._form is not None
    assert not scene.story.store.reviews.action(section._form.ident).verify
    assert section._form.isAncestorOf(focused(full))
    reviewer = next(each for each in menu.actions() if "no reviewer" in each.text())
    reviewer.trigger()
    assert isinstance(full.middle.currentWidget(), ReviewersPanel)


def test_escape_goes_back_to_writing(qtbot: QtBot, scene: Scene, full: ReviewEditor) -> None:
    full.questions.act("release")
    qtbot.keyClick(focused(full), Qt.Key.Key_Escape)
    assert not full.middle.is_asking()
    assert scene.story.review().state == "draft"
    assert primaries(full) == ["Release review"]


def test_a_released_review_is_opened_again_with_a_reason(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    release(scene.story.store, scene.story.review().id, "nobody else is here")
    full.questions.act("again")
    reason = focused(full)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert scene.story.review().state == "released"
    assert full.questions.by_act["again"]._field.error().startswith("The reason is empty.")
    qtbot.keyClicks(reason, "The vendor answered.")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    review = scene.story.review()
    assert (review.state, review.revision) == ("draft", 2)
    section = full.middle.section("summary")
    assert isinstance(section, TextSection)
    assert not section.edit.isReadOnly()


def test_a_released_review_changes_by_nothing_but_its_actions(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    release(scene.story.store, scene.story.review().id, "nobody else is here")
    before = scene.story.review()
    full.show_section("timeline")
    full.questions.import_timeline()
    assert not full.middle.is_asking()
    full.show_section("actions")
    words = {each.text() for each in full.middle.section().findChildren(QPushButton) if each.isVisible()}
    assert words == {"Done", "Drop"}
    full.leave()
    assert scene.story.review() == before


# -- export ----------------------------------------------------------------------------------------


def test_a_pdf_is_exported_by_keys_after_what_was_typed_is_recorded(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    scene.asking.targets.append(tmp_path / "out")
    full.show_section("lessons")
    section = full.middle.section()
    assert isinstance(section, TextSection)
    section.edit.setFocus()
    qtbot.keyClicks(section.edit, "Slots are servers too.")
    with qtbot.waitSignal(full.paper.exporter.done, timeout=20_000) as done:
        qtbot.keyClick(section.edit, Qt.Key.Key_E, CONTROL | SHIFT)
    file = tmp_path / "out.pdf"
    assert done.args == [str(file)]
    assert scene.story.review().texts["lessons"] == "Slots are servers too."
    ref = scene.story.incident.ref
    assert scene.asking.asked == [f"Export review: {ref}-revision-1.pdf, PDF (*.pdf)"]
    (body,) = made(scene)
    assert (body["file"], body["sha256"]) == ("out.pdf", sha256(file.read_bytes()).hexdigest())
    assert scene.said() == "out.pdf is written, and the record names it."
    assert full.head._export.isEnabled()


def test_a_target_that_cannot_be_written_is_said_in_place(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    scene.asking.targets += [tmp_path / "folder.pdf", tmp_path / "good.pdf"]
    with qtbot.waitSignal(full.paper.exporter.busy, check_params_cb=lambda busy: not busy, timeout=20_000):
        full.paper.export()
    assert full.head._wrong.isVisible()
    assert "is a folder" in full.head._wrong.text()
    assert "Choose a name for the file inside it." in full.head._wrong.text()
    assert (made(scene), scene.says) == ([], [])
    with qtbot.waitSignal(full.paper.exporter.done, timeout=20_000):
        qtbot.keyClick(full.head._retry, Qt.Key.Key_Space)
    assert not full.head._wrong.isVisible()
    assert len(made(scene)) == 1


def test_text_formats_are_verbs_too(qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path) -> None:
    scene.asking.targets.append(tmp_path / "review.md")
    verb = next(verb for verb in full.verbs() if verb.id == "paper.markdown")
    with qtbot.waitSignal(full.paper.exporter.done, timeout=20_000):
        verb.run()
    assert "# Primary database refuses writes" in (tmp_path / "review.md").read_text(encoding="utf-8")


def test_paper_and_language_are_chosen_in_the_menu_and_kept(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    for menu, words in ((full.head.paper, "Letter"), (full.head.language, "Deutsch")):
        next(each for each in menu.actions() if each.text() == words).trigger()
    assert (full.paper.gathered().paper, full.paper.gathered().language) == ("Letter", "de")
    scene.asking.targets.append(tmp_path / "review.md")
    with qtbot.waitSignal(full.paper.exporter.done, timeout=20_000):
        full.paper.export("markdown")
    (body,) = made(scene)
    assert (body["parameters"]["paper"], body["parameters"]["language"]) == ("Letter", "de")
    assert "Zusammenfassung" in (tmp_path / "review.md").read_text(encoding="utf-8")
    again = scene.editor()
    assert (again.paper.size, again.paper.language) == ("Letter", "de")
    assert [each.text() for each in again.head.paper.actions() if each.isChecked()] == ["Letter"]


def test_a_file_that_only_its_ending_makes_one_is_asked_about(
    scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    there = tmp_path / "review.pdf"
    there.write_text("somebody's")
    scene.asking.confirms.append(False)
    scene.asking.targets.append(tmp_path / "review")
    full.paper.export()
    assert scene.asking.asked[-1].startswith("review.pdf is there already.")
    assert there.read_text() == "somebody's"
    assert not scene.tasks.is_busy() or made(scene) == []


def test_thinking_better_of_it_changes_nothing(scene: Scene, full: ReviewEditor) -> None:
    scene.asking.targets.append(None)
    before = scene.story.store.journal.count()
    full.paper.export()
    assert not scene.tasks.is_busy() or scene.story.store.journal.count() == before


def test_nobody_at_the_keyboard_is_asked_before_an_export(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    sign_out(scene.story.store)
    scene.asking.targets += [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    full.paper.export()
    assert scene.asked_who == 1
    assert not (tmp_path / "one.pdf").exists()
    scene.answers.append("Ben")
    with qtbot.waitSignal(full.paper.exporter.done, timeout=20_000):
        full.paper.export()
    assert len(made(scene)) == 1


def test_what_was_altered_is_not_exported(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, tmp_path: Path
) -> None:
    store = scene.story.store
    seq = store.entries("review", scene.story.review().id)[1].header.seq
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run("UPDATE entry SET salt = randomblob(length(salt)) WHERE seq = ?", (seq,))
    scene.asking.targets.append(tmp_path / "out.pdf")
    with qtbot.waitSignal(full.paper.exporter.failed, check_params_cb=bool) as failed:
        full.paper.export()
    assert failed.args[0].startswith(f"Entry {seq} of station")
    assert not (tmp_path / "out.pdf").exists()


def test_two_unsettled_texts_stop_an_export_at_their_place(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    from tests.ui.review.test_editor import elsewhere

    full.show_section("impact")
    section = full.middle.section()
    assert isinstance(section, TextSection)
    qtbot.keyClicks(section.edit, "Mine. ")
    elsewhere(scene, "impact", "Theirs.")
    full.show_section("summary")
    full.paper.export()
    assert full.middle.current() == "impact"
    assert scene.asking.asked == []
    assert section.box._conflict.isVisible()


def test_a_read_only_store_exports_and_says_that_it_is_not_recorded(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    review = write_all(scene.story)
    before = scene.story.store.journal.count()
    with scene.story.open_again(read_only=True) as other:
        second = Scene(type(scene.story)(scene.story.path, scene.story.hands, other, scene.story.incident))
        page = second.shown_editor(review.id)
        second.asking.targets.append(tmp_path / "out.pdf")
        with qtbot.waitSignal(page.paper.exporter.done, timeout=20_000):
            page.paper.export()
        assert second.said().endswith("This store is read-only, so the record does not name it.")
        page.close()
        page.deleteLater()
        second.tasks.drain()
    assert (tmp_path / "out.pdf").exists()
    assert scene.story.store.journal.count() == before
