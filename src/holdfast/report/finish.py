"""The last step of a report: what reportlab cannot write, added with pikepdf.

Structure tree, colour profile, metadata, the attached record and repaired character maps make the file
PDF/A-3a and PDF/UA-1. The same input gives the same bytes.
"""

import base64
import hashlib
import io
import re
import zlib
from typing import Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from holdfast.paths import resources
from holdfast.report.shape import unshaped
from holdfast.report.signature_field import add_signature_field
from holdfast.report.structure import add_structure
from holdfast.report.tags import Tags
from holdfast.report.xmp import packet

_PRODUCER: Final = "Holdfast (reportlab, pikepdf)"
_PAIR: Final = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_MOST_PAIRS: Final = 100  # in one block of a character map, says the CMap specification


class About(NamedTuple):
    """What the file says of itself. Texts are one line; `at` is `YYYY-MM-DDTHH:MM:SSZ` or empty."""

    title: str
    author: str
    language: str
    at: str


class Attachment(NamedTuple):
    """A file inside the file: the data that the pages were made from."""

    name: str
    mime: str
    description: str
    data: bytes


def finished(raw: bytes, tags: Tags, about: About, attachment: Attachment) -> bytes:
    """The complete PDF from reportlab's."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        _repair_character_maps(pdf)
        add_structure(pdf, tags)
        add_signature_field(pdf)
        _describe(pdf, about)
        _add_colour_profile(pdf)
        _attach(pdf, attachment, about.at)
        _pack(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            # Object streams would be smaller, but qpdf makes them at the end, out of reach of `_pack`.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            # it is right, and to look whether it is takes another library, of XML
            fix_metadata_version=False,
        )
    return out.getvalue()


def _pack(pdf: Pdf) -> None:
    """Compress every stream but the metadata, which PDF/A wants readable.

    Packed data that ends in a carriage return would run into the line break before `endstream`, and a reader
    could not tell where it ends (ISO 19005-3, 6.1.7.1): it is written as text once more.
    """
    for stream in pdf.objects:
        if not isinstance(stream, Stream) or stream.get("/Type") == Name.Metadata:
            continue
        packed = stream.read_raw_bytes() if "/Filter" in stream else zlib.compress(stream.read_raw_bytes())
        if packed.endswith(b"\r"):
            text = base64.a85encode(packed) + b"~>"
            stream.write(text, filter=Array([Name.ASCII85Decode, Name.FlateDecode]))
        elif "/Filter" not in stream:
            stream.write(packed, filter=Name.FlateDecode)


def _describe(pdf: Pdf, about: About) -> None:
    info = Dictionary(Title=String(about.title), Producer=String(_PRODUCER))
    if about.author:
        info.Author = String(about.author)
    if about.at:
        info.CreationDate = info.ModDate = String(_pdf_date(about.at))
    pdf.trailer.Info = pdf.make_indirect(info)
    metadata = pdf.make_stream(
        packet(
            title=about.title, author=about.author, language=about.language, producer=_PRODUCER, at=about.at
        )
    )
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root = pdf.Root
    root.Metadata = metadata
    root.Lang = String(about.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _pdf_date(at: str) -> str:
    """`YYYY-MM-DDTHH:MM:SSZ` as a PDF date (ISO 32000-1, 7.9.4)."""
    return f"D:{re.sub('[^0-9]', '', at)[:14]}Z"


def _add_colour_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream((resources() / "icc" / "sRGB.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _attach(pdf: Pdf, attachment: Attachment, at: str) -> None:
    """Embed a file and say that it is the data behind the pages (ISO 19005-3, annex E)."""
    stream = pdf.make_stream(attachment.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{attachment.mime}")
    stream.Params = Dictionary(
        Size=len(attachment.data),
        # The format of embedded files asks for MD5; nothing is trusted because of it.
        CheckSum=String(hashlib.md5(attachment.data, usedforsecurity=False).digest()),
    )
    if at:
        stream.Params.ModDate = String(_pdf_date(at))
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(attachment.name), spec])))
    pdf.Root.AF = Array([spec])


def _repair_character_maps(pdf: Pdf) -> None:
    """Write the fonts' maps to Unicode anew: reportlab's map a code to nothing and know no character above
    U+FFFF.
    """
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            font.ToUnicode.write(_repaired(font.ToUnicode.read_bytes()))


def _repaired(cmap: bytes) -> bytes:
    start, end = cmap.index(b"begincodespacerange"), cmap.index(b"endbfchar") + len(b"endbfchar")
    pairs = [(code, int(char, 16)) for code, char in _PAIR.findall(cmap[start:]) if int(char, 16)]
    codes = b"1 begincodespacerange\n<00> <FF>\nendcodespacerange"
    blocks = [pairs[place : place + _MOST_PAIRS] for place in range(0, len(pairs), _MOST_PAIRS)]
    listed = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(_line(*pair) for pair in block))
        for block in blocks
    )
    return cmap[: start - len(b"1 ")] + codes + b"\n" + listed + cmap[end:]


def _line(code: bytes, char: int) -> bytes:
    return b"<%s> <%s>" % (code, unshaped(chr(char)).encode("utf-16-be").hex().upper().encode())
