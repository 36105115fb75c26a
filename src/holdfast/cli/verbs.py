"""Which module adds which verb, for the nouns whose verbs have little in common.

A call loads the module of its own verb alone: most of a short call's time is loading. Each module has an
`add(verbs)`.
"""

from collections.abc import Mapping
from typing import Final

VERBS: Final[Mapping[str, Mapping[str, str]]] = {
    "review": {
        "list": "review_write",
        "write": "review_write",
        "new": "review_flow",
        "submit": "review_flow",
        "approve": "review_flow",
        "ask-changes": "review_flow",
        "release": "review_flow",
        "reopen": "review_flow",
        "comment": "review_flow",
        "diff": "review_flow",
        "import": "review_bring",
        "offers": "review_offers",
        "check": "review_check",
        "template": "review_content",
        "note": "review_notes",
        "notes": "review_notes",
        "factor": "review_board",
        "figure": "review_board",
        "rows": "review_rows",
        "group": "review_rows",
        "known": "review_known",
        "export": "review_export",
    },
    "runbook": {
        "import": "runbook_bring",
        "export": "runbook_bring",
        "sources": "runbook_bring",
        "list": "runbook_list",
        "search": "runbook_list",
        "show": "runbook_list",
        "new": "runbook_write",
        "write": "runbook_write",
        "lint": "runbook_write",
        "diff": "runbook_write",
        "approve": "runbook_write",
        "versions": "runbook_versions",
        "restore": "runbook_versions",
        "print": "runbook_paper",
        "binder": "runbook_paper",
        "drift": "runbook_drift",
    },
}


def modules(noun: str, verb: str | None) -> list[str]:
    """The modules that add the verbs of a noun, or the one verb; none where the noun adds them itself."""
    verbs = VERBS.get(noun, {})
    return [verbs[verb]] if verb in verbs else list(dict.fromkeys(verbs.values()))
