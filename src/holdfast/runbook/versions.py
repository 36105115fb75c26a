"""The versions that a runbook had: when each came and how, who stood behind it, and the runs that used it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from holdfast.domain.entry import Entry
from holdfast.domain.ids import subject
from holdfast.domain.run import Run
from holdfast.domain.value import moment, words
from holdfast.store.store import Store

How = Literal["imported", "written", "drift", "restored"]
BRINGING: Final = ("runbook.imported", "runbook.written")
"""The kinds of entry that bring a text."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done with a version: when, and by whom (an operator's id, "" for nobody)."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Arrival(Deed):
    """How a version became the newest one, from which source ("" for here), and the reason that was given."""

    how: How
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One text that a runbook had; it comes again where it is restored.

    `approval` is the last one that was not taken back, also where another version was approved since. `runs`
    have the newest last.
    """

    hash: str
    title: str
    arrivals: tuple[Arrival, ...]
    approval: Deed | None = None
    runs: tuple[Run, ...] = ()

    @property
    def came(self) -> Arrival:
        """How it became the newest one the last time."""
        return self.arrivals[-1]


def versions_of(store: Store, runbook: str) -> tuple[Version, ...]:
    """All that a runbook had, the one now first; UserError where there is no such runbook."""
    book = store.runbooks.get(runbook)
    entries = store.journal.of(subject("runbook", book.id))
    return versions_from(entries, store.runbooks.runs_of_book(book.id))


def versions_from(entries: Iterable[Entry], runs: Sequence[Run]) -> tuple[Version, ...]:
    """The same from a runbook's entries in order, and its runs."""
    found: dict[str, Version] = {}
    for entry in entries:
        if entry.kind in BRINGING:
            _bring(found, entry)
        elif entry.kind == "runbook.approved" and entry.text("version") in found:
            there = found[entry.text("version")]
            accepted = entry.new("approved", True)
            found[there.hash] = replace(there, approval=_deed(entry) if accepted else None)
    return tuple(_with_runs(each, runs) for each in reversed(found.values()))


def _bring(found: dict[str, Version], entry: Entry) -> None:
    """The newest version stands last; what only says its text again is no arrival."""
    version: str = entry.new("version", "")
    if not version:
        return
    is_again = next(reversed(found), "") == version
    there = found.pop(version, None) or Version(version, "", ())
    arrivals = there.arrivals if is_again else (*there.arrivals, _arrival(entry))
    found[version] = replace(there, title=words(entry, "title"), arrivals=arrivals)


def _arrival(entry: Entry) -> Arrival:
    deed = _deed(entry)
    how: How = "imported" if entry.kind == "runbook.imported" else entry.body.get("origin", "written")
    return Arrival(deed.at, deed.by, how, words(entry, "source"), words(entry, "reason"))


def _deed(entry: Entry) -> Deed:
    by = entry.header.by
    return Deed(moment(entry.at), by.operator if by else "")


def _with_runs(version: Version, runs: Sequence[Run]) -> Version:
    return replace(version, runs=tuple(run for run in runs if run.version == version.hash))
