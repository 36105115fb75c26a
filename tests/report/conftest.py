"""A small document of each kind to vary, and ways to read a PDF back."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from holdfast.domain.metrics import Row, metrics_of
from holdfast.report.card import UpdateCard
from holdfast.report.content import ActionRow, Head, Imprint, ReviewReport, RunRow, SectionText, TimelineRow
from holdfast.report.control import Control
from holdfast.report.handover import HandoverSheet, ResourceLine, Signature
from holdfast.report.incident_record import (
    AssessmentLine,
    EvidenceLine,
    HandoverLine,
    IncidentRecord,
    RecordRow,
    RoleLine,
    RunPart,
    StepRow,
    TaskLine,
    UpdateLine,
)
from holdfast.report.logs import Activity, Assigned, IncidentLog, PersonalLog, ShiftLog
from holdfast.report.metrics import MetricsReport, OverdueLine
from holdfast.report.register import Register, RegisterRow
from holdfast.report.runbook import (
    Binder,
    Checklist,
    PersonLine,
    RunbookText,
    SheetSection,
    StepBox,
    StepLine,
    ThingLine,
)

HASH = "9c41e2aa7b0c41d29f3b5a60718293a4b5c6d7e8f9012a3b4c5d6e7f8091a2b3"
HEADINGS = {
    "summary": "Summary",
    "impact": "Impact",
    "detection": "Detection and trigger",
    "factors": "Contributing factors and root causes",
    "response": "Response and resolution",
    "timeline": "Timeline",
    "helped": "What helped",
    "harder": "What made it harder",
    "lucky": "Where we were lucky",
    "lessons": "Lessons",
    "actions": "Preventive actions",
}


def timeline_row(number: int, text: str = "Something happened") -> TimelineRow:
    late = number % 7 == 3
    return TimelineRow(
        occurred=f"12 Mar 2026 {13 + number // 60:02d}:{number % 60:02d} CET",
        recorded="14:40" if late else "",
        late=late,
        kind="observation",
        who="Anna Berg",
        text=f"{text} {number}",
    )


def make_review(**changes: Any) -> ReviewReport:
    values: dict[str, Any] = {
        "title": "Primary database refuses writes",
        "incident_ref": "INC-K7-142",
        "revision": "Revision 3",
        "status": "draft",
        "marking": "INTERNAL USE",
        "facts": ("SEV1 Critical", "priority 1"),
        "control": (("Reference", "INC-K7-142"), ("Author", "Anna Berg (declared)")),
        "sections": tuple(SectionText(key, heading, f"Words of {key}.") for key, heading in HEADINGS.items()),
        "timeline": tuple(timeline_row(number) for number in range(60)),
        "actions": (ActionRow("Name the slots", "Anna Berg", "2026-04-01", "A drill shows it", "open"),),
        "runs": (
            RunRow(
                "Disk full",
                HASH[:12],
                "Anna Berg, Ben Ito",
                "12 Mar 2026 13:20 CET",
                "12 Mar 2026 13:58 CET",
                done=4,
                skipped=1,
                deviated=1,
                deviations=("Step 4: Called the data centre (instead of: Call storage)",),
            ),
        ),
        "heads": (Head("7f3a9c", "K7", 1284, HASH),),
        "author": "Anna Berg",
        "made_at": "2026-03-13T08:10:00Z",
        "zone": "Europe/Berlin",
    }
    return ReviewReport(**(values | changes))


@pytest.fixture(scope="session")
def review() -> Callable[..., ReviewReport]:
    return make_review


@pytest.fixture(scope="session")
def texts() -> Callable[[bytes], list[str]]:
    """The text of each page."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()

    return read


def make_imprint(**changes: Any) -> Imprint:
    values: dict[str, Any] = {
        "marking": "INTERNAL USE",
        "heads": (Head("7f3a9c", "K7", 1284, HASH),),
        "author": "Anna Berg",
        "made_at": "2026-03-13T08:10:00Z",
        "zone": "Europe/Berlin",
    }
    return Imprint(**(values | changes))


HANDOVER = {
    "situation": "Writes are refused since 13:16.\nOrders wait.\n\n- 40 GB freed\n- Slot dropped",
    "safety": "Halon is armed in room 3.",
    "objectives": "Orders work again.",
    "actions": "- 13:20 Deleted old logs (Ben)\n- 11 March 13:44 Dropped the slot",
    "organisation": "Commander: Anna Berg",
    "resources": "",
    "tasks": "Watch the queue",
    "next_update": "18:30",
    "left_out": "",
}


