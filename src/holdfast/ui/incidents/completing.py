"""What may stand at the end of a half-typed word of the query line: a field's name, or one of its values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from holdfast.domain.phase import Phase
from holdfast.domain.query import REVIEWS, terms
from holdfast.domain.query_names import FIELDS

_MOST: Final = 9
_VALUES: Final = {
    "sev": ("1", "1..2", "2", "3", "4", "5"),
    "phase": ("open", *(phase.value for phase in Phase)),
    "since": ("24h", "7d", "30d"),
    "due": ("over",),
    "update": ("over",),
    "review": REVIEWS,
}


@dataclass(frozen=True)
class Offer:
    """Words to put in place of what is typed from `start` on; `whole` when nothing is to follow them."""

    start: int
    words: str
    whole: bool = True


def offers(text: str, names: Callable[[str], list[str]]) -> list[Offer]:
    """What could stand at the end of `text`; `names` gives those of a lead, a service or a label."""
    found = [term for term in terms(text) if term.end == len(text)]
    if not found:
        return []
    term, minus = found[0], "-" if found[0].negated else ""
    if not term.field:
        typed = term.value.lower()
        fields = [field for field in FIELDS if typed and field.startswith(typed)]
        return [Offer(term.start, f"{minus}{field}:", whole=False) for field in fields]
    known = _VALUES.get(term.field) or names(term.field)
    typed = term.value.lower()
    fits = [value for value in known if typed in value.lower()]
    fits.sort(key=lambda value: not value.lower().startswith(typed))
    written = [f"{minus}{term.field}:{_quoted(value)}" for value in fits]
    if term.text in written:  # it stands there already
        return []
    return [Offer(term.start, words) for words in written[:_MOST]]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
