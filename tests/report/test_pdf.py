"""What a reader finds on the pages of a review."""

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from holdfast.report.content import Head, ReviewReport, SectionText
from holdfast.report.evidence_of import render_json
from holdfast.report.pdf import render_pdf

Review = Callable[..., ReviewReport]
Texts = Callable[[bytes], list[str]]


def flat(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


def test_sections_stand_in_order_with_their_words(review: Review, texts: Texts) -> None:
    report = review()
    whole = flat(texts(render_pdf(report)))
    places = [whole.index(f"{section.heading} Words of {section.key}.") for section in report.sections]
    assert places == sorted(places)


def test_a_section_that_nobody_wrote_says_so(review: Review, texts: Texts) -> None:
    report = review(sections=(SectionText("summary", "Summary", " \n"),), timeline=(), actions=())
    assert "Summary Not written yet." in flat(texts(render_pdf(report)))


def test_tables_appear_even_where_no_section_makes_room(review: Review, texts: Texts) -> None:
    whole = flat(texts(render_pdf(review(sections=()))))
    assert "Timeline When By What happened" in whole
    assert "Preventive actions Action Owner Due How we will know it worked State" in whole


def test_every_timeline_row_is_there_once_and_late_ones_say_so(review: Review, texts: Texts) -> None:
    report = review()
    whole = flat(texts(render_pdf(report)))
    for row in report.timeline:
        recorded = f"recorded late, {row.recorded} " if row.late else ""
        assert whole.count(f"{row.occurred} {recorded}Anna Berg observation {row.text} ") == 1


def test_the_head_of_a_table_is_repeated_on_every_page_that_it_fills(review: Review, texts: Texts) -> None:
    pages = [" ".join(page.split()) for page in texts(render_pdf(review()))]
    with_rows = [page for page in pages if "Something happened" in page]
    assert len(with_rows) >= 3
    assert all(page.count("When By What happened") == 1 for page in with_rows)


def test_a_low_table_stays_together_with_its_heading(review: Review, texts: Texts) -> None:
    actions = tuple(replace(review().actions[0], title=f"Do {number}") for number in range(5))
    for lines in range(12, 24, 2):
        words = SectionText("summary", "Summary", "\n\n".join(["Words."] * lines))
        report = review(sections=(words,), timeline=(), runs=(), actions=actions)
        (page,) = [page for page in texts(render_pdf(report)) if "Do 0" in page]
        assert page.index("Preventive actions") < page.index("Do 0") < page.index("Do 4")


def test_a_very_high_row_breaks_across_pages(review: Review, texts: Texts) -> None:
    words = " ".join(f"word{number}" for number in range(4000))
    rows = (review().timeline[0], review().timeline[1].__class__("now", "", False, "note", "A", words))
    pdf = render_pdf(review(timeline=rows, sections=()))
    whole = flat(texts(pdf)).split()
    assert [word for word in whole if word.startswith("word")] == words.split()
    assert "word0 " in texts(pdf)[0]  # it begins where there is room


def test_pages_are_counted_and_name_the_review_and_the_head(review: Review, texts: Texts) -> None:
    report = review()
    pages = texts(render_pdf(report))
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "INC-K7-142 · Revision 3, draft" in page
        assert f"Station K7 entry 1284 {report.heads[0].hash}" in " ".join(page.split())


def test_further_stations_are_counted_in_the_footer_and_listed_on_page_one(
    review: Review, texts: Texts
) -> None:
    heads = tuple(Head(f"s{number}", f"K{number}", number, f"{number}" * 64) for number in range(1, 4))
    pages = texts(render_pdf(review(heads=heads)))
    assert all("and 2 more stations" in page for page in pages)
    assert all(head.hash in pages[0].replace("\r\n", "") for head in heads)


def test_the_marking_stands_above_and_below_on_every_page(review: Review, texts: Texts) -> None:
    for page in texts(render_pdf(review()))[1:]:
        assert page.count("INTERNAL USE") == 2
    assert "INTERNAL USE" not in flat(texts(render_pdf(review(marking=""))))


def test_a_long_marking_stays_clear_of_the_footer_and_stands_whole_on_page_one(
    review: Review, texts: Texts
) -> None:
    marking = " ".join(f"SECRET{number}" for number in range(60))
    pdf = render_pdf(review(marking=marking, paper="Letter"))
    assert marking in flat(texts(pdf)[:1])
    page = pypdfium2.PdfDocument(pdf)[1].get_textpage()
    text = page.get_text_range()
    below = text.rindex("SECRET0")  # above the text stands the first, below it the second
    foot = text.index("Station K7")
    assert page.get_charbox(below)[3] < page.get_charbox(foot)[1]


@pytest.mark.parametrize(
    "words", ["שלום עולם, השרת לא עובד", "قاعدة البيانات ترفض الكتابة", "主数据库 拒绝写入"]
)
def test_words_of_other_scripts_are_found_as_they_were_written(
    review: Review, texts: Texts, words: str
) -> None:
    report = review(sections=(SectionText("summary", "Summary", f"{words}."),), marking="", status="released")
    assert words in flat(texts(render_pdf(report)))


def test_boxes_are_counted_on_page_one(review: Review, texts: Texts) -> None:
    report = review(title="主数", sections=(), timeline=())
    assert "2 characters have no sign in the typeface of this report" in flat(texts(render_pdf(report)))
    assert "no sign" not in flat(texts(render_pdf(review())))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "draft"}, ["DRAFT"]),
        ({"status": "released"}, []),
        ({"status": "released", "drill": True}, ["DRILL"]),
        ({"status": "released", "practice": True}, ["PRACTICE"]),
        ({"status": "draft", "drill": True}, ["DRILL", "DRAFT"]),
    ],
)
def test_the_watermark_says_what_this_paper_is_not(
    review: Review, texts: Texts, changes: dict[str, object], words: list[str]
) -> None:
    for page in texts(render_pdf(review(**changes))):
        assert [word for word in ("DRILL", "PRACTICE", "DRAFT") if word in page] == words


