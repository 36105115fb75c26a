"""The parser reads strangers' files in the window's own process: its cost must stay linear."""

import time

import pytest

from holdfast.runbook.parse import parse

SIZE = 1 << 15
SHAPES = [
    "[", "![", "[a](", "`a", "``` `", "](", "](<", "[](", "> - ", "- ", "1. ", "**a ", "_a ", "<a ",
    "<a href=", "<!--", "\\", "|", "[a]:\n", "[a]: b\n", "[a]: \n\n", "# a\n", "- - a\n",
    "a\n===\n", "|a|\n|-|\n", "```\n", "\t", "a|b\n", "[a]: x\n\n- [a]\n",
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
