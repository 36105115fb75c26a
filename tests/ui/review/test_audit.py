"""Every page and question of reviews, in every theme and at large text: names, contrast, nothing cut."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from holdfast.domain.ids import subject
from holdfast.review.factors import add_factor, link_factor
from holdfast.review.impact import add_figure
from holdfast.review.interviews import add_note
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import change_row, group_rows
from holdfast.ui.kit.rows import KEY
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.board_section import BoardSection
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.interviews_section import InterviewsSection
from holdfast.ui.review.page import ReviewsPage
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.review.timeline_section import TimelineSection
from tests.conftest import Look, settle
from tests.ui.audit import audit, shown
from tests.ui.review.scene import Scene
from tests.ui.review.story import write_all
from tests.ui.review.test_editor import elsewhere, section


def text(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("factors")


def empty(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("lessons")


def conflict(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("impact")
    section(editor).edit.insertPlainText("Mine. ")
    elsewhere(scene, "impact", "Theirs.")


def timeline(scene: Scene, editor: ReviewEditor) -> None:
    row = scene.story.review().rows[6]
    change_row(scene.story.store, scene.story.review().id, row.id, "Reworded.")
    editor.show_section("timeline")
    found = editor.middle.section()
    assert isinstance(found, TimelineSection)
    keys = [found.list.rows.index(place, 0).data(KEY) for place in (3, 4)]
    group_rows(scene.story.store, scene.story.review().id, keys, "Finding the cause")
    found.edit(scene.story.review().rows[2].id)
    found.ask_group()


def importing(scene: Scene, editor: ReviewEditor) -> None:
    editor.questions.import_timeline()


def actions(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("actions")


def form(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("actions")
    found = editor.middle.section()
    assert isinstance(found, ActionsSection)
    found.add()


def releasing(scene: Scene, editor: ReviewEditor) -> None:
    editor.questions.act("release")


def released(scene: Scene, editor: ReviewEditor) -> None:
    release(scene.story.store, scene.story.review().id, "nobody else is here")


def opening_again(scene: Scene, editor: ReviewEditor) -> None:
    release(scene.story.store, scene.story.review().id, "nobody else is here")
    editor.questions.act("again")


def evidence(scene: Scene, editor: ReviewEditor) -> None:
    editor.frame.turn()


def failed(scene: Scene, editor: ReviewEditor) -> None:
    editor.head.show_failed(
        "/media/stick/out.pdf lies on a disk that can only be read. Choose another folder."
    )


def board(scene: Scene, editor: ReviewEditor) -> None:
    store, review = scene.story.store, scene.story.review()
    if not review.parts.factors:
        more = {"category": "change", "reasonable": "The list was complete.", "whys": ["No names"]}
        added = add_factor(store, review.id, "A slot was kept", root=True, **more)
        link_factor(store, review.id, added.parts.factors[0].id, review.rows[0].source)
        add_factor(store, review.id, "No alert between 80 % and full")
    editor.show_section("factors")
    found = editor.middle.section()
    assert isinstance(found, BoardSection)
    found.open_form(scene.story.review().parts.factors[0])


def figures(scene: Scene, editor: ReviewEditor) -> None:
    if not scene.story.review().parts.figures:
        add_figure(scene.story.store, scene.story.review().id, "Orders refused", "1200", "orders")
    editor.show_section("impact")


def template(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("template")


def interviews(scene: Scene, editor: ReviewEditor) -> None:
    if not scene.story.review().parts.interviews:
        add_note(scene.story.store, scene.story.review().id, "Cleo Marek", "The pager was muted.")
    editor.show_interviews()
    found = editor.middle.section()
    assert isinstance(found, InterviewsSection)
    found.add()


def known(scene: Scene, editor: ReviewEditor) -> None:
    editor.questions.show_known()


SCENES: tuple[Callable[[Scene, ReviewEditor], None], ...] = (
    text,
    empty,
    conflict,
    timeline,
    importing,
    actions,
    form,
    releasing,
    released,
    opening_again,
    evidence,
    failed,
    template,
    board,
    figures,
    interviews,
    known,
)
THEMES = ("light", "dark", "contrast")
PERCENTS = (100, 150)


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_editor_in_every_state(qtbot: QtBot, scene: Scene, look: Look, percent: int) -> None:
    review = write_all(scene.story)
    found: dict[str, list[str]] = {}
    for number, make in enumerate(SCENES):
        themes = turned(number + percent)
        look.choose(themes[0], percent)
        editor = scene.shown_editor(review.id)
        make(scene, editor)
        if wrong := in_themes(qtbot, scene, look, editor, themes, percent):
            found[make.__name__] = wrong
        forget_drafts(scene)
        put_away(scene, editor)
        if scene.story.review().state == "released":
            open_again(scene.story.store, review.id, "next")
    assert found == {}


@pytest.mark.parametrize("percent", PERCENTS)
def test_a_narrow_editor(qtbot: QtBot, scene: Scene, look: Look, percent: int) -> None:
    look.choose("light", percent)
    editor = scene.shown_editor(write_all(scene.story).id, width=780)
    assert in_themes(qtbot, scene, look, editor, THEMES, percent) == []
    editor.frame.turn()
    assert in_themes(qtbot, scene, look, editor, THEMES, percent) == []


def turned(number: int) -> tuple[str, ...]:
    """The themes, each time another one first: what a page wears when it is made must hold as well."""
    first = -number % len(THEMES)
    return THEMES[first:] + THEMES[:first]


def in_themes(
    qtbot: QtBot, scene: Scene, look: Look, page: QWidget, themes: tuple[str, ...], percent: int
) -> list[str]:
    """What is wrong with a page that stays on the screen while the theme is switched."""
    found: list[str] = []
    for theme in themes:
        look.choose(theme, percent)
        settled(qtbot, scene, page)
        found += [f"{theme}: {each}" for each in audit(page)]
    return found


def put_away(scene: Scene, editor: ReviewEditor) -> None:
    scene.pages.remove(editor)
    editor.close()
    editor.deleteLater()


@pytest.mark.parametrize(("wide", "percent"), [(1254, 200), (912, 200), (627, 100), (456, 100)])
def test_a_small_screen_keeps_every_verb_and_what_is_missing(
    qtbot: QtBot, scene: Scene, look: Look, wide: int, percent: int
) -> None:
    look.choose("light", percent)
    editor = scene.shown_editor(write_all(scene.story).id, width=wide)
    settled(qtbot, scene, editor)
    head = editor.head
    assert head.minimumSizeHint().width() <= editor.minimumSizeHint().width()
    said = [each for each in head.findChildren(QPushButton) if each.isVisible() and "missing" in each.text()]
    assert [each.text() for each in said] == ["3 things missing"]
    assert "Lessons: not written yet" in said[0].toolTip()
    seen = [each.accessibleName() for each in head.findChildren(QPushButton) if each.isVisible()]
    more = next(each for each in head.findChildren(QPushButton) if each.accessibleName() == "More")
    hidden = [each.text() for each in more.menu().actions() if each.isVisible()]
    assert {*seen, *hidden} == {
        "Show PDF", "More", "Release review", "Import timeline", "Export PDF",
        "Comments", "Revisions and changes", "3 things missing",
        "Paper of exports", "Language of exports",
    }  # fmt: skip
    assert len(seen) + len(hidden) == 10
    next(each for each in more.menu().actions() if each.text() == "Import timeline").trigger()
    assert editor.middle.is_asking()
    assert audit(head, contrast=False) == []


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_page_of_reviews(qtbot: QtBot, scene: Scene, look: Look, percent: int) -> None:
    look.choose("light", percent)
    page = ReviewsPage(scene.services)
    scene.pages.append(page)
    shown(page, 1190, 700)
    assert in_themes(qtbot, scene, look, page, THEMES, percent) == []
    write_all(scene.story)
    page.reload()
    assert in_themes(qtbot, scene, look, page, THEMES, percent) == []


def forget_drafts(scene: Scene) -> None:
    scene.story.store.drafts.drop(subject("review", scene.story.review().id))


def settled(qtbot: QtBot, scene: Scene, page: QWidget) -> None:
    settle()
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=20_000)
    page.repaint()
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=20_000)
    settle()


@pytest.mark.parametrize(("wide", "percent"), [(1366, 100), (1366, 200), (912, 200), (456, 100)])
def test_the_reason_for_leaving_a_phrase_has_room(scene: Scene, look: Look, wide: int, percent: int) -> None:
    look.choose("light", percent)
    editor = scene.shown_editor(write_all(scene.story).id, width=wide)
    editor.show_section("factors")
    editor.leave_hint()
    settle()
    section = editor.middle.section()
    assert isinstance(section, TextSection)
    assert section.hint_card.is_asking()
    assert audit(editor) == []
