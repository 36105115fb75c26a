"""A row of the timeline tells an inject in plain words."""

import pytest

from holdfast.domain.told_drill import TOLD_DRILL
from tests.domain.making import entry


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Press **Assess\N{HORIZONTAL ELLIPSIS}**, then `Enter`, *not sure* is an answer",
         "Press Assess\N{HORIZONTAL ELLIPSIS}, then Enter, not sure is an answer"),
        ("2 * 3 * 4 and a*b", "2 * 3 * 4 and a*b"),
        ("* one\n* two", "* one\n* two"),
    ],
)  # fmt: skip
def test_emphasis_is_left_out(text: str, told: str) -> None:
    _kind, tell = TOLD_DRILL["drill.injected"]
    said = tell(entry("drill.injected", {"inject": "x", "form": "fact", "title": "Now", "text": text}))
    assert said == f"Now\n{told}"
