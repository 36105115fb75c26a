"""The record of an incident, whole, for whoever checks it: facts, every row, runs, people, evidence."""

from dataclasses import dataclass

from holdfast.report.content import Imprint
from holdfast.report.control import Control


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """How bad somebody said it was, and why."""

    at: str
    who: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row of the timeline. `occurred` and `recorded` are ready to read, `*_utc` are ISO 8601 in UTC.

    `entry` is the hash of the entry behind it, `station` the code of who recorded it. `recorded` is given
    where it says more than `occurred`. A corrected one says what it said `first` and when that was said to
    have happened, a withdrawn one why. `origin` told of it, `raw` is what that clock said. `elsewhere` is one
    whose entry is another incident's too: it may not leave the store with this one.
    """

    entry: str
    station: str
    seq: int
    occurred: str
    occurred_utc: str
    recorded: str
    recorded_utc: str
    late: bool
    kind: str
    who: str
    text: str
    first: str = ""
    first_occurred: str = ""
    corrected: bool = False
    withdrawn: str = ""
    origin: str = ""
    raw: str = ""
    pinned: bool = False
    removed: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a run: what became of it, when and by whom; `evidence` are names with their SHA-256."""

    number: int
    text: str
    result: str
    at: str = ""
    who: str = ""
    remark: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunPart:
    """A run of a runbook with all its steps; `version` is the hash of its text, "" for a blank checklist."""

    title: str
    version: str
    who: str
    started: str
    ended: str
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Who held a role; `until` is empty while it is held."""

    role: str
    name: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """A status update as it was sent."""

    number: int
    at: str
    who: str
    audience: str
    text: str


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover: who offered it to whom, and how it was answered."""

    given: str
    giver: str
    to: str
    state: str
    answered: str = ""
    command: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task: what, for whom, how it stands and since when."""

    title: str
    person: str
    given: str
    state: str
    moved: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence; `where` says whether it is kept in the store, and `found` what a check found."""

    name: str
    sha256: str
    size: int
    at: str
    who: str
    where: str
    remark: str = ""
    found: str = ""
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """A whole record, ready to print. `facts` stand under the title, `about` in the part of facts.

    `withheld` and `removed` count the entries of which words are not here. `ended` says whether the incident
    is over: the record of one that goes on is an interim one.
    """

    title: str
    incident_ref: str
    imprint: Imprint
    control: Control
    ended: bool
    facts: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    assessments: tuple[AssessmentLine, ...] = ()
    timeline: tuple[RecordRow, ...] = ()
    runs: tuple[RunPart, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    updates: tuple[UpdateLine, ...] = ()
    handovers: tuple[HandoverLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    entries: int = 0
    withheld: int = 0
    removed: int = 0
    drill: bool = False
