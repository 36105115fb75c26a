"""JSON of strangers, read strictly: what two programs could read in two ways is refused."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final, cast

from holdfast.domain.errors import UserError
from holdfast.words import _

LARGEST: Final = 16 * 1024 * 1024
DEEPEST: Final = 64
PARTS: Final = 500_000  # objects and lists; each takes far more memory than its two brackets
DIGITS: Final = 20
_UTF8: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
# A string that is never closed ends with the text, so that no quotation mark is looked at twice.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKET: Final = re.compile(r"[^\[\]{}]+")
_STEPS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


def begins(data: bytes) -> bool:
    """Whether bytes begin as a JSON object or list does."""
    head = data[:400]
    if head.startswith(_UTF16):
        return head.decode("utf-16", "ignore").lstrip().startswith(("{", "["))
    return head.removeprefix(_UTF8).lstrip(b" \t\r\n\0").startswith((b"{", b"["))


def loads(data: bytes) -> object:
    """What the bytes of a JSON text say. UserError with a sentence of its own for each fault."""
    if len(data) > LARGEST:
        raise too_large(len(data))
    return of_text(text_of(data))


def of_text(text: str) -> object:
    """What a JSON text says; as `loads`."""
    if not text.strip():
        raise UserError(_("It is empty."), _("Nothing was lost by it; send the alert again."))
    _bounded(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _no_json(text, error) from error


def too_large(size: int) -> UserError:
    """The answer to a delivery of more bytes than are read, `size` as far as it was looked at."""
    told = _("It has more than {most} MiB, and no more are read.")
    if size > LARGEST + 1:  # one more is what is read to see that there are
        told = _("It has {size:.1f} MiB; at most {most} MiB are read.")
    return UserError(
        told.format(size=size / 1024 / 1024, most=LARGEST // 1024 // 1024),
        _("Nothing of it was taken in. Send it in several files."),
    )


def text_of(data: bytes) -> str:
    """The text of bytes in UTF-8, or in UTF-16 that begins by saying so. UserError for all else."""
    try:
        text = data.decode("utf-16") if data.startswith(_UTF16) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text() from error
    if "\0" in text:
        raise _no_text()
    return text


def _no_text() -> UserError:
    return UserError(
        _("It is neither UTF-8 nor UTF-16 with its mark at the beginning."),
        _("Nothing of it was taken in. Save it as UTF-8 and send it again."),
    )


def _bounded(text: str) -> None:
    """Refuse what is nested too deeply or has too many parts, before memory is spent on it."""
    opened = text.count("[") + text.count("{")
    if opened <= DEEPEST:
        return
    bare = _STRING.sub("", text)
    if bare.count("[") + bare.count("{") > PARTS:
        raise UserError(
            _("It has more than {most} objects and lists.").format(most=PARTS),
            _("Nothing of it was taken in. Send it in several files."),
        )
    brackets = _NO_BRACKET.sub("", bare)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEEPEST:
        raise UserError(
            _("Its brackets are nested more than {most} deep.").format(most=DEEPEST),
            _("Nothing of it was taken in. No monitoring system writes so; look at who sent it."),
        )


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))
        raise UserError(
            _("It says “{key}” twice in one object, so nobody can know which is meant.").format(
                key=ascii(twice[:100])[1:-1]
            ),
            _("Nothing of it was taken in. Correct what writes it, then send it again."),
        )
    return made


def _constant(word: str) -> object:
    raise UserError(
        _("It holds {word}, which is no number in JSON.").format(word=word),
        _("Nothing of it was taken in. Let the sender write null in its place."),
    )


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _beyond(digits)
    return number


def _int(digits: str) -> int:
    if len(digits) > DIGITS:
        raise _beyond(digits)
    return int(digits)


def _beyond(digits: str) -> UserError:
    return UserError(
        _("It holds a number that is too large: {number}.").format(
            number=digits if len(digits) <= 24 else digits[:24] + "…"
        ),
        _("Nothing of it was taken in. Let the sender write it as text."),
    )


def _no_json(text: str, error: json.JSONDecodeError) -> UserError:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return UserError(
            _("It ends in the middle: only a part of it arrived."),
            _("Nothing of it was taken in. Send the whole file, and give it its name last."),
        )
    return UserError(
        _("It is no JSON from line {line}, column {column} on.").format(
            line=error.lineno, column=error.colno
        ),
        _("Nothing of it was taken in. Correct it there, then send it again."),
    )


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=_constant
)


def members(value: object) -> Mapping[str, object]:
    """The members of an object; none of anything else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def elements(value: object) -> Sequence[object]:
    """The elements of a list; none of anything else."""
    return cast("list[object]", value) if isinstance(value, list) else ()