@pytest.mark.parametrize("title", ["Why " * 2500, "W" * 10_000])
def test_titles_are_never_cut(review: Review, texts: Texts, title: str) -> None:
    pdf = render_pdf(review(title=title, marking="", status="released", timeline=()))
    letters = "".join("".join(page.split("091a2b3", 1)[-1].split()) for page in texts(pdf))
    assert "".join(title.split()) in letters
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert title.strip() in str(document.docinfo["/Title"])


def test_each_section_has_a_bookmark(review: Review) -> None:
    document = pypdfium2.PdfDocument(render_pdf(review()))
    marks = list(document.get_toc())
    headings = [section.heading for section in review().sections]
    headings.insert(headings.index("Timeline") + 1, "Runbooks used")
    assert [mark.get_title() for mark in marks] == headings
    pages = [dest.get_index() or 0 for mark in marks if (dest := mark.get_dest()) is not None]
    assert len(pages) == len(marks)
    assert pages == sorted(pages)


def test_the_record_is_attached(review: Review) -> None:
    report = review()
    with pikepdf.open(io.BytesIO(render_pdf(report))) as pdf:
        spec = pdf.attachments["review.json"]
        data = spec.get_file().read_bytes()
        assert spec.obj.AFRelationship == "/Data"
    assert data == render_json(report)
    assert json.loads(data)["report"]["title"] == report.title


def test_the_file_says_what_it_is(review: Review) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(review(language="de")))) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "INC-K7-142 Primary database refuses writes"
        assert str(pdf.docinfo.CreationDate) == "D:20260313081000Z"


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_paper(review: Review, paper: str, size: tuple[int, int]) -> None:
    page = pypdfium2.PdfDocument(render_pdf(review(paper=paper)))[0]
    assert (round(page.get_width()), round(page.get_height())) == size


def test_no_single_line_of_a_paragraph_is_left_on_a_page(review: Review, texts: Texts) -> None:
    words = " ".join(f"w{number}" for number in range(60))
    for number in range(24):  # code is set in smaller lines, so that every remainder of the page comes up
        above = ["Line."] * (20 + number // 4) + ["```\n" + "code\n" * (number % 4) + "```"]
        text = "\n\n".join([*above, words])
        sections = (SectionText("summary", "Summary", text),)
        pages = texts(render_pdf(review(sections=sections, timeline=(), actions=())))
        lines = [sum(line.startswith("w") for line in page.splitlines()) for page in pages]
        assert 1 not in lines
        assert sum(lines) >= 3


def test_a_heading_never_stands_alone_at_the_foot(review: Review, texts: Texts) -> None:
    for lines in range(30, 60):
        text = "\n\n".join(f"Line {number}." for number in range(lines))
        sections = (
            SectionText("summary", "Summary", text),
            SectionText("impact", "Impact", "### Deep\n\nEnd."),
        )
        pages = texts(render_pdf(review(sections=sections, timeline=(), actions=())))
        home = next(page for page in pages if "Impact" in page)
        assert "Deep" in home
        assert "End." in home
