"""What hostile runbooks may cost and reach: bounded time, no file, no socket, no foreign target."""

import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from holdfast.runbook import folds
from holdfast.runbook.parse import parse
from holdfast.runbook.pieces import pieces
from holdfast.runbook.render import Rendered, Renderer
from holdfast.ui.kit import document_style, theme
from holdfast.ui.kit.document_filling import append
from holdfast.ui.kit.facts_table import facts_html
from tests.conftest import Look
from tests.runbook.hostile import LIMIT, corpus

CORPUS = corpus()
# The corpus is rendered with a shorter limit than people get, so that what is killed is killed sooner.
SECONDS = 0.5
TARGET = re.compile(r"\s(href|src|background|action|data|poster|srcset|style|xlink:href)\s*=\s*\"([^\"]*)\"")
OURS = re.compile(
    r"(hf-runbook:[^:\\]*|hf-web:https?://.*|hf-copy:\d+|hf-fold:\d+|#.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Shown:
    rendered: Rendered
    seconds: float


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    """Every document of the corpus, rendered once."""
    renderer = Renderer(SECONDS)
    renderer.start()
    found: dict[str, Shown] = {}
    for name, text in CORPUS.items():
        before = time.monotonic()
        found[name] = Shown(renderer.render(text, {}, "folder/a.md"), time.monotonic() - before)
    renderer.close()
    return found


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 200
    assert max(map(len, CORPUS.values())) == LIMIT


def test_each_is_answered_in_time(shown: dict[str, Shown]) -> None:
    late = {name: each.seconds for name, each in shown.items() if each.seconds > SECONDS + 1.2}
    assert late == {}
    assert all(
        each.rendered.fallback or not each.rendered.html.startswith("<pre class") for each in shown.values()
    )


def test_most_are_shown_as_documents(shown: dict[str, Shown]) -> None:
    as_text = [name for name, each in shown.items() if each.rendered.fallback]
    assert len(as_text) < len(CORPUS) / 2
    assert not [name for name in as_text if "could not be laid out" in shown[name].rendered.fallback]


def test_no_target_but_our_own(shown: dict[str, Shown]) -> None:
    for name, each in shown.items():
        for attribute, target in TARGET.findall(each.rendered.html):
            assert attribute == "href", name
            assert OURS.fullmatch(target), (name, target)
        assert not re.search(
            r"<(script|style|link|iframe|object|svg|meta|base|form)\b", each.rendered.html
        ), name


def test_what_is_written_is_not_lost(shown: dict[str, Shown]) -> None:
    for name, each in shown.items():
        if name.startswith("html <") and "<!--" not in name:
            assert "last words" in each.rendered.html, name


def test_no_piece_of_any_takes_long_to_lay_out(
    shown: dict[str, Shown], qapp: QApplication, look: Look
) -> None:
    """The bench holds the window to 50 ms; this only catches what is slow by an order of magnitude."""
    sheet = document_style.sheet(theme.current())
    slow: dict[str, float] = {}
    for name, each in shown.items():
        document = QTextDocument()
        document.setDefaultStyleSheet(sheet)
        document.setTextWidth(600)
        html = folds.shown(each.rendered.html, folds.numbers(each.rendered.html))
        for piece in pieces(html):
            before = time.process_time()
            append(document, piece)
            document.size()
            slow[name] = max(slow.get(name, 0), time.process_time() - before)
    assert {name: took for name, took in slow.items() if took > 1} == {}


def test_the_parser_reads_the_beginning_of_each() -> None:
    for name, text in CORPUS.items():
        document = parse(text if name.startswith("front matter,") else text[:5_000], "t")
        assert document.title, name
        assert len(facts_html(document.facts)) < 60_000, name


WATCHED = """
import sys
seen = []
WATCH = ("open", "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "ctypes.",
         "os.listdir", "os.scandir", "shutil.", "urllib.", "http.", "import", "exec", "compile")
from holdfast.runbook import worker
from tests.runbook.hostile import corpus
documents = {name: text for name, text in corpus().items() if len(text) < 6_000}
def watch(event, args):
    if event.startswith(WATCH):
        seen.append((event, str(args)[:90]))

sys.addaudithook(watch)
for text in documents.values():
    text = text.encode("utf-8", "replace").decode()
    worker.answer({"text": text, "base": "a.md", "images": {}, "copy": "Copy"})
sys.stdout.write(f"{len(documents)} {seen}")
"""


def test_the_worker_opens_no_file_and_no_socket() -> None:
    """Rendering opens, imports and starts nothing, even before the worker gives up its right to."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True, timeout=120
    )
    count, seen = done.stdout.split(" ", 1)
    assert int(count) >= 200
    assert seen == "[]"
