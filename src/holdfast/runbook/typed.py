"""Words that a person typed, as a part of a runbook's Markdown."""

import re

# What begins a block of Markdown: in words that a person typed it stands for itself.
_MARKUP = re.compile(r"(?m)^([ \t]*)([#>|~`+*=<\[-]|\d{1,9}(?=[.)]))")
_LONGEST = 2_000


def typed(words: str) -> str:
    """The words, so that no line of them begins a block; empty lines are left out."""
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
    lines = (line.strip() for line in short.split("\n"))
    return _MARKUP.sub(_escaped, "\n".join(line for line in lines if line))


def one_line(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def _escaped(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"
