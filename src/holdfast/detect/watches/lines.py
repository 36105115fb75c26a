"""A stream of bytes as lines, a block at a time, however large it is and whatever stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from holdfast.domain.errors import UserError
from holdfast.words import _

LONGEST: Final = 65_536
_BLOCK: Final = 262_144
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines without their ends: the number of the first, where the next begins, whether a quotation
    mark is among them, and how many were too long; those are empty here.
    """

    first: int
    texts: list[str]
    end: int
    quoted: bool = False
    long: int = 0


def blocks(stream: BinaryIO, *, first: int = 1, end: int = 0, rest: bool = True) -> Iterator[Lines]:
    """The lines of a stream that stands at the byte `end`, where the line `first` begins. The last one counts
    without its end only where `rest` says so. UserError where it is UTF-16.
    """
    carry, dropping = b"", False
    while block := stream.read(_BLOCK):
        if end == 0 and not carry and not dropping:
            _see_begin(block)
            mark = 3 if block.startswith(b"\xef\xbb\xbf") else 0
            block, end = block[mark:], mark
        data = carry + block
        cut = data.rfind(b"\n")
        if cut < 0:
            carry = data
            if dropping or len(data) > LONGEST:
                carry, dropping, end = b"", True, end + len(data)
            continue
        whole, carry = data[:cut], data[cut + 1 :]
        end += cut + 1
        lines = _lines(whole, first, end, dropping=dropping)
        dropping = False
        yield lines
        first += len(lines.texts)
    if rest and (carry or dropping):
        yield _lines(carry, first, end + len(carry), dropping=dropping)


def _see_begin(block: bytes) -> None:
    if block.startswith(_WIDE):
        raise UserError(_("The file is UTF-16, which can't be followed."), _("Let it be written as UTF-8."))


def _lines(whole: bytes, first: int, end: int, *, dropping: bool) -> Lines:
    if b"\r" in whole:
        whole = whole.replace(b"\r\n", b"\n").removesuffix(b"\r")
    texts = whole.decode("utf-8", "replace").split("\n")
    long = int(dropping)
    if dropping:
        texts[0] = ""
    if len(max(texts, key=len)) > LONGEST:
        long += sum(len(text) > LONGEST for text in texts)
        texts = ["" if len(text) > LONGEST else text for text in texts]
    return Lines(first, texts, end, b'"' in whole, long)
