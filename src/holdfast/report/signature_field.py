"""The field that a signature goes into, made before signing: invisible, tagged, with a name for readers."""

from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from holdfast.words import _

FIELD: Final = "Signature"
_PRINT: Final = 4  # PDF/A wants every annotation to be printed, even one without extent


def add_signature_field(pdf: Pdf) -> None:
    """Give the first page the empty field. The structure tree must be there already."""
    page, tree = pdf.pages[0].obj, pdf.Root.StructTreeRoot
    number = int(tree.ParentTreeNextKey)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD),
            TU=String(_("Signature of this document")),
            Rect=Array([0, 0, 0, 0]),
            F=_PRINT,
            P=page,
            StructParent=number,
        )
    )
    page.Annots = Array([field])
    # of its own, so that signing changes the form and the field and leaves the rest alone
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=3))
    _tag(pdf, tree, field, number)


def _tag(pdf: Pdf, tree: Object, field: Object, number: int) -> None:
    document = tree.K[0]
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=document,
            Pg=pdf.pages[0].obj,
            K=Dictionary(Type=Name.OBJR, Obj=field),
        )
    )
    kids = document.get("/K")
    document.K = Array([*(kids if isinstance(kids, Array) else [] if kids is None else [kids]), form])
    tree.ParentTree.Nums.append(number)
    tree.ParentTree.Nums.append(form)
    tree.ParentTreeNextKey = number + 1