def make_sheet(**changes: Any) -> HandoverSheet:
    values: dict[str, Any] = {
        "title": "Primary database refuses writes",
        "incident_ref": "INC-K7-142",
        "initiated": "2026-03-12 13:16 UTC+1",
        "state": "offered",
        "document": "handover 0199c0de",
        "prepared": Signature("Anna Berg", "Commander", "2026-03-12 18:02 UTC+1", "declared"),
        "to": "Boris",
        "sections": tuple(SectionText(key, f"Part {key}", text) for key, text in HANDOVER.items()),
        "resources": (ResourceLine("Disk shelf", "SN 2231", "13:40", "15:00", "", "rack 4"),),
        "imprint": make_imprint(),
    }
    return HandoverSheet(**(values | changes))


def make_shift(**changes: Any) -> ShiftLog:
    rows = tuple(timeline_row(number) for number in range(30))
    values: dict[str, Any] = {
        "since": "2026-03-12 06:00 UTC+1",
        "until": "2026-03-12 14:00 UTC+1",
        "incidents": tuple(
            IncidentLog(f"INC-K7-{number}", f"Title {number}", ("SEV1 Critical", "contained"), rows)
            for number in (142, 143)
        ),
        "imprint": make_imprint(),
    }
    return ShiftLog(**(values | changes))


def make_personal(**changes: Any) -> PersonalLog:
    values: dict[str, Any] = {
        "name": "Anna Berg",
        "since": "2026-03-12 06:00 UTC+1",
        "until": "2026-03-12 14:00 UTC+1",
        "positions": ("Commander (INC-K7-142)",),
        "agency": "Database team",
        "prepared": "Anna Berg (declared)",
        "assigned": (Assigned("Ben Ito", "Operations", "Site K7"),),
        "activities": tuple(
            Activity(
                f"13:{number:02d}", "14:40" if number == 3 else "", number == 3, "INC-K7-142", f"Did {number}"
            )
            for number in range(40)
        ),
        "imprint": make_imprint(),
    }
    return PersonalLog(**(values | changes))


def make_card(**changes: Any) -> UpdateCard:
    values: dict[str, Any] = {
        "title": "Primary database refuses writes",
        "incident_ref": "INC-K7-142",
        "heading": "Update 3 to the desk",
        "text": "Conditions: writes are refused.\n\nActions: logs deleted.\n\nNeeds: queue by hand.",
        "sent": True,
        "imprint": make_imprint(),
    }
    return UpdateCard(**(values | changes))


def make_text(**changes: Any) -> RunbookText:
    values: dict[str, Any] = {
        "title": "Disk full",
        "path": "room/disk-full.md",
        "version": HASH,
        "approved": "approved Thursday by Anna Berg",
        "facts": ("owner: Operations",),
        "sections": (
            SheetSection("", "Nobody writes any more."),
            SheetSection("Meaning", "The volume has no room left."),
            SheetSection(
                "Mitigation",
                "Begin with the largest.",
                (
                    StepBox(1, "1c16af2f30cx", (StepLine("Look"), StepLine("df -h /srv", code=True))),
                    StepBox(2, "4d74f1f13d0x", (StepLine("Delete", depth=1),), ("Expected: empty",)),
                ),
            ),
        ),
    }
    return RunbookText(**(values | changes))


def make_checklist(**changes: Any) -> Checklist:
    return Checklist(**({"runbook": make_text(), "imprint": make_imprint()} | changes))


def make_binder(**changes: Any) -> Binder:
    values: dict[str, Any] = {
        "title": "Binder of the room",
        "imprint": make_imprint(),
        "runbooks": tuple(make_text(title=f"Book {number}", path=f"b{number}.md") for number in range(12)),
        "people": (PersonLine("Ben Ott", "Storage", "commander", "radio four", "2026-W48"),),
        "things": (ThingLine("Spare disk", "spare", "D-4", "shelf B", "Cleo"),),
    }
    return Binder(**(values | changes))


def record_row(number: int, text: str = "Something happened", **changes: Any) -> RecordRow:
    values: dict[str, Any] = {
        "entry": f"{number:064x}",
        "station": "K7",
        "seq": number,
        "occurred": f"2026-03-12 {13 + number // 60 % 10:02d}:{number % 60:02d} UTC+1",
        "occurred_utc": f"2026-03-12T{12 + number // 60 % 10:02d}:{number % 60:02d}:00+00:00",
        "recorded": "2026-03-12 23:40 UTC+1" if number % 7 == 3 else "",
        "recorded_utc": "2026-03-12T22:40:00+00:00",
        "late": number % 7 == 3,
        "kind": "observation",
        "who": "Anna Berg",
        "text": f"{text} {number}",
    }
    return RecordRow(**(values | changes))


