"""Texts that make careless readers of Markdown slow, as long as one wants."""

from collections.abc import Callable
from typing import Final

SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "[": lambda n: "[" * n,
    "![": lambda n: "![" * (n // 2),
    "[a](": lambda n: "[a](" * (n // 4),
    "*a": lambda n: "*a " * (n // 3),
    "**a *b***": lambda n: "**a *b*** " * (n // 10),
    "**a*": lambda n: "**a*" * (n // 4),
    "`a``": lambda n: "`a``" * (n // 4),
    "_a_": lambda n: "_a_" * (n // 3),
    "spaces": lambda n: " " * n + "x",
    "# spaces #": lambda n: "# " + " " * n + "#x",
    ">": lambda n: "> " * (n // 2),
    "|": lambda n: "|" * (n // 2) + "\n" + "|-" * (n // 4),
    "-": lambda n: "- " * (n // 2),
    "items": lambda n: "  - a\n" * (n // 6),
    "rows": lambda n: "a|b\n-|-\n" * (n // 8),
    "dashes": lambda n: "-" * n + "x",
    "<": lambda n: "<" * n,
}
"""By what they are made of: the text of about so many letters."""
