"""What may stand at the end of a half-typed word of a query line: a field's name, or one of its values."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from holdfast.domain.query import quoted_value, terms
from holdfast.ui.kit.completion import Offer

_MOST: Final = 9


def offers(text: str, fields: Collection[str], values: Callable[[str], Sequence[str]]) -> list[Offer]:
    """What could stand at the end of `text`; `values` gives those of a field."""
    found = [term for term in terms(text, fields) if term.end == len(text)]
    if not found:
        return []
    term, minus = found[0], "-" if found[0].negated else ""
    typed = term.value.lower()
    if not term.field:
        begun = [field for field in fields if typed and field.startswith(typed)]
        return [Offer(term.start, f"{minus}{field}:", whole=False) for field in begun]
    fits = [value for value in values(term.field) if typed in value.lower()]
    fits.sort(key=lambda value: not value.lower().startswith(typed))
    written = [f"{minus}{term.field}:{quoted_value(value)}" for value in fits]
    if term.text in written:  # it stands there already
        return []
    return [Offer(term.start, words) for words in written[:_MOST]]
