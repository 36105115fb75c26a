"""Which edition of a document is being made, by what the record names of earlier ones."""

from collections.abc import Mapping
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.timeline import format_word
from holdfast.domain.value import moment
from holdfast.report.control import Control
from holdfast.report.record import stamp
from holdfast.store.store import Store
from holdfast.words import _

_KINDS: Final = ("report.made",)


def control_of(
    store: Store,
    on: str,
    parameters: Mapping[str, str],
    status: str,
    *,
    approvals: tuple[str, ...] = (),
    more: tuple[tuple[str, str], ...] = (),
) -> Control:
    """The control block of a document about the subject `on`.

    Earlier ones are those whose entries have all of these `parameters`.
    """
    made = [entry for entry in store.journal.of_kinds(on, _KINDS) if _is(entry, on, parameters)]
    supersedes = _named(store, made[-1]) if made else ""
    return Control(len(made) + 1, status, supersedes, approvals, more)


def _is(entry: Entry, on: str, parameters: Mapping[str, str]) -> bool:
    of: Mapping[str, str] = entry.body.get("parameters", {})
    return entry.subject == on and all(of.get(name) == value for name, value in parameters.items())


def _named(store: Store, entry: Entry) -> str:
    told = _("{format} of {time}").format(
        format=format_word(entry.text("format")), time=stamp(moment(entry.at), store.zone)
    )
    return f"{told}\nSHA-256 {entry.text('sha256')}"
