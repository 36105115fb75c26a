"""Reviews of other teams come in whole, once, each with its incident."""

from pathlib import Path
from shutil import copy
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from holdfast.desk.review_import import IMPORTED, BroughtReport, bring, collected, planned
from holdfast.domain.phase import Phase
from holdfast.report.gather import gather_review
from holdfast.report.text import render_markdown
from holdfast.respond.evidence import content, evidence_of
from holdfast.review.foreign import read
from holdfast.review.foreign_words import shipped_words
from holdfast.store.store import Store
from tests.review.accounting import lost_in_record, lost_lines

CORPUS = Path(__file__).parent.parent / "review" / "corpus"
ZONE = ZoneInfo("Europe/Berlin")
TEXT = """# Postmortem: mail stood still

Date: 2024-03-05

## Summary

Mail stood still.

## Timeline (UTC)

- 10:00 queue grows
- 09:50 first bounce
- 10:40 CST vendor called
- 11:30 good again

## Action items

- [x] Watch the queue (@ana, due 2024-04-01)
"""


def brought(store: Store, folder: Path) -> BroughtReport:
    return bring(store, planned(store, *collected(folder, ZONE)))


def test_a_file_becomes_a_closed_incident_with_its_timeline_its_review_and_its_source(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "mail.md").write_text(TEXT, encoding="utf-8")
    report = brought(store, tmp_path)
    assert (report.new, report.refused) == (1, ())
    incident = store.incidents.find(report.incidents[0])
    assert (incident.phase, incident.labels) == (Phase.CLOSED, (IMPORTED,))
    assert [f"{incident.times[name]:%H:%M}" for name in ("declared", "resolved")] == ["09:50", "11:30"]
    review = store.reviews.of_incident(incident.id)
    assert review is not None
    assert review.texts["summary"] == "Mail stood still."
    assert "10:40 CST vendor called" in review.texts["appendix"]
    assert [row.text for row in review.rows] == ["first bounce", "queue grows", "good again"]
    (action,) = store.reviews.actions(review.id)
    assert (action.owner, action.due, action.state) == ("ana", "2024-04-01", "done")
    (piece,) = evidence_of(store, incident.id)
    assert content(store, incident.id, piece.entry) == TEXT.encode()


def test_the_same_bytes_come_once_and_another_text_of_the_name_comes_beside(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "mail.md").write_text(TEXT, encoding="utf-8")
    brought(store, tmp_path)
    again = brought(store, tmp_path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    (tmp_path / "mail.md").write_text(f"{TEXT}\nMore.\n", encoding="utf-8")
    assert brought(store, tmp_path).changed == 1
    assert store.reviews.count() == 2


def test_one_that_can_t_be_recorded_keeps_no_other_from_coming(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.md").write_text(f"# X\n\n## Summary\n\n{'word ' * 50_000}", encoding="utf-8")
    (tmp_path / "c.md").write_text("\n \n", encoding="utf-8")
    (tmp_path / "d.md").write_text(f"{TEXT}\nD.\n", encoding="utf-8")
    report = brought(store, tmp_path)
    assert (report.new, [left.file for left in report.refused]) == (2, ["b.md", "c.md"])
    assert store.reviews.count() == 2


def test_every_line_of_the_corpus_is_found_again_in_what_was_recorded(store: Store, tmp_path: Path) -> None:
    for file in CORPUS.glob("*.md"):
        copy(file, tmp_path)
    report = brought(store, tmp_path)
    assert (report.new, report.refused) == (len(list(CORPUS.glob("*.md"))), ())
    for ref in report.incidents:
        review = store.reviews.of_incident(store.incidents.find(ref).id)
        assert review is not None
        assert lost_in_record((CORPUS / review.origin).read_bytes().decode(), review) == []


def test_a_row_that_is_still_to_come_has_no_time(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mail.md").write_text(f"{TEXT}\n## Log\n\n- 2999-01-01 10:00 end\n", encoding="utf-8")
    (row,) = planned(store, *collected(tmp_path, ZONE))
    assert ("end", "it is still to come") in [(each.text, each.why) for each in row.unread]
    assert bring(store, [row]).new == 1


def test_a_time_without_words_does_not_declare_the_incident(store: Store, tmp_path: Path) -> None:
    text = TEXT.replace("- 10:00 queue grows", "- 08:00\n- 10:00 queue grows")
    (tmp_path / "mail.md").write_text(text, encoding="utf-8")
    (row,) = planned(store, *collected(tmp_path, ZONE))
    incident = store.incidents.find(bring(store, [row]).incidents[0])
    review = store.reviews.of_incident(incident.id)
    assert review is not None
    assert (len(row.timed), f"{incident.times['declared']:%H:%M}") == (len(review.rows), "09:50")


def test_bytes_of_another_encoding_are_read_and_kept(store: Store, tmp_path: Path) -> None:
    data = "# Störung\n\nGröße: groß – für Müller\n\n## Summary\n\nÜber Nacht.\n".encode("cp1252")
    (tmp_path / "mail.md").write_bytes(data)
    (row,) = planned(store, *collected(tmp_path, ZONE))
    assert row.remark == "Read as Windows-1252; kept as it is."
    incident = store.incidents.find(bring(store, [row]).incidents[0])
    assert incident.title == "Störung"
    (piece,) = evidence_of(store, incident.id)
    assert content(store, incident.id, piece.entry) == data


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_holdfast_wrote_itself_comes_as_it_was(
    store: Store, tmp_path: Path, language: Literal["en", "de"]
) -> None:
    odd = r"RCA: \_x 3. \<b\>M\</b\> \| \& \`c\`"
    text = TEXT.replace("Postmortem: mail stood still", odd).replace("queue grows", f"{odd} grows")
    (tmp_path / "mail.md").write_text(text.replace("[x] Watch", f"[x] {odd}"), encoding="utf-8")
    ref = brought(store, tmp_path).incidents[0]
    incident = store.incidents.find(ref)
    review = store.reviews.of_incident(incident.id)
    assert review is not None
    written = render_markdown(gather_review(store, review.id, language=language))
    again = read(written, "r.md", ZoneInfo("Asia/Tokyo"), shipped_words())
    assert (again.title, f"{again.day}") == (incident.title, "2024-03-05")
    assert incident.title == "_x 3. <b>M</b> | & `c`"
    assert [(row.text, row.occurred) for row in again.rows] == [
        (row.text, row.occurred) for row in review.rows
    ]
    (action,) = store.reviews.actions(review.id)
    assert [(one.title, one.owner, one.due) for one in again.actions] == [
        (action.title, action.owner, action.due)
    ]
    assert again.actions[0].done is (action.state == "done")
    assert again.texts == {"summary": review.texts["summary"]}
    assert lost_lines(written, again) == []
