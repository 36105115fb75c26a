"""A face that is read quickly is the face that reportlab reads, but for one slip of reportlab's."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from holdfast.paths import resources
from holdfast.report.face_file import QuickFace

_FACES = sorted((resources() / "fonts").glob("*.ttf"))
_READ = ("name", "flags", "ascent", "descent", "capHeight", "bbox", "unitsPerEm", "italicAngle", "stemV")
_READ += ("defaultWidth", "charWidths", "charToGlyph", "glyphPos")


@pytest.mark.parametrize("file", _FACES, ids=lambda file: file.stem)
def test_it_is_the_face_that_reportlab_reads(file: object) -> None:
    quick, whole = QuickFace(str(file)), TTFontFace(str(file))
    for name in _READ:
        assert getattr(quick, name) == getattr(whole, name), name
    assert [bearing for _, bearing in quick.hmetrics] == [bearing for _, bearing in whole.hmetrics]


@pytest.mark.parametrize("file", _FACES, ids=lambda file: file.stem)
def test_every_advance_is_in_font_units(file: object) -> None:
    quick, whole = QuickFace(str(file)), TTFontFace(str(file))
    for (ours, _), (theirs, _) in zip(quick.hmetrics, whole.hmetrics, strict=True):
        assert isinstance(ours, int)
        assert ours == (round(theirs * whole.unitsPerEm / 1000) if isinstance(theirs, float) else theirs)
