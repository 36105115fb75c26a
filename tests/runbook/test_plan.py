"""What an import would bring, before it brings it; and what was written here, which it never takes away."""

import os
from pathlib import Path

import pytest

from holdfast.domain.runbook import Runbook
from holdfast.runbook.collect import collect
from holdfast.runbook.library import import_folder, plan_pieces, record_plan, text_of
from holdfast.runbook.plan import Plan, PlanRow, diff_of, plan
from holdfast.runbook.writing import approve, write
from holdfast.store.check import check_store
from holdfast.store.store import Store

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
TEXT = "# Book {}\n\n## Mitigation\n\n1. Look\n2. Act\n"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.md").write_text(TEXT.format(name))
    return folder


def planned(store: Store, books: Path) -> Plan:
    return plan(store, books, collect(books))


def kinds(made: Plan) -> dict[str, str]:
    return {row.path: row.kind for row in made.rows}


def row(made: Plan, path: str) -> PlanRow:
    return next(each for each in made.rows if each.path == path)


def at(store: Store, path: str) -> Runbook:
    book = store.runbooks.at("books", path)
    assert book is not None
    return book


def edit(store: Store, path: str, text: str = "# Ours\n\n1. Ours\n") -> Runbook:
    book = at(store, path)
    return write(store, book.id, text, book.version)


def test_everything_is_new_at_first_and_planning_records_nothing(store: Store, books: Path) -> None:
    before = store.journal.count()
    made = planned(store, books)
    assert (made.source, kinds(made)) == ("books", dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), "new"))
    assert (row(made, "a.md").title, row(made, "a.md").id) == ("Book a", "")
    assert [line.kind for line in diff_of(store, row(made, "a.md"))] == ["added"] * 6
    assert store.journal.count() == before
    assert store.runbooks.count() == 0


def test_each_kind_is_told_with_what_it_is_about(store: Store, books: Path) -> None:
    import_folder(store, books)
    edit(store, "b.md")
    (books / "a.md").write_text(TEXT.format("A"))
    (books / "b.md").write_text("# Theirs\n")
    (books / "c.md").unlink()
    (books / "e.md").write_bytes(b"\0")
    (books / "f.md").write_text("# F\n")
    made = planned(store, books)
    assert kinds(made) == {
        "f.md": "new", "a.md": "changed", "b.md": "both", "c.md": "gone", "d.md": "unchanged",
        "e.md": "refused",
    }  # fmt: skip
    assert [each.path for each in made.rows] == ["f.md", "a.md", "b.md", "c.md", "d.md", "e.md"]
    assert [row(made, path).title for path in ("a.md", "b.md", "c.md", "d.md")] == [
        "Book A", "Ours", "Book c", "Book d",
    ]  # fmt: skip
    assert "not text" in row(made, "e.md").why
    for path in ("a.md", "b.md", "c.md", "d.md"):
        assert (row(made, path).id, row(made, path).here) == (at(store, path).id, at(store, path).version)
    changed = [(line.kind, line.text) for line in diff_of(store, row(made, "a.md")) if line.kind != "same"]
    assert changed == [("removed", "# Book a"), ("added", "# Book A")]
    assert diff_of(store, row(made, "d.md")) == diff_of(store, row(made, "e.md")) == ()


def test_what_was_changed_on_both_sides_stays_until_theirs_is_taken(store: Store, books: Path) -> None:
    import_folder(store, books)
    ours = edit(store, "b.md")
    (books / "b.md").write_text("# Theirs\n")
    before = store.journal.count()
    report = import_folder(store, books)
    assert (report.both, report.changed, report.unchanged) == (("b.md",), 0, 3)
    assert store.journal.count() == before
    assert at(store, "b.md").version == ours.version
    report = record_plan(store, planned(store, books), theirs={"b.md"})
    assert (report.both, report.changed) == ((), 1)
    taken = at(store, "b.md")
    assert (taken.title, taken.theirs, ours.version in taken.versions) == ("Theirs", "", True)
    assert "Ours" in text_of(store, ours.version)
    assert kinds(planned(store, books))["b.md"] == "unchanged"
    assert check_store(store).ok


def test_what_was_changed_only_here_is_no_change_of_the_folder(store: Store, books: Path) -> None:
    import_folder(store, books)
    edit(store, "b.md")
    assert kinds(planned(store, books))["b.md"] == "unchanged"
    assert import_folder(store, books).unchanged == 4
    assert at(store, "b.md").title == "Ours"