def make_metrics(number: int = 40, **changes: Any) -> MetricsReport:
    """Of that many incidents, some of which can't be measured or are left out."""
    rows = tuple(metrics_row(each) for each in range(number))
    made = metrics_of(rows)
    values: dict[str, Any] = {
        "since": "2026-01-01 00:00 UTC+1",
        "until": "2026-04-01 00:00 UTC+2",
        "imprint": make_imprint(),
        "control": Control(2, "Interim", "PDF of 2026-02-01 10:00 UTC+1\nSHA-256 " + HASH),
        "query": "service:db -label:noise",
        "today": "2026-04-01",
        "metrics": made,
        "overdue": (OverdueLine("2026-03-20", "Name the replication slots", "INC-K7-142"),),
    }
    return MetricsReport(**(values | changes))


def metrics_row(number: int) -> Row:
    left_out = ("drill", "dismissed", "imported")[number // 10 % 3] if number % 10 == 9 else ""
    known = ("no_start", "not_yet", 120 + number * 37, 900 + number * 61, "order", "no_end", number * 100_000)
    spans = known if number % 4 == 1 else tuple(60 * (1 + number) * place for place in range(1, 8))
    labels = ("power cut",) if number % 6 == 0 else ()
    title, service = f"Primary database {number} refuses writes", ("db", "mail", "")[number % 3]
    factors = ((), ("change",), ("", "change"), None)[number % 4]
    severity, ref = number % 5, f"INC-K7-{number + 1}"
    said = () if left_out else spans
    return Row(f"i{number}", ref, title, service, severity, labels, left_out, said, factors)


def make_record(**changes: Any) -> IncidentRecord:
    rows = (
        record_row(40, corrected=True, first="Frist words", first_occurred="2026-03-12 13:01 UTC+1"),
        record_row(41, withdrawn="another server"),
        record_row(42, pinned=True, removed=True, origin="db-k7-01", raw="2026-03-12 13:02 UTC+1"),
    )
    values: dict[str, Any] = {
        "title": "Primary database refuses writes",
        "incident_ref": "INC-K7-142",
        "imprint": make_imprint(),
        "control": Control(2, "Final: the incident is closed", f"PDF of Thursday\nSHA-256 {HASH}"),
        "ended": True,
        "facts": ("SEV1 Critical", "closed"),
        "about": (("Reference", "INC-K7-142"), ("Plan", "")),
        "times": (("Declared", "2026-03-12 13:16 UTC+1"),),
        "assessments": (AssessmentLine("2026-03-12 13:17 UTC+1", "Anna Berg", "High impact", "asked"),),
        "timeline": (*(record_row(number) for number in range(40)), *rows),
        "runs": (
            RunPart(
                "Disk full",
                HASH,
                "Ben Ito",
                "13:20",
                "13:58",
                (
                    StepRow(1, "Look", "done", "13:21", "Ben Ito", "100 %", ("df.txt, SHA-256 9c41…",)),
                    StepRow(2, "Delete", "open"),
                ),
            ),
        ),
        "roles": (RoleLine("Commander", "Anna Berg", "13:16", ""),),
        "updates": (UpdateLine(1, "13:30", "Anna Berg", "the desk", "Writes are refused."),),
        "handovers": (HandoverLine("18:00", "Anna Berg", "Boris", "accepted", "18:02", True),),
        "tasks": (TaskLine("Name the slots", "Ben", "13:40", "open"),),
        "evidence": (
            EvidenceLine("df.txt", HASH, 480, "13:20", "Anna Berg", "kept", "df", "same", "wrong file"),
        ),
        "entries": 97,
        "removed": 1,
    }
    return IncidentRecord(**(values | changes))


def register_row(number: int, **changes: Any) -> RegisterRow:
    values: dict[str, Any] = {
        "ref": f"INC-K7-{number}",
        "title": "Primary database refuses writes",
        "service": "db",
        "severity": number % 6,
        "priority": number % 6,
        "phase": "resolved",
        "review": "released",
        "open_actions": number % 3,
        "declared": "2026-03-12T13:16:00+01:00",
        "resolved": "2026-03-12T14:16:00+01:00",
        "to_resolve": 3600,
    }
    return RegisterRow(**(values | changes))


def make_register(**changes: Any) -> Register:
    rows = changes.pop("rows", tuple(register_row(number) for number in range(40)))
    values: dict[str, Any] = {
        "since": "2026-01-01 00:00 UTC+1",
        "until": "2026-04-01 00:00 UTC+2",
        "imprint": make_imprint(),
        "control": Control(1, "As recorded"),
        "incidents": len(rows),
        "drills": 2,
        "severities": ((1, 20), (0, 20)),
        "rows": rows,
    }
    return Register(**(values | changes))
