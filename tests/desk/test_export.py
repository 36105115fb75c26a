"""An export is a whole file and an entry that names its bytes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from holdfast.desk.export import export_review
from holdfast.desk.operators import sign_out
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.runbook.run import start_blank
from holdfast.store.certificates import certify
from holdfast.store.rebuild import rebuild
from holdfast.store.store import OperatorNeeded
from holdfast.store.verify import NotProven
from tests.ui.review.story import Story, tell, write_all


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    told = tell(tmp_path / "store")
    yield told
    told.store.close()


def made(story: Story) -> list[Entry]:
    return [
        entry for entry in story.store.entries("incident", story.incident.id) if entry.kind == "report.made"
    ]


def test_a_pdf_is_written_and_recorded(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    seal = certify(story.store)
    head = story.store.journal.head()
    exported = export_review(story.store, review.id, tmp_path / "review.pdf")
    data = (tmp_path / "review.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert exported.sha256 == sha256(data).hexdigest()
    assert (exported.head.seq, exported.head.hash) == (head.seq, head.hash)
    (entry,) = made(story)
    assert entry.body == {
        "format": "pdf",
        "sha256": exported.sha256,
        "heads": [{"station": head.station, "seq": head.seq, "hash": head.hash}],
        "file": "review.pdf",
        "parameters": {"language": "en", "paper": "A4", "renderer": "6", "signed_with": seal.fingerprint},
    }
    assert entry.subject == f"review/{review.id}"


@pytest.mark.parametrize(("form", "name"), [("markdown", "review.md"), ("json", "review.json")])
def test_text_formats(story: Story, tmp_path: Path, form: str, name: str) -> None:
    review = write_all(story)
    export_review(story.store, review.id, tmp_path / name, form)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert "Name slots in the retirement checklist" in text
    if form == "json":
        assert json.loads(text)["report"]["incident_ref"] == story.incident.ref


def test_making_a_report_does_not_change_the_review(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    export_review(story.store, review.id, tmp_path / "review.json", "json")
    assert story.store.reviews.get(review.id) == review


def test_a_target_that_cannot_be_written_records_nothing(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    with pytest.raises(UserError, match="does not exist"):
        export_review(story.store, review.id, tmp_path / "nowhere" / "review.pdf")
    assert made(story) == []


def test_an_unknown_format_is_refused_before_anything_is_written(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    with pytest.raises(UserError, match="docx is no format"):
        export_review(story.store, review.id, tmp_path / "review.docx", "docx")
    assert list(tmp_path.glob("review*")) == []


def test_nobody_at_the_keyboard_is_said_before_anything_is_written(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    sign_out(story.store)
    with pytest.raises(OperatorNeeded):
        export_review(story.store, review.id, tmp_path / "review.pdf")
    assert not (tmp_path / "review.pdf").exists()


def test_a_read_only_store_is_exported_without_an_entry(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    before = story.store.journal.count()
    with story.open_again(read_only=True) as other:
        exported = export_review(other, review.id, tmp_path / "review.json", "json")
    assert exported.sha256 == sha256((tmp_path / "review.json").read_bytes()).hexdigest()
    assert story.store.journal.count() == before


def test_the_second_export_names_the_later_head(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    first = export_review(story.store, review.id, tmp_path / "one.json", "json")
    second = export_review(story.store, review.id, tmp_path / "two.json", "json")
    assert second.head.seq == first.head.seq + 1


def test_nothing_heavy_is_loaded_before_a_report_is_built() -> None:
    heavy = "{'reportlab', 'pikepdf', 'pypdfium2', 'pyhanko', 'cryptography'}"
    code = f"import sys, holdfast.cli.parser as it; it.build(); print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize("name", ["holdfast.db", "holdfast.db-shm", "station.key", "x.pdf", "backups/x.pdf"])
def test_an_export_never_lies_where_the_store_keeps_its_own(story: Story, tmp_path: Path, name: str) -> None:
    review = write_all(story)
    (tmp_path / "link").symlink_to(story.store.path)
    before = {file: file.read_bytes() for file in story.store.path.iterdir() if file.is_file()}
    for folder in (story.store.path, tmp_path / "link"):
        with pytest.raises(UserError, match="lies in the folder of a store"):
            export_review(story.store, review.id, folder / name, "json")
    assert {file: file.read_bytes() for file in story.store.path.iterdir() if file.is_file()} == before
    (story.store.path / "mine").mkdir()
    export_review(story.store, review.id, story.store.path / "mine" / "x.json", "json")


def test_nothing_is_exported_from_entries_that_do_not_prove_themselves(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    seq = story.store.entries("review", review.id)[1].header.seq
    with story.store.database.opened_up("migration"):
        story.store.database.run("DROP TRIGGER entry_body_only_removed")
        story.store.database.run("UPDATE entry SET salt = randomblob(length(salt)) WHERE seq = ?", (seq,))
    with pytest.raises(NotProven, match=f"Entry {seq}") as refused:
        export_review(story.store, review.id, tmp_path / "review.pdf")
    assert "journal verify" in refused.value.hint
    assert not (tmp_path / "review.pdf").exists()


def test_the_runs_that_a_review_speaks_of_have_to_prove_themselves_too(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    run = start_blank(story.store, story.incident.id, "Readers in hall 1")
    with story.store.database.opened_up("migration"):
        story.store.database.run("UPDATE run SET value = replace(value, 'hall 1', 'hall 2')")
    assert story.store.runbooks.run(run.id).title == "Readers in hall 2"
    with pytest.raises(UserError, match="not what the journal says"):
        export_review(story.store, review.id, tmp_path / "review.pdf")


def test_a_row_unlike_the_journal_is_not_exported(story: Story, tmp_path: Path) -> None:
    review = write_all(story)
    with story.store.database.writing():
        story.store.database.run("UPDATE review SET value = replace(value, 'retirement', 'other')")
    with pytest.raises(UserError, match="not what the journal says"):
        export_review(story.store, review.id, tmp_path / "review.pdf")
    rebuild(story.store)
    export_review(story.store, review.id, tmp_path / "review.json", "json")
