import re
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from holdfast.runbook.pieces import CUT
from holdfast.runbook.render import Rendered
from holdfast.runbook.shape import shaped
from holdfast.ui.kit import document_images, document_style, theme
from holdfast.ui.kit.document_images import unpacked
from holdfast.ui.kit.document_view import DocumentView
from tests.conftest import Look

SHA = "ab" * 32
IMAGE = QTextDocument.ResourceType.ImageResource.value
TEXT = Rendered(
    '<h1><a name="top"></a>Disk full</h1>'
    '<p><a href="hf-runbook:x/b%20c.md#part%20two">b</a> <a href="hf-web:https://a.example/?b=1#c">c</a></p>'
    '<p><a href="#end">end</a> <a href="hf-copy:1">Copy</a> <a href="hf-copy:7">Copy</a></p>'
    + "<p>words</p>" * 100
    + '<h2><a name="end"></a>End</h2>'
    + "<p>words</p>" * 100,
    ("ls\n", "rm -i *"),
)


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())


@pytest.fixture
def view(qtbot: QtBot, look: Look, nothing_left: None) -> DocumentView:
    view = DocumentView("Runbook")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.show_document(TEXT)
    return view


def top(view: DocumentView) -> int:
    """Where in the text the view begins."""
    return view.cursorForPosition(QPoint(0, 0)).position()


def follow(view: DocumentView, target: str) -> None:
    view.anchorClicked.emit(QUrl(target))


def test_it_has_a_name_and_shows_from_the_top(view: DocumentView) -> None:
    assert view.accessibleName() == "Runbook"
    assert view.toPlainText().startswith("Disk full")
    view.verticalScrollBar().setValue(300)
    view.show_document(TEXT)
    assert view.verticalScrollBar().value() == 0


def test_a_link_to_another_runbook_is_a_wish(view: DocumentView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.runbook_wanted) as wanted:
        follow(view, "hf-runbook:x/b%20c.md#part%20two")
    assert wanted.args == ["x/b c.md", "part two"]


def test_an_address_is_copied_and_never_opened(view: DocumentView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.copied) as copied:
        follow(view, "hf-web:https://a.example/?b=1#c")
    assert copied.args == ["https://a.example/?b=1#c"]
    assert QGuiApplication.clipboard().text() == "https://a.example/?b=1#c"


def test_code_is_copied_exactly(view: DocumentView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.copied):
        follow(view, "hf-copy:0")
    assert QGuiApplication.clipboard().text() == "ls\n"
    with qtbot.assertNotEmitted(view.copied):
        follow(view, "hf-copy:7")


def test_an_anchor_is_gone_to(view: DocumentView) -> None:
    follow(view, "#end")
    place = view.verticalScrollBar().value()
    assert place > 1000
    view.go_to("top")
    assert view.verticalScrollBar().value() < 100
    view.go_to("nowhere")


@pytest.mark.parametrize("target", ["file:///etc/hostname", "https://a.example", "x.md", "javascript:1", ""])
def test_any_other_link_does_nothing(view: DocumentView, qtbot: QtBot, target: str) -> None:
    with qtbot.assertNotEmitted(view.copied), qtbot.assertNotEmitted(view.runbook_wanted):
        follow(view, target)
    assert view.toPlainText().startswith("Disk full")


def test_links_are_reached_and_used_by_keyboard(view: DocumentView, qtbot: QtBot) -> None:
    view.setFocus()
    for _link in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.copied) as copied:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert copied.args == ["rm -i *"]


def test_images_are_the_librarys_only(view: DocumentView, tmp_path: Path) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(png(400, 300))
    asked: list[str] = []

    def images(sha256: str) -> bytes | None:
        asked.append(sha256)
        return png(50, 40)

    sources = [
        str(file),
        file.as_uri(),
        "//host/x.png",
        "http://a/x.png",
        "data:image/png;base64,AA",
        "qrc:/x",
    ]
    html = "".join(f'<img src="{source}">' for source in sources)
    view.show_document(Rendered(f'<p><img src="hf-image:{SHA}">{html}</p>'), images)
    assert set(asked) == {SHA}
    assert view.document().size().height() < 300
    for source in sources:
        blank = view.loadResource(IMAGE, QUrl(source))
        assert isinstance(blank, QImage)
        assert blank.width() == 1
    assert view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("a.css")) == b" "
    assert view.loadResource(QTextDocument.ResourceType.HtmlResource.value, file.as_uri()) == b" "


