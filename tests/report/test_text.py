"""The same report as Markdown and as canonical JSON."""

import json
from collections.abc import Callable

from holdfast.report.content import RENDERER, ActionRow, ReviewReport, SectionText, TimelineRow
from holdfast.report.evidence_of import render_json
from holdfast.report.text import render_markdown

Review = Callable[..., ReviewReport]


def test_json_is_canonical_and_complete(review: Review) -> None:
    text = render_json(review()).decode()
    value = json.loads(text)
    assert text == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert value["format"] == "holdfast.review-report"
    assert value["renderer"] == RENDERER
    assert value["report"]["timeline"][3]["late"] is True
    assert set(value["report"]) == set(ReviewReport.__dataclass_fields__)


def test_json_survives_what_no_file_can_hold(review: Review) -> None:
    assert "a\ufffdb" in render_json(review(title="a\ud800b")).decode()


def test_markdown_holds_everything_in_order(review: Review) -> None:
    report = review(drill=True)
    text = render_markdown(report)
    assert text.startswith("**INTERNAL USE**\n\n# Primary database refuses writes\n")
    assert "drill, draft" in text
    places = [text.index(f"## {section.heading}\n\nWords of {section.key}.\n") for section in report.sections]
    assert places == sorted(places)
    for row in report.timeline:
        recorded = f"<br>recorded late, {row.recorded}" if row.late else ""
        assert f"| {row.occurred}{recorded} | Anna Berg<br>observation | {row.text} |" in text
    assert "| Name the slots | Anna Berg | 2026-04-01 | A drill shows it | open |" in text
    assert report.heads[0].hash in text


def test_data_never_becomes_markup(review: Review) -> None:
    row = TimelineRow("now", "", False, "note", "A", "a | b <img src=x> *c* `d`\n- e\n1. f & \\")
    text = render_markdown(review(title="# x <b>", timeline=(row,), actions=()))
    assert "# \\# x \\<b\\>\n" in text
    assert "a \\| b \\<img src=x\\> \\*c\\* \\`d\\`<br>\\- e<br>1\\. f \\& \\\\ |" in text


def test_a_section_cannot_swallow_the_rest(review: Review) -> None:
    text = render_markdown(
        review(sections=(SectionText("a", "A", "```\nopen"), SectionText("b", "B", "text")))
    )
    assert "## A\n\n```\nopen\n```\n\n## B\n\ntext\n" in text


def test_empty_sections_and_tables_without_a_section(review: Review) -> None:
    text = render_markdown(
        review(sections=(SectionText("summary", "Summary"),), actions=(ActionRow("Do", "", "", "", ""),))
    )
    assert "## Summary\n\n*Not written yet.*\n" in text
    assert "## Timeline\n\n| When | By | What happened |" in text
    assert "| Do |  |  |  |  |" in text
