"""A runbook of the library, and a run: one use of one version of it on one incident."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.value import Conflict, altered, blob_of, contradiction, moment, words


@dataclass(frozen=True, slots=True)
class Runbook:
    """A runbook by (source, path). `version` is the SHA-256 of its bytes now; `versions` all it had."""

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


def _imported(runbook: Runbook, entry: Entry) -> Runbook:
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
        imported=moment(entry.at),
        conflicts=runbook.conflicts + contradiction(entry, "version", runbook.version or None),
    )


def fold_runbook(runbook: Runbook | None, entry: Entry, ident: str) -> Runbook | None:
    """The runbook after an entry that touches it; None until it is imported."""
    if entry.kind == "runbook.imported":
        return _imported(runbook or Runbook(id=ident), entry)
    if runbook is None:
        return None
    if entry.kind == "runbook.gone":
        return altered(runbook, gone=True)
    if entry.kind == "run.started":
        return altered(runbook, used=runbook.used + 1)
    return runbook


@dataclass(frozen=True, slots=True)
class StepMark:
    """What was said of a step: its state, the remark, when and by whom (an operator's id)."""

    state: str
    remark: str = ""
    at: datetime | None = None
    by: str = ""
    number: int = 0
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One use of one version of a runbook on one incident. `marks` by step id."""

    id: str
    runbook: str = ""
    incident: str = ""
    title: str = ""
    version: str = ""
    steps: int = 0
    state: str = "running"
    marks: Mapping[str, StepMark] = field(default_factory=dict[str, StepMark])
    started: datetime | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def settled(self) -> int:
        """How many steps are done, skipped or failed."""
        return sum(mark.state != "open" for mark in self.marks.values())


def _started(run: Run, entry: Entry) -> Run:
    incident = next((id_of(name) for name in entry.header.about if kind_of(name) == "incident"), "")
    return altered(
        run,
        runbook=entry.text("runbook"),
        incident=incident,
        title=words(entry, "title"),
        version=blob_of(entry, "text"),
        steps=entry.body.get("steps", 0),
        started=moment(entry.text("occurred") or entry.at),
    )


def _marked(run: Run, entry: Entry) -> Run:
    step = entry.text("step")
    was = run.marks.get(step, StepMark("open"))
    mark = StepMark(
        state=entry.new("state", was.state),
        remark=words(entry, "remark"),
        at=moment(entry.text("occurred") or entry.at),
        by=entry.header.by.operator if entry.header.by else "",
        number=entry.body.get("number", 0),
        entry=entry.hash,
    )
    return altered(
        run,
        marks={**run.marks, step: mark},
        conflicts=run.conflicts + contradiction(entry, "state", was.state),
    )


def _finished(run: Run, entry: Entry) -> Run:
    return altered(
        run,
        state=entry.new("state", run.state),
        conflicts=run.conflicts + contradiction(entry, "state", run.state),
    )


_RUN_FOLDS: Final[Mapping[str, Callable[[Run, Entry], Run]]] = {
    "run.started": _started,
    "step.done": _marked,
    "step.skipped": _marked,
    "step.failed": _marked,
    "step.reopened": _marked,
    "run.finished": _finished,
}


def fold_run(run: Run | None, entry: Entry, ident: str) -> Run | None:
    """The run after an entry that touches it; None until it is started."""
    if run is None and entry.kind != "run.started":
        return None
    step = _RUN_FOLDS.get(entry.kind)
    before = run or Run(id=ident)
    return step(before, entry) if step else before
