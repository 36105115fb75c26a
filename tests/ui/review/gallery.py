"""Paint the pages of reviews in every theme to PNG: `python tests/ui/review/gallery.py FOLDER [PERCENT]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.review.writing import begin, change_row, drop_rows, release, write
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.tokens import THEMES
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.page import ReviewsPage
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.review.timeline_section import TimelineSection
from tests.ui.kit.gallery import use_fonts
from tests.ui.review.scene import Scene
from tests.ui.review.story import opened, tell, write_all


def _editor(scene: Scene, section: str) -> ReviewEditor:
    editor = scene.editor()
    editor.resize(1190, 700)
    editor.show()
    editor.show_place(scene.story.review().id)
    editor.show_section(section)
    return editor


def _text(editor: ReviewEditor) -> TextSection:
    section = editor.middle.section()
    assert isinstance(section, TextSection)
    return section


def factors(scene: Scene) -> QWidget:
    editor = _editor(scene, "factors")
    editor.middle.section().first_focus().setFocus()
    return editor


def empty(scene: Scene) -> QWidget:
    return _editor(scene, "lessons")


def draft(scene: Scene) -> QWidget:
    editor = _editor(scene, "harder")
    _text(editor).edit.insertPlainText(
        "The dashboard showed the level of the volume, not how fast it filled."
    )
    editor.middle.flush()
    return editor


def conflict(scene: Scene) -> QWidget:
    editor = _editor(scene, "impact")
    section = _text(editor)
    section.edit.insertPlainText("About 1,240 orders. ")
    section.flush()
    review = scene.story.review()
    with scene.story.open_again() as other:
        other.by = scene.story.store.by
        write(
            other,
            review.id,
            "impact",
            "1,187 orders were delayed, none were lost; two shifts queued by hand.",
        )
    scene.bridge.poll()
    return editor


def timeline(scene: Scene) -> QWidget:
    review = scene.story.review()
    row = next(row for row in review.rows if row.text.startswith("df -h"))
    change_row(scene.story.store, review.id, row.id, "The volume of the write-ahead log was full.")
    editor = _editor(scene, "timeline")
    section = editor.middle.section()
    assert isinstance(section, TimelineSection)
    section.edit(scene.story.review().rows[5].id)
    return editor


def importing(scene: Scene) -> QWidget:
    review = scene.story.review()
    drop_rows(scene.story.store, review.id, [row.id for row in review.rows[3:6]])
    editor = _editor(scene, "timeline")
    editor.import_timeline()
    return editor


def actions(scene: Scene) -> QWidget:
    return _editor(scene, "actions")


def action_form(scene: Scene) -> QWidget:
    editor = _editor(scene, "actions")
    section = editor.middle.section()
    assert isinstance(section, ActionsSection)
    section.add()
    return editor


def releasing(scene: Scene) -> QWidget:
    editor = _editor(scene, "summary")
    editor.release()
    return editor


def evidence(scene: Scene) -> QWidget:
    editor = _editor(scene, "response")
    editor.turn()
    return editor


def narrow(scene: Scene) -> QWidget:
    editor = _editor(scene, "factors")
    editor.resize(780, 700)
    return editor


def released(scene: Scene) -> QWidget:
    release(scene.story.store, scene.story.review().id)
    return _editor(scene, "summary")


def reviews(scene: Scene) -> QWidget:
    store, hands = scene.story.store, scene.story.hands
    for number, title in enumerate(
        ("Badge readers in hall 3 time out", "Historian drops samples from turbine 2")
    ):
        level = Answer.MEDIUM if number else Answer.HIGH
        incident = declare(store, Declaration(title, "access"), Answers(level, Answer.MEDIUM))
        hands.pass_minutes(40)
        move(store, incident.id, Phase.RESOLVED, reason="Restarted.")
    old = declare(
        store,
        Declaration("NTP drift of 1.8 s on isolated segment B", "time"),
        Answers(Answer.LOW, Answer.LOW),
    )
    move(store, old.id, Phase.RESOLVED, reason="Reference clock swapped.")
    review = begin(store, old.id)
    write(store, review.id, "summary", "The reference clock drifted.")
    release(store, review.id)
    page = ReviewsPage(scene.services)
    page.resize(1190, 700)
    page.show()
    page.list.setFocus()
    return page


def no_reviews(scene: Scene) -> QWidget:
    with tempfile.TemporaryDirectory() as place:
        empty = opened(Path(place) / "store", scene.story.hands)
        page = ReviewsPage(replace(scene.services, store=empty, bridge=Bridge(empty)))
        page.resize(1190, 700)
        page.show()
        QApplication.processEvents()
        empty.close()
    return page


SCENES: dict[str, Callable[[Scene], QWidget]] = {
    "reviews": reviews,
    "no_reviews": no_reviews,
    "factors": factors,
    "lessons": empty,
    "draft": draft,
    "conflict": conflict,
    "timeline": timeline,
    "import": importing,
    "actions": actions,
    "action_form": action_form,
    "release": releasing,
    "evidence": evidence,
    "narrow": narrow,
    "released": released,
}


def settle(scene: Scene) -> None:
    for _turn in range(200):
        QApplication.processEvents()
        if not scene.tasks.is_busy() and _turn > 20:
            break
        scene.tasks._pool.waitForDone(50)


def main(folder: Path, percent: int, only: list[str]) -> None:
    app = QApplication(["gallery"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for key, make in SCENES.items():
        if only and key not in only:
            continue
        for name in THEMES:
            look.choose(name, percent)
            with tempfile.TemporaryDirectory() as place:
                scene = Scene(tell(Path(place) / "store"))
                write_all(scene.story)
                page = make(scene)
                settle(scene)
                page.grab()
                settle(scene)
                page.grab().save(str(folder / f"{key}-{name}.png"))
                page.close()
                scene.tasks.drain()
                page.deleteLater()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
                scene.story.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, sys.argv[3:])
