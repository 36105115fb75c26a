"""The structure tree of a tagged PDF, written into the file (ISO 32000-1, 14.7.2 to 14.7.4)."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from holdfast.report.tags import Attributes, Element, Mark, Tags


def add_structure(pdf: Pdf, tags: Tags) -> None:
    """Give every page its marks and the document its tree."""
    pages: list[Object] = [page.obj for page in pdf.pages]
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    written: dict[int, Object] = {}
    tree.K = Array([_written(pdf, tags.root, tree, pages, written)])
    numbers = Array()
    for number, page in enumerate(pages):
        page.StructParents = number
        page.Tabs = Name.S
        marks = tags.pages[number] if number < len(tags.pages) else []
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([written[id(element)] for element in marks])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = tree


def _written(
    pdf: Pdf, element: Element, parent: Object, pages: list[Object], written: dict[int, Object]
) -> Object:
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent))
    written[id(element)] = node
    if element.attributes:
        node.A = _attributes(element.attributes)
    if element.alt:
        node.Alt = String(element.alt)
    if element.box is not None:
        box = Array([round(each, 2) for each in element.box])
        node.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    if first is not None:
        node.Pg = pages[first]
    kids = [
        _mark(kid, first, pages) if isinstance(kid, Mark) else _written(pdf, kid, node, pages, written)
        for kid in element.kids
    ]
    if kids:
        node.K = kids[0] if len(kids) == 1 else Array(kids)
    return node


def _mark(mark: Mark, page: int | None, pages: list[Object]) -> Object | int:
    if mark.page == page:
        return mark.number
    return Dictionary(Type=Name.MCR, Pg=pages[mark.page], MCID=mark.number)


def _attributes(attributes: Attributes) -> Object:
    return Dictionary({f"/{key}": Name(f"/{value}") for key, value in attributes})
