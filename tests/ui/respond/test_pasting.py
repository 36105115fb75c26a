"""What is dropped or pasted into the composer: text, terminal output, files and images."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from holdfast.domain.text import PROSE
from holdfast.respond.evidence import Evidence, check, content, evidence_of
from holdfast.ui.kit.notices import Notice
from holdfast.ui.respond.evidence_panel import EvidencePanel
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, press, settle, type_text

pytestmark = pytest.mark.usefixtures("nothing_left", "clipboard")
Key, Held = Qt.Key, Qt.KeyboardModifier
TERMINAL = "\x1b[31mroot@db1\x1b[0m:~# df\r\n50 %\r100 %\n"


@pytest.fixture
def clipboard() -> Iterator[None]:
    """Left empty."""
    yield
    QApplication.clipboard().clear()


def copied(data: bytes = b"", files: tuple[Path, ...] = ()) -> QMimeData:
    """As a terminal or a file manager puts it on the clipboard."""
    made = QMimeData()
    if files:
        made.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        made.setText("\n".join(QUrl.fromLocalFile(str(file)).toString() for file in files))
    else:
        made.setData("text/plain", QByteArray(data))
    return made


def paste(data: QMimeData) -> None:
    """By the keyboard, where the focus is."""
    QApplication.clipboard().setMimeData(data)
    press(Key.Key_V, Held.ControlModifier)


def drop_on(widget: QWidget, data: QMimeData) -> bool:
    """Drag something over the middle of a widget and let go; whether it may fall there."""
    at = widget.rect().center()
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    over = QDragEnterEvent(at, copy, data, left, Held.NoModifier)
    over.ignore()
    QApplication.sendEvent(widget, over)
    if not over.isAccepted():
        return False
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(at), copy, data, left, Held.NoModifier, QEvent.Type.Drop)
    )
    return True


def added(room: Room, page: LivePage, remark: str = "") -> Evidence:
    """The panel's evidence, once it is recorded."""
    assert isinstance(page._foot.panel, EvidencePanel)
    settle(page)
    type_text(remark)
    press(Key.Key_Return)
    assert page._foot.panel is None
    (piece,) = evidence_of(room.store, room.live.id)
    return piece


def test_text_becomes_evidence_byte_for_byte_by_a_key(room: Room) -> None:
    page = room.open()
    said = TERMINAL.encode() + b"\xff\xfe"
    QApplication.clipboard().setMimeData(copied(said))
    page.do("evidence.paste")
    piece = added(room, page, "The disk is full")
    assert (piece.media, piece.size, piece.remark) == ("text/plain", len(said), "The disk is full")
    assert (piece.name[:7], piece.name[-4:]) == ("pasted-", ".txt")
    assert piece.sha256 == sha256(said).hexdigest()
    assert content(room.store, room.live.id, piece.entry) == said
    assert check(room.store, room.live.id, piece.entry) == "same"
    assert page._composer.edit.toPlainText() == ""


def test_text_with_control_sequences_is_pasted_and_evidence_is_offered(room: Room) -> None:
    page = room.open()
    type_text("Saw this: ")
    paste(copied(TERMINAL.encode()))
    offer = page._composer._offer
    assert offer.isVisible()
    assert offer.button.accessibleDescription() == "A note does not keep control sequences."
    assert "root@db1" in page._composer.edit.toPlainText()
    offer.button.setFocus()
    press(Key.Key_Space)
    piece = added(room, page)
    assert content(room.store, room.live.id, piece.entry) == TERMINAL.encode()
    assert page._composer.edit.toPlainText() == "Saw this: "
    assert offer.isHidden()


def test_what_was_typed_after_the_paste_stays(room: Room) -> None:
    page = room.open()
    paste(copied(b"a\x1b[0m"))
    type_text(" and more")
    page._composer._offer.button.click()
    added(room, page)
    assert page._composer.edit.toPlainText().endswith(" and more")


def test_text_that_does_not_fit_a_note_is_offered_as_evidence_alone(room: Room) -> None:
    page = room.open()
    type_text("x")
    paste(copied(b"y" * PROSE))
    assert page._composer.edit.toPlainText() == "x"
    assert page._composer._offer._why.text() == "200,000 characters are too many for a note."
    page._composer._offer.button.click()
    assert added(room, page).size == PROSE
    assert page._composer.edit.toPlainText() == "x"


