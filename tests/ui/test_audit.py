"""The audit finds what it is there to find: one planted defect at a time."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.text import label
from tests.conftest import Look
from tests.ui.audit import audit, shown


def _grey() -> QWidget:
    faint = label("Hard to read")
    faint.setStyleSheet("color: #BBBBBB")
    return faint


def _faint_border() -> QWidget:
    edit = QLineEdit()
    edit.setAccessibleName("Title")
    edit.setStyleSheet("border: 1px solid #EEEEEE")
    return edit


def _cut() -> QWidget:
    words = label("A sentence that is much longer than its place")
    words.setFixedWidth(60)
    return words


def _twice() -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.addWidget(button("&Save"))
    column.addWidget(Field("&Service", QLineEdit()))
    return both


def _flat_icon() -> QWidget:
    tool = QToolButton()
    tool.setToolTip("Copy")
    return tool


PLANTED: dict[str, Callable[[], QWidget]] = {
    "no accessible name: QLineEdit": QLineEdit,
    "no accessible name: QToolButton": _flat_icon,
    "a list to choose from without a label": QComboBox,
    "a label that guesses markup": lambda: QLabel("<b>bold</b>"),
    "text 1.9": _grey,
    "border 1.": _faint_border,
    "clipped: QLabel": _cut,
    "Alt+S means 2 things": _twice,
}


@pytest.mark.parametrize("finding", PLANTED)
def test_a_planted_defect_is_found(look: Look, nothing_left: None, finding: str) -> None:
    page = QWidget()
    page.setProperty("surface", "base")
    column = QVBoxLayout(page)
    column.addWidget(PLANTED[finding]())
    column.addStretch()
    found = audit(shown(page, 400, 200))
    assert len(found) >= 1
    assert any(each.startswith(finding) for each in found), found
    page.close()
    page.deleteLater()


def test_a_sound_page_has_no_finding(look: Look, nothing_left: None) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(Field("&Title", QLineEdit("Disk full"), hint="In a few words"))
    column.addWidget(button("Save", primary=True))
    column.addWidget(QPushButton("Cancel"))
    column.addStretch()
    assert audit(shown(page, 400, 200)) == []
    page.close()
    page.deleteLater()
