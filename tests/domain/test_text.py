"""What people type and paste, made fit to be recorded and shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.text import LINE, PROSE, clean_line, clean_prose, has_controls, needed

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
anything = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(TURNING + "\r\n\t\0\u0301e\u2028")
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Disk   full \n on\tdb ", "Disk full on db"),
        ("Disk\x00 full\x1b[31m", "Disk full[31m"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("a\u2028b\u00a0c", "a b c"),
        ("Gro\u0308\u00dfe", "Gr\u00f6\u00dfe"),
        ("e\u202d\u0301", "\u00e9"),
        ("\u05e9\u05dc\u05d5\u05dd \U0001f525", "\u05e9\u05dc\u05d5\u05dd \U0001f525"),
        (" \r\n\t\0 ", ""),
        ("", ""),
    ],
)
def test_a_line_is_one_line_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_line(typed, "The title") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("  - a\n\n\tcode\x07 ", "- a\n\n\tcode"),
        ("df -h\u2069", "df -h"),
        ("\0\n\n", ""),
    ],
)
def test_prose_keeps_its_lines(typed: str, kept: str) -> None:
    assert clean_prose(typed, "The note") == kept


@given(anything)
def test_cleaning_again_changes_nothing(text: str) -> None:
    for clean in (clean_line, clean_prose):
        once = clean(text, "It")
        assert clean(once, "It") == once
        assert once == once.strip()
        assert unicodedata.is_normalized("NFC", once)
        assert not set(once) & set(TURNING)
        assert all(unicodedata.category(char) != "Cc" or char in "\n\t" for char in once)
    assert not set(clean_line(text, "It")) & set("\n\t\r\u2028")


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_ordinary_words_are_left_alone(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert clean_line(text, "It") == clean_prose(text, "It") == text


def test_too_long_is_refused_with_both_figures() -> None:
    assert clean_line("x" * LINE, "The title") == "x" * LINE
    with pytest.raises(UserError, match=r"The title has 10000 characters; 300 fit") as refused:
        clean_line("x" * 10_000, "The title")
    assert "your text is still here" in refused.value.hint
    with pytest.raises(UserError, match=f"{PROSE} fit"):
        clean_prose("x" * (PROSE + 1), "The note")
    assert clean_line(" " * 10_000, "The title") == ""
    with pytest.raises(UserError, match="The name has 3 characters; 2 fit"):
        clean_line("abc", "The name", 2)


@pytest.mark.parametrize("clean", [clean_line, clean_prose])
def test_what_is_no_text_is_refused(clean) -> None:  # noqa: ANN001
    with pytest.raises(UserError, match="The note holds bytes that are not text"):
        clean("half a pair \ud83d", "The note")


def test_empty_is_refused_where_words_are_needed() -> None:
    assert needed("x", "The title") == "x"
    assert needed("\ud7fc", "The title") == "\ud7fc", "a letter of a later Unicode is a letter"
    with pytest.raises(UserError, match="The title is empty") as refused:
        needed("", "The title")
    assert str(refused.value) == "The title is empty. Write a few words."


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("", False),
        ("one\ttwo\r\nthree\n \u00e9 \U0001f525", False),
        ("\x1b[31mred\x1b[0m", True),
        ("50 %\r60 %", True),
        ("at the end\r", True),
        ("a\b", True),
        ("bell\x07", True),
        ("nul\0", True),
        ("\x9b31m", True),
    ],
)
def test_what_only_a_terminal_understands_is_noticed(text: str, there: bool) -> None:
    assert has_controls(text) is there
    if not there:
        assert clean_prose(text, "The note") == text.replace("\r\n", "\n").strip()