@pytest.mark.parametrize("text", ["plain\nlines\twith tabs", "of Windows\r\n", "é \U0001f525"])
def test_plain_text_stays_text_and_nothing_is_offered(room: Room, text: str) -> None:
    page = room.open()
    paste(copied(text.encode()))
    assert page._composer.edit.toPlainText() == text.replace("\r\n", "\n")
    assert page._composer._offer.isHidden()
    assert page._foot.panel is None


def test_the_offer_goes_with_the_text_the_note_and_the_incident(room: Room) -> None:
    page = room.open()
    offer = page._composer._offer
    paste(copied(b"a\x1b[0m"))
    page._composer.edit.clear()
    assert offer.isHidden()
    paste(copied(b"b\x1b[0m"))
    press(Key.Key_Return)
    assert room.rows()[-1].text == "b[0m"
    assert offer.isHidden()
    paste(copied(b"c\x1b[0m"))
    page.show_place(room.all[0].id)
    assert offer.isHidden()


def test_copied_files_are_pasted_as_evidence_not_as_their_address(room: Room, tmp_path: Path) -> None:
    page = room.open()
    file = tmp_path / "core.log"
    file.write_bytes(b"panic")
    paste(copied(files=(file,)))
    assert page._composer.edit.toPlainText() == ""
    assert added(room, page).name == "core.log"


def test_files_can_fall_on_the_field_and_beside_it(room: Room, tmp_path: Path) -> None:
    page = room.open()
    file = tmp_path / "core.log"
    file.write_bytes(b"panic")
    for part in (page._composer.edit.viewport(), page._composer):
        assert drop_on(part, copied(files=(file,)))
        assert isinstance(page._foot.panel, EvidencePanel)
        settle(page)
        press(Key.Key_Escape)
        page.compose()
    assert page._composer.edit.toPlainText() == ""
    assert not drop_on(page._composer, copied(b"text"))
    assert drop_on(page._composer.edit.viewport(), copied(b"text"))
    assert page._composer.edit.toPlainText() == "text"


def test_an_address_of_the_web_stays_text(room: Room) -> None:
    page = room.open()
    link = QMimeData()
    link.setUrls([QUrl("http://db1:5432/x")])
    link.setText("http://db1:5432/x")
    paste(link)
    assert page._composer.edit.toPlainText() == "http://db1:5432/x"


def test_an_image_beside_text_stays_text_and_alone_is_evidence(room: Room) -> None:
    page = room.open()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    cells = QMimeData()
    cells.setText("A1\tB1")
    cells.setImageData(image)
    paste(cells)
    assert page._composer.edit.toPlainText() == "A1\tB1"
    QApplication.clipboard().setImage(image)
    page.do("evidence.paste")
    assert added(room, page).media == "image/png"


def test_pasting_on_the_rows_is_pasting_as_evidence(room: Room) -> None:
    page = room.open()
    page._timeline.view.setFocus()
    paste(copied(b"line"))
    assert added(room, page).size == 4


def test_an_empty_clipboard_is_said(room: Room) -> None:
    page = room.open()
    said = list[Notice]()
    page._services.notices.shown.connect(said.append)
    QApplication.clipboard().clear()
    page.do("evidence.paste")
    assert page._foot.panel is None
    assert [each.what for each in said] == ["The clipboard holds no file, image or text."]


def test_the_menu_of_the_field_pastes_as_evidence(room: Room) -> None:
    page = room.open()
    QApplication.clipboard().setMimeData(copied(b"line"))
    edit = page._composer.edit
    QApplication.sendEvent(
        edit.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), edit.mapToGlobal(QPoint(5, 5))),
    )
    (menu,) = edit.findChildren(QMenu)
    assert menu.isVisible()
    menu.actions()[-1].trigger()
    menu.close()
    assert isinstance(page._foot.panel, EvidencePanel)
    settle(page)
    page._foot.panel.submit()
    assert [piece.size for piece in evidence_of(room.store, room.live.id)] == [4]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_offer_passes_the_audit(room: Room, look: Look, theme: str) -> None:
    look.choose(theme, 150)
    page = room.open()
    paste(copied(TERMINAL.encode()))
    QApplication.processEvents()
    assert audit(page) == []
