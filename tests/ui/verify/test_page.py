"""The Verify page over a real store: every answer in words, by mouse, by keyboard and by dropping."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from holdfast.desk.export import export_review
from holdfast.desk.pack_export import PackAsked, make_pack
from holdfast.desk.register_export import Asked
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import ElidedLabel
from holdfast.ui.verify.page import VerifyPage
from tests.conftest import Look
from tests.store.conftest import hands, open_here, store
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit, shown

__all__ = ["hands", "open_here", "store"]


class Scene:
    """The page, a document of its store, and what was asked."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.bugs: list[BaseException] = []
        self.asking = ScriptedAsking()
        self.tasks = Tasks(self.bugs.append)
        review = begin(store, declare(store, Declaration("Disk full", "db")).id)
        self.pdf, self.later = folder / "review.pdf", folder / "later.pdf"
        export_review(store, review.id, self.pdf)
        export_review(store, review.id, self.later)
        self.page = VerifyPage(store, self.tasks, self.asking)

    def words(self) -> str:
        return " ".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())

    def names(self) -> list[str]:
        return [each.whole() for each in self.page.findChildren(ElidedLabel) if each.isVisible()]

    @property
    def fingerprint(self) -> QLineEdit:
        found = self.page.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found


@pytest.fixture
def scene(store: Store, tmp_path: Path, look: Look, nothing_left: None) -> Iterator[Scene]:
    made = Scene(store, tmp_path)
    shown(made.page, 1000, 700)
    yield made
    made.page.close()
    assert made.tasks.drain()
    made.page.deleteLater()
    assert made.bugs == []


def test_a_chosen_document_is_judged_in_words(scene: Scene, qtbot: QtBot) -> None:
    assert "Four questions" in scene.words()
    assert audit(scene.page) == []
    scene.asking.files.append(scene.pdf)
    scene.page.choose()
    assert "Checking review.pdf…" in scene.words()
    qtbot.waitUntil(lambda: "fits together" in scene.words())
    assert "Holds This store's own journal is the same" in scene.words()
    assert "Checking" not in scene.words()
    assert audit(scene.page) == []
    scene.asking.files.append(None)
    scene.page.choose()
    assert "fits together" in scene.words()


def test_two_that_are_dropped_are_put_in_order(scene: Scene, qtbot: QtBot) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(scene.pdf)), QUrl.fromLocalFile(str(scene.later))])
    spot, left = QPointF(50, 300), Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(
        spot.toPoint(), Qt.DropAction.CopyAction, dropped, left, Qt.KeyboardModifier.NoModifier
    )
    scene.page.dragEnterEvent(enter)
    assert enter.isAccepted()
    scene.page.dropEvent(
        QDropEvent(spot, Qt.DropAction.CopyAction, dropped, left, Qt.KeyboardModifier.NoModifier)
    )
    assert "Checking 2 documents…" in scene.words()
    qtbot.waitUntil(lambda: "Between them" in scene.words())
    assert re.search(r"Head \d+ of station \w+ extends head \d+", scene.words())


def test_what_is_wrong_is_said_and_what_is_no_file(scene: Scene, qtbot: QtBot) -> None:
    changed = scene.pdf.with_name("changed.pdf")
    changed.write_bytes(scene.pdf.read_bytes() + b"% more\n%%EOF\n")
    scene.page.check([changed])
    qtbot.waitUntil(lambda: "Do not rely on this document" in scene.words())
    assert "Wrong Something was appended" in scene.words()
    assert audit(scene.page) == []
    scene.page.check([scene.pdf.with_name("nothing.pdf")])
    qtbot.waitUntil(lambda: "can't be read" in scene.words())
    assert "Do not rely" not in scene.words()


def test_a_fingerprint_is_compared_with_enter(scene: Scene, qtbot: QtBot) -> None:
    scene.fingerprint.setText("12ab")
    scene.page.check([scene.pdf])
    assert "A fingerprint has 64 hexadecimal digits." in scene.words()
    scene.fingerprint.setText(scene.store.station.fingerprint)
    scene.page.check([scene.pdf])
    qtbot.waitUntil(lambda: "the one of the fingerprint that you gave" in scene.words())
    scene.fingerprint.setText("0" * 64)
    QTest.keyClick(scene.fingerprint, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "another fingerprint than yours" in scene.words())


def test_of_a_pack_every_document_is_shown_and_of_a_large_one_the_wrong_ones_first(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    period = Asked(datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))
    pack, bad = scene.pdf.with_name("pack.zip"), scene.pdf.with_name("bad.zip")
    make_pack(scene.store, PackAsked(period), pack)
    scene.page.check([pack])
    qtbot.waitUntil(lambda: "The pack lists these very files" in scene.words())
    assert "pack.zip: register.pdf" in scene.names()
    assert "Open Nothing but the list vouches for READ-ME.md, evidence.csv" in scene.words()
    assert "not shown" not in scene.words().lower()
    qtbot.waitUntil(lambda: audit(scene.page) == [])  # many blocks: their layout comes after the words
    with zipfile.ZipFile(pack) as whole, zipfile.ZipFile(bad, "w") as other:
        for name in whole.namelist():
            is_last = name.startswith("records/") and name.endswith(".json")
            other.writestr(name, whole.read(name)[: -4 if is_last else None])
    monkeypatch.setattr("holdfast.ui.verify.page._MOST", 2)
    scene.page.check([bad])
    qtbot.waitUntil(lambda: "more documents were checked. None of them is wrong." in scene.words())
    (first, second, rest) = scene.names()[-3:]
    assert (first, second[:17], second[-5:], rest) == ("bad.zip", "bad.zip: records/", ".json", "Not shown")
