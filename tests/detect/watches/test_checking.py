"""The check of watches: each single mistake is named with its key and line, and nothing else with it."""

import re
import tomllib
from typing import Any

import msgspec
import pytest

from holdfast import paths
from holdfast.detect.watches.watch import RULES, SOURCES, check
from holdfast.domain.toml_check import Problem

PAGE = (paths.resources() / "help" / "watches.md").read_text("utf-8")
GOOD: list[str] = re.findall(r"```toml\n(name = .*?)```", PAGE, re.DOTALL)
BEYOND = {"port": "70000", "count": "0", "spreads": "-1", "least": "-1"}
HEAD = 'name = "x"\n'
CSV = '[source]\nkind = "csv"\npath = "a"\n'
RULE = '[rule]\nkind = "threshold"\nabove = 1\n'


def one(text: str) -> Problem:
    found = check(text).problems
    assert len(found) == 1, found
    return found[0]


def keys_of(text: str) -> list[tuple[str, int]]:
    """Each key of a file with its line, from 1."""
    found: list[tuple[str, int]] = []
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            table = line.strip("[]") + "."
        elif " = " in line:
            found.append((table + line.split(" = ")[0], number))
    return found


CASES = [(text, key, line) for text in GOOD for key, line in keys_of(text)]
IDS = [f"{GOOD.index(text)}-{key}" for text, key, _line in CASES]


def changed(text: str, line: int, new: str | None) -> str:
    lines = text.splitlines()
    lines[line - 1 : line] = [] if new is None else [new]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("text", "key", "line"), CASES, ids=IDS)
def test_each_single_mistake_is_named_with_its_key_and_line(text: str, key: str, line: int) -> None:
    name, value = text.splitlines()[line - 1].split(" = ", 1)
    assert check(text).problems == ()
    dropped = check(changed(text, line, None)).problems
    assert len(dropped) <= 1
    assert all(problem.key == key or name in problem.what for problem in dropped)
    is_free = key.startswith(("labels.", "annotations."))
    if not is_free:
        wrong = one(changed(text, line, f"{name}q = {value}"))
        assert (wrong.key, wrong.line) == (f"{key}q", line)
        assert name in wrong.hint
    for other in ("[[]]", "1979-05-27", "{ a = 1 }", "true"):
        if isinstance(tomllib.loads(f"x = {value}")["x"], dict) and other == "{ a = 1 }":
            key_there = f"{key}.a"
        else:
            key_there = key
        wrong = one(changed(text, line, f"{name} = {other}"))
        assert (wrong.key, wrong.line) == (key_there, line), other
    if beyond := BEYOND.get(name):
        wrong = one(changed(text, line, f"{name} = {beyond}"))
        assert (wrong.key, wrong.line, wrong.what) == (key, line, "is too small or too large a number")


def test_what_is_out_of_range_is_told_the_range() -> None:
    port = '[source]\nkind = "port"\nhost = "db1"\nport = 70000\n[rule]\nkind = "absence"\nfor = "1m"\n'
    assert one(HEAD + port).hint == "Write a number from 1 to 65535."
    spreads = one(f'{HEAD}{CSV}[rule]\nkind = "deviation"\nspreads = -1\n')
    assert (spreads.what, spreads.hint) == (
        "is too small or too large a number",
        "Write a number above 0, up to 1000.",
    )


def test_a_label_of_another_type_is_named_itself() -> None:
    wrong = one(f'{HEAD}{CSV}{RULE}[labels]\nb = "c"\na = 5\n')
    assert (wrong.key, wrong.line, wrong.what) == ("labels.a", 10, "is no text")


def test_a_table_without_anything_is_no_accepted_one() -> None:
    assert one(f"{HEAD}{CSV}[rule]\n").key == "rule.kind"


@pytest.mark.parametrize("place", ["{host}", "${HOME}", "{{ $value }}", "{}", "{Value}"])
def test_a_place_that_nothing_fills_is_refused(place: str) -> None:
    wrong = one(f'{HEAD}{CSV}{RULE}[annotations]\nsummary = "{{value}} of {place}"\n')
    assert (wrong.key, wrong.line) == ("annotations.summary", 9)
    assert place.strip("${}") in wrong.what
    assert wrong.hint.startswith("There are: {value}, {since}, {name}.")


def test_names_and_labels_are_not_filled_in() -> None:
    assert one(f'name = "x {{value}}"\n{CSV}{RULE}').key == "name"
    assert one(f'{HEAD}{CSV}{RULE}[labels]\na = "{{since}}"\n').key == "labels.a"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("%Q", "has %Q"),
        ("%H:%M", "year, month and day"),
        ("%Y-%m-%d %I:%M", "%I without %p"),
        ("%Y-%m-%d %", "has %"),
    ],
)
def test_a_form_of_times_that_reads_none_is_refused(form: str, told: str) -> None:
    wrong = one(f'{HEAD}{CSV}time_format = "{form}"\n{RULE}')
    assert (wrong.key, wrong.line) == ("source.time_format", 5)
    assert told in wrong.what
    assert check(f'{HEAD}{CSV}time_format = "%d.%m.%y %I:%M %p 100 %%"\n{RULE}').problems == ()


def keys_told(title: str) -> dict[str, set[str]]:
    """The keys of each kind in the manual's table below a heading."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|$", PAGE.split(title, 1)[1].split("\n## ", 1)[0], re.MULTILINE)
    return {kind: set(re.findall(r"`(\w+)`", keys)) for kind, keys in rows}


@pytest.mark.parametrize(("title", "kinds"), [("### Keys of sources", SOURCES), ("### Keys of rules", RULES)])
def test_the_manual_lists_the_keys_that_each_kind_has(title: str, kinds: dict[str, Any]) -> None:
    held = {
        kind: {field.encode_name for field in msgspec.structs.fields(form)} - {"kind"}
        for kind, form in kinds.items()
    }
    assert keys_told(title) == held
