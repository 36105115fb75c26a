"""Reviews of other teams come in by a page: seen first, corrected by keyboard, recorded, reported."""

from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.rows import ROW
from holdfast.ui.review.bringing import BringingPage
from holdfast.ui.review.page import ReviewsPage
from tests.conftest import Look, settle
from tests.review.foreign_folder import TEXT, foreign_folder
from tests.ui.audit import audit, shown
from tests.ui.review.scene import Scene

CORPUS = Path(__file__).parents[2] / "review" / "corpus"


@pytest.fixture
def page(scene: Scene) -> BringingPage:
    made = BringingPage(scene.services)
    scene.pages.append(made)
    shown(made, 1190, 700)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return foreign_folder(tmp_path)


def seen(qtbot: QtBot, page: BringingPage, place: Path) -> None:
    """The preview of a place, its last file current."""
    page.import_from(place)
    qtbot.waitUntil(lambda: page._stack.page() is page.preview)
    rows = page.preview.list.model()
    page.preview.list.setCurrentIndex(rows.index(rows.rowCount() - 1, 0))


def read_again(qtbot: QtBot, page: BringingPage) -> None:
    qtbot.waitUntil(lambda: page._token is None)


def imported(qtbot: QtBot, page: BringingPage) -> None:
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._stack.page() is page.report)


def test_nothing_is_recorded_before_it_was_seen_and_then_all_is_reported(
    qtbot: QtBot, scene: Scene, page: BringingPage, folder: Path
) -> None:
    seen(qtbot, page, folder)
    store = scene.story.store
    before = store.reviews.count()
    assert page.preview._import.text() == "Import 1 review"
    imported(qtbot, page)
    assert store.reviews.count() == before + 1
    words = page.report._words.text()
    assert words.startswith("1 new, 0 beside another text of that name, 0 unchanged, 1 left out. 2 rows")
    with qtbot.waitSignal(page.incident_wanted) as wanted:
        qtbot.keyClick(page.report.list, Qt.Key.Key_Return)
    assert store.incidents.get(wanted.args[0]).title == "Mail stood still"
    seen(qtbot, page, folder)
    assert not page.preview._import.isEnabled()


def test_a_heading_is_given_another_section_by_keyboard(
    qtbot: QtBot, scene: Scene, page: BringingPage, folder: Path
) -> None:
    seen(qtbot, page, folder)
    box = page.preview.file.boxes[8]
    assert (box.accessibleName(), box.currentText()) == ("Section of “Weather”", "Appendix")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    read_again(qtbot, page)
    assert page.preview.file.boxes[8].currentText() == "Lessons"
    assert page.preview.file.boxes[8].hasFocus()
    imported(qtbot, page)
    incident = scene.story.store.incidents.find(next(iter(page.report._refs.values())))
    review = scene.story.store.reviews.of_incident(incident.id)
    assert review is not None
    assert review.texts["lessons"] == "Rain."


def test_the_zone_of_times_that_say_none_is_corrected(qtbot: QtBot, page: BringingPage, folder: Path) -> None:
    seen(qtbot, page, folder)
    field: QLineEdit = page.preview._zone
    field.setFocus()
    qtbot.keyClicks(field, "Nowhere")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "no time zone" in page.preview._zone_field.error()
    field.setText("America/Chicago")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    read_again(qtbot, page)
    assert page.preview._zone_field.error() == ""
    (file,) = [each for each in page._files if each.path == "mail.md"]
    assert [f"{row.occurred:%H:%M}" for row in file.timed] == ["15:00", "15:40", "16:30"]


def test_what_is_not_ticked_stays_away(qtbot: QtBot, scene: Scene, page: BringingPage, folder: Path) -> None:
    (folder / "other.md").write_text(TEXT.replace("Mail", "Post"), encoding="utf-8")
    seen(qtbot, page, folder)
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Space)
    imported(qtbot, page)
    titles = [page.report.list.model().index(n, 0).data(ROW).title for n in range(2)]
    assert titles == ["Mail stood still", "empty.md"]


def test_an_import_is_stopped_and_says_what_stays(
    qtbot: QtBot, scene: Scene, page: BringingPage, folder: Path
) -> None:
    for number in range(9):
        (folder / f"{number}.md").write_text(f"{TEXT}\n{number}\n", encoding="utf-8")
    seen(qtbot, page, folder)
    page.preview.accept()
    page._next()
    page._stop_button.click()
    assert page._stack.page() is page.report
    assert page.report._words.text().startswith("Stopped; what was imported by then stays. 2 new")


def test_where_nothing_can_be_read_it_says_so(qtbot: QtBot, page: BringingPage, tmp_path: Path) -> None:
    page.import_from(tmp_path / "nowhere.md")
    qtbot.waitUntil(lambda: page._token is None)
    assert page._stack.page() is page._start
    assert "nowhere.md" in page._words.text()


def test_esc_leaves_and_the_dialogs_lead_there(
    qtbot: QtBot, scene: Scene, page: BringingPage, folder: Path
) -> None:
    scene.asking.files = [folder / "mail.md", None]
    page._choose_file()
    qtbot.waitUntil(lambda: page._stack.page() is page.preview)
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Escape)
    assert page._stack.page() is page._start
    page._choose_file()
    assert page._stack.page() is page._start


def test_the_page_of_reviews_leads_here(qtbot: QtBot, scene: Scene) -> None:
    reviews = ReviewsPage(scene.services)
    scene.pages.append(reviews)
    shown(reviews, 1190, 700)
    with qtbot.waitSignal(reviews.import_wanted):
        reviews._import.click()


@pytest.mark.parametrize(
    ("theme", "percent"), [(theme, size) for theme in ("light", "dark", "contrast") for size in (100, 200)]
)
def test_it_is_legible_in_every_state(
    qtbot: QtBot, look: Look, page: BringingPage, tmp_path: Path, theme: str, percent: int
) -> None:
    look.choose(theme, percent)
    for name in ("07-nhs-like.md", "21-zone-per-row.md", "35-huge.md"):
        copy(CORPUS / name, tmp_path)
    found: dict[str, list[str]] = {"start": _audited(page)}
    page.import_from(tmp_path)
    qtbot.waitUntil(lambda: page._stack.page() is page.preview)
    found["preview"] = _audited(page)
    imported(qtbot, page)
    found["report"] = _audited(page)
    assert found == {"start": [], "preview": [], "report": []}


def _audited(page: QWidget) -> list[str]:
    settle()
    page.repaint()
    return audit(page)
