"""A run: one use of one version of a runbook on one incident, and what became of each of its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from holdfast.domain.document import AddedStep
from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.runbook import added_after, demoted_after
from holdfast.domain.value import Conflict, altered, blob_of, contradiction, moment, words


@dataclass(frozen=True, slots=True)
class StepMark:
    """What was said of a step: its state, the remark, when and by whom (an operator's id).

    Of a deviation the remark is what was done instead.
    """

    state: str
    remark: str = ""
    at: datetime | None = None
    by: str = ""
    number: int = 0
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step whose clock runs: since when, and for how many seconds."""

    since: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Run:
    """One use of one version of a runbook on one incident; `runbook` is "" for a blank checklist.

    `marks` by step id. `answers` are what inputs and choices were answered, by their names, `asked` the
    steps that asked. `waits` are the steps whose clock runs, `evidence` the hashes of the entries that added
    some, both by step id. `demoted` and `added` are what people say of the steps that the text was read
    into. `parent` is the run, and `parent_step` its step, that this one was started from.
    """

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
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: Mapping[str, str] = field(default_factory=dict[str, str])
    waits: Mapping[str, Waiting] = field(default_factory=dict[str, Waiting])
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    demoted: tuple[str, ...] = ()
    added: tuple[AddedStep, ...] = ()
    parent: str = ""
    parent_step: str = ""

    @property
    def settled(self) -> int:
        """How many steps are done, skipped, failed or done differently."""
        return sum(mark.state != "open" for mark in self.marks.values())

    @property
    def is_running(self) -> bool:
        """Whether it still goes on."""
        return self.state == "running"

    def state_of(self, step: str) -> str:
        """What became of a step: open, done, skipped, failed or deviated."""
        mark = self.marks.get(step)
        return mark.state if mark else "open"

    def latest(self) -> StepMark | None:
        """The mark that was made last, None while there is none."""
        made = [mark for mark in self.marks.values() if mark.state != "open" and mark.at]
        return max(made, key=lambda mark: (mark.at, mark.number), default=None)


def _started(run: Run, entry: Entry) -> Run:
    incident = next((id_of(name) for name in entry.header.about if kind_of(name) == "incident"), "")
    added: list[dict[str, Any]] = entry.body.get("added", [])
    return altered(
        run,
        runbook=entry.text("runbook"),
        incident=incident,
        title=words(entry, "title"),
        version=blob_of(entry, "text"),
        steps=entry.body.get("steps", 0),
        started=moment(entry.text("occurred") or entry.at),
        demoted=tuple(entry.body.get("demoted", ())),
        added=tuple(AddedStep(**step) for step in added),
        parent=entry.text("parent"),
        parent_step=entry.text("parent_step"),
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
    answers, asked = _answered(run, entry, step, mark.state)
    return altered(
        run,
        marks={**run.marks, step: mark},
        answers=answers,
        asked=asked,
        waits={name: wait for name, wait in run.waits.items() if name != step},
        conflicts=run.conflicts + contradiction(entry, "state", was.state),
    )


def _answered(run: Run, entry: Entry, step: str, state: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The answers after a mark: one more, or without that of a step that is open again."""
    name = entry.text("name")
    if name and ("value" in entry.body or "value" in entry.absent):
        return {**run.answers, name: words(entry, "value")}, {**run.asked, name: step}
    if state != "open":
        return run.answers, run.asked
    theirs = {name for name, asker in run.asked.items() if asker == step}
    return (
        {name: value for name, value in run.answers.items() if name not in theirs},
        {name: asker for name, asker in run.asked.items() if name not in theirs},
    )


def _began(run: Run, entry: Entry) -> Run:
    since = moment(entry.text("occurred") or entry.at)
    wait = Waiting(since, entry.body.get("wait", 0))
    return altered(run, waits={**run.waits, entry.text("step"): wait})


def _demoted(run: Run, entry: Entry) -> Run:
    return altered(run, demoted=demoted_after(run.demoted, entry))


def _added(run: Run, entry: Entry) -> Run:
    return altered(run, added=added_after(run.added, entry))


def _with_evidence(run: Run, entry: Entry) -> Run:
    step = entry.text("step")
    kept = (*run.evidence.get(step, ()), entry.hash)
    return altered(run, evidence={**run.evidence, step: kept}) if step else run


def _finished(run: Run, entry: Entry) -> Run:
    return altered(
        run,
        state=entry.new("state", run.state),
        conflicts=run.conflicts + contradiction(entry, "state", run.state),
    )


_FOLDS: Final[Mapping[str, Callable[[Run, Entry], Run]]] = {
    "run.started": _started,
    "step.done": _marked,
    "step.skipped": _marked,
    "step.failed": _marked,
    "step.deviated": _marked,
    "step.reopened": _marked,
    "step.began": _began,
    "step.demoted": _demoted,
    "step.added": _added,
    "evidence.added": _with_evidence,
    "run.finished": _finished,
}


def fold_run(run: Run | None, entry: Entry, ident: str) -> Run | None:
    """The run after an entry that touches it; None until it is started."""
    if run is None and entry.kind != "run.started":
        return None
    step = _FOLDS.get(entry.kind)
    before = run or Run(id=ident)
    return step(before, entry) if step else before
