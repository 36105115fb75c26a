"""Every report, small, typical and of 500 pages, in both languages on both papers, against the standards.

    python -m tests.report.matrix [--sizes small typical long] [--only review …] [--keep DIR]

For each: PDF/A-3a, PDF/UA-1, fonts that are not embedded, `qpdf --check`. The typical ones come from a store
and are signed; the long ones are these with more of the same. Not part of the tests: it takes minutes.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any, Final, NamedTuple

import page
import pikepdf

from holdfast.report.content import Paper
from holdfast.report.documents import Document
from holdfast.report.pdf import render_pdf
from holdfast.report.preview import pages
from tests.report.conftest import (
    make_binder,
    make_card,
    make_checklist,
    make_imprint,
    make_metrics,
    make_personal,
    make_record,
    make_register,
    make_review,
    make_sheet,
    make_shift,
)
from tests.report.told import Told

PROFILES: Final = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
LANGUAGES: Final = ("en", "de")
PAPERS: Final[tuple[Paper, ...]] = ("A4", "Letter")
LONG: Final = 500
_MAKERS: Final[Mapping[str, Callable[..., Any]]] = {
    "record": make_record,
    "register": make_register,
    "metrics": make_metrics,
    "handover": make_sheet,
    "shift": make_shift,
    "personal": make_personal,
    "card": make_card,
    "checklist": make_checklist,
    "binder": make_binder,
}
Make = Callable[[], list[bytes]]
"""Makes the PDFs of a report."""
_GROWN: Final = {
    "review": "timeline",
    "record": "timeline",
    "register": "rows",
    "metrics": "overdue",
    "handover": "resources",
    "shift": "incidents",
    "personal": "activities",
    "binder": "runbooks",
}
"""Which of its lists a report of 500 pages has more of."""


class Line(NamedTuple):
    """A line of the table."""

    report: str
    size: str
    language: str
    paper: str
    pages: int
    faults: list[str]
    seconds: float


def broken_rules(pdf: bytes) -> list[str]:
    """What PDF/A-3a and PDF/UA-1 find in it."""
    unlimited = (
        page.SafetyLimits.unlimited()
    )  # a table of 500 pages has more rows than it reads from strangers
    reports = [page.validate_pdf_bytes(pdf, profile=profile, limits=unlimited) for profile in PROFILES]
    return [f"{one.rule_id}: {one.message}" for report in reports for one in report.failures]


def bare_fonts(pdf: bytes) -> list[str]:
    """The fonts that are not embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        return [
            f"font {font.get('/BaseFont')} is not embedded"
            for font in fonts
            if font.get("/Type") == "/Font" and "/FontFile2" not in font.get("/FontDescriptor", {})
        ]


def qpdf_says(pdf: bytes, folder: Path) -> str:
    """What `qpdf --check` finds wrong, "" for nothing."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def small(language: str, paper: Paper) -> Iterator[tuple[str, Document]]:
    """The least of each report that has something in every part."""
    yield "review", make_review(timeline=make_review().timeline[:3], language=language, paper=paper)
    made = make_imprint(language=language, paper=paper)
    for name, maker in _MAKERS.items():
        yield name, maker(imprint=made)


def long(name: str, typical: Document) -> bytes:
    """The same with so much more of it that it fills 500 pages."""
    times = 1
    while (count := pages(pdf := render_pdf(_grown(name, typical, times)))) < LONG:
        times = ceil(times * LONG / count * 1.05)
    return pdf


def _grown(name: str, document: Any, times: int) -> Document:
    if name == "card":
        return replace(document, text="\n\n".join([document.text] * times * 10))
    if name == "checklist":
        book = document.runbook
        return replace(document, runbook=replace(book, sections=book.sections * times))
    rows: tuple[Any, ...] = getattr(document, _GROWN[name]) * (times * 10)
    more = {"incidents": len(rows)} if name == "register" else {}
    return replace(document, **{_GROWN[name]: rows}, **more)


def _made(
    told: Told, size: str, language: str, paper: Paper
) -> Iterator[tuple[str, Callable[[], list[bytes]]]]:
    """Every report of a size: its name, and what makes its files."""
    if size == "small":
        for name, document in small(language, paper):
            yield name, lambda document=document: [render_pdf(document)]
    else:
        for name, handout in told.handouts(language, paper):
            if size == "typical":
                yield name, lambda handout=handout: [told.signed(handout)]
            else:
                document = handout.document
                yield name, lambda name=name, document=document: [long(name, document)]
    yield "pack", lambda: told.pack(size, language, paper)


def lines(told: Told, sizes: list[str], only: list[str], keep: Path | None) -> Iterator[Line]:
    """The table, line by line as it is made."""
    for size in sizes:
        for language in LANGUAGES:
            for paper in PAPERS:
                for name, make in _made(told, size, language, paper):
                    if not only or name in only:
                        yield _line(told.folder, make, keep, (name, size, language, paper))


def _line(folder: Path, make: Make, keep: Path | None, key: tuple[str, ...]) -> Line:
    start = time.perf_counter()
    files, faults, count = make(), list[str](), 0
    for number, pdf in enumerate(files):
        count += pages(pdf)
        faults += [*broken_rules(pdf), *bare_fonts(pdf), *filter(None, [qpdf_says(pdf, folder)])]
        if keep is not None and not number:
            (keep / f"{'-'.join(key)}.pdf").write_bytes(pdf)
    if key[1] == "long" and count < LONG:
        faults.append(f"only {count} pages")
    name, size, language, paper = key
    return Line(name, size, language, paper, count, faults, time.perf_counter() - start)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", default=["small", "typical", "long"])
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--keep", type=Path, help="a folder for the files")
    args = parser.parse_args()
    if args.keep is not None:
        args.keep.mkdir(parents=True, exist_ok=True)
    found = 0
    with tempfile.TemporaryDirectory() as folder, Told.begin(Path(folder)) as told:
        for line in lines(told, args.sizes, args.only, args.keep):
            found += len(line.faults)
            head = f"{line.report:10} {line.size:8} {line.language:3} {line.paper:7}"
            said = f"{head}{line.pages:5} pages {len(line.faults):4} faults {line.seconds:7.1f} s\n"
            sys.stdout.write(said + "".join(f"    {fault}\n" for fault in line.faults[:10]))
            sys.stdout.flush()
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
