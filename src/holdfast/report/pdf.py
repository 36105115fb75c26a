"""A document as PDF."""

from holdfast.domain.proof import Proof
from holdfast.report.documents import Document


def render_pdf(document: Document, proof: Proof | None = None) -> bytes:
    """The whole document, tagged, with its record attached (PDF/A-3a, PDF/UA-1). The same document and proof
    give the same bytes. Without a proof, as in a preview, nothing says how to check it.

    A pure function of values, safe to call from any thread; it takes about a tenth of a second.
    """
    # reportlab and pikepdf take a quarter of a second to load: at start nobody needs them.
    from holdfast.report.typeset import typeset  # noqa: PLC0415

    return typeset(document, proof)
