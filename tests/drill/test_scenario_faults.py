"""One fault in a sound scenario is one finding, of its key and at its line: what only follows is not told."""

import re
from collections.abc import Iterator

import pytest

from holdfast.drill.scenarios import check, shipped
from tests.drill.small import SMALL

NEEDED = frozenset({"title", "goal", "minutes", "alone", "questions", "text", "kind", "what", "objective"})
WRONG = {"minutes": '"20"', "alone": '"yes"'}  # values of another type, else 7
RANGE = {
    "minutes": "0",
    "at": '"9999w"',
    "within": '"9999w"',
    "delay": '"9999w"',
    "title": '" "',
    "goal": '" "',
    "questions": "[]",
    "kind": '"alrt"',
    "what": '"severity 9"',
    "key": '"Not A Key"',
}
UNKNOWN = {"when": '["inject zz"]', "unless": '["inject zz"]', "since": '"zz"', "objective": '"zz"'}
SCENARIOS = {"small.md": SMALL} | {
    file: text for file, text in shipped().items() if file in ("first-exercise.md", "wrong-time.md")
}


def _keys(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each key of the front matter: its lines, its table and itself."""
    lines, table, start = text.split("\n"), "", 0
    end = lines.index("+++", 1)
    places = [at for at in range(1, end) if re.match(r"\w+ = |\[\[", lines[at])]
    for at, after in zip(places, [*places[1:], end], strict=True):
        if lines[at].startswith("["):
            table, start = lines[at].strip("[]"), at
        else:
            yield at, _last(lines, at, after), table, str(start)


def _last(lines: list[str], at: int, after: int) -> int:
    return max(place for place in range(at, after) if lines[place].strip()) + 1


def _mutations(name: str) -> Iterator[tuple[str, str]]:
    yield "dropped", ""
    for bad in (name + name[-1], name[:-1] or "x", name[1::-1] + name[2:]):
        if bad != name:
            yield f"misspelt {bad}", bad
    yield "wrong type", WRONG.get(name, "7")
    for told, values in (("out of range", RANGE), ("unknown", UNKNOWN)):
        if name in values:
            yield told, values[name]
    if name == "key":
        yield "another", '"zzz"'


@pytest.mark.parametrize("file", SCENARIOS)
def test_a_single_fault_is_one_finding_of_its_key_at_its_line(file: str) -> None:
    text = SCENARIOS[file]
    assert check(text).problems == ()
    lines = text.split("\n")
    for at, after, table, start in _keys(text):
        name = lines[at].split(" = ")[0]
        for told, value in _mutations(name):
            new = [] if told == "dropped" else [f"{name} = {value}"]
            if told.startswith("misspelt"):
                new = [lines[at].replace(name, value, 1), *lines[at + 1 : after]]
            problems = check("\n".join([*lines[:at], *new, *lines[after:]])).problems
            where = f"{file}:{at + 1} {table}.{name} {told}: {[str(each) for each in problems]}"
            if told == "dropped":
                line = int(start) + 1
                assert len(problems) <= 1, where
                assert problems or name not in NEEDED, where
                assert all(each.line == (line if table else 1) or "delay" in each.key for each in problems), (
                    where
                )
                assert all(name in f"{each.key} {each.hint}" for each in problems), where
                continue
            if told == "another" and table in ("", "expectations"):
                continue  # nothing names these, so that any name is right
            assert len(problems) == 1, where
            (found,) = problems
            wanted = value if told.startswith("misspelt") else name
            if told == "another" and found.line != at + 1:  # either of two could be it: both are told
                assert "zzz" in f"{found.key} {found.what} {found.hint}", where
                continue
            assert (found.line, wanted in found.key) == (at + 1, True), where
            assert not found.hint.startswith(f'Is "{value}"'), where
