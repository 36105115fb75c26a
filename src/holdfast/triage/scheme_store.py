"""The scheme that this store judges by, and the one that an incident was judged by."""

from functools import lru_cache

from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_file import default_text, load


@lru_cache(maxsize=8)
def _loaded(text: str) -> Scheme:
    return load(text)


def current() -> Scheme:
    """The scheme for new assessments: the one that comes with the program."""
    return _loaded(default_text())


def scheme_of(store: Store, incident: Incident) -> Scheme:
    """The scheme that an incident was declared or last assessed by."""
    data = store.blobs.get(incident.scheme)
    return current() if data is None else _loaded(data.decode("utf-8"))
