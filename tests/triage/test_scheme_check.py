"""Checking a scheme: every fault at once, each with its line and key, whatever the file holds."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.toml_lines import lines_of, nearest
from holdfast.triage.scheme_check import check, check_file, problems
from holdfast.triage.scheme_file import load, shipped
from tests.triage.conftest import OLD_SCHEMES

TEXT = OLD_SCHEMES["default-1.toml"]  # its lines stay where they are


def changed(*swaps: tuple[str, str]) -> str:
    text = TEXT
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_has_no_problem(name: str) -> None:
    checked = check(shipped()[name])
    assert checked.problems == ()
    assert checked.name


def test_every_fault_is_named_in_one_run() -> None:
    text = changed(
        ('kind = "matrix"', 'kind = "dice"'),
        ("version = 1\n", 'version = "1"\ncolour = 2\n'),
        ("medium = 4, low = 5 }", "medium = 4 }"),
        ('"some_people"', '"many_people"'),
        ('key = "operations"', 'key = "commander"'),
        ("severity = 3\n", "severity = 7\n"),
        ('response = "10m"', 'response = "-10m"'),
        ('resolution = "8h"', 'resolution = "9999w"'),
        ('resolution = "4h"', "resolution = 4"),
        ('review_within = "10d"', 'review_witin = "10d"'),
    )
    assert [(each.line, each.key, each.what) for each in problems(text)] == [
        (9, "kind", "is not one of the words known here"),
        (11, "version", "is no whole number"),
        (12, "colour", "is not known here"),
        (45, "impact.medium.checks.1.key", "repeats the key many_people"),
        (94, "matrix.low.low", "is missing"),
        (109, "priorities.2.response", 'is not a length of time such as "90m" or "1d12h"'),
        (110, "priorities.2.resolution", 'is not a length of time such as "90m" or "1d12h"'),
        (115, "priorities.3.severity", "is too small or too large a number"),
        (117, "priorities.3.resolution", "is longer than a year"),
        (151, "severities.3.review_witin", "is not known here"),
        (172, "roles.2.key", "repeats the key commander"),
    ]
    assert all(each.hint for each in problems(text))
    (meant,) = [each.hint for each in problems(text) if each.key.endswith("witin")]
    assert meant == 'Is "review_within" meant?'


def test_a_severity_that_does_not_exist() -> None:
    last = TEXT.index("[[severities]]\nnumber = 5")
    gone = TEXT[:last] + TEXT[TEXT.index("# The commander") :]
    assert [(each.line, each.key) for each in problems(gone)] == [
        (128, "priorities.5.severity"),
        (134, "severities"),
    ]


def test_lists_and_tables_in_each_others_place() -> None:
    text = changed(
        ("[matrix]\n", "[[matrix]]\n"), ('closing = ["assessed", "resolution", "review"]', "closing = 1")
    )
    assert [(each.key, each.what) for each in problems(text)] == [
        ("closing", "is no list"),
        ("matrix", "is no table"),
    ]
    assert ("priorities", "is no list") in [
        (each.key, each.what) for each in problems("priorities = 1\nroles = []")
    ]


def test_a_key_that_would_colour_the_terminal_is_shown_in_letters() -> None:
    assert problems('"\\u001b[31m" = 1')[0].key == "'\\x1b[31m'"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1\nb ? 2", 2, "(line 2, column 3)"),
        ('a = 1\n\nb = "x', 3, "(line 3)"),
        ("", 1, "the file is empty"),
        (" \n", 1, "the file is empty"),
        ("a = " + "[" * 5000, 1, "nested too deeply"),
        ("a = " + "[" * 150 + "]" * 150, 1, "is not known here"),
        ("a = " + "9" * 5000, 1, "it is not TOML"),
        ("#" * 200_001, 1, "200001 characters"),
        ("a = 1\n# \ud800", 2, "half of a sign"),
    ],
)
def test_what_is_no_scheme_at_all(text: str, line: int, said: str) -> None:
    found = problems(text)
    assert found[0].line == line
    assert said in found[0].what


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a = 1\nb = '\xff'", 2, "not UTF-8 text (line 2, byte 0xff)"),
        (b"\xef\xbb\xbfa = 1\nb = '\xfe'", 2, "not UTF-8 text (line 2, byte 0xfe)"),
        (b"", 1, "empty"),
        (b"\xff\xfea\x00", 1, "not UTF-8 text (line 1"),
    ],
)
def test_files_that_hold_no_scheme(tmp_path: Path, data: bytes, line: int, said: str) -> None:
    file = tmp_path / "scheme.toml"
    file.write_bytes(data)
    (problem,) = check_file(file).problems
    assert problem.line == line
    assert said in problem.what


def test_fifty_megabytes_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "scheme.toml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    (problem,) = check_file(file).problems
    assert "50000000" in problem.what


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_of_windows_are_read(tmp_path: Path, prefix: bytes) -> None:
    file = tmp_path / "scheme.toml"
    broken = changed(("version = 1\n", "version = 0\n"))
    file.write_bytes(prefix + TEXT.replace("\n", "\r\n").encode())
    assert check_file(file).problems == ()
    file.write_bytes(prefix + broken.replace("\n", "\r\n").encode())
    assert [(each.line, each.key) for each in check_file(file).problems] == [(11, "version")]


def _folder(path: Path) -> Path:
    return path


def _nowhere(path: Path) -> Path:
    return path / "none.toml"


def _pipe(path: Path) -> Path:
    import os

    os.mkfifo(path / "pipe")
    return path / "pipe"


@pytest.mark.parametrize(
    ("make", "said"),
    [(_folder, "is a folder"), (_nowhere, "can't be read"), (_pipe, "no ordinary file")],
)
def test_what_is_no_file_is_a_sentence(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_file(make(tmp_path))
    with pytest.raises(UserError, match="can't be read"):
        check_file(tmp_path / "nul\0.toml")


# --- any mutation ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "",
        "=",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        '"""',
        "\n",
        "#",
        ",",
        ".",
        "0",
        "-1",
        "1e999",
        "nan",
        "true",
        "[[x]]\n",
        "\\",
        "\u2028",
        "\x00",
        "1979-05-27",
        "07:32:00",
        "a.b = 1\n",
        "[matrix]\n",
        "99999999999999999999",
        "\ud7ff",
        "[[roles]]\n",
        "[impact.high]\n",
        "= {}",
        "= []",
        "inf",
        "'''",
        "\r",
    ]
)


