"""Pairs of texts as long as a runbook may be, each a worst case of comparing or of showing what differs."""

from random import Random

_CHANCE = Random(4)


def _lines(count: int, words: int) -> str:
    return "\n".join(
        " ".join(_CHANCE.choices(("alpha", "beta", "pump", "valve"), k=words)) for _n in range(count)
    )


def _letters(count: int) -> str:
    return "\n".join(_CHANCE.choices("abc", k=count))


PAIRS = {
    "new.md": ("", _lines(4000, 10)),
    "reworded.md": (_lines(4000, 10), _lines(4000, 10)),
    "letters.md": (_letters(120_000), _letters(120_000)),
    "one-line.md": ("", "x" * 250_000),
    "one-line-of-words.md": (_lines(1, 45_000), _lines(1, 45_000)),
    "wide.md": ("", "\n".join("x" * 1000 for _n in range(250))),
}
