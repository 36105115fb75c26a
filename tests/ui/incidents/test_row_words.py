from datetime import timedelta

import pytest
from msgspec.structs import replace

from holdfast.store.incidents import IncidentRow
from holdfast.ui.incidents.row_words import incident_row
from tests.ui.stores import NOW

DECLARED = int((NOW - timedelta(minutes=47)).timestamp())
ROW = IncidentRow(
    id="i",
    ref="INC-K7-142",
    title="Primary database refuses writes",
    service="db-core",
    phase="contained",
    severity=1,
    lead="Shift lead",
    lead_operator="lead",
    review="",
    declared=DECLARED,
    ended=None,
    due_at=DECLARED + 3600,
    due_what="resolve",
)


def test_a_row_says_what_matters() -> None:
    row = incident_row(ROW, NOW, "me")
    assert (row.title, row.reference, row.severity) == ("Primary database refuses writes", "INC-K7-142", 1)
    assert row.meta == "contained  ·  db-core  ·  Shift lead"
    assert (row.age, row.due, row.overdue, row.quiet) == ("00:47", "resolution due in 13 min", False, False)


def test_my_own_are_called_mine() -> None:
    assert incident_row(ROW, NOW, "lead").meta.endswith("you")
    assert incident_row(replace(ROW, lead="", lead_operator=""), NOW, "").meta == "contained  ·  db-core"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=5), "resolution due in 5 h 00 min"),
        (timedelta(days=2), "resolution due in 2 d"),
        (timedelta(seconds=61), "resolution due in 2 min"),
        (timedelta(seconds=20), "resolution due in 1 min"),
        (timedelta(seconds=-20), "resolution due now"),
        (timedelta(minutes=-6), "resolution overdue by 06 min"),
    ],
)
def test_what_is_due_is_said_in_whole_minutes(left: timedelta, words: str) -> None:
    row = incident_row(replace(ROW, due_at=int((NOW + left).timestamp())), NOW, "")
    assert (row.due, row.overdue) == (words, left < timedelta())


def test_a_review_in_draft_is_said_where_none_is_due() -> None:
    done = replace(ROW, phase="resolved", due_at=None, due_what="", review="draft")
    assert incident_row(done, NOW, "").due == "review in draft"
    assert not incident_row(replace(done, phase="closed", review="waived"), NOW, "").due


def test_closed_and_dismissed_step_back() -> None:
    assert incident_row(replace(ROW, phase="closed"), NOW, "").quiet
    assert incident_row(replace(ROW, phase="dismissed"), NOW, "").quiet


@pytest.mark.parametrize(("what", "words"), [("update", "update"), ("report", "report")])
def test_updates_and_reports_that_are_due_are_named(what: str, words: str) -> None:
    late = replace(ROW, due_what=what, due_at=int((NOW - timedelta(minutes=6)).timestamp()))
    assert incident_row(late, NOW, "").due == f"{words} overdue by 06 min"
