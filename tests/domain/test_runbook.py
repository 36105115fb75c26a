"""The folds of a runbook: each entry says one thing, and takes nothing else away."""

from typing import Any

import pytest

from holdfast.domain.document import AddedStep
from holdfast.domain.entry import Entry
from holdfast.domain.runbook import Runbook, fold_runbook
from tests.domain.making import entry

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


def said(kind: str, **body: Any) -> Entry:
    return entry(kind, body)


def text(kind: str, version: str, before: str | None = None, **more: Any) -> Entry:
    blob = {"blob": version, "size": 9}
    return said(
        kind, source="s", path="a.md", title=f"T{version[0]}", version=[before, version], text=blob, **more
    )


def after(*entries: Entry) -> Runbook:
    book: Runbook | None = None
    for each in entries:
        book = fold_runbook(book, each, "id")
    assert book is not None
    return book


def test_nothing_is_a_runbook_before_it_has_a_text() -> None:
    for kind in ("runbook.gone", "runbook.approved", "run.started", "step.demoted", "step.added", "unknown"):
        assert fold_runbook(None, said(kind), "id") is None


def test_an_import_says_all_that_the_text_says() -> None:
    more = {"tags": ["a"], "services": ["b"], "alerts": ["C"], "severity": 2, "owner": "O"}
    book = after(text("runbook.imported", ONE, reviewed="2026-01-01", review_by="2027-01-01", **more))
    assert (book.id, book.source, book.path, book.title, book.version) == ("id", "s", "a.md", "T1", ONE)
    assert (book.tags, book.services, book.alerts, book.severity, book.owner) == (
        ("a",), ("b",), ("C",), 2, "O",
    )  # fmt: skip
    assert (book.reviewed, book.review_by, book.theirs) == ("2026-01-01", "2027-01-01", "")
    assert book.imported
    bare = after(text("runbook.imported", ONE, **more), text("runbook.imported", TWO, ONE))
    assert (bare.tags, bare.severity, bare.owner, bare.versions) == ((), 0, "", (ONE, TWO))


def test_an_edit_remembers_the_folders_version_through_any_number_of_edits() -> None:
    book = after(
        text("runbook.imported", ONE), text("runbook.written", TWO, ONE), text("runbook.written", THREE, TWO)
    )
    assert (book.version, book.theirs, book.in_folder) == (THREE, ONE, ONE)
    same = after(
        text("runbook.imported", ONE), text("runbook.written", TWO, ONE), text("runbook.written", ONE, TWO)
    )
    assert (same.theirs, same.in_folder, same.versions) == ("", ONE, (TWO, ONE))
    taken = after(
        text("runbook.imported", ONE), text("runbook.written", TWO, ONE), text("runbook.imported", THREE, TWO)
    )
    assert (taken.theirs, taken.in_folder) == ("", THREE)


def test_what_is_written_here_has_no_folder() -> None:
    book = after(text("runbook.written", ONE), text("runbook.written", TWO, ONE))
    assert (book.theirs, book.imported) == ("", None)


def test_a_contradiction_is_seen() -> None:
    book = after(text("runbook.imported", ONE), text("runbook.written", THREE, TWO))
    assert len(book.conflicts) == 1


@pytest.mark.parametrize("kind", ["runbook.imported", "runbook.written"])
def test_what_is_gone_is_back_with_a_text(kind: str) -> None:
    gone = (text("runbook.imported", ONE), said("runbook.gone", path="a.md"))
    assert after(*gone).gone
    assert not after(*gone, text(kind, TWO, ONE)).gone


def test_an_approval_is_of_a_version_and_outlives_nothing() -> None:
    yes = said("runbook.approved", version=ONE, approved=[False, True])
    book = after(text("runbook.imported", ONE), yes)
    assert (book.is_approved, book.approved) == (True, ONE)
    assert book.approved_at
    assert book.last_reviewed() == book.approved_at.date().isoformat()
    edited = after(text("runbook.imported", ONE), yes, text("runbook.written", TWO, ONE))
    assert (edited.is_approved, edited.approved) == (False, ONE)
    no = said("runbook.approved", version=ONE, approved=[True, False])
    withdrawn = after(text("runbook.imported", ONE), yes, no)
    assert (withdrawn.is_approved, withdrawn.approved, withdrawn.approved_at) == (False, "", None)


def test_what_people_say_of_steps_is_kept_over_versions() -> None:
    book = after(
        text("runbook.imported", ONE),
        said("step.demoted", step="x", text="t", demoted=[False, True]),
        said("step.demoted", step="y", text="t", demoted=[False, True]),
        said("step.demoted", step="x", text="t", demoted=[True, False]),
        said("step.added", step="n", text="Look", after="y"),
        said("step.added", step="m", text="Act", section="s"),
        said("step.added", step="n", text="Look again"),
        text("runbook.imported", TWO, ONE),
    )
    assert book.demoted == ("y",)
    assert book.added == (AddedStep("m", "Act", "", "s"), AddedStep("n", "Look again"))


def test_each_run_counts() -> None:
    assert after(text("runbook.imported", ONE), said("run.started"), said("run.started")).used == 2


@pytest.mark.parametrize(
    ("reviewed", "due", "today", "overdue"),
    [
        ("", "2026-01-01", "2026-01-02", True),
        ("", "2026-01-01", "2026-01-01", False),
        ("2026-01-01", "2026-01-01", "2026-06-01", False),
        ("2025-12-31", "2026-01-01", "2026-06-01", True),
        ("", "", "2026-06-01", False),
    ],
)
def test_a_review_is_overdue_after_its_day_without_one(
    reviewed: str, due: str, today: str, overdue: bool
) -> None:
    assert Runbook("id", reviewed=reviewed, review_by=due).is_overdue(today) is overdue
