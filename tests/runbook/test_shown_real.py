"""Every fence, table, link and image of 273 runbooks that other people wrote is on the screen."""

import hashlib
import html as entities
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from holdfast.runbook.collect import collect
from holdfast.runbook.folds import numbers, shown
from holdfast.runbook.parse import body_of
from holdfast.runbook.render import Rendered, Renderer
from holdfast.runbook.targets import RUNBOOKS, inside

# An independent reader of the same language, to count by.
ORACLE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
RAW_LINK = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
RAW_IMAGE = re.compile(r"<img\s[^>]*?src\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
RAW_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
WEB = re.compile(r"https?://", re.IGNORECASE)


class Screen(HTMLParser):
    """What the viewer's HTML shows: its words, links, images, and the words of each cell."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []  # target, words
        self.images: list[str] = []
        self.cells: list[str] = []
        self._cell: list[list[str]] = []
        self._boxes: list[bool] = []  # of each open table: whether it is data
        self._link: tuple[str, list[str]] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "table":
            self._boxes.append(said.get("class") == "data")
        elif tag in {"td", "th"} and self._boxes[-1]:
            self._cell.append([])
        elif tag == "a" and said.get("href"):
            self._link = (said["href"] or "", [])
        elif tag == "img":
            self.images.append(said.get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._boxes.pop()
        elif tag in {"td", "th"} and self._boxes[-1]:
            self.cells.append(words("".join(self._cell.pop())))
        elif tag == "a" and self._link is not None:
            self.links.append((self._link[0], words("".join(self._link[1]))))
            self._link = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        for cell in self._cell:
            cell.append(data)
        if self._link is not None:
            self._link[1].append(data)


def words(text: str) -> str:
    """The text with each run of spaces as one."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def books(real_runbooks: Path) -> list[tuple[str, list[Token], Rendered, Screen]]:
    """Each file with what the oracle reads and what the viewer is given, as the library gives its images."""
    found = collect(real_runbooks)
    images = {image.path: hashlib.sha256(image.data).hexdigest() for image in found.images}
    renderer = Renderer()
    made: list[tuple[str, list[Token], Rendered, Screen]] = []
    for file in found.files:
        done = renderer.render(file.text, images, file.path)
        tokens = ORACLE.parse(body_of(file.text))
        made.append((file.path, tokens, done, Screen(shown(done.html, numbers(done.html)))))
    renderer.close()
    return made


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def raw(tokens: list[Token]) -> str:
    """All HTML that stands in the source."""
    return "".join(t.content for t in [*tokens, *inline(tokens)] if t.type in {"html_block", "html_inline"})


def said(children: list[Token]) -> str:
    """The words of a line without its marks and without HTML."""
    parts: list[str] = []
    for token in children:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(f"[{token.content}]")
    return words("".join(parts))


def link_words(children: list[Token]) -> Iterator[tuple[str, str]]:
    """Each link of a line: its target and its words."""
    for at, token in enumerate(children):
        if token.type == "link_open":
            end = next(n for n in range(at, len(children)) if children[n].type == "link_close")
            yield str(token.attrs["href"]), said(children[at + 1 : end])


Books = list[tuple[str, list[Token], Rendered, Screen]]


def test_there_are_273_and_none_is_shown_as_plain_text(books: Books) -> None:
    assert len(books) == 273
    assert [path for path, _tokens, done, _screen in books if done.fallback] == []


def test_every_block_of_code_is_shown_and_copied_exactly(books: Books) -> None:
    total = 0
    for path, tokens, done, screen in books:
        code = [t.content for t in tokens if t.type in {"fence", "code_block"}]
        total += len(code)
        raw_code = raw(tokens).lower().count("<pre")
        assert len(done.code) == len(code) + raw_code, path
        assert raw_code or [f"{text}\n" for text in done.code] == code, path
        copies = [target for target, _words in screen.links if target.startswith("hf-copy:")]
        assert copies == [f"hf-copy:{number}" for number in range(len(done.code))], path
        text = words("".join(screen.text))
        assert all(words(block) in text for block in code), path
    assert total > 900


def test_every_cell_of_every_table_is_shown_in_order(books: Books) -> None:
    total = 0
    for path, tokens, _done, screen in books:
        cells = [
            said(tokens[at + 1].children or [])
            for at, token in enumerate(tokens)
            if token.type in {"th_open", "td_open"}
        ]
        total += len(cells)
        in_html = len(RAW_CELL.findall(raw(tokens)))
        assert len(screen.cells) == len(cells) + in_html, path
        assert in_html or screen.cells == cells, path
    assert total > 0


def test_every_link_leads_to_its_own_place_or_keeps_its_words(books: Books) -> None:
    total = refused = 0
    for path, tokens, _done, screen in books:
        shown_links = Counter(target for target, _words in screen.links)
        text = words("".join(screen.text))
        links = [link for t in tokens if t.type == "inline" for link in link_words(t.children or [])]
        links += [(entities.unescape(target), "") for target in RAW_LINK.findall(raw(tokens))]
        for target, name in links:
            total += 1
            if kept := expected(target, path):
                assert any(kept in each for each in shown_links), (path, target)
                assert name in text, (path, name)
            else:
                refused += 1
                assert name in text, (path, name)
        made = [t for t in shown_links.elements() if t.startswith(("hf-web:", "hf-runbook:", "#"))]
        assert len(made) == sum(bool(expected(target, path)) for target, _name in links), path
    assert total > 300
    assert refused < total / 10


def expected(target: str, path: str) -> str:
    """What the viewer's own target must have in it, "" for one that it refuses."""
    if target.startswith("#"):
        return "#"
    if WEB.match(target):
        return f"hf-web:{target[:12]}"
    within = inside(path, target)
    return "hf-runbook:" if within and within.lower().endswith(RUNBOOKS) else ""


def test_every_image_is_the_librarys_or_its_words(books: Books, real_runbooks: Path) -> None:
    total = 0
    for path, tokens, _done, screen in books:
        images = [t for t in inline(tokens) if t.type == "image"]
        in_html = RAW_IMAGE.findall(raw(tokens))
        total += len(images) + len(in_html)
        text = "".join(screen.text)
        of_library = [each for each in screen.images if each.startswith("hf-image:")]
        assert len(of_library) == len(screen.images), path
        sources = [*in_html, *(str(t.attrs["src"]) for t in images)]
        there = [src for src in sources if (real_runbooks / (inside(path, src) or "..")).is_file()]
        assert len(of_library) == len(there), path
        described = [t for t in images if f"[{t.content or '…'}]" in text]
        assert len(of_library) + len(described) >= len(images) + len(in_html), path
    assert total > 0
