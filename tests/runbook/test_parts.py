"""A step as plain parts: every word of it, in order, without markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import Step
from holdfast.runbook.inline import bare
from holdfast.runbook.parse import parse
from holdfast.runbook.parts import Part, PartKind, parts_of

TEXT, CODE, QUOTE = PartKind.TEXT, PartKind.CODE, PartKind.QUOTE


def _step(text: str) -> Step:
    return Step("id", 1, "section", text, text)


def test_paragraphs_code_items_quotes_and_tables() -> None:
    text = """Look **who** waits, see [the manual][m]:

- first `a < b`
- second

  1. deeper

```sql
SELECT  1;

-- end
```

> Never delete files.

| what | then |
|---|---|
| `base` | grow |

[m]: <https://example.org/manual>
"""
    assert parts_of(_step(text)) == (
        Part(TEXT, "Look who waits, see the manual:"),
        Part(TEXT, "• first a < b", 1),
        Part(TEXT, "• second", 1),
        Part(TEXT, "1. deeper", 2),
        Part(CODE, "SELECT  1;\n\n-- end", 0, "sql"),
        Part(QUOTE, "Never delete files."),
        Part(TEXT, "what  ·  then"),
        Part(TEXT, "base  ·  grow"),
    )


def test_a_long_paragraph_is_whole() -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    assert parts_of(_step(words)) == (Part(TEXT, words),)


def test_code_of_a_step_is_what_copy_gives(real_texts: list[tuple[str, str]]) -> None:
    for _name, text in real_texts:
        for step in parse(text, "x").steps:
            shown = [part.text.rstrip("\n") for part in parts_of(step) if part.kind is CODE]
            assert shown == [block.text.rstrip("\n") for block in step.code]


def test_no_step_of_a_real_runbook_is_without_words(real_texts: list[tuple[str, str]]) -> None:
    for name, text in real_texts:
        assert all(parts_of(step) for step in parse(text, "x").steps), name


@given(st.text(alphabet=" \n-*>`|#[]()1.ab", max_size=80))
def test_any_text_has_parts(text: str) -> None:
    assert all(part.text == part.text.rstrip("\n") or part.kind is CODE for part in parts_of(_step(text)))


def test_controls_and_turned_directions_are_left_out() -> None:
    assert bare("a\u202eb\x07c") == "a b c"


@pytest.fixture(scope="module")
def real_texts(real_runbooks: Path) -> list[tuple[str, str]]:
    return [(file.name, file.read_text(encoding="utf-8")) for file in sorted(real_runbooks.rglob("*.md"))]


def test_nested_tasks_have_boxes() -> None:
    parts = parts_of(_step("Restart it\n\n- [ ] drain it\n- [x] wait\n- a [ ] b"))
    assert [part.text for part in parts] == ["Restart it", "• ☐ drain it", "• ☑ wait", "• a [ ] b"]