@pytest.mark.parametrize("data", [None, b"", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>"])
def test_an_image_that_is_none_is_blank(view: DocumentView, data: bytes | None) -> None:
    view.show_document(Rendered(f'<p><img src="hf-image:{SHA}">x</p>'), lambda _sha256: data)
    blank = view.loadResource(IMAGE, QUrl(f"hf-image:{SHA}"))
    assert isinstance(blank, QImage)
    assert blank.width() == 1


def test_an_image_that_unpacks_to_too_much_is_blank(
    view: DocumentView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_images, "MOST_PIXELS", 100)
    view.show_document(TEXT, lambda _sha256: png(20, 20))
    blank = view.loadResource(IMAGE, QUrl(f"hf-image:{SHA}"))
    assert isinstance(blank, QImage)
    assert blank.width() == 1


def test_images_fit_the_view_and_small_ones_keep_their_size(view: DocumentView) -> None:
    html = f'<ul><li><p><img src="hf-image:{SHA}"></p></li></ul><p><img src="hf-image:{SHA}"></p>'
    view.show_document(Rendered(html), lambda _sha256: png(1500, 300))
    assert view.document().size().width() <= view.viewport().width()
    high = view.document().size().height()
    view.resize(300, 400)
    assert view.document().size().width() <= view.viewport().width()
    assert view.document().size().height() < high
    view.show_document(Rendered(html), lambda _sha256: png(20, 10))
    assert view.document().size().height() < 120


def test_wide_code_and_tables_stay_inside(view: DocumentView) -> None:
    long = "x" * 300
    cell = f'<td class="code" width="100%"><pre>{long}</pre></td>'
    code = f'<table class="code" width="100%"><tr>{cell}</tr></table>'
    table = f'<table class="data"><tr><td>{long}</td><td><code>{long}</code></td><td>words</td></tr></table>'
    view.show_document(Rendered(code + table))
    assert view.document().size().width() <= view.viewport().width()


def test_no_file_can_become_the_source(view: DocumentView, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("secret")
    view.setSource(QUrl.fromLocalFile(str(tmp_path / "a.html")))
    assert "secret" not in view.toPlainText()


def test_a_theme_is_worn_at_the_same_place(view: DocumentView, look: Look) -> None:
    view.go_to("end")
    before = top(view)
    look.choose("dark", 150)
    assert abs(top(view) - before) < 60
    look.choose("light", 100)
    assert abs(top(view) - before) < 60
    look.choose("dark", 150)
    assert theme.current().link.name() in view.document().defaultStyleSheet()
    assert view.document().defaultStyleSheet() == document_style.sheet(theme.current())


def test_the_target_is_told_before_it_is_used(view: DocumentView) -> None:
    tell = view.highlighted.emit
    tell(QUrl("hf-web:https://a.example"))
    assert "https://a.example" in view.viewport().toolTip()
    tell(QUrl("hf-runbook:x/b%20c.md#d"))
    assert view.viewport().toolTip() == "x/b c.md"
    tell(QUrl())
    assert view.viewport().toolTip() == ""


def test_the_menu_copies_an_address_and_offers_nothing_that_opens(view: DocumentView, qtbot: QtBot) -> None:
    spot = next(
        QPoint(x, y)
        for y in range(0, 200, 3)
        for x in range(0, 300, 3)
        if view.anchorAt(QPoint(x, y)).startswith("hf-web")
    )
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot)))
    menu = view.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Copy", "Copy address", "Select all"]
    with qtbot.waitSignal(view.copied):
        menu.actions()[1].trigger()
    menu.close()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_code_can_be_read_in_every_theme(look: Look, name: str) -> None:
    look.choose(name)
    colours = theme.current()
    for role in ("text", "muted", "accent_text", "link", "visited", "success", "error"):
        assert contrast(colours.colour(role), colours.well) >= 4.5, role


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG 2 contrast of two colours."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# -- piece by piece --------------------------------------------------------------------------------

FOLDED = Rendered(
    shaped(
        "<p>before</p><details><summary>First</summary><p>one</p><h2><a name='deep'></a>Deep</h2>"
        "<details><summary>Second</summary>two</details></details>"
        "<details open><summary>Third</summary>three</details>" + "<p>words</p>" * 300,
        "Copy",
    ).html
)


def fill(view: DocumentView, qtbot: QtBot) -> None:
    """Wait for the whole document."""
    if not view.is_filled():
        with qtbot.waitSignal(view.filled):
            pass


