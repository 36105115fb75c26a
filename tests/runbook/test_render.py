import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.runbook import frames, render
from holdfast.runbook.parse import parse
from holdfast.runbook.render import Renderer, plain

SLOW = "[" * 260_000  # takes more than ten seconds, where nobody stops it
PATIENCE = 6  # so a limit of two seconds was kept, and a machine that does much else is no fault


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


def test_a_document_becomes_safe_html(renderer: Renderer) -> None:
    done = renderer.render(
        "---\na: b\n---\n# T\n[x](b.md)\n```sh\nls\n```\n![i](i.png)", {"i.png": "cd" * 32}, "a.md"
    )
    assert done.fallback == ""
    assert "hf-runbook:b.md" in done.html
    assert f"hf-image:{'cd' * 32}" in done.html
    assert done.code == ("ls",)


def test_what_takes_too_long_is_killed_and_shown_as_text() -> None:
    renderer = Renderer(limit=0.3)
    renderer.render("a", {}, "a.md")
    worker = renderer._process
    before = time.monotonic()
    done = renderer.render(SLOW, {}, "a.md")
    assert time.monotonic() - before < PATIENCE
    assert "took too long" in done.fallback
    assert done.html.startswith('<pre class="plain">[[[')
    assert worker is not None
    assert worker.poll() is not None
    assert renderer.render("*a*", {}, "a.md").html == "<p><em>a</em></p>\n"
    renderer.close()


def test_the_limit_of_two_seconds_is_kept() -> None:
    renderer = Renderer()
    renderer.render("a", {}, "a.md")
    before = time.monotonic()
    assert "took too long" in renderer.render(SLOW, {}, "a.md").fallback
    assert time.monotonic() - before < PATIENCE
    renderer.close()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("> " * 100 + "x", "nested too deeply"),
        ("a  \n" * 9_000, "more parts"),
        ("x" * (render.LARGEST + 1), "longer than 256 kB"),
    ],
)
def test_what_cannot_be_laid_out_says_why(renderer: Renderer, text: str, why: str) -> None:
    done = renderer.render(text, {}, "a.md")
    assert why in done.fallback
    assert "plain text" in done.fallback
    assert done.html.startswith("<pre")


def test_any_text_is_answered(renderer: Renderer) -> None:
    assert renderer.render("", {}, "a.md").html == ""
    assert "?" in renderer.render("a\ud800b", {}, "a.md").html
    assert "hf-web:http://" in renderer.render("[a](http://bücher.example/ü?ß)", {}, "a").html


def test_a_worker_that_died_is_replaced(renderer: Renderer) -> None:
    renderer.render("a", {}, "a.md")
    worker = renderer._process
    assert worker is not None
    worker.kill()
    worker.wait()
    assert renderer.render("*a*", {}, "a.md").fallback == ""


def test_a_worker_that_dies_on_a_text_gives_plain_text(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "read", lambda _stream: None)
    assert "could not be laid out" in renderer.render("a", {}, "a.md").fallback


def test_a_worker_that_does_not_start_gives_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/cat" if Path("/bin/cat").exists() else "none")
    renderer = Renderer()
    assert "could not be laid out" in renderer.render("a", {}, "a.md").fallback
    renderer.close()


def test_without_a_worker_there_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    renderer = Renderer()
    assert "could not be laid out" in renderer.render("a", {}, "a.md").fallback
    renderer.close()


def test_a_packaged_program_is_its_own_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_rest: started.append(command))
    renderer = Renderer()
    renderer.start()
    assert started == [[sys.executable, "--render-worker"]]


def test_closing_ends_a_call_that_waits() -> None:
    renderer = Renderer(limit=30)
    renderer.render("a", {}, "a.md")
    answers: list[str] = []
    thread = threading.Thread(target=lambda: answers.append(renderer.render(SLOW, {}, "a.md").fallback))
    thread.start()
    while not renderer._turn.locked():
        pass
    renderer.close()
    thread.join(5)
    assert len(answers) == 1
    assert "could not be laid out" in answers[0]
    assert renderer.render("a", {}, "a.md").fallback


def test_many_threads_each_get_their_own_answer(renderer: Renderer) -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = renderer.render(f"*{number}*", {}, "a.md").html

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"<p><em>{number}</em></p>\n" for number in range(20)}


def test_plain_text_is_readable_in_any_viewer() -> None:
    done = plain("a<b\r\n\x1b\u202e" + "x" * 2500, "Why.")
    assert "a&lt;b\n\ufffd\ufffdx" in done.html
    assert max(map(len, done.html.split("\n"))) < 1100
    assert done.fallback == "Why."
    long = plain("a\n" * 10_000, "Why.")
    assert long.fallback == "Why. Only its beginning is shown."
    assert long.html.count("\n") < 6_000


def test_each_real_runbook_is_shown_whole(renderer: Renderer, real_runbooks: Path) -> None:
    for file in sorted(real_runbooks.rglob("*.md")):
        text = file.read_text("utf-8")
        document = parse(text, "")
        done = renderer.render(text, {}, "a.md")
        assert done.fallback == "", file
        assert done.code == tuple(block.text for block in document.code), file
        for section in document.sections:
            assert not section.level or f'<a name="{section.key}"></a>' in done.html, (file, section.key)
