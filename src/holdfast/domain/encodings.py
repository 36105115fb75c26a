"""What the bytes of a text file say, whichever of the usual encodings they are in."""

from typing import Final, Literal

Encoding = Literal["UTF-8", "UTF-16", "Windows-1252", ""]
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> tuple[str, Encoding]:
    """The text of a file and the encoding that it was read as.

    UTF-16 says so in its first two bytes; what is no UTF-8 is read as Windows-1252. "" where it is none of
    them, or UTF-8 that was damaged: then the text has a mark for each byte that can't be read. Null
    characters stand in no text: with one it is none of them either.
    """
    text, encoding = _read(data)
    return (data.decode("utf-8", "replace"), "") if "\0" in text or not encoding else (text, encoding)


def _read(data: bytes) -> tuple[str, Encoding]:
    try:
        if data.startswith(_WIDE):
            return data.decode("utf-16"), "UTF-16"
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        if data.startswith(_WIDE) or _is_damaged(data):
            return "", ""
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return "", ""


def _is_damaged(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: read otherwise, all of that would be wrong."""
    whole = sum(char > "\x7f" for char in data.decode("utf-8", "ignore"))
    return whole >= data.decode("utf-8", "replace").count("\ufffd")