def lines(view: DocumentView) -> list[tuple[str, float, int]]:
    """Each paragraph's words, the room above it and the size of a heading."""
    found: list[tuple[str, float, int]] = []
    block = view.document().begin()
    while block.isValid():
        form = block.blockFormat()
        found.append((block.text().strip(), form.topMargin(), form.headingLevel()))
        block = block.next()
    return found


def test_a_document_in_pieces_is_the_one_in_whole(view: DocumentView, qtbot: QtBot) -> None:
    html = (
        "<h1>a</h1><ul><li>b</li><li>c</li></ul><table class='data'><tr><td>d</td></tr></table>"
        "<h2><a name='e'></a>e</h2><p>f <b>g</b></p><pre>h\ni</pre><ol><li>j</li></ol>"
    )
    view.show_document(Rendered(html))
    whole = lines(view)
    view.show_document(Rendered(re.sub(r"(?<=>)(?=<(?:h1|h2|ul|ol|table|p|pre)\b)", CUT, html)))
    assert not view.is_filled()
    fill(view, qtbot)
    assert lines(view) == whole


def test_the_first_piece_is_there_at_once_and_an_anchor_waits(view: DocumentView, qtbot: QtBot) -> None:
    far = "<p>words</p>" * 200 + "<h2><a name='far'></a>Far</h2>" + "<p>words</p>" * 200
    view.show_document(Rendered(f"<p>near</p>{CUT}{far}"))
    assert view.toPlainText() == "near"
    view.go_to("far")
    fill(view, qtbot)
    assert view.is_at(["far"]) == "far"


def test_details_open_by_their_link_and_stay_in_place(view: DocumentView, qtbot: QtBot) -> None:
    view.show_document(FOLDED)
    assert "▸ First" in view.toPlainText()
    assert "one" not in view.toPlainText()
    assert "three" in view.toPlainText()
    follow(view, "hf-fold:0")
    fill(view, qtbot)
    assert "▾ First\none" in view.toPlainText()
    assert "▸ Second" in view.toPlainText()
    assert view.textCursor().selectedText() == "▾ First"
    assert view.verticalScrollBar().value() < 4
    follow(view, "hf-fold:0")
    fill(view, qtbot)
    assert "one" not in view.toPlainText()
    assert view.viewport().updatesEnabled()


def test_what_is_folded_opens_for_a_link_into_it_and_for_a_search(view: DocumentView, qtbot: QtBot) -> None:
    view.show_document(FOLDED)
    view.go_to("deep")
    fill(view, qtbot)
    assert "Deep" in view.toPlainText()
    assert "two" not in view.toPlainText()
    view.unfold_all()
    fill(view, qtbot)
    assert "two" in view.toPlainText()
    view.show_document(FOLDED)
    assert "two" not in view.toPlainText()


def test_large_type_is_larger_at_the_same_place(view: DocumentView, qtbot: QtBot) -> None:
    view.go_to("end")
    high, place = view.document().size().height(), top(view)
    view.set_large(large=True)
    fill(view, qtbot)
    assert view.document().size().height() > 1.3 * high
    assert abs(top(view) - place) < 40
    view.set_large(large=False)
    fill(view, qtbot)
    assert view.document().size().height() == high


def test_an_image_that_is_gone_is_its_words(view: DocumentView) -> None:
    html = f'<p><img src="hf-image:{SHA}" alt="A &lt;plan"> <img src="hf-image:{SHA}"></p>'
    view.show_document(Rendered(html), lambda _sha256: None)
    assert view.toPlainText() == "[A <plan] […]"


def test_images_are_unpacked_ahead_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = ("a" * 64, "b" * 64, "c" * 64)
    html = "".join(f'<img src="hf-image:{sha256}" alt="x">' for sha256 in (first, second, third, "d" * 64))
    packed = {first: png(20, 10), second: png(30, 10), third: b"broken", "e" * 64: png(1, 1)}
    assert set(unpacked(html, packed)) == {first, second}
    monkeypatch.setattr(document_images, "MOST_PIXELS_IN_ALL", 300)
    assert set(unpacked(html, packed)) == {first}


def test_an_unpacked_image_is_shown_as_it_is(view: DocumentView) -> None:
    image = QImage(50, 40, QImage.Format.Format_RGB32)
    view.show_document(Rendered(f'<p><img src="hf-image:{SHA}"></p>'), {SHA: image}.get)
    assert view.loadResource(IMAGE, QUrl(f"hf-image:{SHA}")) is image
