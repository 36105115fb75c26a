"""Texts that nobody writes are read in time that grows as they do, and none of their lines is lost.

What took the square of it would keep these tests for hours.
"""

from typing import Final
from zoneinfo import ZoneInfo

import pytest

from holdfast.review.foreign import read
from holdfast.review.foreign_words import shipped_words
from tests.review.accounting import lost_lines

SIZE: Final = 200_000
HEAD: Final = "# X\n\nDate: 2024-03-05\n\n## Timeline\n\n"
OWN: Final = "# X\n\n| Control |  |\n| Made from head | a |\n\n## Timeline\n\n"
ACTIONS: Final = "# X\n\n## Actions\n\n- "


def filled(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize(
    "text",
    [
        HEAD + filled("a"),
        f"{HEAD}- 10:00 a{filled(' ')}b",
        f"{HEAD}| a |\n{filled(' ')}x",
        HEAD + filled("- 10:00 a\n"),
        HEAD + filled("10:00 a\nx\n"),
        f"{HEAD}| Time | What |\n|---|---|\n{filled('| 10:00 | a |' + chr(10))}",
        HEAD + filled("<td "),
        HEAD + filled("<table>"),
        HEAD + filled("2024-03-05 "),
        HEAD + filled("(UTC "),
        HEAD + filled("- 10:00 \0\x07\x1b[31m\n"),
        HEAD + "".join(f"{' ' * (deep % 400)}- 10:00 x\n" for deep in range(1000)),
        HEAD + filled(">") + "\n" + filled("> "),
        f"# a{filled(' ')}b",
        "# a " + filled("# ") + "b",
        "# " + filled("["),
        "# " + filled("\\["),
        f"{HEAD}- 10:00 {filled(chr(96) + chr(97))}",
        "# " + filled("[a]("),
        "# " + filled("{"),
        "# Postmortem" + filled(" ") + "x",
        filled("<h1>a"),
        filled("## Impact\n\na\n\n"),
        filled("a\n=\n\n"),
        filled("```\n"),
        f"---\n{filled('~')}\n---\n",
        ACTIONS + filled("owner"),
        f"{ACTIONS}owner{filled(' ')}x",
        ACTIONS + filled("due "),
        ACTIONS + filled("due 2024-04-01 @a "),
        filled("a ") + ": b",
        f"{OWN}| When |\n|---|\n| 1{filled('<br>')}",
    ],
    ids=lambda text: repr(text[-60:-40]),
)
def test_it_is_read_to_its_end(text: str) -> None:
    assert lost_lines(text, read(text, "a.md", ZoneInfo("Europe/Berlin"), shipped_words())) == []
