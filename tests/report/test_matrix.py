"""The small cut of the matrix: every report in both languages on both papers. See `matrix` for the rest."""

import shutil
from itertools import product
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from holdfast.report.pdf import render_pdf
from tests.report.matrix import LANGUAGES, PAPERS, bare_fonts, broken_rules, qpdf_says, small


@pytest.mark.skipif(
    shutil.which("qpdf") is None,
    reason="qpdf is not installed: apt-get install qpdf, or as root `python3 packaging/dev.py test`",
)
def test_each_report_keeps_the_standards_in_each_language_on_each_paper(tmp_path: Path) -> None:
    for language, paper in product(LANGUAGES, PAPERS):
        for name, document in small(language, paper):
            pdf = render_pdf(document)
            said = (name, language, paper, broken_rules(pdf), bare_fonts(pdf), qpdf_says(pdf, tmp_path))
            assert said == (name, language, paper, [], [], "")


def test_a_font_that_is_not_embedded_and_a_broken_rule_are_found(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bare.pdf"))
    canvas.drawString(72, 72, "Words")
    canvas.save()
    bare = (tmp_path / "bare.pdf").read_bytes()
    assert bare_fonts(bare) == ["font /Helvetica is not embedded"]
    assert len(broken_rules(bare)) > 2
    assert qpdf_says(bare[:-200], tmp_path)
