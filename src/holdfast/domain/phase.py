"""The phases of an incident and their words."""

from enum import StrEnum
from typing import Final

from holdfast.words import _


class Phase(StrEnum):
    """Where an incident stands."""

    DECLARED = "declared"
    TRIAGED = "triaged"
    CONTAINED = "contained"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DISMISSED = "dismissed"


STEPS: Final = (Phase.DECLARED, Phase.TRIAGED, Phase.CONTAINED, Phase.RESOLVED, Phase.CLOSED)
OPEN: Final = frozenset({Phase.DECLARED, Phase.TRIAGED, Phase.CONTAINED})
ENDED: Final = frozenset({Phase.CLOSED, Phase.DISMISSED})


def phase_word(phase: str) -> str:
    """The phase, or the time of one, in the reader's language."""
    return {
        "reopened": _("reopened"),
        "declared": _("declared"),
        "triaged": _("triaged"),
        "contained": _("contained"),
        "resolved": _("resolved"),
        "closed": _("closed"),
        "dismissed": _("dismissed"),
        "started": _("started"),
        "detected": _("detected"),
        "acknowledged": _("acknowledged"),
    }[phase]
