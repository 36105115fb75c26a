"""Pages as pictures, and what the report room does not load until it is asked."""

import subprocess
import sys
from collections.abc import Callable
from math import ceil

from holdfast.report.content import ReviewReport
from holdfast.report.pdf import render_pdf
from holdfast.report.preview import page_image, pages


def test_pages_are_counted_and_drawn_at_the_scale_asked_for(review: Callable[..., ReviewReport]) -> None:
    pdf = render_pdf(review(status="released"))
    assert pages(pdf) >= 3
    for scale in (0.5, 2.0):
        picture = page_image(pdf, 0, scale)
        assert (picture.width, picture.height) == (ceil(595.28 * scale), ceil(841.89 * scale))
        assert picture.stride >= picture.width * 4
        assert len(picture.pixels) == picture.stride * picture.height


def test_the_paper_is_white_and_the_marking_red(review: Callable[..., ReviewReport]) -> None:
    picture = page_image(render_pdf(review(status="released")), 0, 1.0)
    dots = {picture.pixels[place : place + 3] for place in range(0, len(picture.pixels), 4)}
    assert b"\xff\xff\xff" in dots
    assert bytes.fromhex("20008B") in dots


_SCRIPT = """
import sys
import holdfast.report.pdf, holdfast.report.preview, holdfast.report.text, holdfast.report.write
print([name for name in ("reportlab", "pikepdf", "pypdfium2", "PySide6", "peewee") if name in sys.modules])
"""


def test_nothing_heavy_is_loaded_at_start() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
