"""The record of a document: what it shows and what proves it, as JSON for machines, and read back.

It stands inside every PDF, and alone as the JSON export. The same document and proof give the same bytes.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, cast

import msgspec

from holdfast.domain.errors import UserError
from holdfast.domain.proof import Proof
from holdfast.report.content import RENDERER
from holdfast.report.documents import Document, nature, type_of
from holdfast.words import _

LARGEST: Final = 256 * 1024 * 1024  # bytes of a record that is read
_LONE: Final = re.compile("[\ud800-\udfff]")
_encode: Final = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read: the document (None where this program knows no such format), and its proof."""

    format: str
    renderer: int
    document: Document | None
    proof: Proof | None


class _Raw(msgspec.Struct):
    format: str
    renderer: int
    report: dict[str, Any]
    proof: Proof | None = None


def render_json(document: Document, proof: Proof | None = None) -> bytes:
    """The record in UTF-8: members sorted, no spaces, hashes as hex."""
    value: dict[str, Any] = {
        "format": nature(document).format,
        "renderer": RENDERER,
        "report": _sound(msgspec.to_builtins(document)),
    }
    return _encode(value if proof is None else {**value, "proof": proof})


def _sound(value: Any) -> Any:  # noqa: ANN401  (JSON of any shape)
    """The same value without lone surrogates, which no file can hold."""
    if isinstance(value, str):
        return value if value.isascii() else _LONE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _sound(item) for key, item in cast("dict[str, Any]", value).items()}
    return [_sound(item) for item in cast("list[Any]", value)] if isinstance(value, list | tuple) else value


def _unreadable(error: Exception) -> str:
    if "trailing characters" in str(error):
        return _("Something stands behind the end of the JSON: it was appended.")
    return _("This is no JSON that can be read: it is cut short or damaged.")


def read_record(data: bytes) -> Record:
    """A record from its bytes. UserError where it is none, or is damaged."""
    if len(data) > LARGEST:
        raise UserError(_("The record is larger than 256 MiB and was not read."))
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UserError(_unreadable(error), hint=_("Ask for a fresh copy of the document.")) from error
    try:
        if _encode(plain) != data:  # two programs could read it in two ways
            raise UserError(
                _("The record is not in the form that Holdfast writes: it was changed."),
                hint=_("Ask for a fresh copy of the document."),
            )
        raw = msgspec.json.decode(data, type=_Raw)
        kind = type_of(raw.format)
        document = None if kind is None else msgspec.convert(raw.report, kind)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        raise UserError(
            _("The record can't be read: it is damaged or none of Holdfast's."),
            hint=_("Ask for a fresh copy of the document."),
        ) from error
    return Record(raw.format, raw.renderer, document, raw.proof)
