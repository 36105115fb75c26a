"""The compiled catalogues are those of their sources."""

import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from holdfast.paths import resources

SOURCES = sorted((resources() / "i18n").glob("*/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: f"{source.parts[-3]}-{source.stem}")
def test_a_catalogue_is_compiled_from_its_source(source: Path) -> None:
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parts[-3], domain=source.stem)
    made = io.BytesIO()
    write_mo(made, catalogue)
    assert source.with_suffix(".mo").read_bytes() == made.getvalue(), "run: dev.py words"
