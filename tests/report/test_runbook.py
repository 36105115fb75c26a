"""What stands on a checklist and in the binder, and on which page."""

import io
from collections.abc import Callable

import pikepdf

from holdfast.report import flow
from holdfast.report.grid import Grid
from holdfast.report.pdf import render_pdf
from holdfast.report.runbook import SheetSection, StepBox, StepLine, print_checklist
from holdfast.report.tags import Element
from holdfast.report.text import render_markdown
from tests.report.conftest import HASH, make_binder, make_checklist, make_imprint, make_text

Texts = Callable[[bytes], list[str]]


def flat(text: str) -> str:
    return " ".join(text.split())


def below_the_furniture(page: str) -> str:
    """What stands in the column: the marking and the footer are drawn before it."""
    return flat(page).split(HASH, 1)[1].strip()


def test_a_checklist_has_boxes_step_ids_and_the_short_hash_on_every_page(texts: Texts) -> None:
    steps = tuple(StepBox(number, f"id{number}", (StepLine(f"Do {number}"),)) for number in range(1, 80))
    book = make_text(sections=(SheetSection("Mitigation", "", steps),))
    pages = texts(render_pdf(make_checklist(runbook=book)))
    assert len(pages) > 2
    assert all(HASH[:12] in page for page in pages)
    whole = flat(" ".join(pages))
    assert all(f"\N{BALLOT BOX} {number} id{number} Do {number} " in whole for number in range(1, 80))


def test_code_stands_as_it_was_written() -> None:
    lines = (StepLine("Look"), StepLine("if true; then", code=True), StepLine("    df", code=True))
    book = make_text(sections=(SheetSection("Fix", "", (StepBox(1, "a", lines),)),))
    blocks = list(flow.blocks(print_checklist(make_checklist(runbook=book)), Element("Document")))
    (table,) = (block for block in blocks if isinstance(block, Grid) and block.head)
    drawn = [line.glyphs[0].text for part in table.rows[0].cells[1] for line in part.broken(300)]
    assert [text.replace("\xa0", " ") for text in drawn] == ["Look", "if true; then", "    df"]


def test_what_is_asked_stands_below_its_step() -> None:
    assert "Delete<br>Expected: empty" in render_markdown(make_checklist())


def test_words_below_the_title_need_no_heading_in_the_binder(texts: Texts) -> None:
    pages = texts(render_pdf(make_binder()))
    assert not any("At the beginning" in page for page in pages)
    assert "At the beginning" in texts(render_pdf(make_checklist()))[0]


def test_the_contents_name_the_page_that_each_part_begins_on(texts: Texts) -> None:
    pages = texts(render_pdf(make_binder()))
    first = flat(pages[0])
    for heading in (*(f"Book {number}" for number in range(12)), "Phone list", "Handover"):
        begins = next(
            n for n, page in enumerate(pages[1:], 2) if below_the_furniture(page).startswith(heading)
        )
        after = first[first.index(f"{heading} ") + len(heading) :]
        named = next(word for word in after.split() if word.isdigit())
        assert int(named) == begins, heading


def test_the_outline_leads_to_runbooks_and_their_sections() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(make_binder()))) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[:2] == ["Contents", "Book 0"] or titles[:2] == ["Book 0", "Book 1"]
        book = next(item for item in outline.root if item.title == "Book 3")
        assert [item.title for item in book.children] == ["Meaning", "Mitigation"]


def test_the_forms_fill_a_page_each(texts: Texts) -> None:
    for paper in ("A4", "Letter"):
        made = render_pdf(make_binder(imprint=make_imprint(paper=paper)))
        pages = [below_the_furniture(page) for page in texts(made)]
        assert pages[-2].startswith("Incident log")
        assert pages[-1].startswith("Handover")
        assert "Signatures" in pages[-1]
