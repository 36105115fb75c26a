"""The words on the pages of a PDF."""

from pathlib import Path

import pypdfium2


def printed(pdf: Path) -> str:
    """All words of a PDF, without white space: a table breaks lines where it must."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return plain(" ".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def plain(text: str) -> str:
    """A text as `printed` gives it."""
    return "".join(text.split()).replace("\ufffe", "").replace("\xad", "")
