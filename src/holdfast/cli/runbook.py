"""`holdfast runbook`: the noun; its verbs bring in and out, list, write, print, and tell of drift."""

from typing import Any

from holdfast.cli import drift, runbook_bring, runbook_list, runbook_versions, runbook_write
from holdfast.cli.parts import noun
from holdfast.cli.runbook_paper import add_paper
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "runbook", _("the library of runbooks"))
    for part in (runbook_bring, runbook_list, runbook_write, runbook_versions):
        part.add(verbs)
    add_paper(verbs)
    drift.add(verbs)
