"""A runbook of the library: where it came from, its versions, what it is about, and who stands behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from holdfast.domain.document import AddedStep
from holdfast.domain.entry import Entry
from holdfast.domain.value import Conflict, altered, contradiction, moment, words


@dataclass(frozen=True, slots=True)
class Runbook:
    """A runbook by (source, path); source "" holds what was written here.

    `version` is the SHA-256 of its bytes now, `versions` all it had. `theirs` is the version in its folder
    that was last brought in, where it was edited here since; "" while the two are the same. `approved` is
    the version that somebody accepted here. Dates are YYYY-MM-DD.
    """

    id: str
    source: str = ""
    path: str = ""
    title: str = ""
    version: str = ""
    versions: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict[str, str])  # relative path -> SHA-256
    gone: bool = False
    used: int = 0
    imported: datetime | None = None
    conflicts: tuple[Conflict, ...] = ()
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    severity: int = 0
    owner: str = ""
    reviewed: str = ""
    review_by: str = ""
    theirs: str = ""
    approved: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    demoted: tuple[str, ...] = ()
    added: tuple[AddedStep, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Whether it was accepted here as it reads now: any edit takes that away."""
        return bool(self.version) and self.approved == self.version

    @property
    def in_folder(self) -> str:
        """The version that its folder had when it was last looked at."""
        return self.theirs or self.version

    def last_reviewed(self) -> str:
        """The day on which somebody last stood behind it, by its own words or by approval; "" for never."""
        approved = self.approved_at.date().isoformat() if self.approved_at else ""
        return max(self.reviewed, approved)

    def is_overdue(self, today: str) -> bool:
        """Whether the day for its review has passed without one. Both days are YYYY-MM-DD."""
        return bool(self.review_by) and self.last_reviewed() < self.review_by < today


def _read(runbook: Runbook, entry: Entry) -> Runbook:
    """What an entry that brings a text says, wherever the text came from."""
    version = entry.new("version", runbook.version)
    images = entry.body.get("images", {})
    return altered(
        runbook,
        source=words(entry, "source"),
        path=words(entry, "path"),
        title=words(entry, "title"),
        version=version,
        versions=(*(v for v in runbook.versions if v != version), version),
        images={path: ref["blob"] for path, ref in images.items()},
        gone=False,
        tags=tuple(entry.body.get("tags", ())),
        services=tuple(entry.body.get("services", ())),
        alerts=tuple(entry.body.get("alerts", ())),
        severity=entry.body.get("severity", 0),
        owner=words(entry, "owner"),
        reviewed=entry.text("reviewed"),
        review_by=entry.text("review_by"),
        conflicts=runbook.conflicts + contradiction(entry, "version", runbook.version or None),
    )


def _imported(runbook: Runbook, entry: Entry) -> Runbook:
    return altered(_read(runbook, entry), theirs="", imported=moment(entry.at))


def _written(runbook: Runbook, entry: Entry) -> Runbook:
    after = _read(runbook, entry)
    from_folder = runbook.in_folder if runbook.imported else ""
    return altered(after, theirs="" if from_folder == after.version else from_folder)


def _gone(runbook: Runbook, _entry: Entry) -> Runbook:
    return altered(runbook, gone=True)


def _used(runbook: Runbook, _entry: Entry) -> Runbook:
    return altered(runbook, used=runbook.used + 1)


def _approved(runbook: Runbook, entry: Entry) -> Runbook:
    accepted = bool(entry.new("approved", True))
    return altered(
        runbook,
        approved=entry.text("version") if accepted else "",
        approved_by=entry.header.by.operator if accepted and entry.header.by else "",
        approved_at=moment(entry.at) if accepted else None,
    )


def _demoted(runbook: Runbook, entry: Entry) -> Runbook:
    return altered(runbook, demoted=demoted_after(runbook.demoted, entry))


def _added(runbook: Runbook, entry: Entry) -> Runbook:
    return altered(runbook, added=added_after(runbook.added, entry))


def demoted_after(demoted: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    """The ids of what is no step, after an entry that says so of one, or takes it back."""
    step = entry.text("step")
    others = tuple(each for each in demoted if each != step)
    return (*others, step) if entry.new("demoted", True) else others


def added_after(added: tuple[AddedStep, ...], entry: Entry) -> tuple[AddedStep, ...]:
    """The steps that people added, after an entry that adds one."""
    new = AddedStep(entry.text("step"), words(entry, "text"), entry.text("after"), entry.text("section"))
    return (*(each for each in added if each.id != new.id), new)


_FOLDS: Final[Mapping[str, Callable[[Runbook, Entry], Runbook]]] = {
    "runbook.gone": _gone,
    "runbook.approved": _approved,
    "run.started": _used,
    "step.demoted": _demoted,
    "step.added": _added,
}
_BRINGING: Final[Mapping[str, Callable[[Runbook, Entry], Runbook]]] = {
    "runbook.imported": _imported,
    "runbook.written": _written,
}


def fold_runbook(runbook: Runbook | None, entry: Entry, ident: str) -> Runbook | None:
    """The runbook after an entry that touches it; None until it has a text."""
    if bring := _BRINGING.get(entry.kind):
        return bring(runbook or Runbook(id=ident), entry)
    step = _FOLDS.get(entry.kind)
    return step(runbook, entry) if step and runbook is not None else runbook
