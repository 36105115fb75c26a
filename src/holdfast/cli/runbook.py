"""`holdfast runbook`: the noun; its verbs are in the modules that `VERBS` names."""

from typing import Any

from holdfast.cli.parts import noun
from holdfast.words import _


def add(nouns: Any) -> Any:  # noqa: ANN401
    """Add the noun; gives what its verbs are added to."""
    return noun(nouns, "runbook", _("the library of runbooks"))
