"""What a reader finds on a handover sheet, in a log and on an update card."""

import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import page
import pikepdf
import pytest

from holdfast.report.content import Imprint, SectionText
from holdfast.report.documents import Document, nature
from holdfast.report.evidence_of import render_json
from holdfast.report.handover import Signature
from holdfast.report.logs import Activity, IncidentLog, ShiftLog
from holdfast.report.pdf import render_pdf
from holdfast.report.strings import all_texts
from holdfast.report.text import render_markdown
from tests.report.conftest import (
    make_card,
    make_checklist,
    make_imprint,
    make_personal,
    make_review,
    make_sheet,
    make_shift,
    timeline_row,
)

Texts = Callable[[bytes], list[str]]
ALL = {
    "handover": make_sheet(),
    "shift": make_shift(),
    "personal": make_personal(),
    "card": make_card(),
    "checklist": make_checklist(),
}


@pytest.fixture(params=ALL)
def document(request: pytest.FixtureRequest) -> Document:
    return ALL[request.param]


def flat(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


def words(document: Document) -> set[str]:
    """The words that people wrote."""
    inner = replace(document, imprint=Imprint())
    keys = {
        "offered",
        "-",
        "UTC",
        "en",
        "A4",
        *(section.key for section in getattr(document, "sections", ())),
    }
    return {word for text in all_texts(inner) for word in text.split()} - keys


def test_every_word_is_on_paper_and_in_the_markdown(document: Document, texts: Texts) -> None:
    assert words(document) - set(flat(texts(render_pdf(document))).split()) == set()
    plain = render_markdown(document).replace("\\", "").replace("<br>", " ")
    assert words(document) - set(plain.split()) == set()


def test_every_page_names_the_document_and_the_head(document: Document, texts: Texts) -> None:
    pages = texts(render_pdf(document))
    for number, sheet in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in sheet
        assert document.imprint.heads[0].hash in sheet
        assert sheet.count("INTERNAL USE") >= 2


def test_the_record_is_attached_under_the_document_s_own_name(document: Document) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        data = pdf.attachments[nature(document).record].get_file().read_bytes()
    assert data == render_json(document)
    assert json.loads(data)["format"] == nature(document).format


def test_the_fields_of_a_handover_have_the_form_s_numbers(texts: Texts) -> None:
    whole = flat(texts(render_pdf(make_sheet(command=True, reason="End of shift"))))
    assert "1 Incident name Primary database refuses writes 2 Incident number INC-K7-142" in whole
    assert "6 Prepared by Anna Berg Commander, 2026-03-12 18:02 UTC+1, declared" in whole
    assert "Handed to Boris Command goes with it Reason End of shift" in whole
    assert "Time Action 13:20 Deleted old logs (Ben) 11 March 13:44 Dropped the slot" in whole
    assert "Disk shelf SN 2231 13:40 15:00 \N{EN DASH} rack 4" in whole


def test_who_prepared_a_handover_stands_on_each_page(texts: Texts) -> None:
    pages = texts(render_pdf(make_sheet(sections=(SectionText("situation", "5", "Line.\n\n" * 90),))))
    assert len(pages) > 2
    for sheet in pages:
        assert "Handover sheet prepared 2026-03-12 18:02 UTC+1 by Anna Berg, Commander" in sheet


@pytest.mark.parametrize(
    ("state", "stamp", "pen"),
    [
        ("composed", "NOT OFFERED", True),
        ("offered", "", True),
        ("accepted", "", False),
        ("declined", "DECLINED", False),
        ("withdrawn", "WITHDRAWN", False),
    ],
)
def test_how_far_a_handover_has_come(state: str, stamp: str, pen: bool, texts: Texts) -> None:
    other = Signature("Boris", "Commander", "18:14", "authenticated by passphrase")
    whole = flat(texts(render_pdf(make_sheet(state=state, countersigned=other))))
    shown = {word for word in ("NOT OFFERED", "DECLINED", "WITHDRAWN") if word in whole}
    assert shown == ({stamp} if stamp else set())
    assert ("Countersigned: name and position Date and time Signature" in whole) == pen
    signed = "Countersigned by Boris Commander, 18:14, authenticated by passphrase"
    assert (signed in whole) == (state == "accepted")


def test_a_dash_makes_an_item_and_lines_stay_lines() -> None:
    text = "One\n* two *\n\n- three\n- four\nfive"
    with pikepdf.open(io.BytesIO(render_pdf(make_sheet(sections=(SectionText("s", "S", text),))))) as pdf:
        roles = Counter(
            str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each
        )
    assert (roles["/L"], roles["/LI"], roles["/LBody"], roles["/Lbl"]) == (1, 2, 2, 2)


def test_points_stay_points_in_markdown() -> None:
    sheet = make_sheet(sections=(SectionText("s", "S", "One\nTwo\n- three *a*\n- four\n\nfive"),))
    assert "## S\n\nOne<br>Two\n\n- three \\*a\\*\n- four\n\nfive\n" in render_markdown(sheet)


def test_typed_words_are_nobody_s_markdown(texts: Texts) -> None:
    text = "rm *.log and x*y_z_ `a` # no heading\n1. stays"
    sheet = make_sheet(sections=(SectionText("s", "S", text),))
    assert text.replace("\n", " ") in flat(texts(render_pdf(sheet)))
    assert "rm \\*.log and x\\*y\\_z\\_ \\`a\\` \\# no heading<br>1\\. stays" in render_markdown(sheet)


def test_an_incident_of_a_shift_log_is_headed_by_what_it_is(texts: Texts) -> None:
    whole = flat(texts(render_pdf(make_shift())))
    assert "INC-K7-142 Title 142 SEV1 Critical · contained When By What happened" in whole
    assert "2 incidents · 60 rows" in whole


def test_a_shift_without_news_says_so(texts: Texts) -> None:
    empty = ShiftLog("06:00", "14:00", make_imprint())
    assert "Nothing was recorded in this time." in flat(texts(render_pdf(empty)))
    assert "*Nothing was recorded in this time.*" in render_markdown(empty)


def test_a_late_activity_says_when_it_was_recorded(texts: Texts) -> None:
    assert "13:03 recorded late, 14:40 INC-K7-142 Did 3" in flat(texts(render_pdf(make_personal())))


@pytest.mark.parametrize("times", [1, 3, 8, 14])
def test_a_card_fills_one_page_as_large_as_it_can(times: int, texts: Texts) -> None:
    text = "\n\n".join(f"Conditions {number}: writes are refused, orders wait." for number in range(times))
    assert len(texts(render_pdf(make_card(text=text)))) == 1


def test_a_card_that_cannot_fit_goes_on(texts: Texts) -> None:
    text = "\n".join(f"line{number}" for number in range(200))
    whole = flat(texts(render_pdf(make_card(text=text))))
    assert all(f"line{number}" in whole for number in range(200))


def test_a_card_that_was_not_sent_is_a_draft(texts: Texts) -> None:
    assert "DRAFT" in flat(texts(render_pdf(make_card(sent=False))))
    assert "DRAFT" not in flat(texts(render_pdf(make_card())))


def test_a_long_shift_repeats_its_heads_and_loses_no_row(texts: Texts) -> None:
    rows = tuple(timeline_row(number, "Row") for number in range(300))
    log = make_shift(
        incidents=tuple(each.__class__(each.ref, each.title, (), rows) for each in make_shift().incidents)
    )
    whole = flat(texts(render_pdf(log))) + " "
    assert all(whole.count(f"Row {number} ") == 2 for number in range(300))


def test_a_foot_that_is_too_long_is_cut_and_page_one_has_it_whole(texts: Texts) -> None:
    name = " ".join(["Annabella"] * 30)
    whole = flat(texts(render_pdf(make_sheet(prepared=Signature(name)))))
    assert "\N{HORIZONTAL ELLIPSIS} Page 1 of" in whole
    assert name in whole


def test_actions_without_times_stay_as_they_were_written(texts: Texts) -> None:
    sheet = make_sheet(
        sections=(SectionText("actions", "8 Actions", "- 13:20 Deleted logs\n- then the slot"),)
    )
    assert "8 Actions \N{BULLET} 13:20 Deleted logs \N{BULLET} then the slot" in flat(
        texts(render_pdf(sheet))
    )


def test_a_name_from_right_to_left_turns_nothing_round(texts: Texts) -> None:
    signed = Signature("\u05d9\u05e2\u05dc \u05db\u05d4\u05df", "", "2026-03-12 18:02 UTC+1", "declared")
    first = flat(texts(render_pdf(make_sheet(prepared=signed)))[:1])
    assert " 2026-03-12 18:02 UTC+1, declared State" in first
    assert "Handover sheet prepared 2026-03-12 18:02 UTC+1 by " in first


SIZES = {"small": 1, "usual": 40, "large": 300}


def of_size(kind: str, rows: int, language: str) -> Document:
    made = make_imprint(language=language, paper="A4" if language == "en" else "Letter")
    text = "\n\n".join(f"- Line {number} of what was written here" for number in range(rows))
    listed = tuple(timeline_row(number) for number in range(rows))
    return {
        "review": lambda: make_review(timeline=listed, language=language),
        "handover": lambda: make_sheet(sections=(SectionText("tasks", "Open tasks", text),), imprint=made),
        "shift": lambda: make_shift(incidents=(IncidentLog("INC-K7-1", "Title", (), listed),), imprint=made),
        "personal": lambda: make_personal(
            activities=tuple(Activity("13:00", "", False, "INC-K7-1", row.text) for row in listed),
            imprint=made,
        ),
        "card": lambda: make_card(text=text, imprint=made),
    }[kind]()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("rows", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("kind", ["review", "handover", "shift", "personal", "card"])
def test_each_kind_in_each_size_and_language_keeps_the_standards(kind: str, rows: int, language: str) -> None:
    pdf = render_pdf(of_size(kind, rows, language))
    assert pdf == render_pdf(of_size(kind, rows, language))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
