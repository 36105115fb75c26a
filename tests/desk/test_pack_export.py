"""An audit pack: what is inside, drawn by its seed, the same bytes each time, and all of it proves itself."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from holdfast import paths
from holdfast.desk import pack_export
from holdfast.desk.export import keep_export
from holdfast.desk.pack_export import PackAsked, make_pack
from holdfast.desk.register_export import Asked, register_handout
from holdfast.desk.verify import verify_files
from holdfast.domain.entry import canonical
from holdfast.domain.errors import UserError
from holdfast.domain.merkle import includes
from holdfast.report.pack import drawn
from holdfast.report.text import render_markdown
from holdfast.report.verdict import Verdict
from holdfast.respond.evidence import add
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.incident import add_note
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import begin, write
from holdfast.store.store import Store
from holdfast.store.verify import NotProven
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands


@pytest.fixture
def asked(store: Store, hands: Hands) -> Asked:
    """Six incidents, the first with evidence and a review; another outside the period."""
    start = hands.at
    for number in range(6):
        made = declare(store, Declaration(f"Disk {number} full", "db"))
        add_note(store, made.id, f"words of {number}")
        if not number:
            add(store, made.id, of_bytes("df.txt", b"full", "text/plain"))
            write(store, begin(store, made.id).id, "summary", "What happened.")
    hands.at += timedelta(days=3)
    declare(store, Declaration("Outside"))
    return Asked(start, start + timedelta(days=1))


def _inside(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_pack_of_a_period_holds_every_incident_of_it(store: Store, asked: Asked, tmp_path: Path) -> None:
    ready, made = make_pack(store, PackAsked(asked), tmp_path / "pack.zip")
    files = _inside(tmp_path / "pack.zip")
    refs = [one.ref for one in store.incidents.declared_between(*asked.seconds)]
    assert len(refs) == 6
    for ref in refs:
        assert files[f"records/{ref}.pdf"].startswith(b"%PDF-")
        assert json.loads(files[f"records/{ref}.json"])["report"]["incident_ref"] == ref
    assert [name for name in files if name.startswith("reviews/")] == [
        f"reviews/{refs[0]}-review.pdf",
        f"reviews/{refs[0]}-review.json",
    ]
    assert {"READ-ME.md", "register.pdf", "register.csv", "register.json", "holdfast-verify"} <= set(files)
    assert hashlib.sha256(b"full").hexdigest() in files["evidence.csv"].decode()
    assert b"Outside" not in b"".join(files.values())
    assert hashlib.sha256((tmp_path / "pack.zip").read_bytes()).hexdigest() == made.sha256
    keep_export(store, ready, made, "zip")
    entry = store.entries("store", store.facts.id)[-1]
    assert (entry.text("format"), entry.text("sha256")) == ("zip", made.sha256)
    assert entry.body["parameters"]["document"] == "audit-pack"


def test_of_a_review_opened_again_the_released_revision_is_there(
    store: Store, asked: Asked, tmp_path: Path
) -> None:
    incident = next(store.incidents.declared_between(*asked.seconds))
    release(store, incident.review_id, "nobody else is here")
    open_again(store, incident.review_id, "a word was wrong")
    write(store, incident.review_id, "summary", "What truly happened.")
    make_pack(store, PackAsked(asked), tmp_path / "pack.zip")
    files = _inside(tmp_path / "pack.zip")
    stems = [f"reviews/{incident.ref}-review", f"reviews/{incident.ref}-review-revision-2-draft"]
    first, second = (json.loads(files[f"{stem}.json"])["report"] for stem in stems)
    assert [(one["revision"], one["status"]) for one in (first, second)] == [
        ("Revision 1", "released"),
        ("Revision 2", "draft"),
    ]
    assert all(f"{stem}.pdf" in files for stem in stems)
    row = json.loads(files["register.json"])["report"]["rows"][0]
    assert (row["review"], row["released_revision"], row["open_revision"]) == ("draft", 1, 2)
    record = json.loads(files[f"records/{incident.ref}.json"])["report"]
    assert "revision 1 released, revision 2: draft" in str(record["about"])
    assert "revision 1 released, revision 2: draft" in render_markdown(
        register_handout(store, asked).document
    )
    assert not any(one.wrong for one in _verdicts(tmp_path / "pack.zip"))


def _verdicts(pack: Path) -> list[Verdict]:
    return [one.verdict for one in verify_files([pack]).checked]


def test_the_list_of_contents_names_each_file_with_its_sum(
    store: Store, asked: Asked, tmp_path: Path
) -> None:
    make_pack(store, PackAsked(asked, 2, "a seed"), tmp_path / "pack.zip")
    files = _inside(tmp_path / "pack.zip")
    contents = json.loads(files["contents.json"])
    assert {one["name"] for one in contents["files"]} == set(files) - {"contents.json", "SHA256SUMS"}
    for one in contents["files"]:
        assert hashlib.sha256(files[one["name"]]).hexdigest() == one["sha256"]
        assert len(files[one["name"]]) == one["size"]
    assert (contents["sample"], contents["seed"], len(contents["chosen"])) == (2, "a seed", 2)
    assert contents["incidents"] == 6
    for name, data in files.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(data)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", check=False, stdout=subprocess.DEVNULL
    )
    assert done.returncode == 0
    assert "a seed" in files["READ-ME.md"].decode()


def test_the_same_record_and_seed_give_the_same_bytes(
    store: Store, asked: Asked, open_here: Callable[..., Store], tmp_path: Path, hands: Hands
) -> None:
    wanted = PackAsked(asked, 3, "17")
    _ready, first = make_pack(store, wanted, tmp_path / "one.zip")
    hands.at += timedelta(days=400)
    _ready, again = make_pack(open_here(read_only=True), wanted, tmp_path / "two.zip")
    assert first.sha256 == again.sha256
    _ready, other = make_pack(store, PackAsked(asked, 3, "18"), tmp_path / "three.zip")
    assert other.sha256 != first.sha256


def test_a_sample_can_be_drawn_again_by_hand() -> None:
    refs = [f"INC-K7-{number}" for number in range(100)]
    chosen = drawn("17", refs, 5)
    sums = sorted((hashlib.sha256(f"17 {ref}".encode()).hexdigest(), ref) for ref in refs)
    assert chosen == [ref for _sum, ref in sums[:5]]
    assert drawn("17", reversed(refs), 5) == chosen
    assert drawn("17", refs, 1000) == [ref for _sum, ref in sums]
    assert drawn("18", refs, 5) != chosen


def test_the_headers_prove_themselves_and_hold_no_words(store: Store, asked: Asked, tmp_path: Path) -> None:
    make_pack(store, PackAsked(asked, 1, "17"), tmp_path / "pack.zip")
    value = json.loads(_inside(tmp_path / "pack.zip")["journal-headers.json"])
    assert b"words of" not in _inside(tmp_path / "pack.zip")["journal-headers.json"]
    (head,) = value["heads"]
    assert value["entries"]
    for entry in value["entries"]:
        digest = hashlib.sha256(b"\0" + canonical(entry["header"])).hexdigest()
        assert digest == entry["hash"]
        path = [bytes.fromhex(value["nodes"][place]) for place in entry["path"]]
        seq = entry["header"]["seq"]
        assert includes(bytes.fromhex(head["root"]), head["seq"], seq - 1, bytes.fromhex(digest), path)


def test_what_is_inside_is_checked_by_the_verifier_that_is_inside(
    store: Store, asked: Asked, tmp_path: Path
) -> None:
    make_pack(store, PackAsked(asked, 1, "17"), tmp_path / "pack.zip")
    files = _inside(tmp_path / "pack.zip")
    assert files["holdfast-verify"] == (paths.resources() / "verify" / "holdfast-verify").read_bytes()
    (tmp_path / "verify").write_bytes(files["holdfast-verify"])
    name = next(name for name in files if name.startswith("records/") and name.endswith(".json"))
    (tmp_path / "record.json").write_bytes(files[name])
    command = [sys.executable, str(tmp_path / "verify"), str(tmp_path / "record.json")]
    said = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True).stdout
    assert "prove themselves under the head" in said
    assert "WRONG" not in said


@pytest.mark.parametrize(
    ("sample", "said"), [(0, "at least one"), (-3, "at least one"), (None, "it can hold 2")]
)
def test_a_pack_that_can_not_be_is_refused(
    store: Store,
    asked: Asked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sample: int | None,
    said: str,
) -> None:
    monkeypatch.setattr(pack_export, "MOST", 2)
    with pytest.raises(UserError, match=said):
        make_pack(store, PackAsked(asked, sample, "17"), tmp_path / "pack.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_an_empty_period_gives_no_pack(store: Store, asked: Asked, tmp_path: Path) -> None:
    empty = Asked(asked.since - timedelta(days=9), asked.since - timedelta(days=8))
    with pytest.raises(UserError, match="No incident was declared"):
        make_pack(store, PackAsked(empty), tmp_path / "pack.zip")


def test_one_that_is_stopped_leaves_nothing(store: Store, asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Stopped"):
        make_pack(store, PackAsked(asked), tmp_path / "pack.zip", lambda done, _all: done < 3)
    assert not list(tmp_path.glob("*.zip*"))
    assert not list(tmp_path.glob(".pack*"))


def test_an_altered_entry_gives_no_pack(store: Store, asked: Asked, tmp_path: Path) -> None:
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run("UPDATE entry SET body = replace(body, 'words of 3', 'other words')")
    with pytest.raises(NotProven):
        make_pack(store, PackAsked(asked), tmp_path / "pack.zip")
    assert not list(tmp_path.glob("*.zip"))
