"""Text with its emphasis: what the Markdown reader gives and the line breaker takes."""

from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Words in one emphasis. A line break in `text` is kept."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


def plain(text: str) -> list[Run]:
    """Text that is nobody's Markdown: every character stands for itself."""
    return [Run(text)]


def words_of(runs: Sequence[Run]) -> str:
    """The bare text."""
    return "".join(run.text for run in runs)