def test_the_folder_may_catch_up_with_what_was_written_here(store: Store, books: Path) -> None:
    import_folder(store, books)
    ours = edit(store, "b.md")
    (books / "b.md").write_text("# Ours\n\n1. Ours\n")
    made = planned(store, books)
    assert kinds(made)["b.md"] == "changed"
    assert diff_of(store, row(made, "b.md")) == ()
    record_plan(store, made)
    after = at(store, "b.md")
    assert (after.version, after.theirs, after.conflicts) == (ours.version, "", ())


def test_a_picture_that_changed_does_not_take_the_text_written_here(store: Store, books: Path) -> None:
    (books / "p.png").write_bytes(PNG)
    (books / "b.md").write_text("# B\n\n![p](p.png)\n")
    import_folder(store, books)
    edit(store, "b.md")
    (books / "p.png").write_bytes(PNG + b"!")
    report = import_folder(store, books)
    assert (report.both, at(store, "b.md").title) == (("b.md",), "Ours")
    report = record_plan(store, planned(store, books), theirs={"b.md"})
    assert (report.changed, at(store, "b.md").title) == (1, "B")


@pytest.mark.parametrize("theirs", ["same", "# Theirs\n"])
def test_what_was_written_here_stays_when_a_file_is_gone_and_comes_back(
    store: Store, books: Path, theirs: str
) -> None:
    import_folder(store, books)
    ours = edit(store, "b.md")
    text = (books / "b.md").read_text()
    (books / "b.md").unlink()
    assert import_folder(store, books).gone == 1
    assert at(store, "b.md").gone
    (books / "b.md").write_text(text if theirs == "same" else theirs)
    report = import_folder(store, books)
    back = at(store, "b.md")
    assert (back.gone, back.version, bool(back.theirs)) == (False, ours.version, True)
    assert (report.changed, report.both) == ((1, ()) if theirs == "same" else (0, ("b.md",)))
    assert import_folder(store, books).unchanged == (4 if theirs == "same" else 3)
    assert check_store(store).ok


def test_only_what_is_wanted_is_recorded(store: Store, books: Path) -> None:
    import_folder(store, books)
    for name in ("a", "b"):
        (books / f"{name}.md").write_text(TEXT.format(name.upper()))
    (books / "c.md").unlink()
    (books / "e.md").write_text("# E\n")
    report = record_plan(store, planned(store, books), accept={"a.md", "e.md"})
    counts = (report.new, report.changed, report.unchanged, report.gone, report.declined)
    assert counts == (1, 1, 1, 0, 2)
    assert [at(store, path).title for path in ("a.md", "b.md", "e.md")] == ["Book A", "Book b", "E"]
    assert not at(store, "c.md").gone
    assert kinds(planned(store, books)) == {
        "a.md": "unchanged", "b.md": "changed", "c.md": "gone", "d.md": "unchanged", "e.md": "unchanged",
    }  # fmt: skip


def test_what_is_written_between_plan_and_import_stays(store: Store, books: Path) -> None:
    import_folder(store, books)
    (books / "a.md").write_text("# Theirs\n")
    (books / "b.md").write_text("# Theirs\n")
    edit(store, "b.md")
    made = planned(store, books)
    edit(store, "a.md")
    edit(store, "b.md", "# Ours again\n\n1. Ours\n")
    report = record_plan(store, made, theirs={"b.md"})
    assert (report.changed, report.both) == (0, ("a.md", "b.md"))
    assert [at(store, path).title for path in ("a.md", "b.md")] == ["Ours", "Ours again"]


def test_a_plan_is_recorded_in_pieces(store: Store, books: Path) -> None:
    made = plan(store, books, collect(books), "Named")
    pieces = list(plan_pieces(store, made, accept={"a.md"}))
    assert [(done, total, report is None) for done, total, report in pieces] == [(1, 1, True), (1, 1, False)]
    assert {each.source for each in store.runbooks.page()} == {"Named"}


def test_an_import_takes_an_approval_away_only_where_the_text_is_another(store: Store, books: Path) -> None:
    import_folder(store, books)
    for path in ("a.md", "b.md"):
        approve(store, at(store, path).id, at(store, path).version)
    (books / "a.md").write_text("# Theirs\n")
    import_folder(store, books)
    assert [at(store, path).is_approved for path in ("a.md", "b.md")] == [False, True]


def test_what_lies_in_a_folder_that_cannot_be_read_is_not_gone(
    store: Store, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (books / "closed").mkdir()
    (books / "closed" / "x.md").write_text("# X\n")
    import_folder(store, books)
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "closed":
            raise PermissionError(13, "no")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert import_folder(store, books).gone == 0
    assert not at(store, "closed/x.md").gone
