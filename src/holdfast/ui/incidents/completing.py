"""What may be typed next in the line of the incident list."""

from collections.abc import Callable, Sequence
from typing import Final

from holdfast.domain.phase import Phase
from holdfast.domain.query import REVIEWS
from holdfast.domain.query_names import FIELDS
from holdfast.ui.kit import completing
from holdfast.ui.kit.completion import Offer

_VALUES: Final = {
    "sev": ("1", "1..2", "2", "3", "4", "5"),
    "phase": ("open", *(phase.value for phase in Phase)),
    "since": ("24h", "7d", "30d"),
    "due": ("over",),
    "update": ("over",),
    "review": REVIEWS,
}


def offers(text: str, names: Callable[[str], Sequence[str]]) -> list[Offer]:
    """What could stand at the end of `text`; `names` gives those of a lead, a service or a label."""
    return completing.offers(text, FIELDS, lambda field: _VALUES.get(field) or names(field))
