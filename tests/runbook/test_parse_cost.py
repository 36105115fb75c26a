"""The parser reads strangers' files in the window's own process: its cost must stay linear."""

import sys
import time
from types import FrameType

import pytest

from holdfast.runbook.listed import MOST
from holdfast.runbook.parse import parse

SIZE = 1 << 15
SHAPES = [
    "[", "![", "[a](", "`a", "``` `", "](", "](<", "[](", "> - ", "- ", "1. ", "**a ", "_a ", "<a ",
    "<a href=", "<!--", "\\", "|", "[a]:\n", "[a]: b\n", "[a]: \n\n", "# a\n", "- - a\n",
    "a\n===\n", "|a|\n|-|\n", "```\n", "\t", "a|b\n", "[a]: x\n\n- [a]\n",
    "<li>", "<li>\n", "<li>a\n", "<ol><li>a</li></ol>\n\n", "|Step|a|\n|-|-|\n|1|b|\n\n",
    "<table><tr><th>Step", "<table><tr><th>Step</th></tr></table>\n\n",
]  # fmt: skip


def cost(text: str) -> float:
    """Processor seconds of reading the text: the better of two."""
    times: list[float] = []
    for _run in range(2):
        before = time.process_time()
        parse(text, "t")
        times.append(time.process_time() - before)
    return min(times)


@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_text_costs_nowhere_near_sixty_four_times(shape: str) -> None:
    text = (shape * (SIZE // len(shape) + 1))[:SIZE]
    small, large = cost(text[: len(text) // 8]), cost(text)
    assert large < 24 * max(small, 0.002)


def work(text: str) -> int:
    """How many calls it takes to read the text, which no other load on the machine changes."""
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text, "t")
    finally:
        sys.setprofile(before)
    return calls


HOSTILE = {
    "<li>\n" * 4 * MOST: ("<li>", "<hr>"),
    "<ul>" + "<li>a b\n" * 4 * MOST: ("<li>", "<hr>"),
    "|Step|a|\n|-|-|\n" + "|1|Act|\n" * 4 * MOST: ("Step", "Host"),
    "<table><tr><th>Step</th></tr>" + "<tr><td>Act</td></tr>\n" * 4 * MOST + "</table>": ("Step", "Host"),
    "<table><tr><th>Step</th></tr>" + "<tr><td>" * 4 * MOST + "</table>": ("Step", "Host"),
    "|#|a|\n|-|-|\n" + "|1|Act|\n" * 4 * MOST: ("#", "A"),
}


@pytest.mark.parametrize(
    ("text", "plainly"), HOSTILE.items(), ids=["bare", "list", "steps", "table", "open", "numbers"]
)
def test_data_written_as_steps_costs_less_than_twice_what_it_costs_as_data(
    text: str, plainly: tuple[str, str]
) -> None:
    assert work(text) < 2 * work(text.replace(*plainly))
    assert parse(text, "t").steps == ()
