"""Which schemes a store knows: a name with a version stands for one text, for good."""

import tomllib
from collections.abc import Iterator
from typing import Any, Final

from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import LONGEST
from holdfast.store.store import Store
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_file import shipped
from holdfast.words import _

_NEEDED: Final = b"ask_again_in"
"""A key that every scheme has had since the first."""


def check_known(store: Store, text: str, scheme: Scheme) -> None:
    """Refuse a text under a name and version that another text has already.

    Known are the schemes that Holdfast comes with and every one that the store keeps: those that were adopted
    or that an incident was judged by. The same text can be adopted again.
    """
    versions = _versions(store, scheme.name)
    if text in versions.get(scheme.version, (text,)):
        return
    raise UserError(
        _("{name}, version {version}, is known here with another text. Nothing was recorded.").format(
            name=scheme.name, version=scheme.version
        ),
        hint=_("A version stands for one text. Give this one a new version: {free} is free.").format(
            free=max(versions) + 1
        ),
    )


def _versions(store: Store, name: str) -> dict[int, set[str]]:
    """The texts of every known version of a name."""
    found: dict[int, set[str]] = {}
    for text in (*shipped().values(), *_kept(store)):
        data = _read(text)
        version = data.get("version")
        if isinstance(version, int) and _same(data.get("name"), name):
            found.setdefault(version, set()).add(text)
    return found


def _kept(store: Store) -> Iterator[str]:
    for data in store.blobs.holding(_NEEDED, LONGEST):
        yield data.decode("utf-8", "replace")


def _read(text: str) -> dict[str, Any]:
    """The plain values, also of a scheme that only another version of the program reads."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _same(name: object, other: str) -> bool:
    return isinstance(name, str) and " ".join(name.split()).casefold() == " ".join(other.split()).casefold()
