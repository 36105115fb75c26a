"""What a terminal said, files and pictures become evidence of the step, and can be had again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.kit.following import Desk, Key, audited, button, focused, more, press, row, texts, write
from tests.ui.kit.kinds import CHECK

OUTPUT = "\n".join(f"valve {number:02} shut" for number in range(12))


@pytest.fixture
def check(kinds: Desk) -> Desk:
    """The check is open."""
    write("p-1")
    press(Key.Key_Return)
    assert kinds.card().state().step.number == CHECK + 1
    return kinds


def _paste(data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, ctrl=True)


def _text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_long_output_pasted_into_the_remark_is_evidence_and_the_remark_stays(check: Desk) -> None:
    press(Key.Key_A, alt=True)
    write("All shut")
    _paste(_text(OUTPUT))
    assert check.said[-1].what == "Kept as evidence of step 2."
    assert "output of step 2.txt" in texts(check)
    assert check.card()._asks.remark.text() == "All shut"
    assert focused() is check.card()._asks.remark.edit
    press(Key.Key_Return)
    assert check.states()[CHECK] == "done"
    assert row(check, CHECK + 1).state().below == "All shut  ·  1 piece of evidence"


def test_a_few_words_pasted_beside_the_fields_are_a_remark(check: Desk) -> None:
    _paste(_text("All shut"))
    assert check.card()._asks.remark.text() == "All shut"
    assert check.card().state().evidence == ()


def test_long_output_pasted_beside_the_fields_is_evidence(check: Desk) -> None:
    _paste(_text(OUTPUT))
    assert len(check.card().state().evidence) == 1
    assert focused().accessibleName() == "Passed"


def test_evidence_is_shown_with_its_hash_and_can_be_copied_and_saved(check: Desk) -> None:
    _paste(_text(OUTPUT))
    (piece,) = check.card().state().evidence
    assert any(piece.sha256[:12] in each for each in texts(check))
    button(check, "Copy hash").click()
    assert QGuiApplication.clipboard().text() == piece.sha256
    button(check, "Show").click()
    assert check.card().findChildren(type(check.card()._face.wells[0]))[-1].text == OUTPUT
    assert audited(check) == []
    target = check.path / "out.txt"
    check.asking.targets = [target]
    button(check, "Save…").click()
    assert target.read_text() == OUTPUT


def test_a_settled_step_keeps_its_evidence_and_takes_more(check: Desk) -> None:
    press(Key.Key_D, alt=True)
    row(check, CHECK + 1).click()
    _paste(_text(OUTPUT))
    assert check.states()[CHECK] == "done"
    assert "output of step 2.txt" in texts(check)
    assert audited(check) == []


def test_a_file_is_dropped_on_the_card(qtbot: QtBot, check: Desk, tmp_path: Path) -> None:
    file = tmp_path / "gauge.log"
    file.write_bytes(b"81 degrees")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    card, held = check.card(), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, *held)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(card, QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, *held))
    qtbot.waitUntil(lambda: bool(check.card().state().evidence))
    assert check.card().state().evidence[0].name == "gauge.log"


def test_a_file_is_chosen_from_the_menu_and_one_that_is_gone_is_said(
    qtbot: QtBot, check: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "gauge.log"
    check.asking.files = [file]
    more(check, "Add evidence from a file…")
    qtbot.waitUntil(lambda: check.said[-1].error)
    assert "not there" in check.said[-1].what
    file.write_bytes(b"81 degrees")
    check.asking.files = [file]
    more(check, "Add evidence from a file…")
    qtbot.waitUntil(lambda: bool(check.card().state().evidence))


def test_a_picture_is_evidence(check: Desk) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    _paste(data)
    (piece,) = check.card().state().evidence
    assert piece.media == "image/png"
    assert piece.name.startswith("screenshot-2026-11-23")
