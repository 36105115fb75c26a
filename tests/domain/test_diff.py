"""What changed between two texts: whole, in order, and never a reason to wait."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.diff import DiffLine, diff, differs_unseen
from tests.runbook.long_texts import PAIRS

OLD = "".join(f"line {number}\n" for number in range(1, 31))
lines = st.lists(st.sampled_from(["a", "b", "", "  c", "one two three", "one two four"]), max_size=30)


def told(found: tuple[DiffLine, ...]) -> list[str]:
    marks = {"same": " ", "added": "+", "removed": "-"}
    return [f"{marks[line.kind]}{line.text}" for line in found]


def test_nothing_is_told_of_the_same_text() -> None:
    assert diff(OLD, OLD) == ()
    assert diff("", "") == ()


def test_a_change_has_three_lines_around_it_and_both_numbers() -> None:
    found = diff(OLD, OLD.replace("line 10\n", "line ten\nline 10½\n"))
    assert told(found) == [
        " line 7", " line 8", " line 9", "-line 10", "+line ten", "+line 10½", " line 11", " line 12",
        " line 13",
    ]  # fmt: skip
    assert [(line.old, line.new) for line in found] == [
        (7, 7), (8, 8), (9, 9), (10, 0), (0, 10), (0, 11), (11, 12), (12, 13), (13, 14),
    ]  # fmt: skip


def test_changes_far_apart_are_two_hunks_and_near_ones_are_one() -> None:
    far = diff(OLD, OLD.replace("line 5\n", "five\n").replace("line 25\n", ""))
    assert {line.hunk for line in far} == {0, 1}
    near = diff(OLD, OLD.replace("line 5\n", "five\n").replace("line 10\n", ""))
    assert {line.hunk for line in near} == {0}
    assert len({line.new for line in near if line.new}) == sum(1 for line in near if line.new)


def test_the_changed_words_of_a_line_are_marked() -> None:
    removed, added = diff("1. Run `df -h` on db1 now\n", "1. Run `df -i` on db1 and db2 now\n")
    assert [removed.text[first:after] for first, after in removed.spans] == ["h"]
    assert " ".join(added.text[first:after] for first, after in added.spans).split() == ["i", "and", "db2"]


def test_a_line_that_is_another_is_marked_as_a_whole() -> None:
    assert [line.spans for line in diff("Stop the server\n", "Überprüfe die Lampen\n")] == [(), ()]


@pytest.mark.parametrize("new", ["a\r\nb\r\n", "\ufeffa\nb\n", "a\nb"])
def test_line_ends_are_no_lines_but_are_told_apart(new: str) -> None:
    assert diff("a\nb\n", new) == ()
    assert differs_unseen("a\nb\n", new)
    assert not differs_unseen("a\nb\n", "a\nc\n")
    assert not differs_unseen("a\nb\n", "a\nb\n")


@given(lines, lines)
def test_the_diff_makes_one_text_of_the_other(before: list[str], after: list[str]) -> None:
    old, new = "".join(f"{line}\n" for line in before), "".join(f"{line}\n" for line in after)
    found = diff(old, new, context=1000)
    if not found:
        assert before == after
        return
    assert [line.text for line in found if line.kind != "added"] == before
    assert [line.text for line in found if line.kind != "removed"] == after
    assert [line.old for line in found if line.old] == list(range(1, len(before) + 1))
    assert [line.new for line in found if line.new] == list(range(1, len(after) + 1))
    for line in found:
        assert all(0 <= first < last <= len(line.text) for first, last in line.spans)


@given(lines, lines, st.integers(0, 3))
def test_every_change_is_there_with_however_few_lines_around(
    before: list[str], after: list[str], context: int
) -> None:
    old, new = "\n".join(before), "\n".join(after)
    whole, short = diff(old, new, 1000), diff(old, new, context)
    changed = [(line.kind, line.old, line.new) for line in whole if line.kind != "same"]
    assert [(line.kind, line.old, line.new) for line in short if line.kind != "same"] == changed
    numbers = [line.new for line in short if line.new]
    assert numbers == sorted(set(numbers))


def _noise(seed: int, size: int, letters: str, newline: int) -> str:
    chance = random.Random(seed)
    return "".join(
        chance.choice(letters) + ("\n" if chance.randrange(newline) == 0 else "") for _ in range(size)
    )


@pytest.mark.parametrize(
    ("letters", "newline"),
    [("ab", 1), ("abcdefgh", 2), ("a", 1), ("ab ", 40), ("x y", 300), ("a.b", 100_000)],
)
def test_hostile_texts_of_256_kb_come_to_an_end(letters: str, newline: int) -> None:
    size = 256 * 1024 // (2 if newline == 1 else 1)
    old, new = (_noise(seed, size, letters, newline) for seed in (1, 2))
    found = diff(old, new)  # without a bound: minutes
    assert bool(found) == (old != new)


def test_what_nobody_wants_to_know_any_more_is_compared_no_further() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert diff(*PAIRS["reworded.md"], stop=stop) == ()
    assert len(asked) == 4
    assert len(diff(*PAIRS["reworded.md"], stop=lambda: False)) > 4000
