"""Labels on incidents: words by which people find again what belongs together."""

from collections.abc import Sequence

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.label import clean_label
from holdfast.store.store import Store


def label(store: Store, incidents: Sequence[str], text: str, *, present: bool = True) -> int:
    """Put a label on incidents, or take it off; how many of them it changed. All or none are recorded."""
    word = clean_label(text)
    with store.command():
        values = [store.incidents.get(incident) for incident in dict.fromkeys(incidents)]
        changing = [value for value in values if (word in value.labels) != present]
        body = {"label": word, "present": [not present, present]}
        store.record(*(New(subject("incident", value.id), "incident.labelled", body) for value in changing))
    return len(changing)
