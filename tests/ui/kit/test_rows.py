"""Rows: the model keeps places by key; the delegates paint anything a person may have typed."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.rows import KEY, ROW, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.shapes import Shape
from holdfast.ui.kit.timeline_rows import TimelineList, TimelineRow
from tests.conftest import Look
from tests.ui.audit import shown


def _keys(model: RowsModel) -> list[str]:
    return [model.index(row, 0).data(KEY) for row in range(model.rowCount())]


def _rows(*keys: str) -> list[tuple[str, Row]]:
    return [(key, Row(f"Title {key}")) for key in keys]


def test_the_model_is_a_model(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    model.set_rows(_rows("a", "b", "c"))
    qtmodeltester.check(model)
    model.set_rows(_rows("c", "d", "a"))
    qtmodeltester.check(model)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_any_list_follows_any_other(first: list[str], second: list[str]) -> None:
    model = RowsModel()
    model.set_rows(_rows(*first))
    held = {key: QPersistentModelIndex(model.index(row, 0)) for row, key in enumerate(first)}
    model.set_rows(_rows(*second))
    assert _keys(model) == second
    for key, place in held.items():
        assert place.row() == (second.index(key) if key in second else -1)


def test_a_changed_row_is_the_only_one_that_changes(qtbot: QtBot) -> None:
    model, changed = RowsModel(), list[int]()
    model.set_rows(_rows("a", "b", "c"))
    model.dataChanged.connect(lambda index, *_more: changed.append(index.row()))
    model.set_rows([*_rows("a"), ("b", Row("Title b", due="overdue")), *_rows("c")])
    assert changed == [1]


def test_selection_and_place_stay_where_the_person_is(look: Look, nothing_left: None) -> None:
    view, model = RowList("Incidents"), RowsModel()
    view.setModel(model)
    model.set_rows(_rows(*"abcdefghijklmnopqrstuvwxyz"))
    shown(view, 600, 300)
    view.setCurrentIndex(model.index(20, 0))
    view.scrollTo(model.index(20, 0))
    key = view.current_key()
    model.set_rows([*_rows("new"), *_rows(*"abcdefghijklmnopqrstuvwxyz")])
    assert view.current_key() == key
    view.close()
    view.deleteLater()


def test_a_row_is_read_as_one_sentence() -> None:
    row = Row("Disk full", "triaged", 2, "INC-K7-1", "01:22", "update overdue")
    model = RowsModel()
    model.set_rows([("1", row)])
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "SEV2 Major, INC-K7-1, Disk full, triaged, 01:22, update overdue"
    assert Row("Disk full", severity=None).spoken() == "Not assessed, Disk full"
    assert Row("Disk full").spoken() == "Disk full"
    assert model.index(0, 0).data(ROW) == row


def test_enter_opens_and_focus_finds_a_row(qtbot: QtBot, look: Look, nothing_left: None) -> None:
    view, model, opened = RowList("Incidents"), RowsModel(), list[str]()
    view.setModel(model)
    model.set_rows(_rows("a", "b"))
    view.opened.connect(lambda index: opened.append(index.data(KEY)))
    shown(view, 400, 300)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["b"]
    view.close()
    view.deleteLater()


ODD = [
    "",
    "\n\n",
    "x" * 10_000,
    "a\u202etxt.exe",
    "👩‍🚒 fire",
    "\x00\x07",
    "<b>bold</b>",
    "&amp; & &&",
    "सभी सेवाएँ",
]


def test_odd_text_is_painted_in_every_form(look: Look, nothing_left: None) -> None:
    rows = [
        (str(n), Row(text, text, n % 6 or None, text, text, text, overdue=bool(n % 2)))
        for n, text in enumerate(ODD)
    ]
    for delegate in (RowDelegate(), RowDelegate(leading=False), RowDelegate(compact=True)):
        view, model = RowList("Odd", delegate), RowsModel()
        view.setModel(model)
        model.set_rows(rows)
        for width in (60, 300, 1200):
            shown(view, width, 600)
            assert not view.grab().isNull()
        view.close()
        view.deleteLater()


def test_what_is_painted_from_memory_follows_theme_and_text_size(look: Look, nothing_left: None) -> None:
    view, model, pictures = RowList("Things"), RowsModel(), list[QImage]()
    model.set_rows([("a", Row("Disk full", severity=2, mark=Shape.CIRCLE, fold="open"))])
    view.setModel(model)
    shown(view)
    for name, percent in (("light", 100), ("dark", 100), ("light", 200), ("light", 100)):
        look.choose(name, percent)
        QApplication.processEvents()
        pictures.append(view.viewport().grab(QRect(24, 16, 60, 10)).toImage())
    view.close()
    light, dark, large, again = pictures
    assert light == again
    assert light != dark
    assert light != large


def test_a_timeline_row_is_as_high_as_its_text_at_this_width(look: Look, nothing_left: None) -> None:
    view, model = TimelineList("Timeline"), RowsModel()
    view.setModel(model)
    long = "Volume pgdata at 100 %, 41 GB of WAL kept for an inactive replication slot " * 3
    rows = [TimelineRow("13:24", "observation", text, text, day=text) for text in (*ODD, long)]
    model.set_rows([(str(place), row) for place, row in enumerate(rows)])
    narrow, wide = _height(view, model.index(len(ODD), 0), 360), _height(view, model.index(len(ODD), 0), 1200)
    assert narrow > wide
    look.choose("dark", 150)
    assert _height(view, model.index(len(ODD), 0), 1200) > wide
    view.close()
    view.deleteLater()


def test_a_timeline_is_laid_out_anew_when_only_its_width_changes(look: Look, nothing_left: None) -> None:
    view, model = TimelineList("Timeline"), RowsModel()
    view.setModel(model)
    long = "Volume pgdata at 100 %, 41 GB of WAL kept for an inactive replication slot " * 3
    model.set_rows([(str(place), TimelineRow("13:24", "note", long)) for place in range(3)])
    shown(view, 360, 600)
    narrow = view.visualRect(model.index(1, 0)).top()
    view.resize(1000, view.height())
    QApplication.processEvents()
    assert view.visualRect(model.index(1, 0)).top() < narrow
    view.close()
    view.deleteLater()


def _height(view: QListView, index: QModelIndex, width: int) -> int:
    view.resize(width, 600)
    shown(view, width, 600)
    view.grab()
    return view.visualRect(index).height()
