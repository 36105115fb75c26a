import pytest

from holdfast.domain.encodings import decoded


@pytest.mark.parametrize("text", ["# Größe\r\n", "# 5 €\n"])
@pytest.mark.parametrize(
    ("codec", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_the_usual_encodings_of_text_are_read(text: str, codec: str, said: str) -> None:
    read, encoding = decoded(text.encode(codec))
    assert (read.removeprefix("\ufeff"), encoding) == (text, said)


def test_utf_16_of_either_order_is_read() -> None:
    assert decoded(b"\xfe\xff" + "# Größe".encode("utf-16-be")) == ("# Größe", "UTF-16")
    assert decoded(b"\xff\xfe" + "# Größe".encode("utf-16-le")) == ("# Größe", "UTF-16")


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\0\0",
        "# a".encode("utf-16-le"),
        "# a".encode("utf-32"),
        b"\xff\xfe#\0a",
        b"\xff\xfe\x00\xd8#\0",
        b"# \x81\xff",
        b"\xff\0\xff",
    ],
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded(data) == (data.decode("utf-8", "replace"), "")


def test_utf_8_that_was_damaged_is_not_taken_for_something_else() -> None:
    text, encoding = decoded("Größe, Länge".encode() + b" \xe4")
    assert (text, encoding) == ("Größe, Länge \ufffd", "")
