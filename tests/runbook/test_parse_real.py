"""What is true of 273 runbooks that other people wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from holdfast.domain.document import Document
from holdfast.runbook.parse import parse

# An independent reader of the same language, to count by.
ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def read(real_runbooks: Path) -> list[tuple[Path, str, Document]]:
    files = sorted(real_runbooks.rglob("*.md"))
    texts = [(file, file.read_text("utf-8")) for file in files]
    return [(file, text, parse(text, file.stem)) for file, text in texts]


def inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def test_there_are_273_and_each_has_a_title(read: list[tuple[Path, str, Document]]) -> None:
    assert len(read) == 273
    assert all(document.title for _file, _text, document in read)


def test_every_code_block_is_found_as_written(read: list[tuple[Path, str, Document]]) -> None:
    for file, text, document in read:
        tokens = ORACLE.parse(text)
        expected = [t.content for t in tokens if t.type in ("fence", "code_block")]
        assert [f"{block.text}\n" for block in document.code] == expected, file


def test_every_link_and_image_is_found(read: list[tuple[Path, str, Document]]) -> None:
    for file, text, document in read:
        tokens = list(inside(ORACLE.parse(text)))
        links = {str(t.attrs["href"]) for t in tokens if t.type == "link_open"}
        images = {str(t.attrs["src"]) for t in tokens if t.type == "image"}
        assert set(document.links) == links, file
        assert set(document.images) == images, file


def test_each_alert_yields_steps(read: list[tuple[Path, str, Document]]) -> None:
    alerts = [(file, document) for file, _text, document in read if "alerts" in file.parts]
    assert [file.name for file, document in alerts if not document.steps] == []


def test_every_list_item_and_code_block_of_a_working_section_is_in_a_step(
    read: list[tuple[Path, str, Document]],
) -> None:
    for file, _text, document in read:
        for section in document.sections:
            if not section.working:
                continue
            steps = "\n".join(step.text for step in document.steps_of(section.key))
            for block in parse(section.text, "").code:
                line = max(block.text.split("\n"), key=len).strip()
                assert line in steps, (file, section.heading)
