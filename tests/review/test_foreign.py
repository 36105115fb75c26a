"""Somebody else's review is read into parts and rows, and none of its lines is lost."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.review.foreign import Foreign, read
from holdfast.review.foreign_words import shipped_words
from tests.review.accounting import lost_lines

BERLIN = ZoneInfo("Europe/Berlin")


def found(text: str, name: str = "review.md", zone: tzinfo = BERLIN) -> Foreign:
    return read(text, name, zone, shipped_words())


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


# -- parts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Executive Summary", "summary"),
        ("3. Root Cause(s)", "factors"),
        ("Root cause analysis", "factors"),
        ("What went well? :tada:", "helped"),
        ("What didn't go well", "harder"),
        ("Where we got lucky", "lucky"),
        ("Lessons Learned", "lessons"),
        ("Timeline (all times UTC)", "timeline"),
        ("Corrective and Preventative Measures", "actions"),
        ("Zeitlicher Ablauf", "timeline"),
        ("Ursachen", "factors"),
        ("Auswirkungen auf Kunden", "impact"),
        ("Maßnahmen", "actions"),
        ("II. Detection", "detection"),
        ("Weather that week", ""),
        ("Timelines of our other products and what became of them", ""),
    ],
)
def test_a_heading_becomes_the_part_that_it_means(heading: str, section: str) -> None:
    assert shipped_words().section(heading) == section


def test_a_heading_below_a_part_stays_in_it_with_its_heading() -> None:
    text = "# X\n\n## Root cause\n\nA disk.\n\n### Deeper\n\nIts shelf.\n\n## Impact\n\nAll.\n"
    assert found(text).texts == {"factors": "A disk.\n\n### Deeper\n\nIts shelf.", "impact": "All."}


def test_parts_below_one_that_has_a_name_of_its_own_are_found() -> None:
    text = "# X\n\n## Lessons\n\nMuch.\n\n### What went well\n\nYou.\n\n### Where we got lucky\n\nRain.\n"
    texts = found(text).texts
    assert (texts["lessons"], "You." in texts["helped"], "Rain." in texts["lucky"]) == ("Much.", True, True)


def test_a_person_may_know_better_what_a_heading_means() -> None:
    text = "# X\n\n## Weather\n\nRain.\n"
    (weather,) = [one for one in found(text).headings if one.heading == "Weather"]
    chosen = read(text, "x.md", BERLIN, shipped_words(), {weather.line: "factors"})
    assert chosen.texts["factors"] == "Rain."


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# Postmortem: DNS outage\n", "a.md", "DNS outage"),
        ("DNS outage\n==========\n\n## Impact\n\nAll\n", "a.md", "DNS outage"),
        ("---\ntitle: DNS outage\n---\n\n# Summary\n\nA.\n\n# Impact\n\nB.\n", "a.md", "DNS outage"),
        ("# Summary\n\nA.\n\n# Impact\n\nB.\n", "2024/dns_outage.md", "dns outage"),
        ("---\ntitle: Login outage\n---\n\n# Summary\nx\n", "a.md", "Login outage"),
        ("---\ntitle: Login outage\n---\nIntro.\n\n## Summary\nx\n", "a.md", "Login outage"),
        ("---\ntitle: Login outage\n---\n\n# The bad Monday\nx\n", "a.md", "Login outage"),
        ("+++\ntitle = 'Login outage'\n+++\n\n# Summary\nx\n", "a.md", "Login outage"),
        (r"# L \& \<b\>M\</b\> a\_b \&amp;", "a.md", "L & <b>M</b> a_b &amp;"),
        ("# a_b _c_ __d__ `e\\_f` [g \\& h](http://x)\n", "a.md", r"a_b c d e\_f g & h"),
        ('---\ntitle: "Outage: \\"quoted\\" \\xf6 *" # one\n---\nx\n', "a.md", 'Outage: "quoted" \xf6 *'),
        ("---\ntitle: 'Outage: it''s back'\n---\nx\n", "a.md", "Outage: it's back"),
        ("# R&amp;D *mail* `mx1`\n", "a.md", "R&D mail mx1"),
    ],
)
def test_its_title_is_found(text: str, name: str, title: str) -> None:
    assert found(text, name).title == title


def test_a_section_below_a_title_of_the_front_matter_is_one() -> None:
    assert found("---\ntitle: X\n---\nIntro.\n\n## Impact\n\nAll.\n").texts["impact"] == "All."


def test_a_bold_heading_directly_below_a_line_of_text_is_one() -> None:
    got = found("# X\n\nDate: 2024-03-05\ntext\n**Timeline**\n* 14:03 UTC one\n**Impact**\nAll.\n**so**\n")
    assert [(row.occurred, row.text) for row in got.rows] == [(at(2024, 3, 5, 14, 3), "one")]
    assert got.texts["impact"] == "All.\n**so**"


def test_what_looks_like_a_heading_in_a_fence_is_none() -> None:
    assert found("# X\n\n## Impact\n\n```sh\n# Timeline\n```\n").texts["impact"].endswith("# Timeline\n```")


# -- timeline -------------------------------------------------------------------------------------


def rows(
    lines: str, before: str = "# X\n\nDate: 2024-03-05\n\n## Timeline (UTC)\n\n"
) -> list[tuple[object, ...]]:
    return [(row.occurred, row.text, row.who) for row in found(before + lines).rows]


def test_a_table_is_rows_with_the_day_that_was_told_and_goes_on_past_midnight() -> None:
    table = "| Time | Who | Event |\n|---|---|---|\n| 23:50 | Ana | a &lt;b&gt; |\n| 00:10 | | c \\| d |\n"
    assert rows(table) == [
        (at(2024, 3, 5, 23, 50), "a <b>", "Ana"),
        (at(2024, 3, 6, 0, 10), "c | d", ""),
    ]


def test_a_list_is_rows_and_a_line_without_a_time_goes_on_with_the_one_above() -> None:
    listed = "- **10:32** – alarm\n  from two hosts\n* `10:40` Ben: restart\n1. [11:05] good again\n"
    assert [row[1] for row in rows(listed)] == ["alarm\nfrom two hosts", "Ben: restart", "good again"]
    assert next(row[0] for row in rows(listed)) == at(2024, 3, 5, 10, 32)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"a\_b \> c", "a_b > c"),
        (r"\*\*a\*\* \<b\>", "**a** <b>"),
        (r"`a\_b <b>` 1\. \&amp; &lt;b&gt;", r"`a\_b <b>` 1. &amp; <b>"),
        (r"**bold** C:\\_x \| y", r"**bold** C:\_x | y"),
    ],
)
def test_escapes_are_undone_in_rows_and_actions(written: str, meant: str) -> None:
    assert rows(f"- 10:00 {written}\n")[0][1] == meant
    assert rows(f"| Time | Event |\n|---|---|\n| 10:00 | {written} |\n")[0][1] == meant
    (action,) = found(f"# X\n\n## Actions\n\n- {written}\n").actions
    assert action.title == meant


def test_a_backslash_in_html_is_no_escape() -> None:
    table = "<table><tr><th>Time</th><th>Event</th></tr><tr><td>10:00</td><td>C:\\_x</td></tr></table>\n"
    assert rows(table)[0][1] == "C:\\_x"


def test_days_in_headings_and_lines_count_from_there_on() -> None:
    listed = "### 2024-03-07\n\n- 10:00 a\n\n**8 March 2024**\n\n- 09:00 b\n"
    assert [row[0] for row in rows(listed)] == [at(2024, 3, 7, 10), at(2024, 3, 8, 9)]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("2024-03-05 10:32 UTC: x", at(2024, 3, 5, 10, 32)),
        ("2024-03-05T10:32:11-05:00 x", at(2024, 3, 5, 15, 32, 11)),
        ("5. März 2024, 14:03 Uhr MEZ x", at(2024, 3, 5, 13, 3)),
        ("03/17/2024 1:05 pm x", at(2024, 3, 17, 13, 5)),
        ("Tue, 5 Mar 2024 10:32 GMT x", at(2024, 3, 5, 10, 32)),
        ("10:32-10:40 x", at(2024, 3, 5, 10, 32)),
        ("10:32 CET x", at(2024, 3, 5, 9, 32)),
    ],
)
def test_a_time_is_read_with_its_own_day_and_zone(line: str, when: datetime) -> None:
    assert [row[0] for row in rows(f"- {line}\n")] == [when]


def test_a_zone_of_the_table_counts_before_that_of_the_file() -> None:
    table = "| Time (CET) | Event |\n|---|---|\n| 10:00 | a |\n"
    assert rows(table, "# X\n\nDate: 2024-03-05\n\n## Timeline\n\n")[0][0] == at(2024, 3, 5, 9)
    plain = "- 10:00 a\n"
    assert rows(plain, "# X\n\nDate: 2024-07-05\n\n## Timeline\n\n")[0][0] == at(2024, 7, 5, 8)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- 03/05/2024 10:00 x", "can mean several"),
        ("- 10:00 CST x", "can mean several"),
    ],
)
def test_what_could_mean_several_is_not_guessed(line: str, why: str) -> None:
    (row,) = found(f"# X\n\nDate: 2024-03-05\n\n## Timeline\n\n{line}\n").rows
    assert row.occurred is None
    assert why in row.why


def test_an_abbreviation_of_several_zones_is_the_one_that_the_file_is_read_in() -> None:
    text = "# X\n\nDate: 2024-01-05\n\n## Timeline\n\n- 10:00 CST x\n"
    assert found(text, zone=ZoneInfo("America/Chicago")).rows[0].occurred == at(2024, 1, 5, 16)


@pytest.mark.parametrize(
    ("line", "when", "why"),
    [
        ("2024-03-10 02:30 America/New_York gap", None, "never came"),
        ("2024-11-03 01:30 America/New_York twice", None, "came twice"),
        ("2024-11-03 01:30 EST once", at(2024, 11, 3, 6, 30), ""),
        ("2024-11-03 01:30 CST once", at(2024, 11, 3, 7, 30), ""),
        ("2024-03-10 02:30 in no zone of its own", None, "never came"),
    ],
)
def test_an_hour_that_never_came_or_came_twice_is_not_guessed(line: str, when: object, why: str) -> None:
    text = f"# X\n\n## Timeline\n\n- {line}\n- 12:00 noon\n"
    row, noon = found(text, zone=ZoneInfo("America/Chicago")).rows
    assert (row.occurred, why in row.why, bool(row.why)) == (when, True, bool(why))
    assert noon.occurred is not None
    assert noon.occurred.day == int(line[8:10])


@pytest.mark.parametrize("day", ["0001-01-01 00:00", "9999-12-31 23:59 America/New_York"])
def test_a_day_at_an_end_of_the_calendar_keeps_no_file_from_being_read(day: str) -> None:
    assert not any(row.occurred for row in found(f"# X\n\n## Timeline\n\n- {day} x\n").rows)


def test_rows_out_of_order_keep_their_place_and_say_so() -> None:
    told = found("# X\n\nDate: 2024-03-05\n\n## Timeline\n\n- 10:00 a\n- 09:50 b\n- 10:10 c\n").rows
    assert [(row.text, row.early) for row in told] == [("a", False), ("b", True), ("c", False)]


@pytest.mark.parametrize(
    "line", ["| Time | Who | What |\n|---|---|---|\n| 09:00 | | |", "* 09:00 UTC", "- 09:00 \a"]
)
def test_a_time_without_words_is_no_row_with_a_time(line: str) -> None:
    (row,) = found(f"# X\n\nDate: 2024-03-05\n\n## Timeline\n\n{line}\n").rows
    assert (row.occurred, row.text, row.why) == (None, "09:00", "there are no words beside it")


def test_without_any_day_a_row_has_no_time() -> None:
    (row,) = found("# X\n\n## Timeline\n\n- 10:00 a\n").rows
    assert (row.occurred, row.why) == (None, "no day is said")


# -- actions, facts -------------------------------------------------------------------------------


def test_actions_of_lists_and_tables_are_read_with_owner_day_and_state() -> None:
    text = (
        "# X\n\n## Action items\n\n- [x] Watch disks (@ana, due 2024-04-01)\n- [ ] Renew\n\n"
        "| Action | Owner | Due | Status |\n|--|--|--|--|\n| Order | Ben | 1 May 2024 | Done |\n"
    )
    assert [(one.title, one.owner, one.due, one.done) for one in found(text).actions] == [
        ("Watch disks", "ana", "2024-04-01", True),
        ("Renew", "", "", False),
        ("Order", "Ben", "2024-05-01", True),
    ]


@pytest.mark.parametrize(
    ("line", "title", "owner", "due"),
    [
        ("@ada fix it due 2024-04-01", "fix it", "ada", "2024-04-01"),
        ("fix it (Owner: Ada Lee due 1 April 2024).", "fix it", "Ada Lee", "2024-04-01"),
        ("fix (a) it \N{EM DASH} by 2024-04-01, owner: Ada", "fix (a) it", "Ada", "2024-04-01"),
        (
            "ask @ada, when back, by 2024-04-01 for it",
            "ask @ada, when back, by 2024-04-01 for it",
            "ada",
            "2024-04-01",
        ),
        ("sign what is made by Ben, due 2024-04-01", "sign what is made by Ben", "", "2024-04-01"),
        ("write to ada@example.org", "write to ada@example.org", "", ""),
        ("@ada", "@ada", "ada", ""),
        ("fix it due next week", "fix it due next week", "", ""),
        ("fix it (for now @ada)", "fix it (for now @ada)", "ada", ""),
    ],
)
def test_what_was_read_of_an_action_is_no_part_of_its_title(
    line: str, title: str, owner: str, due: str
) -> None:
    text = f"# X\n\n## Actions\n\n- {line}\n"
    got = found(text)
    assert [(one.title, one.owner, one.due) for one in got.actions] == [(title, owner, due)]
    assert lost_lines(text, got) == []


def test_owners_in_a_table_lose_their_signs() -> None:
    table = "| Action | Owner |\n|--|--|\n| a | @ada, @ben |\n| b | ada@example.org |\n"
    got = found(f"# X\n\n## Actions\n\n{table}")
    assert [one.owner for one in got.actions] == ["ada, ben", "ada@example.org"]


def test_facts_before_the_first_part_are_read_and_kept() -> None:
    got = found("# X\n\n**Date:** 5 March 2024\n**Service:** mail\n\nWords.\n\n## Summary\n\nS.\n")
    assert (got.day, got.facts["service"]) == (date(2024, 3, 5), "mail")
    assert "Words." in got.appendix


# -- nothing is lost ------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "", "# Title", "## Summary", "## Timeline (UTC)", "### 2024-03-05", "## Strange", "## Action items",
        "#", "---", "===", "```", "~~~~", "- 10:00 a", "10:70 b", "| Time | Event |", "|---|---|",
        "| 10:00 | c |", "| | |", "  more", "\tindented", "- [ ] do", "> quoted", "&amp; <br>", "Ursache",
        "Date: 2024-03-05",
        "+++", "title: x", "Größe 日本語 \u202e", "**Bold:** words", "* * *", "[a]: http://x", "<details>",
        "| Control |  |", "| Made from head | x |", "## Appendix", "*Not written yet.*",
        "| 10:00 <br>x | a<br>b | c |",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=30), max_size=40).map("\n".join))
def test_every_line_is_found_again(text: str) -> None:
    assert lost_lines(text, found(text)) == []
