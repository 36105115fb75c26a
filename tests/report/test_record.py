"""The record of an incident on pages and as a table: every row is there, and what became of it."""

import csv
import io
import re
from collections.abc import Callable

import pikepdf
import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.report.content import Imprint
from holdfast.report.control import Control, control_rows
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.pdf import render_pdf
from holdfast.report.spreadsheet import record_table
from holdfast.report.text import render_markdown
from tests.report.conftest import HASH, make_record, make_register, make_review, record_row, register_row

Texts = Callable[[bytes], list[str]]
WORDS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=40)


def _bare(text: str) -> str:
    """Without what a line break can change."""
    return "".join(text.replace("\ufffe", "").split())


def test_the_cover_has_the_control_block_and_a_place_to_sign(texts: Texts) -> None:
    cover, *_rest = texts(render_pdf(make_record()))
    for said in ("Edition", "Final: the incident is closed", f"SHA-256 {HASH}", "Europe/Berlin"):
        assert _bare(said) in _bare(cover)
    assert "none recorded" in cover
    assert "Signature" in cover
    assert "INTERNAL USE" in cover


def test_what_became_of_a_row_is_said(texts: Texts) -> None:
    whole = _bare(" ".join(texts(render_pdf(make_record()))))
    for said in (
        "recorded late, 2026-03-12 23:40",
        "Withdrawn: another server",
        "it first said, of 2026-03-12 13:01 UTC+1: Frist words",
        "source: db-k7-01",
        "its clock said 2026-03-12 13:02",
        "Words of it were removed or withheld",
    ):
        assert _bare(said) in whole, said


def test_only_an_open_incident_is_stamped_interim(texts: Texts) -> None:
    assert "INTERIM" not in texts(render_pdf(make_record()))[1]
    shown = texts(render_pdf(make_record(ended=False, drill=True)))
    assert all("INTERIM" in page for page in shown)
    assert all("DRILL" in page for page in shown)


@settings(max_examples=20, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_the_text_of_every_row_is_in_the_pages(words: list[str]) -> None:

    rows = tuple(record_row(number, text) for number, text in enumerate(words))
    document = pypdfium2.PdfDocument(render_pdf(make_record(timeline=rows)))
    whole = "".join(_bare(document[n].get_textpage().get_text_range()) for n in range(len(document)))
    document.close()
    for row in rows:
        assert _bare(row.text) in whole


def test_ten_thousand_rows_are_all_there() -> None:
    record = make_record(timeline=tuple(record_row(number) for number in range(10_000)))
    listed = list(csv.DictReader(io.StringIO(record_table(record), newline="")))
    assert [row["text"] for row in listed] == [row.text for row in record.timeline]
    markdown = render_markdown(record)
    assert all(row.text in markdown for row in record.timeline[::997])


def test_a_cell_is_never_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0=1", " =1"):
        table = record_table(make_record(timeline=(record_row(1, text),)))
        (row,) = csv.DictReader(io.StringIO(table, newline=""))
        assert row["text"] == f"'{text} 1"
        assert f'"{row["text"]}"' in table


def test_a_long_document_has_contents_that_name_the_right_pages(texts: Texts) -> None:
    pdf = render_pdf(make_record(timeline=tuple(record_row(number) for number in range(300))))
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        marks = [str(item.title) for item in outline.root]
    pages = texts(pdf)
    listed = "\n".join(pages[:2])
    for name in marks:
        found = re.search(rf"{name}\s+(?:\d+ (?:rows?|runs?)\s+)?(\d+)\s", listed)
        assert found is not None, name
        assert name in pages[int(found[1]) - 1]


def test_a_short_document_has_no_contents(texts: Texts) -> None:
    assert "Contents" not in texts(render_pdf(make_review(timeline=())))[0]
    assert "Contents" in texts(render_pdf(make_review()))[0]


def test_an_edition_that_is_the_first_supersedes_nothing() -> None:
    rows = dict(control_rows(Control(1, "Final", approvals=("Ana, Thursday", "Ben, Friday")), "UTC"))
    assert rows["Supersedes"] == "nothing; this is the first"
    assert rows["Approvals"] == "Ana, Thursday\nBen, Friday"


def test_nothing_is_invented_for_an_empty_record(texts: Texts) -> None:
    empty = IncidentRecord("", "", Imprint(), Control(1, "Final"), ended=True)
    whole = " ".join(texts(render_pdf(empty)))
    for said in ("Nothing was recorded.", "None was followed.", "None was added.", "Nobody assessed it."):
        assert said in whole


def test_a_register_shows_every_incident_and_how_long_each_took(texts: Texts) -> None:
    rows = (*(register_row(number) for number in range(30)), register_row(31, to_resolve=None, resolved=""))
    whole = " ".join(texts(render_pdf(make_register(rows=rows))))
    assert all(f"INC-K7-{number} " in whole for number in (*range(30), 31))
    assert " ".join(whole.split()).count("resolved 2026-03-12 14:16 (1 h)") == 30
    assert "Drills, left out" in whole
