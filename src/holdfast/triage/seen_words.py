"""Why a past incident is shown, in words."""

from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.told import close_reason_word
from holdfast.triage.seen_before import Seen
from holdfast.words import _

_WORDS = 4


def why(seen: Seen) -> list[str]:
    """The reasons, the weightiest first."""
    told: list[str] = []
    if seen.same_service:
        told.append(_("same service"))
    if seen.words:
        told.append(_("in common: {words}").format(words=", ".join(seen.words[:_WORDS])))
    if seen.labels:
        told.append(_("label {labels}").format(labels=", ".join(seen.labels)))
    return told


def ended(seen: Seen) -> str:
    """What became of it: what resolved it, why it was dismissed, or how far it is."""
    if seen.resolution:
        return _("Resolved by: {text}").format(text=seen.resolution)
    if seen.phase == Phase.DISMISSED and seen.close_reason:
        return _("Dismissed: {reason}").format(reason=close_reason_word(seen.close_reason))
    return phase_word(seen.phase).capitalize()
