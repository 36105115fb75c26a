"""A ten-page review and a ten-page shift log: Holdfast's finished PDF against plain reportlab setting the
same text with its own flowables; and how reading hostile Markdown grows with its length.

Plain reportlab gets an easier task: no tags, no metadata, no attachment, no page count, no marking, no
watermark.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from holdfast.report import markdown
from holdfast.report.content import ActionRow, Head, Imprint, ReviewReport, SectionText, TimelineRow
from holdfast.report.logs import IncidentLog, ShiftLog
from holdfast.report.pdf import render_pdf
from holdfast.report.preview import pages
from holdfast.report.runs import Run
from tests.bench.bare_report import Item, built
from tests.bench.figures import Bar, Figure, in_turns, median
from tests.bench.place import Place
from tests.report.hostile import SHAPES

PROSE = """The volume that holds the write-ahead log of `db-k7-01` was full at 13:16. A retired standby kept
its *replication slot*, so the server could not remove old segments. Orders were refused for **36 minutes**;
about 1,200 were delayed, none were lost. The desk queued by hand until 14:00 and entered the rest before the
shift ended.

- The alert at 95 % left eleven minutes at the rate of that hour
- Nobody could see the rate, only the level
- The retirement checklist names servers, volumes and alerts, but no slots

```
SELECT slot_name, active, restart_lsn FROM pg_replication_slots WHERE NOT active;
```
"""
_HEADINGS = (
    "Summary",
    "Impact",
    "Detection and trigger",
    "Contributing factors and root causes",
    "Response and resolution",
    "Timeline",
    "What helped",
    "What made it harder",
    "Where we were lucky",
    "Lessons",
    "Preventive actions",
)
NOTE = "df -h shows 100 % used on the log volume; the retired standby's slot holds 412 GiB of segments."


_HOSTILE = 40_000  # letters
_LEAST = 0.5  # milliseconds: of less, the clock tells too little


def review() -> ReviewReport:
    """A review that fills ten pages of A4."""
    keys = ("summary", "impact", "detection", "factors", "response", "timeline")
    keys += ("helped", "harder", "lucky", "lessons", "actions")
    empty = ("timeline", "actions")
    return ReviewReport(
        title="Primary database refuses writes",
        incident_ref="INC-K7-142",
        revision="Revision 3",
        status="draft",
        marking="INTERNAL USE",
        facts=("SEV1 Critical", "priority 1", "36 min to contain"),
        control=tuple((f"Label {number}", f"Value {number}") for number in range(10)),
        sections=tuple(
            SectionText(key, heading, "" if key in empty else PROSE * 2)
            for key, heading in zip(keys, _HEADINGS, strict=True)
        ),
        timeline=tuple(
            TimelineRow(f"12 Mar 2026 13:{minute:02d} CET", "", False, "observation", "Anna Berg", NOTE)
            for minute in range(60)
        ),
        actions=tuple(
            ActionRow("Name slots in the retirement checklist", "Anna Berg", "2026-04-01", NOTE, "open")
            for _ in range(14)
        ),
        heads=(Head("7f3a9c", "K7", 1284, "9c41e2aa7b0c41d2" * 4),),
        author="Anna Berg",
        made_at="2026-03-13T08:10:00Z",
    )


def shift() -> ShiftLog:
    """A shift log that fills ten pages of A4."""
    rows = tuple(
        TimelineRow(f"2026-03-12 13:{minute:02d} UTC+1", "", False, "observation", "Anna Berg", NOTE)
        for minute in range(43)
    )
    incidents = tuple(
        IncidentLog(
            f"INC-K7-{number}", "Primary database refuses writes", ("SEV1 Critical", "contained"), rows
        )
        for number in range(140, 144)
    )
    head = Head("7f3a9c", "K7", 1284, "9c41e2aa7b0c41d2" * 4)
    made = Imprint("INTERNAL USE", (head,), "Anna Berg", "2026-03-13T08:10:00Z", "Europe/Berlin")
    return ShiftLog("2026-03-12 06:00 UTC+1", "2026-03-12 14:00 UTC+1", made, incidents)


def plain(document: ReviewReport | ShiftLog) -> bytes:
    """The same text through reportlab's own paragraphs and tables."""
    return built(items(document))


def items(document: ReviewReport | ShiftLog) -> list[Item]:
    """What a document says, in the order of the page, for `bare_report`."""
    return list(_log(document) if isinstance(document, ShiftLog) else _review(document))


def _log(log: ShiftLog) -> Iterator[Item]:
    yield "title", "Shift log"
    yield "table", [("From", log.since), ("To", log.until)], (120, 350)
    for one in log.incidents:
        yield "head", escape(f"{one.ref} {one.title}")
        yield "cell", escape(" ".join(one.facts))
        rows = [(row.occurred, f"{row.who} {row.kind}", row.text) for row in one.rows]
        yield "table", [("When", "By", "What happened"), *rows], (118, 90, 262)


def _review(report: ReviewReport) -> Iterator[Item]:
    yield "title", escape(report.title)
    yield "table", list(report.control), (120, 350)
    for section in report.sections:
        yield "head", escape(section.heading)
        yield from map(_item, markdown.parse(section.text))
        if section.key == "timeline":
            rows = [(row.occurred, f"{row.who} {row.kind}", row.text) for row in report.timeline]
            yield "table", [("When", "By", "What happened"), *rows], (118, 90, 262)
        if section.key == "actions":
            listed = [(row.title, row.owner, row.due, row.verify, row.state) for row in report.actions]
            head = ("Action", "Owner", "Due", "How we will know it worked", "State")
            yield "table", [head, *listed], (130, 70, 70, 130, 70)


def _item(node: markdown.Node) -> Item:
    match node:
        case markdown.Code(text):
            return "code", text
        case markdown.Item(runs):
            return "item", _marked_up(runs), node.label
        case markdown.Text(runs) | markdown.Heading(runs):
            return "body", _marked_up(runs)
        case _:
            raise AssertionError(node)


def _marked_up(runs: list[Run]) -> str:
    parts: list[str] = []
    for run in runs:
        name = "Mono" if run.code else "Sans-Bold" if run.bold else "Sans-Oblique" if run.italic else ""
        parts.append(f'<font face="{name}">{escape(run.text)}</font>' if name else escape(run.text))
    return "".join(parts)


def measure(place: Place) -> Iterator[Figure]:
    """Both warm, in turns."""
    yield _ratio(place, "10-page review to PDF, and plain reportlab", review())
    yield _ratio(place, "10-page shift log to PDF, and plain reportlab", shift())
    yield max((_growth(place, shape) for shape in SHAPES), key=lambda figure: figure.ratio or 0)


def _growth(place: Place, shape: str) -> Figure:
    """What four times a hostile text costs; the square would be sixteen times."""
    short, long = SHAPES[shape](_HOSTILE), SHAPES[shape](4 * _HOSTILE)
    whole, part = in_turns(place.rounds(9), lambda: markdown.parse(long), lambda: markdown.parse(short))
    floor = max(min(part), _LEAST)
    return Figure(
        f"hostile Markdown, four times as long (worst: {shape})", min(whole), "ms", Bar.RATIO, 10, floor
    )


def _ratio(place: Place, name: str, document: ReviewReport | ShiftLog) -> Figure:
    assert pages(render_pdf(document)) == 10, pages(render_pdf(document))
    plain(document)
    ours, theirs = in_turns(place.rounds(20), lambda: render_pdf(document), lambda: plain(document))
    return Figure(name, median(ours), "ms", Bar.RATIO, 1.5, median(theirs))
