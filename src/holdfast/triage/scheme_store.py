"""The scheme that this store judges by, and the one that an incident was judged by."""

from functools import lru_cache
from hashlib import sha256

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.store.adopting import read_reason
from holdfast.store.store import Store
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_file import default_text, load
from holdfast.triage.scheme_known import check_known
from holdfast.words import _


def current(store: Store) -> Scheme:
    """The scheme for new assessments: the adopted one, else the one that comes with the program."""
    return _loaded(text_in_use(store))


def text_in_use(store: Store) -> str:
    """The text of `current`.

    One that a newer program adopted, and this one can't read, is passed over for the shipped one.
    """
    text = adopted_text(store)
    return text if text and _is_read(text) else default_text()


def adopted_text(store: Store) -> str:
    """The text that was adopted for this store, "" where none was (or its text was removed)."""
    return (store.blobs.get(store.facts.scheme) or b"").decode("utf-8", "replace")


def hash_of(text: str) -> str:
    """What incidents judged by a text name it by."""
    return sha256(text.encode()).hexdigest()


def scheme_of(store: Store, incident: Incident) -> Scheme:
    """The scheme that an incident was declared or last assessed by."""
    text = (store.blobs.get(incident.scheme) or b"").decode("utf-8", "replace")
    return _loaded(text) if text and _is_read(text) else current(store)


def adopt(store: Store, text: str, reason: str) -> Scheme:
    """Judge by this scheme from now on; incidents keep the one that they were judged by.

    Line ends are made one kind. UserError, and nothing changes, where the text is no scheme, naming key and
    line, or where its name and version are known with another text.
    """
    text = text.replace("\r\n", "\n")
    scheme = load(text)
    why = read_reason(reason)
    with store.command():
        facts = store.facts
        if hash_of(text) == (facts.scheme or hash_of(default_text())):
            raise UserError(
                _("{name} is in use already. Nothing was recorded.").format(name=scheme.name),
                hint=_("Choose another scheme, or change its text."),
            )
        check_known(store, text, scheme)
        content = store.blobs.put(text.encode())
        body = {
            "scheme": [facts.scheme or None, content["blob"]],
            "content": content,
            "title": scheme.name,
            "reason": why,
        }
        store.record(New(subject("store", facts.id), "store.scheme_adopted", body))
    return scheme


@lru_cache(maxsize=16)
def _loaded(text: str) -> Scheme:
    return load(text)


@lru_cache(maxsize=16)
def _is_read(text: str) -> bool:
    """Whether this program can read a text."""
    try:
        _loaded(text)
    except UserError:
        return False
    return True
