"""Every kind of document passes PDF/A-3a and PDF/UA-1, embeds its fonts, and is the same bytes every time."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest

from holdfast.domain.metrics import Contributed, Metrics, Repeated, Row
from holdfast.report.content import ActionRow, Imprint, ReviewReport, SectionText, TimelineRow
from holdfast.report.control import Control
from holdfast.report.handover import HandoverSheet, ResourceLine, Signature
from holdfast.report.incident_record import EvidenceLine, IncidentRecord
from holdfast.report.logs import PersonalLog, ShiftLog
from holdfast.report.metrics import OverdueLine
from holdfast.report.pdf import render_pdf
from holdfast.report.runbook import Binder, SheetSection, StepBox, StepLine
from tests.report.conftest import (
    make_binder,
    make_card,
    make_checklist,
    make_imprint,
    make_metrics,
    make_personal,
    make_record,
    make_register,
    make_review,
    make_sheet,
    make_shift,
    make_text,
    record_row,
    register_row,
)

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
EVERYTHING = """# Heading

A paragraph with **bold**, *italic*, ***both***, `code` and a [link](https://example.org/a_b).

- one
  - two
    1. three
- [x] done

> quoted

```
code   block
```

| a | b |
| - | - |
| 1 | 2 |

---
"""
HOSTILE = (
    '\x00\x1b[31m \u202e \ud800 \ufffe <img src="/etc/hostname"/> ]]> 主 \u05e9\u05dc \u0644\u0627 \U0001f6a8'
)
LETTER = make_imprint(paper="Letter", practice=True, language="de")
KINDS = {
    "draft": make_review(),
    "released": make_review(status="released", marking=""),
    "everything": make_review(sections=(SectionText("summary", "Summary", EVERYTHING),)),
    "empty": ReviewReport("", "", "", "released"),
    "letter": make_review(paper="Letter", language="de", drill=True, practice=True),
    "long": make_review(timeline=make_review().timeline * 12),
    "hostile": make_review(
        title=HOSTILE,
        marking=HOSTILE,
        author=HOSTILE,
        control=((HOSTILE, HOSTILE),),
        sections=(SectionText("summary", HOSTILE, HOSTILE),),
        timeline=(TimelineRow(HOSTILE, HOSTILE, True, HOSTILE, HOSTILE, HOSTILE * 300),),
        actions=(ActionRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    ),
    "handover": make_sheet(),
    "countersigned": make_sheet(state="accepted", countersigned=Signature("Boris"), imprint=LETTER),
    "empty handover": HandoverSheet("", "", "", "composed", "", Signature(""), Imprint()),
    "hostile handover": make_sheet(
        title=HOSTILE,
        to=HOSTILE,
        prepared=Signature(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        sections=(SectionText("situation", HOSTILE, HOSTILE * 400), SectionText("actions", "A", HOSTILE)),
        resources=(ResourceLine(HOSTILE),),
    ),
    "shift log": make_shift(imprint=LETTER),
    "empty shift log": ShiftLog("", "", Imprint()),
    "personal log": make_personal(),
    "empty personal log": PersonalLog("", "", "", Imprint()),
    "card": make_card(),
    "checklist": make_checklist(),
    "binder": make_binder(),
    "letter binder": make_binder(imprint=LETTER),
    "empty binder": Binder("", Imprint()),
    "hostile checklist": make_checklist(
        runbook=make_text(
            title=HOSTILE,
            path=HOSTILE,
            sections=(
                SheetSection(HOSTILE, EVERYTHING, (StepBox(1, HOSTILE, (StepLine(HOSTILE * 300, True),)),)),
            ),
        )
    ),
    "record": make_record(),
    "letter record": make_record(imprint=LETTER, drill=True, ended=False),
    "long record": make_record(timeline=tuple(record_row(number) for number in range(600))),
    "empty record": IncidentRecord("", "", Imprint(), Control(1, ""), False),
    "hostile record": make_record(
        title=HOSTILE,
        control=Control(1, HOSTILE, HOSTILE, (HOSTILE,), ((HOSTILE, HOSTILE),)),
        about=((HOSTILE, "x" * 200_000),),
        timeline=(
            record_row(1, HOSTILE * 300),
            record_row(2, first=HOSTILE, corrected=True, withdrawn=HOSTILE),
        ),
        evidence=(EvidenceLine(HOSTILE, HOSTILE, 0, HOSTILE, HOSTILE, HOSTILE),),
    ),
    "register": make_register(),
    "letter register": make_register(imprint=LETTER),
    "long register": make_register(rows=tuple(register_row(number) for number in range(700))),
    "empty register": make_register(rows=(), severities=()),
    "hostile register": make_register(rows=(register_row(1, title=HOSTILE * 300, service="x" * 20_000),)),
    "metrics": make_metrics(),
    "letter metrics": make_metrics(imprint=LETTER, imported=True),
    "empty metrics": make_metrics(0, overdue=()),
    "hostile metrics": make_metrics(
        query=HOSTILE,
        overdue=(OverdueLine(HOSTILE, HOSTILE * 50, HOSTILE),),
        metrics=Metrics(
            services=(Repeated(HOSTILE, 3),),
            contributed=Contributed(2, (Repeated(HOSTILE, 2),), (("no_review", 1),)),
            rows=(Row(HOSTILE, HOSTILE, HOSTILE * 50, HOSTILE, 1, (HOSTILE,), "drill", (), (HOSTILE,)),),
        ),
    ),
    "long card": make_card(text=HOSTILE * 200, sent=False, imprint=LETTER),
}


@pytest.fixture(scope="module", params=KINDS)
def pdf(request: pytest.FixtureRequest) -> bytes:
    return render_pdf(KINDS[request.param])


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.value)
def test_no_rule_of_the_standard_is_broken(pdf: bytes, profile: page.ValidationProfile) -> None:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_every_font_is_embedded(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        ]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.skipif(
    shutil.which("qpdf") is None,
    reason="qpdf is not installed: apt-get install qpdf, or as root `python3 packaging/dev.py test`",
)
def test_qpdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_repeated_table_head_is_read_once() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(make_review()))) as document:
        heads = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH" and each.A.Scope == "/Column"
        ]
        timeline, runs = ("When", "By", "What happened"), ("Runbook", "By", "Steps")
        actions, contents = ("Action", "Owner", "Due", "Test", "State"), ("Part", "Page")
        assert len(heads) == sum(map(len, (contents, timeline, runs, actions)))
        assert all(isinstance(head.K, int) for head in heads)


def test_every_mark_on_a_page_leads_to_its_element() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(make_review()))) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for sheet in document.pages:
            parents = numbers[numbers.index(sheet.obj.StructParents) + 1]
            operators = b"".join(stream.read_bytes() for stream in _contents(sheet))
            marks = [int(number) for number in re.findall(rb"/MCID (\d+)", operators)]
            assert marks == list(range(len(parents)))
            assert all(parent.S in {"/P", "/H1", "/H2", "/TH", "/TD"} for parent in parents)


def _contents(sheet: pikepdf.Page) -> list[pikepdf.Object]:
    contents = sheet.obj.Contents
    return [contents] if isinstance(contents, pikepdf.Stream) else list(contents)


def test_joined_letters_are_mapped_to_the_letters_themselves() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(make_review(title="\u0628\u0627\u0628 \U0001f600")))) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        maps = b"".join(font.ToUnicode.read_bytes() for font in fonts if "/ToUnicode" in font)
    assert b"<0628>" in maps
    assert b"<FE91>" not in maps
    assert b"<D83DDE00>" in maps


def test_no_packed_stream_runs_into_its_end() -> None:
    """One stream in 256 would; with so many different ones the odds are certain."""
    for number in range(40):
        words = " ".join(hashlib.sha256(f"{number} {part}".encode()).hexdigest() for part in range(900))
        pdf = render_pdf(make_review(sections=(SectionText("summary", "Summary", words),), timeline=()))
        assert b"\r\nendstream" not in pdf


_SCRIPT = """
import hashlib
from tests.report.conftest import make_card, make_personal, make_record, make_register
from tests.report.conftest import make_review, make_sheet, make_shift
from holdfast.report.pdf import render_pdf
from holdfast.report.runbook import Binder, SheetSection, StepBox, StepLine
made = (make_review(), make_sheet(), make_shift(), make_personal(), make_card())
made += (make_record(), make_register())
print(*(hashlib.sha256(render_pdf(each)).hexdigest() for each in made))
"""


def test_the_same_value_gives_the_same_bytes_in_any_zone_and_with_any_hash_seed() -> None:
    made = (
        make_review(),
        make_sheet(),
        make_shift(),
        make_personal(),
        make_card(),
        make_record(),
        make_register(),
    )
    sums = {" ".join(hashlib.sha256(render_pdf(each)).hexdigest() for each in made)}
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "4242")):
        around = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        around |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT], env=around, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1


def test_other_values_in_between_leave_no_trace(review: Callable[..., ReviewReport]) -> None:
    first = render_pdf(review())
    render_pdf(review(title="\u4e3b \u0416 \u05d0 different letters", timeline=()))
    assert render_pdf(review()) == first
