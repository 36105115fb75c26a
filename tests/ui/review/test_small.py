"""What is missing, due dates, and words that look for blame."""

from datetime import date

import pytest

from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.domain.review import SECTIONS, Review
from holdfast.review.language import check
from holdfast.review.readiness import Looked, readiness
from holdfast.review.template import load
from holdfast.review.templates import shipped
from holdfast.ui.review.due import due_words, read_due
from holdfast.ui.review.prompts import short_title
from holdfast.ui.review.standing import lacking, standings

TODAY = date(2026, 11, 23)


def test_an_empty_review_lacks_what_readers_ask_for() -> None:
    looked = Looked(Review("r"), {}, [])
    found = {each.key: each.lacks for each in standings(looked, readiness(looked)) if each.lacks}
    assert set(found) == {
        "summary",
        "impact",
        "detection",
        "factors",
        "response",
        "lessons",
        "timeline",
        "actions",
    }
    assert found["timeline"] == ("no entries yet",)


def test_an_action_needs_owner_date_and_test_unless_it_was_dropped() -> None:
    actions = [
        Action("1", title="a", owner="Ana", due="2026-12-01", verify="A test passes"),
        Action("2", title="b", owner="Ana"),
        Action("3", title="c", due="2026-12-01"),
        Action("4", title="d", state="dropped"),
    ]
    looked = Looked(Review("r"), {}, actions)
    found = readiness(looked)
    last = standings(looked, found)[-1]
    assert last.begun
    assert set(last.lacks) == {"1 missing an owner", "1 missing a due date", "2 missing a test"}
    words = [each.words for each in lacking(looked, found) if each.finding.place == "2"]
    assert words == ["Preventive actions: 1 missing a due date: b", "Preventive actions: 1 missing a test: b"]


def test_a_draft_counts_as_written() -> None:
    looked = Looked(Review("r"), {"summary": "Half a sent"}, [])
    assert standings(looked, readiness(looked))[0].is_whole


def test_every_written_section_has_questions_without_blame() -> None:
    templates = {name: load(text) for name, text in shipped().items()}
    assert {each.key for each in templates["standard"].sections} == set(SECTIONS)
    for template in templates.values():
        for each in template.sections:
            assert bool(each.prompt) == (each.key not in ("timeline", "actions"))
            assert ("?" in each.prompt) == bool(each.prompt) or each.key == "factors"
            assert check(each.prompt) == []
            assert "why" not in each.prompt.lower()
    assert all(short_title(key) for key in SECTIONS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-12-01", "2026-12-01"),
        (" 20261201 ", "2026-12-01"),
        ("+14d", "2026-12-07"),
        ("+2W", "2026-12-07"),
        ("+0d", "2026-11-23"),
    ],
)
def test_due_dates_are_read(typed: str, read: str) -> None:
    assert read_due(typed, TODAY) == read


@pytest.mark.parametrize("typed", ["tomorrow", "2026-02-30", "+d", "+-3d", "+99999d", "31.12.2026", "+²d"])
def test_what_is_no_date_is_named(typed: str) -> None:
    with pytest.raises(UserError, match="is no date"):
        read_due(typed, TODAY)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-23", "2026-11-23, today"),
        ("2026-11-24", "2026-11-24, in 1 day"),
        ("2026-12-01", "2026-12-01, in 8 days"),
        ("2026-11-20", "2026-11-20, 3 days ago"),
    ],
)
def test_due_dates_are_said(due: str, words: str) -> None:
    assert due_words(due, TODAY) == words
