"""Finding a runbook: by what it is called, what it is about, and the section that has the words."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.query import quoted_value
from holdfast.runbook.asked import LONGEST, asked_of, names_for
from holdfast.runbook.library import import_folder
from holdfast.runbook.parse import parse
from holdfast.runbook.search import around, find, ids_of, rows_of
from holdfast.runbook.writing import approve, write
from holdfast.store.library import Asked
from holdfast.store.store import Store

TODAY = "2026-11-23"


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    for name, front, body in (
        (
            "disk.md",
            "tags: [storage, Data Base]\nservice: db\nowner: Team Ops\nseverity: 1\n",
            "# Disk full\n",
        ),
        ("etcdNoLeader.md", "alerts: [etcdNoLeader]\nreview_by: 2026-01-01\n", "# Etcd lost\n"),
        ("other.md", "alerts: [etcdNoLeaderSoon]\nowner: ops\n", "# A etcdNoLeader is near\n"),
        ("über.md", "title: Überblick\n", "# x\n"),
    ):
        (folder / name).write_text(
            f"---\n{front}---\n{body}\n## Meaning\n\nx\n\n## Fix it\n\n1. Restart {name}\n"
        )
    import_folder(store, folder)
    return folder


def titles(store: Store, line: str) -> list[str]:
    return [hit.title for hit in find(store, line)]


def test_the_one_called_so_comes_first_then_titles_then_texts(store: Store, books: Path) -> None:
    (books / "text.md").write_text("# Text\n\nSee etcdNoLeader.\n")
    import_folder(store, books)
    assert titles(store, "ETCDnoleader") == ["Etcd lost", "A etcdNoLeader is near", "Text"]
    assert titles(store, "etcd") == ["Etcd lost", "A etcdNoLeader is near", "Text"]
    assert titles(store, "ÜBERB") == ["Überblick"]
    assert titles(store, "storage") == ["Disk full"]
    assert titles(store, "nowhere") == []
    assert len(find(store, "")) == 5
    assert len(find(store, "restart", 2)) == 2


def test_a_hit_names_the_section_and_shows_the_words(store: Store, books: Path) -> None:
    (hit,) = find(store, "restart disk.md")
    assert (hit.title, hit.section) == ("Disk full", "Fix it")
    assert "\x02Restart\x03" in hit.snippet


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("# A\n\nneedle\n", "A"),
        ("needle\n\n# A\n", ""),
        ("# A\n\n## B *b* `c` ##\n\n```sh\n# no heading\nneedle\n```\n\n## D\n", "B b c"),
        ("# A\n\n~~~\n```\n# no\n~~~\n\n## B\n\nneedle\n", "B"),
        ("# A\n\n````\n```\n# no\n````\n\nneedle\n", "A"),
        ("---\ntitle: x\n# comment\nowner: needle\n---\n# A\n", ""),
        ("---\ntitle: x\n# comment\n---\nneedle\n# A\n", ""),
        ("# A\r\n\r\n## B\r\n\r\nneedle\r\n", "B"),
        ("# A\n\n## The needle\n\nx\n", "The needle"),
    ],
)
def test_the_section_is_the_heading_above(store: Store, tmp_path: Path, text: str, section: str) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    import_folder(store, tmp_path / "a.md")
    (hit,) = find(store, "needle")
    assert hit.section == section


@pytest.mark.parametrize("attributes", ["", " {#mend .x}"])
def test_the_anchor_is_that_of_the_section_among_others_of_its_name(
    store: Store, tmp_path: Path, attributes: str
) -> None:
    text = f"# A\n\n## Fix\n\none\n\n## Fix{attributes}\n\nneedle\n"
    (tmp_path / "a.md").write_text(text)
    import_folder(store, tmp_path / "a.md")
    (hit,) = find(store, "needle")
    keys = [section.key for section in parse(text, "a").sections]
    assert (hit.section, hit.anchor) == ("Fix", keys[-1])
    (ident,) = ids_of(store, "needle")
    assert around(store, "needle", [ident], anchors=False)[ident].anchor == ""


def test_words_that_are_not_wanted_are_left_out_of_names_and_texts(store: Store, tmp_path: Path) -> None:
    for number in range(250):
        text = f"# Pump {number}\n\n{'hot' if number % 2 else 'cold'} {'rust' if number % 10 == 0 else ''}\n"
        (tmp_path / f"{number:03}.md").write_text(text)
    import_folder(store, tmp_path, "s")
    every = {f"Pump {number}" for number in range(250)}
    assert set(titles_of(store, "pump")) == every
    assert set(titles_of(store, "pump -rust")) == every - {f"Pump {n}" for n in range(0, 250, 10)}
    assert set(titles_of(store, "cold -rust")) == {
        f"Pump {n}" for n in range(0, 250, 2) if n % 10 and n % 2 == 0
    }
    assert set(titles_of(store, "-rust")) == every - {f"Pump {n}" for n in range(0, 250, 10)}
    assert set(titles_of(store, "hot source:s -7")) == {
        f"Pump {n}" for n in range(1, 250, 2) if "7" not in str(n)
    }
    for line in ("pump -rust", "cold -rust", "-rust", "hot source:s", "pump approved:no"):
        whole = ids_of(store, line)
        assert ids_of(store, line, 30) == whole[:30], line


def test_a_source_with_a_quotation_mark_in_its_name_can_be_asked_for(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Pump\n")
    import_folder(store, tmp_path, 'The "old" ones')
    (name,) = names_for(store, "source")
    assert titles_of(store, f"source:{quoted_value(name)}") == ["Pump"]
    assert titles_of(store, 'source:"The ""old"" ones" pump') == ["Pump"]
    assert titles_of(store, 'source:"The ""old"" one"') == []


def titles_of(store: Store, line: str) -> list[str]:
    return [row.title for row in store.runbooks.rows(ids_of(store, line))]


def test_what_a_line_asks_for(store: Store, books: Path) -> None:
    for line, wanted in {
        "tag:storage": ["Disk full"],
        'tag:"data base"': ["Disk full"],
        "tag:stor": [],
        "service:DB": ["Disk full"],
        "alert:etcdnoleader": ["Etcd lost"],
        "owner:ops": ["A etcdNoLeader is near", "Disk full"],
        "owner:ops -owner:team": ["A etcdNoLeader is near"],
        "sev:1": ["Disk full"],
        "sev:1 sev:2 restart": ["Disk full"],
        "overdue": ["Etcd lost"],
        "-overdue restart -etcd": ["Disk full", "Überblick"],
        "overdue:no sev:1": ["Disk full"],
        "source:BOOKS tag:storage": ["Disk full"],
        "source:other": [],
        "approved:yes": [],
        "approved:no edited:no gone:no tag:storage": ["Disk full"],
        "restart tag:storage": ["Disk full"],
    }.items():
        assert sorted(titles(store, line)) == wanted, line


def test_what_changes_is_found_as_it_is_now(store: Store, books: Path) -> None:
    assert titles(store, "disk") == ["Disk full"]
    book = store.runbooks.at("books", "disk.md")
    assert book
    approve(store, book.id, book.version)
    assert titles(store, "approved:yes") == ["Disk full"]
    write(store, book.id, "# Volume full\n", book.version)
    assert titles(store, "volume") == titles(store, "edited:yes") == ["Volume full"]
    assert titles(store, "approved:yes") == []
    (books / "disk.md").unlink()
    import_folder(store, books)
    assert titles(store, "gone:yes") == ["Volume full"]
    assert titles(store, "full etcd") == []
    assert rows_of(store, "")[-1].title == "Volume full"


def test_the_rows_of_a_line_are_the_same(store: Store, books: Path) -> None:
    assert [row.title for row in rows_of(store, "etcd")] == ["Etcd lost", "A etcdNoLeader is near"]
    assert len(rows_of(store, " ")) == 4


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("disk colour:red", "Character 6: there is no field colour"),
        ("tag:", "Character 1: tag: can't be understood"),
        ("-sev:9", "Character 1: -sev:9 can't be understood"),
        ("approved:maybe", "Character 1"),
        ("overdue:soon", "Character 1"),
        ("x" * (LONGEST + 1), "longer than"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_place(line: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as refused:
        asked_of(line, TODAY)
    assert refused.value.hint


def test_a_field_between_quotation_marks_is_words() -> None:
    assert asked_of('"colour:red" "overdue" x', TODAY) == Asked(words='"colour:red" "overdue" x')


@given(st.text(max_size=60) | st.text(alphabet='abt:g"- sev12\0', max_size=30))
def test_any_line_is_a_question_or_refused_in_a_sentence(line: str) -> None:
    with suppress(UserError):
        assert isinstance(asked_of(line, TODAY), Asked)


@pytest.mark.parametrize("line", ['"', "'", "*", "(", "a AND", "NOT", "-", "^x", "a\0b", '-"a', "title:"])
def test_the_index_takes_whatever_is_typed(store: Store, books: Path, line: str) -> None:
    with suppress(UserError):
        assert len(find(store, line)) <= 4
