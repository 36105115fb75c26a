"""Markdown shows what it means while it is written."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QTextCharFormat

from holdfast.ui.kit.markdown_edit import MarkdownEdit
from tests.conftest import Look


@pytest.fixture
def edit(look: Look, nothing_left: None) -> Iterator[MarkdownEdit]:
    made = MarkdownEdit()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def look_of(edit: MarkdownEdit, words: str) -> QTextCharFormat:
    """How the first character of `words` is painted."""
    at = edit.toPlainText().index(words)
    block = edit.document().findBlock(at)
    place = at - block.position()
    ranges = block.layout().formats()
    looks = [
        QTextCharFormat(each.format) for each in ranges if each.start <= place < each.start + each.length
    ]
    return looks[0] if looks else QTextCharFormat()


def test_headings_emphasis_code_and_signs(edit: MarkdownEdit) -> None:
    edit.setPlainText(
        "## A slot\n\nPlain, **strong**, *soft* and `code`.\n- item\n\n```\n# no heading\n```\nAfter"
    )
    assert look_of(edit, "## A").fontWeight() == QFont.Weight.DemiBold
    assert look_of(edit, "**strong").fontWeight() == QFont.Weight.DemiBold
    assert look_of(edit, "*soft").fontItalic()
    assert look_of(edit, "`code").fontFamilies() == look_of(edit, "# no").fontFamilies() != []
    assert look_of(edit, "- item").foreground().color() != look_of(edit, "item").foreground().color()
    assert look_of(edit, "Plain").fontWeight() == look_of(edit, "After").fontWeight() == QFont.Weight.Normal


def test_names_with_underscores_and_stars_in_sums_stay_plain(edit: MarkdownEdit) -> None:
    edit.setPlainText("max_slot_wal_keep_size = 4 * 16 * 2")
    assert not look_of(edit, "slot").fontItalic()
    assert not look_of(edit, "16").fontItalic()


def marked(edit: MarkdownEdit) -> list[tuple[str, QTextCharFormat]]:
    """What has a look beside its own."""
    return [(each.cursor.selectedText(), QTextCharFormat(each.format)) for each in edit.extraSelections()]  # type: ignore[attr-defined]


def test_parts_get_a_line_below_in_the_colour_of_each_theme(edit: MarkdownEdit, look: Look) -> None:
    text = "\U0001f4a5 It **should have noticed** it"
    edit.setPlainText(text)
    edit.underline([(text.index("should"), text.index("** it"))])
    colours = set[str]()
    for theme in ("light", "dark", "contrast"):
        look.choose(theme)
        ((words, below),) = marked(edit)
        assert words == "should have noticed"
        assert below.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
        colours.add(below.underlineColor().name())
    assert len(colours) == 3
    edit.underline([])
    assert marked(edit) == []


def test_places_count_letters_whatever_qt_counts(edit: MarkdownEdit) -> None:
    edit.setPlainText("\U0001f4a5a\U0001f4a5b")
    for place in range(5):
        edit.setTextCursor(edit.cursor_over(place, place))
        assert edit.place() == place


def test_colours_follow_the_theme(edit: MarkdownEdit, look: Look) -> None:
    edit.setPlainText("- item")
    before = look_of(edit, "- item").foreground().color()
    look.choose("dark")
    assert look_of(edit, "- item").foreground().color() != before
