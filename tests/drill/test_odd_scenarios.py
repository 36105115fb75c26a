"""Texts of any kind that are meant to be scenarios: judged in bounded time, and nothing is raised."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.toml_shape import shown
from holdfast.drill.scenarios import check, load, shipped

MANUAL = Path(__file__).parents[2] / "resources" / "help" / "scenario-format.md"
ODD = (
    "\n+++\n",
    "\n```\n",
    "\n## ",
    "{#",
    "[[injects]]\n",
    "[",
    "{{now-9999d}}",
    "\udc00",
    "\0",
    "\r",
    '"',
    "=",
    "1",
)
SMALL = re.findall(r"^````markdown\n(.*?)^````$", MANUAL.read_text("utf-8"), re.DOTALL | re.MULTILINE)[0]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mutated_scenario_is_judged_and_never_raises(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SMALL, *shipped().values()]))
    for _round in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 1, 5, 40, 400])))
        text = text[:start] + data.draw(st.sampled_from(ODD) | st.text(max_size=8)) + text[end:]
    _judged(text)


VALUES = (
    "1",
    "true",
    '"x"',
    "[]",
    "{}",
    "[[1]]",
    "[{}]",
    "inf",
    '"999w"',
    '["inject user"]',
    '[1, "contained"]',
    "''",
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_scenario_with_other_values_is_judged_and_never_raises(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([SMALL, *shipped().values()])).split("\n")
    keyed = [place for place, line in enumerate(lines) if " = " in line]
    for place in data.draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=4)):
        lines[place] = f"{lines[place].split(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    _judged("\n".join(lines))


WAITED = '"injec", ' * 2_000


def test_far_too_many_of_everything_are_told_in_bounded_time() -> None:
    injects = "".join(
        f"[[injects]]\nkey = 'k{place}'\nwhen = ['inject k{place + 1}']\n" for place in range(300)
    )
    waits = f"[[injects]]\nkey = 'a'\nwhen = [{WAITED}]\n"
    told = {each.what for each in check(f"+++\n{injects}{waits}+++\n").problems}
    assert "has 301 entries, the most is 100" in told


@settings(max_examples=60, deadline=None)
@given(st.text() | st.text().map("+++\n{}\n+++\n".format))
def test_any_text_is_judged_and_never_raises(text: str) -> None:
    _judged(text)


def _judged(text: str) -> None:
    checked = check(text)
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) + 1
    assert all(1 <= each.line <= last and each.what for each in (*checked.problems, *checked.warnings))
    if not checked.problems:
        assert shown(load(text).title) == checked.name
    else:
        with pytest.raises(UserError):
            load(text)
