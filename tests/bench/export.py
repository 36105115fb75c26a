"""`holdfast review export` of ten pages as a whole process, unsigned, against reportlab alone in a process of
its own, and against WeasyPrint and LibreOffice from the same text, where those are installed.

WeasyPrint is looked for as the program `weasyprint`, LibreOffice as `soffice`. Theirs is the easier task: no
cover, no contents, no page how to check it, no tags, no record of the export, nothing verified.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from holdfast.desk.operators import sign_in
from holdfast.domain.review_layout import layout
from holdfast.report.gather import gather_review
from holdfast.report.preview import pages
from holdfast.report.text import render_markdown
from holdfast.respond.incident import add_note
from holdfast.review.actions import add_action
from holdfast.review.writing import begin, import_rows, offered_rows, write
from holdfast.store.opening import open_store
from holdfast.triage.declare import Declaration, declare
from tests.bench.figures import Bar, Figure, in_turns, median
from tests.bench.place import ROOT, Place
from tests.bench.report import NOTE, PROSE, items

_NOTES = 52  # on the timeline, that it fills ten pages
_ACTIONS = 12
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Review</title><style>
@page { size: A4; margin: 26mm; @bottom-center { content: counter(page); font-size: 8pt } }
body { font: 9.5pt/14pt "DejaVu Sans" } h1 { font-size: 18pt } h2 { font-size: 12.5pt }
pre, code { font-family: "DejaVu Sans Mono"; font-size: 8pt }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; line-height: 12pt }
td, th { border-bottom: .5pt solid #ddd; padding: 5pt; text-align: left; vertical-align: top }
</style></head><body>"""
_ODT = ("--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8")


def measure(place: Place) -> Iterator[Figure]:
    """Whole processes in turns, each once before it counts."""
    folder = place.scratch()
    _write(folder)
    works = [_process(command, folder) for command in (_holdfast(folder), _bare(folder))]
    others = [(name, bar, _process(command, folder)) for name, bar, command in _others(folder)]
    for work in (*works, *(work for _, _, work in others)):
        work()
    assert pages((folder / "ours.pdf").read_bytes()) == 10
    ours, bare, *theirs = in_turns(place.rounds(15), *works, *(work for _, _, work in others))
    name = "10-page review exported, the whole process, and "
    yield Figure(f"{name}reportlab", median(ours), "ms", Bar.RATIO, 1.5, median(bare))
    for (other, bar, _), taken in zip(others, theirs, strict=True):
        yield Figure(f"{name}{other}", median(ours), "ms", Bar.RATIO, bar, median(taken))


def _write(folder: Path) -> None:
    """A store with the review, and its text as the others take it."""
    with open_store(folder / "store") as store:
        sign_in(store, "Ana")
        incident = declare(store, Declaration("Primary database refuses writes", "db-core")).id
        for _ in range(_NOTES):
            add_note(store, incident, NOTE, "observation")
        review = begin(store, incident)
        for section in layout(review):
            if section.key not in {"timeline", "actions"}:
                write(store, review.id, section.key, PROSE * 2)
        import_rows(store, review.id, [row for row, there in offered_rows(store, review.id) if not there])
        for number in range(_ACTIONS):
            add_action(store, review.id, f"Name slots in the checklist {number}", "Ana", "2099-04-01", NOTE)
        report = gather_review(store, review.id)
    (folder / "items.json").write_text(json.dumps(items(report)), "utf-8")
    body = MarkdownIt("commonmark").enable("table").render(render_markdown(report))
    (folder / "review.html").write_text(f"{_PAGE}{body}</body></html>", "utf-8")


def _holdfast(folder: Path) -> Sequence[str]:
    call = ("--data", str(folder / "store"), "--operator", "Ana", "review", "export", "1")
    return sys.executable, "-m", "holdfast", *call, "--out", "ours.pdf", "--replace", "--unsigned"


def _bare(folder: Path) -> Sequence[str]:
    return sys.executable, str(ROOT / "tests/bench/bare_report.py"), str(folder / "items.json"), "bare.pdf"


def _others(folder: Path) -> Iterator[tuple[str, float, Sequence[str]]]:
    """Each other program that is here: its name, the most of its time that we may take, its call."""
    if weasyprint := shutil.which("weasyprint"):
        yield "WeasyPrint", 0.333, (weasyprint, "--quiet", "review.html", "weasyprint.pdf")
    if soffice := shutil.which("soffice"):
        call = (soffice, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}")
        _process((*call, *_ODT, "review.html"), folder)()
        yield "LibreOffice", 0.667, (*call, "--convert-to", "pdf", "review.odt")


def _process(command: Sequence[str], folder: Path) -> Callable[[], object]:
    """Runs it to its end; what Python compiles may be kept, as it is where anybody works."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda: subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
    )
