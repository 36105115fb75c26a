"""The safe part of Markdown: what is understood, and that everything else stays as it was typed."""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.report import inline, markdown
from holdfast.report.inline import runs_of
from holdfast.report.markdown import Code, Divider, Heading, Item, Table, Text, open_fence, parse
from holdfast.report.runs import Run, words_of
from tests.report.hostile import SHAPES


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [Run("plain")]),
        (
            "**b** *i* `c`",
            [Run("b", bold=True), Run(" "), Run("i", italic=True), Run(" "), Run("c", code=True)],
        ),
        ("__b__ _i_", [Run("b", bold=True), Run(" "), Run("i", italic=True)]),
        ("***both***", [Run("both", bold=True, italic=True)]),
        ("**a *b* c**", [Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True)]),
        ("**a *b***", [Run("a ", bold=True), Run("b", bold=True, italic=True)]),
        ("*a **b***", [Run("a ", italic=True), Run("b", bold=True, italic=True)]),
        ("*a b***", [Run("*a b***")]),
        ("snake_case_name 2 * 3 * 4", [Run("snake_case_name 2 * 3 * 4")]),
        ("*open and **open", [Run("*open and **open")]),
        ("*a **b*", [Run("a **b", italic=True)]),
        (r"\*not\* \`code\`", [Run("*not* `code`")]),
        ("``a ` b``", [Run("a ` b", code=True)]),
        ("`open", [Run("`open")]),
        (r"\``", [Run("``")]),
        ("[words](target) ![alt](x.png)", [Run("words (target) alt (x.png)")]),
        ("[same](same) <https://example.org>", [Run("same https://example.org")]),
        ('<img src="/etc/passwd"> &amp;', [Run('<img src="/etc/passwd"> &amp;')]),
        ("soft\nbreak  \nhard\\\nbreak", [Run("soft break\nhard\nbreak")]),
        ("*" * 40, [Run("*" * 40)]),
        ("", []),
    ],
)
def test_inside_a_paragraph(text: str, runs: list[Run]) -> None:
    assert runs_of(text) == runs


def test_blocks() -> None:
    nodes = parse("# One\ntext\nmore\n\nTwo\n---\n\n***\n> said\nstill\n\n~~~\n  code\n~~~\nend")
    assert nodes == [
        Heading([Run("One")]),
        Text([Run("text more")]),
        Heading([Run("Two")]),
        Divider(),
        Text([Run("said still")], quoted=True),
        Code("  code"),
        Text([Run("end")]),
    ]


def test_a_quotation_in_a_quotation_keeps_its_words_and_loses_its_signs() -> None:
    assert parse("> > said\n>> twice\n> once") == [Text([Run("said twice once")], quoted=True)]


def test_lists_nest_and_keep_their_numbers_and_ticks() -> None:
    nodes = parse("- a\n  more\n  - b\n    1. c\n\n       further\n- [ ] d\n- [x] e\n2) f\n\nnot a list")
    assert nodes == [
        Item([Run("a more")], 0, "•"),
        Item([Run("b")], 1, "•"),
        Item([Run("c")], 2, "1.", numbered=True),
        Item([Run("further")], 2, ""),
        Item([Run("d")], 0, "☐"),
        Item([Run("e")], 0, "☑"),
        Item([Run("f")], 0, "2)", numbered=True),
        Text([Run("not a list")]),
    ]


def test_code_inside_a_list_and_code_left_open() -> None:
    assert parse("- a\n  ```\n  code\n    deep\n  ```\n- b") == [
        Item([Run("a")], 0, "•"),
        Code("code\n  deep"),
        Item([Run("b")], 0, "•"),
    ]
    assert parse("```\nnever closed") == [Code("never closed")]


def test_tables_keep_every_cell() -> None:
    nodes = parse("text\n| a | b |\n| --- | :-: |\n| 1 | 2 | 3 |\n| only |\n| x \\| y | z |\n\nend")
    assert isinstance(nodes[1], Table)
    assert [[words_of(cell) for cell in row] for row in (nodes[1].head, *nodes[1].rows)] == [
        ["a", "b"],
        ["1", "2 | 3"],
        ["only", ""],
        ["x | y", "z"],
    ]
    assert nodes[2:] == [Text([Run("end")])]


def test_a_line_that_begins_with_a_year_is_no_list() -> None:
    assert parse("It was in\n2024. Then it stopped.") == [Text([Run("It was in 2024. Then it stopped.")])]


@pytest.mark.parametrize(
    ("text", "fence"),
    [("```\na", "```"), ("```\na\n```", ""), ("~~~~\n```\n", "~~~~"), ("a ``` b", ""), ("````\n```", "````")],
)
def test_the_fence_that_is_left_open(text: str, fence: str) -> None:
    assert open_fence(text) == fence


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab *_`[]()!|#>-+1.~\\\n\t<&", max_size=200))
def test_no_text_breaks_the_reader_or_loses_a_letter(text: str) -> None:
    read = "".join(
        node.text if isinstance(node, Code) else "".join(words_of(cell) for cell in cells(node))
        for node in parse(text)
    )
    kept = [letter for letter in read if letter in "ab"]
    typed = [letter for letter in text if letter in "ab"]
    fences = "```" in text or "~~~" in text  # the words after an opening fence name a language
    assert kept == typed or fences


def cells(node: object) -> list[list[Run]]:
    match node:
        case Text(runs) | Heading(runs) | Item(runs):
            return [runs]
        case Table(head, rows):
            return [*head, *(cell for row in rows for cell in row)]
        case _:
            return []


class Counted:
    """A pattern that counts how many letters it was led over."""

    def __init__(self, pattern: re.Pattern[str], steps: list[int]) -> None:
        self._pattern, self._steps = pattern, steps

    def match(self, text: str) -> re.Match[str] | None:
        return self._told(self._pattern.match(text), 0, text)

    def search(self, text: str, place: int) -> re.Match[str] | None:
        return self._told(self._pattern.search(text, place), place, text)

    def sub(self, by: str, text: str, count: int) -> str:
        self._steps.append(len(text))
        return self._pattern.sub(by, text, count=count)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        self._steps.append(len(text))
        return self._pattern.finditer(text)

    def split(self, text: str) -> list[str]:
        self._steps.append(len(text))
        return self._pattern.split(text)

    def _told(self, found: re.Match[str] | None, start: int, text: str) -> re.Match[str] | None:
        self._steps.append(1 + (found.end() if found else len(text)) - start)
        return found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """How much is done to read a text: letters that patterns pass, marks that are paired or dropped."""
    steps: list[int] = []

    def counting(act: Callable[..., None]) -> Callable[..., None]:
        def counted(*given: object) -> None:
            steps.append(1)
            act(*given)

        return counted

    for module in (markdown, inline):
        for name, value in tuple(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, name, Counted(value, steps))
    for name in ("_drop", "_close_both"):
        monkeypatch.setattr(inline, name, counting(getattr(inline, name)))

    def read(text: str) -> int:
        steps.clear()
        parse(text)
        return sum(steps)

    return read


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_text_alone(work: Callable[[str], int], shape: str) -> None:
    """What a pattern does by itself is timed by the bench *report*, as a ratio in one run."""
    text = SHAPES[shape]
    once, twice = work(text(12_000)), work(text(24_000))
    assert once > 500
    assert twice <= 2.2 * once
