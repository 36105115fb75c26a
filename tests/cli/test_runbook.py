"""`holdfast runbook` from end to end: what a script sees, and what it exits with."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Call

TEXT = "# Disk {}\n\n## Mitigation\n\n1. Look with `df`\n2. Delete\n"
FRONT = (
    "---\ntags: [storage, db]\nservice: dbase\nowner: Ops\nreview_by: 2020-01-01\nalerts: [DiskFull]\n---\n"
)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "a.md").write_text(FRONT + TEXT.format("a"))
    (folder / "b.md").write_text(TEXT.format("b"))
    return folder


@pytest.fixture
def new_text(tmp_path: Path) -> str:
    (tmp_path / "new.md").write_bytes(b"# Ours\r\n\r\n1. Act\r\n")
    return str(tmp_path / "new.md")


def ident(call: Call, path: str) -> str:
    return next(row["id"] for row in call("runbook", "list")[1] if row["path"] == path)


def test_a_plan_says_what_would_come_and_records_nothing(call: Call, books: Path) -> None:
    status, made = call("runbook", "import", str(books), "--plan")
    assert (status, made["source"], [row["kind"] for row in made["rows"]]) == (0, "books", ["new", "new"])
    call("runbook", "import", str(books))
    (books / "a.md").write_text(FRONT + TEXT.format("A"))
    row = call("runbook", "import", str(books), "--plan")[1]["rows"][0]
    assert (row["kind"], row["path"], row["added"], row["removed"]) == ("changed", "a.md", 1, 1)
    assert set(row) == {"kind", "path", "title", "id", "here", "there", "why", "added", "removed"}
    said = call("runbook", "import", str(books), "--plan", plain=True)[1]
    assert "nothing recorded. 1 unchanged." in said
    assert "+1 -1" in said
    assert call("runbook", "import", str(books))[1]["changed"] == 1


def test_what_was_changed_on_both_sides_needs_theirs(call: Call, books: Path, new_text: str) -> None:
    call("runbook", "import", str(books))
    status, book = call("runbook", "write", "b.md", "--text-file", new_text, "--reason", "Clearer")
    assert (status, book["title"], bool(book["theirs"])) == (0, "Ours", True)
    (books / "b.md").write_text(TEXT.format("B"))
    assert call("runbook", "import", str(books))[1]["both"] == ["b.md"]
    assert "stays as it is here" in call("runbook", "import", str(books), plain=True)[1]
    report = call("runbook", "import", str(books), "--theirs")[1]
    assert (report["both"], report["changed"]) == ([], 1)
    assert call("runbook", "show", "b.md")[1]["title"] == "Disk B"


def test_the_library_goes_out_and_comes_in_again(call: Call, books: Path, tmp_path: Path) -> None:
    call("runbook", "import", str(books))
    status, report = call("runbook", "export", str(tmp_path / "out"), "--source", "books")
    assert (status, report["written"], report["unchanged"], report["left"]) == (0, ["a.md", "b.md"], 0, [])
    assert (tmp_path / "out" / "a.md").read_bytes() == (books / "a.md").read_bytes()
    assert call("runbook", "export", str(tmp_path / "all"))[1]["written"] == ["books/a.md", "books/b.md"]
    said = call("runbook", "export", str(tmp_path / "out"), "--source", "books", plain=True)[1]
    assert "0 written" in said
    assert "2 unchanged" in said
    assert call("runbook", "export", str(tmp_path), plain=True)[0] == 1


def test_a_zip_is_imported_and_named_among_the_sources(call: Call, books: Path, tmp_path: Path) -> None:
    call("runbook", "import", str(books))
    with ZipFile(tmp_path / "more.zip", "w") as made:
        made.writestr("c.md", TEXT.format("c"))
    assert call("runbook", "import", str(tmp_path / "more.zip"))[1]["new"] == 1
    found = call("runbook", "sources")[1]
    assert [(each["name"], each["runbooks"], each["is_zip"]) for each in found] == [
        ("books", 2, False),
        ("more", 1, True),
    ]
    assert found[0]["counts"] == {
        "new": 2, "changed": 0, "unchanged": 0, "gone": 0, "both": 0, "refused": 0,
    }  # fmt: skip
    (tmp_path / "more.zip").unlink()
    assert "(not there now)" in call("runbook", "sources", plain=True)[1]


def test_a_source_is_renamed_and_its_folder_forgotten(call: Call, books: Path) -> None:
    call("runbook", "import", str(books))
    found = call("runbook", "sources", "--rename", "books", "Site K7")[1]
    assert [(each["name"], each["runbooks"], each["place"]) for each in found] == [("Site K7", 2, str(books))]
    assert call("runbook", "sources", "--rename", "books", "x", plain=True)[0] == 1
    found = call("runbook", "sources", "--forget", "Site K7")[1]
    assert [(each["name"], each["runbooks"], each["place"]) for each in found] == [("Site K7", 2, "")]


def test_the_list_is_asked_and_says_what_is_behind_each(call: Call, books: Path) -> None:
    call("runbook", "import", str(books))
    rows = call("runbook", "list", "tag:storage", "overdue")[1]
    assert [(row["path"], row["owner"], row["tags"], row["overdue"], row["approved"]) for row in rows] == [
        ("a.md", "Ops", ["storage", "db"], True, False)
    ]
    said = call("runbook", "list", plain=True)[1]
    assert "overdue for review" in said
    assert "storage, db" in said
    assert [row["path"] for row in call("runbook", "list", "overdue:no")[1]] == ["b.md"]
    status, why = call("runbook", "list", "colour:red")
    assert status == 1
    assert "Character 1: there is no field colour." in why
    found = call("runbook", "search", "delete")[1]
    assert {(hit["title"], hit["section"]) for hit in found} == {
        ("Disk a", "Mitigation"),
        ("Disk b", "Mitigation"),
    }
    assert call("runbook", "search", "DiskFull")[1][0]["title"] == "Disk a"


def test_what_is_wrong_is_named_and_exits_with_1(call: Call, books: Path, tmp_path: Path) -> None:
    (books / "a.md").write_text(TEXT.format("a") + "\n[x](gone.md) [b](b.md)\n")
    status, said = call("runbook", "lint", str(books), plain=True)
    assert status == 1
    assert "a.md:8: error: There is no runbook gone.md." in said
    assert "b.md:1: hint:" in said
    assert call("runbook", "lint", str(books / "a.md"), plain=True)[0] == 1
    call("runbook", "import", str(books))
    assert call("runbook", "lint", "a.md", plain=True)[0] == 1
    status, found = call("runbook", "lint", "b.md")
    assert (status, {each["severity"] for each in found}) == (0, {"hint"})
    assert set(found[0]) == {"path", "line", "code", "words", "severity"}
    (tmp_path / "bad.md").write_bytes(b"\0")
    assert call("runbook", "lint", str(tmp_path / "bad.md"), plain=True)[0] == 1


def test_versions_are_compared_with_each_other_and_with_a_file(
    call: Call, books: Path, new_text: str
) -> None:
    call("runbook", "import", str(books))
    first = call("runbook", "show", "b.md")[1]["version"]
    assert call("runbook", "diff", "b.md")[1]["same"] is True
    second = call("runbook", "write", "b.md", "--text-file", new_text)[1]["version"]
    for words in ((), (first[:8],), (first, second)):
        found = call("runbook", "diff", ident(call, "b.md"), *words)[1]
        assert (found["old"], found["new"], found["same"]) == (first, second, False)
        assert {line["kind"] for line in found["lines"]} >= {"added", "removed"}
    said = call("runbook", "diff", "b.md", plain=True)[1]
    assert "-# Disk b\n" in said
    assert "+# Ours" in said
    assert call("runbook", "diff", "b.md", new_text)[1]["same"] is True
    Path(new_text).write_text("# Ours\n\n1. Act\n")
    assert "Only line ends" in call("runbook", "diff", "b.md", new_text, plain=True)[1]
    assert call("runbook", "diff", "b.md", "ffff", plain=True)[0] == 1


def test_a_version_is_approved_and_an_edit_takes_it_away(call: Call, books: Path, new_text: str) -> None:
    call("runbook", "import", str(books))
    status, book = call("runbook", "approve", "b.md", "--reason", "Tried on Monday")
    assert (status, book["approved"] == book["version"]) == (0, True)
    assert [row["path"] for row in call("runbook", "list", "approved:yes")[1]] == ["b.md"]
    said = call("runbook", "write", "b.md", "--text-file", new_text, plain=True)[1]
    assert "this version is not yet" in said
    assert call("runbook", "list", "approved:yes")[1] == []
    call("runbook", "approve", "b.md")
    assert call("runbook", "approve", "b.md", "--withdraw")[1]["approved"] == ""
    assert "is not approved" in call("runbook", "approve", "b.md", "--withdraw", plain=True)[1]
    assert call("runbook", "approve", "b.md", "0000", plain=True)[0] == 1


def test_a_runbook_is_written_here_and_never_over_what_was_not_seen(call: Call, new_text: str) -> None:
    status, book = call("runbook", "new", "--text-file", new_text)
    assert (status, book["title"], book["source"], book["path"]) == (0, "Ours", "", "ours.md")
    assert call("runbook", "write", book["id"], "--text-file", new_text, plain=True)[1].startswith(
        "The text is"
    )
    base = book["version"]
    Path(new_text).write_text("# Ours\n\n1. Act twice\n")
    call("runbook", "write", book["id"], "--text-file", new_text)
    Path(new_text).write_text("# Ours\n\n1. Act thrice\n")
    status, said = call("runbook", "write", book["id"], "--text-file", new_text, "--base", base)
    assert status == 1
    assert "changed by somebody else" in said


def test_versions_are_listed_and_one_is_restored(call: Call, books: Path, new_text: str) -> None:
    call("runbook", "import", str(books))
    first = call("runbook", "show", "a.md")[1]["version"]
    call("runbook", "approve", "a.md")
    call("run", "start", call("incident", "declare", "--title", "Full")[1]["ref"], "a.md")
    call("runbook", "write", "a.md", "--text-file", new_text, "--reason", "Clearer")
    status, found = call("runbook", "versions", "a.md")
    assert (status, [each["arrivals"][-1]["how"] for each in found]) == (0, ["written", "imported"])
    assert (found[1]["hash"], len(found[1]["runs"]), found[0]["approval"]) == (first, 1, None)
    said = call("runbook", "versions", "a.md", plain=True)[1].splitlines()
    assert "written here (Clearer)" in said[0]
    assert all(words in said[1] for words in (first[:8], "imported from books", "approved", "1 run"))
    status, after = call("runbook", "restore", "a.md", first[:6], "--reason", "Too short")
    assert (status, after["version"], after["approved"]) == (0, first, first)
    assert "newest already" in call("runbook", "restore", "a.md", first[:6], plain=True)[1]
    assert call("runbook", "versions", "a.md")[1][0]["arrivals"][-1]["reason"] == "Too short"
