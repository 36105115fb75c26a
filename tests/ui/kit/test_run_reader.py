"""Reading a whole runbook: its facts, from section to section, in large type, on the way to paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from holdfast.domain.document import Facts
from holdfast.runbook.headings import usual
from holdfast.runbook.library import import_folder
from holdfast.runbook.render import Rendered
from holdfast.runbook.worker import answer
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.facts_table import facts_html
from holdfast.ui.kit.run_reader import RunbookReader
from holdfast.ui.kit.tasks import Tasks
from tests.conftest import Look
from tests.store.conftest import hands, open_here, store
from tests.ui.audit import audit, shown

__all__ = ["hands", "open_here", "store"]

BOOK = """---
title: Pump is hot
owner: "Storage <x>"
tags: [pump, heat]
severity: 2
review_by: 2027-11-30
team_room: B 12
---
# Pump is hot

## Meaning

""" + "Words.\n\n" * 60 + "## Remedy\n\n" + "Words.\n\n" * 60 + """
## How to verify

text

## Mitigation

### Detail

""" + "Words.\n\n" * 60  # fmt: skip


def render(text: str, _images: object, base: str) -> Rendered:
    """What the worker would answer."""
    done = answer({"text": text, "base": base, "images": {}, "copy": "Copy"})
    return Rendered(str(done["html"]))


@pytest.fixture
def reader(
    store: Store, look: Look, nothing_left: None, tmp_path: Path, qtbot: QtBot
) -> Iterator[RunbookReader]:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "hot.md").write_text(BOOK)
    import_folder(store, folder)
    tasks = Tasks(_fail)
    made = RunbookReader(store, render, tasks)
    made.resize(900, 500)
    shown(made)
    made.activateWindow()
    with qtbot.waitSignal(made.shown):
        made.read(store.runbooks.get(store.runbooks.page()[0].id))
    made.view.setFocus()
    yield made
    made.close()
    made.deleteLater()
    tasks.drain()


def _fail(problem: BaseException) -> None:
    raise problem


def press(reader: RunbookReader, key: Qt.Key, modifier: Qt.KeyboardModifier) -> str:
    """Press a key where the focus is; the heading that is marked then."""
    target = QApplication.focusWidget()
    assert isinstance(target, QWidget)
    QTest.keyClick(target, key, modifier)
    return reader._outline.current()


def alt(reader: RunbookReader, key: Qt.Key) -> str:
    return press(reader, key, Qt.KeyboardModifier.AltModifier)


def test_the_facts_stand_over_the_text(reader: RunbookReader) -> None:
    text = reader.view.toPlainText()
    assert text.index("Storage <x>") < text.index("Meaning")
    assert [word in text for word in ("pump, heat", "2027-11-30", "team_room", "B 12")] == [True] * 4
    assert audit(reader) == []


def test_facts_as_words() -> None:
    assert facts_html(Facts(title="only a title")) == ""
    html = facts_html(Facts(owner="a<b", others=tuple((f"k{n}", "v" * 1000) for n in range(100))))
    assert "a&lt;b" in html
    assert html.count("<tr>") == 41
    assert "61 more" in html
    assert "v" * 301 not in html


def test_keys_go_from_section_to_section(reader: RunbookReader) -> None:
    assert alt(reader, Qt.Key.Key_Down) == "pump-is-hot"  # what was in sight were its facts
    assert alt(reader, Qt.Key.Key_Down) == "meaning"
    assert alt(reader, Qt.Key.Key_Down) == "remedy"
    assert reader.view.is_at(reader._outline.anchors()) == "remedy"
    assert alt(reader, Qt.Key.Key_Up) == "meaning"
    assert alt(reader, Qt.Key.Key_Up) == "pump-is-hot"
    assert alt(reader, Qt.Key.Key_Up) == "pump-is-hot"


def test_a_key_for_each_usual_section_that_is_there(reader: RunbookReader) -> None:
    assert alt(reader, Qt.Key.Key_4) == "mitigation"
    assert alt(reader, Qt.Key.Key_1) == "meaning"
    assert alt(reader, Qt.Key.Key_3) == "meaning"  # there is no diagnosis
    items = reader._outline.findItems("M", Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    assert [item.text(1) for item in items] == ["Alt+1", "Alt+4"]
    reader._outline.setFocus()
    assert alt(reader, Qt.Key.Key_4) == "mitigation"


def test_the_tree_follows_the_text(reader: RunbookReader) -> None:
    reader.view.verticalScrollBar().setValue(reader.view.verticalScrollBar().maximum())
    assert reader._outline.current() == "detail"
    reader.view.verticalScrollBar().setValue(0)
    assert reader._outline.current() in {"", "pump-is-hot"}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Meaning", "meaning"), ("2. Impact", "impact"), ("Step 3: Diagnose", "diagnosis"),
        ("Recommended remediation", "mitigation"), ("Auswirkung", "impact"), ("Fehlersuche", "diagnosis"),
        ("Other", ""), ("", ""),
    ],
)  # fmt: skip
def test_usual_sections_by_their_names(heading: str, section: str) -> None:
    assert usual(heading) == section


def test_large_type_by_key_and_back(reader: RunbookReader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.large_changed) as said:
        alt(reader, Qt.Key.Key_Z)
    assert said.args == [True]
    assert audit(reader) == []
    with qtbot.waitSignal(reader.large_changed) as said:
        alt(reader, Qt.Key.Key_Z)
    assert said.args == [False]
    reader.set_large(large=False)


def test_two_readers_of_one_window_share_the_size_of_their_type(
    reader: RunbookReader, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    settings, other = (
        Settings(tmp_path / "settings.json"),
        RunbookReader(store, reader._render, reader._tasks),
    )
    for each in (reader, other):
        each.remember_type_in(settings)
    alt(reader, Qt.Key.Key_Z)
    assert not other._large
    with qtbot.waitSignal(other.shown):
        other.read(store.runbooks.get(reader.book_id()))
    assert other._large
    assert Settings(tmp_path / "settings.json").remembered("runbook_type") == "large"
    other.set_large(large=False)
    reader.read(store.runbooks.get(reader.book_id()))
    assert not reader._large
    other.deleteLater()


def test_the_checklist_is_wished_for_in_the_version_that_is_read(
    reader: RunbookReader, store: Store, qtbot: QtBot
) -> None:
    book = store.runbooks.get(store.runbooks.page()[0].id)
    with qtbot.waitSignal(reader.paper_wanted) as wished:
        press(reader, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wished.args == [f"checklist/{book.id}/{book.version}"]
