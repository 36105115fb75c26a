"""A file that grows, is rotated, cut, replaced, taken away and comes back: each line once."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.detect.watches.follow import Place, follow
from holdfast.domain.errors import UserError

if TYPE_CHECKING:
    from holdfast.detect.watches.notes import Notes


class Reader:
    """Follows a file over looks; its place goes through its kept form each time, as over a restart."""

    def __init__(self, path: Path, history: int = 0) -> None:
        self.path, self.history = path, history
        self.place = Place()
        self.notes: Notes = {}

    def look(self) -> list[str]:
        self.place = msgspec.json.decode(msgspec.json.encode(self.place), type=Place)
        blocks = list(follow(self.path, self.place, self.notes, self.history))
        return [text for lines in blocks for text in lines.texts]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "app.log"


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def test_only_what_comes_from_now_on_is_new_and_only_whole_lines(log: Path) -> None:
    log.write_text("old\nhal")
    reader = Reader(log)
    assert reader.look() == []
    append(log, "f\nnext\r\nbegun")
    assert reader.look() == ["half", "next"]
    assert reader.look() == []
    append(log, " and done\n")
    assert reader.look() == ["begun and done"]
    assert reader.notes == {}


def test_a_table_is_learned_from_its_last_part(log: Path) -> None:
    log.write_text("".join(f"{number}\n" for number in range(100, 200)))
    assert Reader(log, history=12).look() == ["197", "198", "199"]
    assert Reader(log, history=10_000).look()[0] == "100"


def test_the_rest_of_a_rotated_file_is_read_before_the_new_one(log: Path) -> None:
    log.write_text("")
    reader = Reader(log)
    reader.look()
    append(log, "one\n")
    assert reader.look() == ["one"]
    append(log, "two\nthree without its end")
    log.rename(log.with_name("app.log.1"))
    log.write_text("four\n")
    assert reader.look() == ["two", "three without its end", "four"]
    assert reader.notes["rotated"].count == 1


@pytest.mark.parametrize("after", ["new\n", "new\n" * 50, "other!\nnew\n"])
def test_a_file_that_was_cut_is_read_from_its_start(log: Path, after: str) -> None:
    """Also where it has grown beyond the place by then: what stands before the place tells."""
    log.write_text("")
    reader = Reader(log)
    reader.look()
    append(log, "before\nwords\n")
    reader.look()
    with log.open("r+", encoding="utf-8") as file:
        file.truncate()
        file.write(after)
    assert reader.look() == after.splitlines()
    assert reader.notes["truncated"].count == 1


def test_a_file_that_vanished_and_came_back_is_all_new(log: Path) -> None:
    log.write_text("old\n")
    reader = Reader(log)
    reader.look()
    log.unlink()
    for _look in range(2):
        with pytest.raises(UserError, match="is not there"):
            reader.look()
    log.write_text("back\n")
    assert reader.look() == ["back"]


def test_a_file_that_was_never_there_is_all_new_when_it_comes(log: Path) -> None:
    reader = Reader(log)
    with pytest.raises(UserError, match="is not there"):
        reader.look()
    log.write_text("first\n")
    assert reader.look() == ["first"]


def test_a_folder_and_a_wide_file_are_told(log: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no file"):
        Reader(tmp_path).look()
    log.write_bytes("wide\n".encode("utf-16"))
    with pytest.raises(UserError, match="UTF-16"):
        Reader(log, history=1000).look()


def test_a_line_without_end_costs_no_memory_and_no_other_line(log: Path) -> None:
    log.write_text("")
    reader = Reader(log)
    reader.look()
    append(log, "x" * 1_000_000 + "\nnext\n")
    assert [text for text in reader.look() if text] == ["next"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.text("ab\n", max_size=9)),
            st.just(("look", "")),
            st.just(("rotate", "")),
        ),
        max_size=14,
    )
)
def test_whatever_happens_between_looks_each_line_is_read_once(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]]
) -> None:
    """One rotation between two looks at most, which is what the remembered file can tell."""
    log = tmp_path_factory.mktemp("log") / "app.log"
    log.write_text("")
    reader, written, read, rotated = Reader(log), "", list[str](), 0
    reader.look()
    may_rotate = True
    for act, text in [*acts, ("look", "")]:
        if act == "write":
            append(log, text)
            written += text
        elif act == "look":
            read += reader.look()
            may_rotate = True
        elif may_rotate:
            rotated += 1
            log.rename(log.with_name(f"app.log.{rotated}"))
            log.write_text("")
            written += "" if written.endswith("\n") or not written else "\n"
            may_rotate = False
    whole = written[: written.rfind("\n") + 1]
    assert [text for text in read if text] == [text for text in whole.split("\n") if text]
