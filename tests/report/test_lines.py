"""Lines: how words are broken, marked and turned into the order in which they are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.report import legible
from holdfast.report.bidi import visual_order
from holdfast.report.fonts import Face, face
from holdfast.report.legible import BOX, one_line, unshown
from holdfast.report.lines import Line, break_lines
from holdfast.report.runs import Run
from holdfast.report.shape import shaped
from holdfast.report.style import BODY, CODE

WIDTH = 200.0


def drawn(line: Line) -> str:
    return "".join(glyphs.text for glyphs in line.glyphs)


def wide(line: Line) -> float:
    return sum(glyphs.width for glyphs in line.glyphs)


@given(st.lists(st.text(alphabet="abcdefgh WMil/-.\n", max_size=60), max_size=6))
def test_lines_fit_and_hold_every_letter(texts: list[str]) -> None:
    runs = [Run(text, bold=number % 2 == 1) for number, text in enumerate(texts)]
    lines = break_lines(runs, BODY, WIDTH)
    assert all(wide(line) <= WIDTH + 6 for line in lines)  # a space may hang over
    letters = "".join("".join(texts).split())
    assert "".join("".join(drawn(line) for line in lines).split()) == letters


def test_runs_that_touch_are_one_word() -> None:
    lines = break_lines([Run("first words " + "x" * 20), Run("y" * 8, bold=True), Run(" z")], BODY, WIDTH)
    assert [drawn(line) for line in lines] == ["first words", "x" * 20 + "y" * 8 + " z"]


def test_a_long_word_is_broken_at_a_joint_where_one_is_near() -> None:
    lines = break_lines([Run("/very/long/path/" * 8)], BODY, WIDTH)
    assert len(lines) > 2
    assert all(drawn(line).endswith("/") for line in lines)


class Looked(dict[int, float]):
    """Widths that count how often one is looked up."""

    times = 0

    def __getitem__(self, code: int) -> float:
        self.times += 1
        return super().__getitem__(code)


def test_a_long_word_is_measured_a_few_times_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for letters in (10_000, 200_000):
        widths = Looked(face().widths)
        monkeypatch.setattr(legible, "face", lambda widths=widths, **_look: Face("DejaVuSans", widths))
        lines = break_lines([Run("x" * letters)], BODY, WIDTH)
        assert sum(len(drawn(line)) for line in lines) == letters
        assert letters < widths.times < 4 * letters


def test_code_keeps_its_spaces_and_lines() -> None:
    lines = break_lines([Run("if x:\n\tgo  on\n")], CODE, 400)
    assert [drawn(line) for line in lines] == ["if\xa0x:", "\xa0\xa0\xa0\xa0go\xa0\xa0on", ""]


def test_letters_without_a_glyph_are_boxes_that_remember() -> None:
    [line] = break_lines([Run("disk 主数 full")], BODY, WIDTH)
    boxes = next(glyphs for glyphs in line.glyphs if BOX in glyphs.text)
    assert (boxes.text, boxes.actual) == (BOX * 2, "主数")
    assert unshown(["disk 主数 full", "plain", "é"]) == 2
    assert unshown([BOX]) == 0


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b", "a‹U+0000›b"),
        ("\x1b[31m", "‹U+001B›[31m"),
        ("user\u202etxt.exe", "user‹U+202E›txt.exe"),
        ("a\u200bb\ufeffc\u00adde\ufe0f", "abcde"),
        ("e\u0301", "é"),
        ("a\u2009b", "a b"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out_or_does_no_harm(text: str, seen: str) -> None:
    assert "".join(drawn(line) for line in break_lines([Run(text)], BODY, WIDTH)) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("שלום", "םולש"),
        ("abc שלום def", "abc םולש def"),
        ("שלום abc", "abc םולש"),
        ("שגיאה 42!", "!42 האיגש"),
        ("(שלום)", "(םולש)"),
        ("13:16 שלום", "םולש 13:16"),
        ("say שלום 1,200.50 now", "say 1,200.50 םולש now"),
        ("5% שלום", "םולש 5%"),
        ("سلام", "ﻡﻼﺳ"),
        ("abc دار 5-6", "abc 6-5 ﺭﺍﺩ"),
    ],
)
def test_right_to_left_words_are_drawn_from_the_right(text: str, seen: str) -> None:
    [line] = break_lines([Run(text)], BODY, WIDTH)
    assert drawn(line) == seen


def test_a_right_to_left_paragraph_hangs_on_the_right_and_its_first_words_come_first() -> None:
    lines = break_lines([Run("ראשון " + "מילה " * 20)], BODY, WIDTH)
    assert drawn(lines[0]).endswith("ןושאר")
    assert all(abs(line.shift + wide(line) - WIDTH) < 0.01 for line in lines)


@pytest.mark.parametrize(
    ("text", "forms"),
    [("سلام", "ﺳﻼﻡ"), ("باب", "ﺑﺎﺏ"), ("لا", "ﻻ"), ("abc", "abc"), ("دار", "ﺩﺍﺭ"), ("بَب", "ﺑَﺐ")],
)
def test_arabic_letters_join(text: str, forms: str) -> None:
    assert shaped(text) == forms


@given(st.text(alphabet="aב1 ,.:(%+ع\u0301", max_size=30), st.sampled_from([0, 1]))
def test_reordering_loses_nothing(text: str, base: int) -> None:
    assert sorted(place for place, _ in visual_order(text, base)) == list(range(len(text)))


def test_titles_of_files_are_one_clean_line() -> None:
    assert one_line("a\nb\x00\ud800\u202ec\tÄ") == "a bc Ä"