@given(st.data())
def test_any_mutation_is_a_scheme_or_problems_with_a_line(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*shipped().values()]))
    for _time in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    _judged(text)


@given(st.data())
def test_any_value_replaced_is_a_scheme_or_problems_with_a_line(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([*shipped().values()])).split("\n")
    places = [place for place, line in enumerate(lines) if " = " in line]
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=5)):
        key = lines[place].partition(" = ")[0]
        lines[place] = f"{key} = {data.draw(VALUES)}"
    _judged("\n".join(lines))


VALUES = st.sampled_from(
    [
        "0",
        "-1",
        "6",
        "1.5",
        "nan",
        "-inf",
        "true",
        '""',
        '"x"',
        '"0"',
        '"1w"',
        '"never"',
        '"9999w9999w"',
        "[]",
        "{}",
        "[[], {}]",
        "[{}]",
        '[{ key = "a" }, { key = "a" }]',
        "{ high = 1 }",
        '"unsure"',
        '[{ key = "a", label = "b", points = 1 }]',
        "[{ points = 1 }, { points = 99999 }]",
        "1001",
        "1979-05-27T07:32:00Z",
        "07:32:00",
        "''",
        "99999999999999999999",
        '"high"',
        '["assessed", "assessed"]',
        "[1, [2, [3]]]",
        "{ number = { a = 1 } }",
    ]
)


def _judged(text: str) -> None:
    found = problems(text)
    assert all(1 <= each.line <= text.count("\n") + 1 for each in found)
    assert all(each.what and each.hint for each in found)
    if not found:
        load(text)
    else:
        with pytest.raises(UserError, match="This scheme can't be used"):
            load(text)


# --- lines of TOML --------------------------------------------------------------------------------

TOML = """\
a."b.c" = \"\"\"x
y\\\"\"\"\"\" # "
[[q]]
z = [ [1, # ]
2], {a=1, b.c=[1,
2]}]
[q.sub]
k = 2024-01-01 00:00:00
[[q]]
'z' = '''f
'''''
t=1"""


def test_lines_of_every_form_that_toml_has() -> None:
    lines = lines_of(TOML)
    assert tomllib.loads(TOML)["q"][1] == {"z": "f\n''", "t": 1}
    assert {path: line for path, line in lines.items() if path[0] == "q"} == {
        ("q",): 3,
        ("q", 0): 3,
        ("q", 0, "z"): 4,
        ("q", 0, "z", 0): 4,
        ("q", 0, "z", 0, 0): 4,
        ("q", 0, "z", 0, 1): 5,
        ("q", 0, "z", 1): 5,
        ("q", 0, "z", 1, "a"): 5,
        ("q", 0, "z", 1, "b"): 5,
        ("q", 0, "z", 1, "b", "c"): 5,
        ("q", 0, "z", 1, "b", "c", 0): 5,
        ("q", 0, "z", 1, "b", "c", 1): 6,
        ("q", 0, "sub"): 7,
        ("q", 0, "sub", "k"): 8,
        ("q", 1): 9,
        ("q", 1, "z"): 10,
        ("q", 1, "t"): 12,
    }
    assert (lines["a",], lines["a", "b.c"]) == (1, 1)
    assert nearest(lines, ("q", 1, "none", "at", "all")) == 9
    assert nearest(lines, ("none",)) == 1
