"""Pages of a finished PDF as pictures. Nothing of Qt: the caller makes an image of the bytes."""

import threading
from contextlib import closing
from typing import Any, Final, NamedTuple, cast

_PDFIUM: Final = threading.Lock()  # PDFium may be called by one thread at a time


class PagePicture(NamedTuple):
    """A picture in pixels; `pixels` holds rows of `stride` bytes: blue, green, red and one unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    # PDFium takes a while to load: at start nobody needs it.
    import pypdfium2  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    with _PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def page_image(pdf: bytes, index: int, scale: float) -> PagePicture:
    """One page, counted from 0, at `scale` pixels for each point (1/72 inch)."""
    import pypdfium2  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    with _PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[index]) as page:
        drawn: Any = cast("Any", page).render(scale=scale, prefer_bgrx=True)
        with closing(drawn) as bitmap:
            return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
