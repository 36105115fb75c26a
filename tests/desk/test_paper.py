"""Runbooks on paper: what is printed is what is recorded, and the library knows when a binder is old."""

from pathlib import Path

import pytest

from holdfast.desk.export import hand_out
from holdfast.desk.paper import binder_handout, binder_state, checklist_handout
from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.report.runbook import Binder, Checklist
from holdfast.runbook.library import document_of, import_folder
from holdfast.runbook.run import start
from holdfast.runbook.shaping import add_step, demote
from holdfast.runbook.writing import approve, create, write
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.directory import keep

BOOK = """---
owner: Operations
services: [db]
alerts: [DiskFull]
review_by: 2027-01-31
---
# Disk full

Nobody writes.

## Mitigation

Begin here.

1. Ask which host
   ```holdfast {kind=input name=HOST type=host}
   ```
2. Look at it
   ```sh {kind=check expect="below 90 %" timebox=5m}
   ssh "$HOST" df -h
     indented
   ```
3. Decide
   ```holdfast {kind=choice name=WAY options="Delete=#mitigation|Grow"}
   ```
4. Wait for it
   ```holdfast {kind=timer wait=10m}
   ```
5. Let somebody agree
   ```holdfast {kind=approval by="the owner"}
   ```
6. Go on there
   ```holdfast {kind=runbook path=other.md}
   ```
"""


@pytest.fixture
def book(store: Store, tmp_path: Path) -> str:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "disk.md").write_text(BOOK, "utf-8")
    import_folder(store, tmp_path / "room")
    return store.runbooks.page()[0].id


def checklist(store: Store, book: str, version: str = "") -> Checklist:
    document = checklist_handout(store, book, version).document
    assert isinstance(document, Checklist)
    return document


def binder(store: Store) -> Binder:
    document = binder_handout(store).document
    assert isinstance(document, Binder)
    return document


def test_a_checklist_asks_for_what_its_annotations_ask(store: Store, book: str) -> None:
    text = checklist(store, book).runbook
    assert (text.title, text.path, text.approved) == ("Disk full", "room/disk.md", "not approved here")
    assert text.facts == ("owner: Operations", "for: db", "alerts: DiskFull", "review by 2027-01-31")
    opening, section = text.sections
    assert (opening.heading, opening.text) == ("", "Nobody writes.")
    assert (section.heading, section.text) == ("Mitigation", "Begin here.")
    asked = [step.asked for step in section.steps]
    blank = "_" * 24
    assert asked == [
        (f"HOST: {blank}",),
        ("Expected: below 90 %", "Time box: 5 min"),
        ("\N{BALLOT BOX} Delete", "\N{BALLOT BOX} Grow"),
        (f"Wait 10 min, until: {blank}",),
        (f"Approval of the owner: {blank}",),
        ("See the runbook other.md",),
    ]
    look = section.steps[1]
    assert [(line.text, line.code) for line in look.lines] == [
        ("Look at it", False),
        ('ssh "$HOST" df -h', True),
        ("  indented", True),
    ]


def test_another_runbook_is_named_by_its_title_where_it_is_there(
    store: Store, book: str, tmp_path: Path
) -> None:
    (tmp_path / "room" / "other.md").write_text("# Grow a disk\n\n1. Grow it\n", "utf-8")
    import_folder(store, tmp_path / "room")
    (_opening, section) = checklist(store, book).runbook.sections
    assert section.steps[-1].asked == ("See the runbook Grow a disk",)


def test_html_is_printed_as_its_words(store: Store) -> None:
    folded = "<details>\n<summary>Why</summary>\n\nLost.\n</details>"
    made = create(store, f"# A\n\n{folded}\n\n## Steps\n\n1. Act\n")
    assert checklist(store, made.id).runbook.sections[0].text == "Why\n\nLost."


def test_what_people_say_of_the_steps_is_printed_so(store: Store, book: str) -> None:
    known = store.runbooks.get(book)
    document = checklist(store, book).runbook
    first = document.sections[1].steps[0]
    step = next(each for each in read(store, book) if each.id == first.id)
    run = start(store, declare(store, Declaration("Queue")).id, book)
    demote(store, run.id, step)
    add_step(store, run.id, "Tell the owner")
    sections = checklist(store, book).runbook.sections
    assert [step.number for step in sections[1].steps] == [1, 2, 3, 4, 5]
    assert sections[-1].heading == "Further steps"
    assert sections[-1].steps[0].lines[0].text == "Tell the owner"
    assert store.runbooks.get(book).version == known.version


def read(store: Store, book: str) -> tuple[Step, ...]:
    known = store.runbooks.get(book)
    return document_of(store, known.version, known.title).steps


def test_an_earlier_version_can_be_printed_and_one_that_never_was_cannot(store: Store, book: str) -> None:
    before = store.runbooks.get(book).version
    write(store, book, BOOK.replace("Nobody", "Nothing"), before)
    assert checklist(store, book).runbook.sections[0].text == "Nothing writes."
    assert checklist(store, book, before).runbook.sections[0].text == "Nobody writes."
    with pytest.raises(UserError):
        checklist_handout(store, book, "0" * 64)


def test_the_binder_holds_what_is_approved_and_whom_to_call(store: Store, book: str) -> None:
    other = create(store, "# Power\n\n1. Look at the battery\n")
    approve(store, book, store.runbooks.get(book).version)
    keep(store, "person", store.new_id(), {"name": "Ben", "lines": "radio 4", "roles": "commander"})
    keep(store, "resource", store.new_id(), {"name": "Room 2", "sort": "room"})
    made = binder(store)
    assert [text.title for text in made.runbooks] == ["Disk full"]
    assert made.runbooks[0].approved.startswith("approved ")
    assert [(one.name, one.lines) for one in made.people] == [("Ben", "radio 4")]
    assert [one.name for one in made.things] == ["Room 2"]
    approve(store, other.id, other.version)
    assert [text.title for text in binder(store).runbooks] == ["Disk full", "Power"]
    write(store, other.id, "# Power\n\n1. Look again\n", other.version)
    assert [text.title for text in binder(store).runbooks] == ["Disk full"]


def test_the_library_knows_when_the_binder_on_the_shelf_is_out_of_date(
    store: Store, book: str, tmp_path: Path
) -> None:
    assert binder_state(store).made is None
    assert not binder_state(store).current
    approve(store, book, store.runbooks.get(book).version)
    hand_out(store, binder_handout(store), tmp_path / "binder.md", "markdown")
    assert binder_state(store).made is None  # only paper stands on a shelf
    hand_out(store, binder_handout(store), tmp_path / "binder.pdf", "pdf")
    state = binder_state(store)
    assert (state.made is not None, state.current, state.approved) == (True, True, 1)
    ben = store.new_id()
    keep(store, "person", ben, {"name": "Ben", "lines": "radio 4"})
    assert not binder_state(store).current
    hand_out(store, binder_handout(store), tmp_path / "binder.pdf", "pdf")
    keep(store, "person", ben, {"remark": "likes tea"})
    assert binder_state(store).current  # nothing that is printed
    approve(store, book, store.runbooks.get(book).version, approved=False)
    assert not binder_state(store).current
