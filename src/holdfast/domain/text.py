"""Text as people type and paste it, made fit to be recorded and shown."""

import re
import unicodedata
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.words import _

LINE: Final = 300
PROSE: Final = 200_000
# Controls that turn the direction of what follows: they can make a line read as what it is not.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# What only a terminal understands: escape sequences, backspaces, a carriage return that overwrites.
_CONTROLS: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]|\\r(?!\\n)")


def clean_line(text: str, name: str, limit: int = LINE) -> str:
    """One line: no control or direction-turning characters, white space run together.

    `name` is what the field is called on screen. UserError where it is too long or not text.
    """
    _bounded(text, name, limit)
    kept = "".join(
        " " if char.isspace() else char for char in _whole(text, name) if _is_shown(char) or char.isspace()
    )
    return _within(_composed(" ".join(kept.split())), name, limit)


def clean_prose(text: str, name: str, limit: int = PROSE) -> str:
    """Text of many lines: line ends made one kind, control and direction-turning characters taken out."""
    _bounded(text, name, limit)
    plain = _whole(text, name).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in plain if char in "\n\t" or _is_shown(char))
    return _within(_composed(kept.strip()), name, limit)


def first_upper(text: str) -> str:
    """The text with a capital first letter, the rest as it is: German nouns keep theirs."""
    return text[:1].upper() + text[1:]


def has_controls(text: str) -> bool:
    """Whether text holds control characters, which are taken out of what is recorded as text."""
    return _CONTROLS.search(text) is not None


def _bounded(text: str, name: str, limit: int) -> None:
    """Refuse what is far too long before any work is spent on it."""
    if len(text) > 4 * limit + 10_000:
        _within(text, name, limit)


def needed(text: str, name: str) -> str:
    """The text; UserError where it is empty or nothing of it can be seen.

    A character that this Python's Unicode tables don't know yet counts as one that can.
    """
    if not has_ink(text):
        raise UserError(_("{name} is empty.").format(name=name), hint=_("Write a few words."))
    return text


def has_ink(text: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(_is_ink(char) for char in text)


def _is_ink(char: str) -> bool:
    category = unicodedata.category(char)
    return category in {"Cn", "Co"} or category[0] not in "CZ"


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) != "Cc" and char not in _TURNING


def _whole(text: str, name: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UserError(
            _("{name} holds bytes that are not text.").format(name=name),
            hint=_("Type it, or paste it as UTF-8."),
        ) from error
    return text


def _composed(text: str) -> str:
    """One spelling of each character; last, since what was taken out may have stood between its parts."""
    return unicodedata.normalize("NFC", text)


def _within(text: str, name: str, limit: int) -> str:
    if len(text) > limit:
        raise UserError(
            _("{name} has {length} characters; {limit} fit.").format(
                name=name, length=len(text), limit=limit
            ),
            hint=_("Shorten it; put the rest in a note. Nothing was recorded, your text is still here."),
        )
    return text


def to_lines(text: str) -> list[str]:
    """The text's lines; only line feeds and carriage returns end one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd").split("\n")
