"""Markdown shows what it means while it is written."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QTextCharFormat

from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.ui.review.wording import places
from tests.conftest import Look


@pytest.fixture
def edit(look: Look, nothing_left: None) -> Iterator[MarkdownEdit]:
    made = MarkdownEdit(places)
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


def test_the_words_of_a_hint_have_a_line_below_and_keep_their_look(edit: MarkdownEdit) -> None:
    edit.setPlainText("It **should have noticed** it")
    look = look_of(edit, "should")
    assert look.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    assert look.fontWeight() == QFont.Weight.DemiBold
    assert look_of(edit, "It ").underlineStyle() == QTextCharFormat.UnderlineStyle.NoUnderline


def test_colours_follow_the_theme(edit: MarkdownEdit, look: Look) -> None:
    edit.setPlainText("- item")
    before = look_of(edit, "- item").foreground().color()
    look.choose("dark")
    assert look_of(edit, "- item").foreground().color() != before
