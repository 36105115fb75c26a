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
from holdfast.words import _

MARKS: Final[Mapping[str, str]] = {
    "done": "step.done",
    "skipped": "step.skipped",
    "failed": "step.failed",
    "deviated": "step.deviated",
    "open": "step.reopened",
}
"""What can become of a step, and the kind of the entry that says so."""


def step_state_word(state: str) -> str:
    """What became of a step, in the reader's language."""
    return {
        "open": _("open"),
        "done": _("done"),
        "skipped": _("skipped"),
        "failed": _("failed"),
        "deviated": _("done differently"),
    }[state]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step whose clock runs: since when, and for how many seconds."""

    since: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class StepMark:
    """What was said of a step: its state, the remark, when and by whom (an operator's id).

    What is said again because a later word was taken back is still whose it was, in its old place.
    Of a deviation the remark is what was done instead. `value` is what an input or a choice was answered,
    `name` what the answer is remembered by. `waited` is the clock that ran until the step was settled.
    """

    state: str
    remark: str = ""
    at: datetime | None = None
    by: str = ""
    number: int = 0
    entry: str = ""
    name: str = ""
    value: str = ""
    waited: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One use of one version of a runbook on one incident; `runbook` is "" for a blank checklist.

    `marks` by step id, what was said last at the end. `answers` are what inputs and choices were answered, by
    their names, `asked` the steps that asked; of two steps with one name the later answer holds. `waits` are
    the steps whose clock runs, `evidence` the hashes of the entries that added some, withdrawn ones too, both
    by step id. `demoted` and `added` are what people say of the steps that the text was read
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
        gone = set(self.demoted)
        return sum(mark.state != "open" and step not in gone for step, mark in self.marks.items())

    @property
    def is_running(self) -> bool:
        """Whether it still goes on."""
        return self.state == "running"

    def state_of(self, step: str) -> str:
        """What became of a step: open, done, skipped, failed or deviated."""
        mark = self.marks.get(step)
        return mark.state if mark else "open"

    def latest(self) -> StepMark | None:
        """The mark that was recorded last, whenever that happened; None while no step is settled."""
        return next((mark for mark in reversed([*self.marks.values()]) if mark.state != "open"), None)

    def has_step(self, step: str) -> bool:
        """Whether people added this step and it still counts as one."""
        return step not in self.demoted and any(each.id == step for each in self.added)


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
    state = entry.new("state", was.state)
    waiting = run.waits.get(step)
    mark = StepMark(
        state=state,
        remark=words(entry, "remark"),
        at=moment(entry.text("occurred") or entry.at),
        by=entry.text("operator") or (entry.header.by.operator if entry.header.by else ""),
        number=entry.body.get("number", 0),
        entry=entry.hash,
        name=entry.text("name"),
        value=words(entry, "value"),
        waited=None if state == "open" else waiting or was.waited,
    )
    others = {name: each for name, each in run.waits.items() if name != step}
    marks = _placed(run.marks, step, mark, entry.body.get("behind"))
    answers, asked = _answers(marks)
    return altered(
        run,
        marks=marks,
        answers=answers,
        asked=asked,
        waits={**others, step: was.waited} if state == "open" and was.waited else others,
        conflicts=run.conflicts + contradiction(entry, "state", was.state),
    )


def _placed(
    marks: Mapping[str, StepMark], step: str, mark: StepMark, behind: str | None
) -> Mapping[str, StepMark]:
    """The marks with this one last, or where it stood before, `behind` another step's ("" the first)."""
    order = [name for name in marks if name != step]
    place = len(order) if behind is None else order.index(behind) + 1 if behind in order else 0
    order.insert(place, step)
    return {name: mark if name == step else marks[name] for name in order}


def _answers(marks: Mapping[str, StepMark]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the steps that are done were answered, and which step asked, by name: the latest of a name."""
    said = {mark.name: (mark.value, step) for step, mark in marks.items() if _answered(mark)}
    return {name: value for name, (value, _step) in said.items()}, {
        name: step for name, (_value, step) in said.items()
    }


def _answered(mark: StepMark) -> bool:
    return mark.state == "done" and bool(mark.name and mark.value)


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
