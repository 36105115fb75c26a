"""`holdfast drill`: practising on made-up incidents."""

from typing import Any

from holdfast.cli import drill_scenarios
from holdfast.cli.parts import noun
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "drill", _("practising on made-up incidents"))
    drill_scenarios.add(verbs)
