"""A review's report is what the record says, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from holdfast.desk.operators import add_operator, set_passphrase, sign_in
from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.domain.review import SECTIONS
from holdfast.report.evidence_of import read_record, render_json
from holdfast.report.gather import gather_review
from holdfast.report.language import spoken
from holdfast.report.review import print_review
from holdfast.report.text import render_markdown
from holdfast.respond.corrections import correct
from holdfast.review.actions import add_action, change_action
from holdfast.review.workflow import approve, open_again, release, submit
from holdfast.review.writing import change_row, group_rows, write
from holdfast.store.removal import remove_words
from tests.ui.review.story import NOTES, SUMMARY, Story, tell, write_all


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    told = tell(tmp_path / "store")
    yield told
    told.store.close()


def test_it_holds_every_section_in_order(story: Story) -> None:
    report = gather_review(story.store, write_all(story).id)
    assert tuple(section.key for section in report.sections) == SECTIONS
    assert report.sections[0].text == SUMMARY
    assert report.sections[2].heading == "Detection and trigger"


def test_the_appendix_stands_at_the_end_where_it_says_something(story: Story) -> None:
    ident = write_all(story).id
    assert "appendix" not in [section.key for section in gather_review(story.store, ident).sections]
    write(story.store, ident, "appendix", "As it stood in the source")
    last = gather_review(story.store, ident).sections[-1]
    assert (last.heading, last.text) == ("Appendix", "As it stood in the source")


def test_it_says_what_it_is_made_from(story: Story) -> None:
    report = gather_review(story.store, write_all(story).id)
    head = story.store.journal.head()
    assert [(one.station, one.seq, one.hash) for one in report.heads] == [(head.station, head.seq, head.hash)]
    assert report.heads[0].code == story.store.station.code
    entry = story.store.journal.at(head.hash)
    assert entry is not None
    assert report.made_at == f"{entry.at[:19]}Z"


def test_the_control_block_says_who_when_and_how_bad(story: Story) -> None:
    report = gather_review(story.store, write_all(story).id)
    control = dict(report.control)
    assert control["Reference"] == story.incident.ref
    assert control["Status"] == "Draft, not released"
    assert control["Author"] == "Ana (declared, not authenticated)"
    assert control["How bad"] == "SEV1 Critical, priority 1 (high impact, high urgency)"
    assert control["Declared"].startswith("2026-11-23 13:16")
    assert control["Contained"].endswith("UTC+1")
    assert control["Times in"] == "Europe/Berlin"
    assert (report.marking, report.zone) == ("INTERNAL USE", "Europe/Berlin")
    assert report.facts == ("SEV1 Critical", "priority 1", "35 min to contain", "47 min to resolve")


def test_an_author_with_a_passphrase_is_sure(story: Story) -> None:
    ben = add_operator(story.store, "Ben")
    set_passphrase(story.store, ben, "three green kettles")
    sign_in(story.store, "Ben", "three green kettles")
    assert dict(gather_review(story.store, story.review().id).control)["Author"] == (
        "Ben (authenticated by passphrase)"
    )


def test_the_timeline_is_in_the_order_in_which_things_happened(story: Story) -> None:
    report = gather_review(story.store, write_all(story).id)
    texts = [row.text for row in report.timeline]
    assert texts[0] == f"Declared: {story.incident.title}"
    notes = [text for _kind, text in NOTES]
    assert notes == [text for text in texts if text in notes]
    assert texts.index("The order desk called: orders are refused.") < texts.index(NOTES[2][1])


def test_a_row_written_down_late_says_so(story: Story) -> None:
    rows = gather_review(story.store, write_all(story).id).timeline
    late = next(row for row in rows if row.text.startswith("The order desk called"))
    assert (late.late, late.kind, late.who) == (True, "communication", "Ana")
    assert (late.occurred, late.recorded) == ("2026-11-23 13:21 UTC+1", "2026-11-23 13:51 UTC+1")
    assert all(not row.recorded for row in rows if row is not late)


def test_a_reworded_row_is_shown_as_reworded(story: Story) -> None:
    review = write_all(story)
    row = next(row for row in review.rows if row.text == NOTES[0][1])
    change_row(story.store, review.id, row.id, "The log's volume was full.")
    texts = [row.text for row in gather_review(story.store, review.id).timeline]
    assert "The log's volume was full." in texts
    assert NOTES[0][1] not in texts


def test_a_german_review_tells_in_german_what_holdfast_said(story: Story) -> None:
    review = write_all(story)
    by_text = {row.text: row.id for row in review.rows}
    assigned = next(text for text in by_text if text.startswith("Commander: "))
    change_row(story.store, review.id, by_text[assigned], "Somebody took over.")
    english = [row.text for row in gather_review(story.store, review.id).timeline]
    german = gather_review(story.store, review.id, language="de")
    texts = [row.text for row in german.timeline]
    assert f"Declared: {story.incident.title}" in english
    assert f"Gemeldet: {story.incident.title}" in texts
    assert {"Somebody took over.", *(text for _kind, text in NOTES)} <= set(texts)
    assert [a == b for a, b in zip(english, texts, strict=True)].count(False) >= 3
    assert "Gemeldet: " in render_markdown(german)
    assert read_record(render_json(german)).document == german
    assert [row.text for row in gather_review(story.store, review.id).timeline] == english


def test_what_was_corrected_since_it_was_chosen_stays_in_every_language(story: Story) -> None:
    review = write_all(story)
    entry = next(row.source for row in review.rows if row.text == NOTES[0][1])
    correct(story.store, story.incident.id, entry, text="Another reading.")
    for language in ("en", "de"):
        texts = [row.text for row in gather_review(story.store, review.id, language=language).timeline]
        assert (NOTES[0][1] in texts, "Another reading." in texts) == (True, False)


def test_grouped_rows_stand_under_one_heading_in_every_form(story: Story) -> None:
    review = write_all(story)
    plain_json = render_json(gather_review(story.store, review.id))
    assert b'"group"' not in plain_json  # the bytes of a review without groups are what they were
    ids = [row.id for row in review.rows if row.text in (NOTES[0][1], NOTES[2][1])]
    group_rows(story.store, review.id, ids, " Finding\n the cause ")
    report = gather_review(story.store, review.id)
    written = render_markdown(report).partition("## Timeline")[2].partition("\n## ")[0]
    first, _line, below = written.partition("### Finding the cause")
    group, _line, others = below.partition("### Other entries")
    assert [text for _kind, text in NOTES if text in group] == [NOTES[0][1], NOTES[2][1]]
    assert [text for _kind, text in NOTES if text in others] == [NOTES[1][1], NOTES[3][1], NOTES[4][1]]
    assert f"Declared: {story.incident.title}" in first
    assert [part.count("| When | By | What happened |") for part in (first, group, others)] == [1, 1, 1]
    assert read_record(render_json(report)).document == report
    group_rows(story.store, review.id, ids, "")
    assert render_json(gather_review(story.store, review.id)).count(b"group") == 0


def test_a_group_that_begins_the_story_stands_first(story: Story) -> None:
    review = write_all(story)
    declared = next(row.id for row in review.rows if row.text.startswith("Declared: "))
    group_rows(
        story.store, review.id, [declared, *(r.id for r in review.rows if r.text == NOTES[4][1])], "All"
    )
    german = gather_review(story.store, review.id, language="de")
    for report, others in (
        (gather_review(story.store, review.id), "Other entries"),
        (german, "Weitere Einträge"),
    ):
        with spoken(report.language):
            written = render_markdown(report)
        group, line, rest = written.partition("### All")[2].partition(f"### {others}")
        assert (line, NOTES[4][1] in group, NOTES[4][1] in rest) == (f"### {others}", True, False)
        assert NOTES[0][1] in rest.partition("\n## ")[0]
        assert [row.group for row in report.timeline[:3]] == ["All", "All", ""]


def test_a_review_whose_rows_all_have_a_heading_does_not_say_that_it_is_empty(story: Story) -> None:
    review = write_all(story)
    group_rows(story.store, review.id, [row.id for row in review.rows], "All of it")
    written = render_markdown(gather_review(story.store, review.id))
    assert "Not written yet" not in written.partition("## Timeline")[2].partition("\n## ")[0]


def test_removed_words_of_a_row_are_told_in_words(story: Story) -> None:
    review = write_all(story)
    row = next(row for row in review.rows if row.text == NOTES[0][1])
    group_rows(story.store, review.id, [row.id], "Ana's password")
    remove_words(story.store, row.id, "a password")
    grouped = story.store.reviews.get(review.id).wrote[f"group:{row.id}"]
    remove_words(story.store, grouped, "a password")
    (shown,) = (each for each in gather_review(story.store, review.id).timeline if each.group)
    assert (shown.text, shown.group) == ("Words removed for cause", "Words removed for cause")


def test_a_timeline_without_rows_says_so(story: Story) -> None:
    report = gather_review(story.store, story.review().id)
    section = next(one for one in report.sections if one.key == "timeline")
    assert section.text == "No entries were taken over from the incident's timeline yet."
    assert report.timeline == ()


def test_actions_stand_with_what_is_known_of_them(story: Story) -> None:
    first, second = gather_review(story.store, write_all(story).id).actions
    assert (first.owner, first.due, first.state) == ("Ana", "2026-12-01", "open")
    assert (second.title, second.verify) == ("Alert on the rate at which the volume fills", "")


def test_the_same_heads_give_the_same_value_whoever_asks_and_whenever(story: Story) -> None:
    review = write_all(story)
    before = gather_review(story.store, review.id)
    story.hands.pass_minutes(100)
    with story.open_again(read_only=True) as other:
        assert gather_review(other, review.id) == before


def test_drafts_stand_in_only_where_they_are_handed_in(story: Story) -> None:
    review = write_all(story)
    report = gather_review(story.store, review.id, {"summary": "Half a sent"})
    assert report.sections[0].text == "Half a sent"
    assert gather_review(story.store, review.id).sections[0].text == SUMMARY


def test_a_released_review_says_when(story: Story) -> None:
    review = story.review()
    write(story.store, review.id, "summary", SUMMARY)
    release(story.store, review.id, "nobody else is here")
    report = gather_review(story.store, review.id)
    assert report.status == "released"
    assert dict(report.control)["Status"].startswith("Released 2026-11-23 14:0")


def test_a_review_that_is_not_there_is_named(story: Story) -> None:
    with pytest.raises(UserError, match="no review nowhere"):
        gather_review(story.store, "nowhere")


def test_what_another_process_records_meanwhile_is_in_it_or_not_but_never_by_half(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = write_all(story)
    plain = story.store.reviews.actions
    times = 0

    def actions(ident: str) -> list[Action]:
        nonlocal times
        times += 1
        found = plain(ident)
        if times == 1:  # between the sections and the end of gathering
            with story.open_again() as other:
                other.by = story.store.by
                write(other, review.id, "summary", "Written meanwhile.")
        return found

    monkeypatch.setattr(story.store.reviews, "actions", actions)
    report = gather_review(story.store, review.id)
    head = story.store.journal.head()
    assert times == 2
    assert (report.sections[0].text, report.heads[0].hash) == ("Written meanwhile.", head.hash)


def test_a_zone_without_a_name_is_told_by_its_offset(story: Story) -> None:
    review = write_all(story)
    story.store.zone = timezone(timedelta(hours=-3, minutes=-30))
    report = gather_review(story.store, review.id)
    assert report.zone == "UTC-3:30"
    assert dict(report.control)["Declared"] == "2026-11-23 08:46 UTC-3:30"


def test_a_removed_title_is_told_in_words(story: Story) -> None:
    review = story.review()
    for name, ident in (("incident", review.incident), ("review", review.id)):
        for entry in story.store.entries(name, ident):
            if "title" in entry.body:
                remove_words(story.store, entry.hash, "an injured person's name")
    assert gather_review(story.store, review.id).title == "(title removed)"


# -- who stands behind it --------------------------------------------------------------------------


def two_people(story: Story) -> str:
    """Approved by Ben, who gave his passphrase, and released by Ana, who did not."""
    store, review = story.store, write_all(story).id
    ana, ben = store.by, add_operator(store, "Ben")
    set_passphrase(store, ben, "three green kettles")
    submit(store, review, [ben.id])
    sign_in(store, "Ben", "three green kettles")
    approve(store, review)
    store.by = ana
    return review


def test_who_approved_and_released_is_told_with_how_sure_the_record_is(story: Story) -> None:
    review = two_people(story)
    draft = gather_review(story.store, review)
    assert (draft.status, draft.signatures) == ("draft", ())
    assert dict(draft.control)["Status"] == "Draft, approved and not released"
    release(story.store, review)
    report = gather_review(story.store, review)
    control = dict(report.control)
    assert control["Reviewers"] == "Ben"
    assert control["Approved by"].startswith("Ben (authenticated by passphrase), 2026-11-23 14:")
    assert control["Released by"].startswith("Ana (declared, not authenticated), 2026-11-23 14:")
    assert {"Approval", "Also written by", "Supersedes"}.isdisjoint(control)
    assert [(each.role, each.name, each.sure) for each in report.signatures] == [
        ("Author", "Ana", "declared, not authenticated"),
        ("Approved by", "Ben", "authenticated by passphrase"),
        ("Released by", "Ana", "declared, not authenticated"),
    ]
    last = print_review(report).parts[-1]
    assert last.heading == "Signatures"
    assert last.table is not None
    assert len(last.table.rows) == 3


def test_without_a_second_person_it_says_so_and_why(story: Story) -> None:
    review = write_all(story)
    release(story.store, review.id, "I am alone here.")
    control = dict(gather_review(story.store, review.id).control)
    assert control["Approval"] == "Released without a second person: I am alone here."
    assert "Approved by" not in control


def test_a_revision_is_reported_as_it_was_and_the_next_says_what_it_supersedes(story: Story) -> None:
    store, review = story.store, two_people(story)
    release(store, review)
    first = gather_review(store, review)
    open_again(store, review, "The vendor answered.")
    sign_in(store, "Cem")
    write(store, review, "summary", "The vendor's tool kept the slot.")
    change_action(store, store.reviews.actions(review)[0].id, title="Name every slot")
    add_action(store, review, "Ask the vendor")
    release(store, review, "only a correction")
    second, again = gather_review(store, review), gather_review(store, review, revision=1)
    assert dict(second.control)["Supersedes"].startswith("Revision 1, released 2026-11-23 14:")
    assert dict(second.control)["Also written by"] == "Cem"
    assert dict(second.control)["Why this revision"] == "The vendor answered."
    assert replace(again, heads=first.heads, made_at=first.made_at) == first
    assert [each.title for each in second.actions][2:] == ["Ask the vendor"]
    with pytest.raises(UserError, match="Revision 7"):
        gather_review(store, review, revision=7)
