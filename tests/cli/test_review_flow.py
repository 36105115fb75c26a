"""`review`: from the author to the readers, called as two people would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.desk.opening import open_here
from tests.cli.conftest import Call

Do = Callable[..., Any]


@pytest.fixture
def by(call: Call) -> Do:
    """`by("Ben", "approve", ref)` calls a verb of reviews as Ben and gives what it answers."""

    def run(who: str, verb: str, *words: str, plain: bool = False) -> Any:
        return call("--operator", who, "review", verb, *words, plain=plain)[1]

    return run


@pytest.fixture
def written(call: Call, by: Do, incident: str, tmp_path: Path) -> str:
    """The incident, whose review Ana has written; Ben is an operator too."""
    call("operator", "add", "Ben")
    by("Ana", "new", incident)
    write(call, incident, tmp_path, "The disk was full.")
    return incident


def write(call: Call, incident: str, folder: Path, text: str) -> None:
    file = folder / "text.md"
    file.write_text(text)
    assert call("review", "write", incident, "summary", "--text-file", str(file))[0] == 0


def test_a_review_goes_from_ana_over_ben_to_its_readers(
    call: Call, by: Do, written: str, tmp_path: Path
) -> None:
    said = by("Ana", "submit", written, "--reviewer", "Ben", plain=True)
    assert said == f"The review of {written} is in review by Ben.\n"
    (row,) = by("Ana", "list")
    assert (row["state"], row["revision"], len(row["reviewers"])) == ("in_review", 1, 1)
    assert "Ben" in by("Ana", "list", plain=True)
    (made,) = by("Ben", "comment", written, "Which?", "--section", "summary", "--quote", "The disk")
    assert (made["quote"], made["offset"], made["state"]) == ("The disk", 0, "open")
    by("Ana", "comment", written, "The one of db1.", "--answer", made["id"][:8])
    by("Ben", "ask-changes", written, "--reason", "Name the disk.")
    write(call, written, tmp_path, "A disk of db1 was full.")
    told = by("Ana", "comment", written, plain=True)
    assert "about an earlier version" in told
    assert "Ana" in told
    assert "The one of db1." in told
    by("Ana", "comment", written, "--resolve", made["id"])
    by("Ana", "submit", written)
    told = by("Ben", "diff", written, "--from", "submitted", plain=True)
    assert told == "Nothing is different.\n", "it was submitted as it is"
    by("Ben", "comment", written, "And since when?")
    for who, verb, done in (("Ben", "approve", "approved"), ("Ana", "release", "released")):
        told = by(who, verb, written, plain=True)
        assert told.startswith(f"The review of {written} is {done}.\nStill missing: ")
        assert "Still missing: an open comment: And since when?\n" in told
        assert "Still missing: Lessons: nothing is written\n" in told
        assert "Which?" not in told


def test_a_comment_answers_with_the_reference(by: Do, written: str) -> None:
    number = written.rpartition("-")[2]
    assert by("Ana", "comment", number, "A word.", plain=True) == f"Recorded on the review of {written}.\n"


@pytest.mark.parametrize("name", ["x.docx", "x.txt"])
def test_an_ending_of_no_form_is_refused_with_the_endings(
    call: Call, written: str, tmp_path: Path, name: str
) -> None:
    status, told = call("review", "export", written, "--out", str(tmp_path / name))
    assert (status, "does not say what to write" in told, ".pdf" in told) == (1, True, True)
    assert not (tmp_path / name).exists()
    assert call("review", "export", written, "--format", "pdf", "--out", str(tmp_path / name))[0] == 0


def test_an_earlier_revision_is_exported_and_compared(
    call: Call, by: Do, written: str, tmp_path: Path
) -> None:
    assert "Nobody has approved" in by("Ana", "release", written)
    assert "without a second person" in by("Ana", "release", written, "--reason", "alone", plain=True)
    by("Ana", "reopen", written, "--reason", "It was another disk.")
    write(call, written, tmp_path, "The other disk was full.")
    assert by("Ana", "diff", written, plain=True).splitlines() == [
        "  ## Summary",
        "- The disk was full.",
        "+ The{+ other+} disk was full.",
    ]
    assert by("Ana", "diff", written, "--from", "1", "--to", "1", plain=True) == "Nothing is different.\n"
    out = tmp_path / "one.md"
    by("Ana", "export", written, "--revision", "1", "--format", "markdown", "--out", str(out))
    assert "The disk was full." in out.read_text()
    assert "| Revision | 1 |" in out.read_text()
    again = ("--format", "markdown", "--out", str(out), "--replace")
    refused = by("Ana", "export", written, "--revision", "2", *again)
    assert "Revision 2 of this review was never released" in refused
    with open_here(tmp_path / "store") as store:
        (made,) = [each for each in store.journal.last(20) if each.kind == "report.made"]
        assert made.body["parameters"]["revision"] == "1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("submit", "--reviewer", "Nobody"), "There is no operator Nobody"),
        (("submit", "--reviewer", "Ana"), "Ana wrote in this revision, and can't review it."),
        (("submit",), "Nobody is named as a reviewer"),
        (("approve",), "You wrote in this revision, so somebody else has to approve it."),
        (("comment", "x", "--section", "rumour"), "There is no section rumour"),
        (("comment", "x", "--section", "summary", "--quote", "rumour"), "do not stand in summary"),
        (("comment", "--resolve", "beef"), "There is no comment beef"),
        (("diff",), "neither submitted nor released"),
        (("diff", "--from", "x"), "x is no revision"),
        (("diff", "--from", "submitted"), "never submitted"),
    ],
)
def test_what_can_not_be_done_is_said(by: Do, written: str, words: tuple[str, ...], said: str) -> None:
    verb, *rest = words
    assert said in by("Ana", verb, written, *rest)


def test_without_a_review_the_way_to_one_is_told(by: Do, incident: str) -> None:
    assert "holdfast review new" in by("Ana", "approve", incident)
