"""Whether the pages of a PDF are those that its record gives: they are made again and compared.

A signature is an addition behind the unsigned bytes. What it adds may be nothing but itself, or whoever can
sign could lay other pages over those of the record.
"""

import io
from typing import Any, Final, cast

import pikepdf

from holdfast.domain.errors import UserError
from holdfast.report.content import RENDERER
from holdfast.report.evidence_of import Record
from holdfast.report.pdf import render_pdf
from holdfast.report.preview import page_image, pages
from holdfast.report.verdict import Finding, holds, unknown, wrong
from holdfast.words import _

_ADDED_TO_ROOT: Final = {"/Perms", "/Extensions", "/Version"}
_OF_A_SIGNATURE: Final = {
    "/Type",
    "/Filter",
    "/SubFilter",
    "/Contents",
    "/ByteRange",
    "/M",
    "/Reference",
}


_END: Final = 4096
"""Bytes at the end of a file among which its mark of the end is looked for."""


def opened(pdf: bytes) -> pikepdf.Pdf:
    """A PDF that needs no repair. UserError says what is wrong with it, or that it is none."""
    if not pdf.strip():
        raise UserError(_("The file is empty."), hint=_("Ask for a fresh copy of the document."))
    if not pdf.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"%PDF-":
        raise UserError(
            _("This is not a PDF."), hint=_("Choose the PDF, the JSON or the pack that was exported.")
        )
    if not pdf.rstrip(b"\r\n \t\x00").endswith(b"%%EOF"):
        if b"%%EOF" in pdf[-_END:]:
            raise UserError(
                _("Something that is no PDF was appended to the file."),
                hint=_("Ask for a fresh copy of the document."),
            )
        raise UserError(
            _("The file is cut short: its end is missing."), hint=_("Ask for a fresh copy of the document.")
        )
    try:
        document = pikepdf.open(io.BytesIO(pdf), suppress_warnings=True, attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except Exception as error:
        raise UserError(
            _("The file is damaged and can't be read."), hint=_("Ask for a fresh copy of the document.")
        ) from error
    if document.is_encrypted:
        raise _encrypted()
    return document


def _encrypted() -> UserError:
    return UserError(
        _("The file is encrypted; what Holdfast writes never is."),
        hint=_("Ask for the file as it was exported."),
    )


def record_in(document: pikepdf.Pdf) -> bytes:
    """The record inside a PDF. UserError where there is none, or more than one file."""
    try:
        files = list(document.Root.Names.EmbeddedFiles.Names)[1::2]
        if len(files) > 1 or len(document.attachments) > 1:
            raise UserError(
                _("More than one file is inside; Holdfast puts in the record alone."),
                hint=_("Ask for the file as it was exported."),
            )
        (spec,) = files
        return cast("Any", spec).EF.F.read_bytes()
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError, pikepdf.PdfError) as error:
        raise UserError(
            _("There is no record inside: this is none of Holdfast's documents, or it was taken out."),
            hint=_("Ask for the file as it was exported."),
        ) from error


def check_pages(pdf: bytes, record: Record, *, signed: bool) -> Finding:
    """Make the pages of a record again and compare them, byte for byte."""
    if record.document is None or record.proof is None or record.renderer != RENDERER:
        told = _("The pages were not made again: another Holdfast wrote it ({theirs}, not {ours}).")
        return unknown("pages", told.format(theirs=record.renderer, ours=RENDERER))
    again = render_pdf(record.document, record.proof)
    if not pdf.startswith(again):
        return wrong("pages", _differing(pdf, again))
    if len(pdf) > len(again) and not (signed and _only_signed(pdf, again)):
        return wrong("pages", _("More than a signature was added to the pages of the record."))
    return holds("pages", _("The pages are those of the record: made again, they are the same bytes."))


def _differing(pdf: bytes, again: bytes) -> str:
    """Where a reader would see the difference first."""
    try:
        shown, meant = pages(pdf), pages(again)
        for number in range(min(shown, meant)):
            if page_image(pdf, number, 1) != page_image(again, number, 1):
                return _("Page {number} is not the one that the record gives.").format(number=number + 1)
    except Exception:  # noqa: BLE001  (whatever a damaged file makes a renderer do)
        return _("The pages can't be shown: the file is damaged.")
    if shown != meant:
        return _("There are {shown} pages; the record gives {meant}.").format(shown=shown, meant=meant)
    return _("The pages look like those of the record, but the file is not the one that Holdfast made of it.")


def _only_signed(pdf: bytes, again: bytes) -> bool:
    """Whether a signed file differs from the unsigned one by its signature alone; a damaged one does not."""
    try:
        return _differs_by_signature(pdf, again)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, RuntimeError, pikepdf.PdfError):
        return False


def _differs_by_signature(pdf: bytes, again: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as signed, pikepdf.open(io.BytesIO(again)) as plain:
        field = plain.Root.AcroForm.Fields[0].objgen
        root = plain.Root.objgen
        if signed.Root.objgen != root or signed.trailer.Info.objgen != plain.trailer.Info.objgen:
            return False
        allowed = {root: _ADDED_TO_ROOT, field: {"/V"}, plain.Root.AcroForm.objgen: set[str]()}
        before = {one.objgen: one for one in plain.objects if one.is_indirect}
        after = {one.objgen: one for one in signed.objects if one.is_indirect}
        more = after.keys() - before.keys()
        return (
            not before.keys() - after.keys()
            and all(_same(after[key], one, allowed.get(key, set())) for key, one in before.items())
            and len(more) == 1
            and all(set(cast("Any", after[key]).keys()) == _OF_A_SIGNATURE for key in more)
        )


def _same(now: pikepdf.Object, before: pikepdf.Object, added: set[str]) -> bool:
    if isinstance(before, pikepdf.Stream):
        return (
            isinstance(now, pikepdf.Stream)
            and now.read_raw_bytes() == before.read_raw_bytes()
            and _plain(now) == _plain(before)
        )
    if isinstance(before, pikepdf.Dictionary):
        if not isinstance(now, pikepdf.Dictionary):
            return False
        kept = {key: value for key, value in _plain(now).items() if key not in added}
        return kept == _plain(before)
    return now.unparse() == before.unparse()


def _plain(one: pikepdf.Object) -> dict[str, bytes]:
    return {key: _unparsed(value) for key, value in one.items()}


def _unparsed(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()
