"""A drill: a scenario that is played at this station, folded from the journal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.drill_kinds import DrillState, JudgedOf, Verdict
from holdfast.domain.drill_time import Paced, Pause, gained, still
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.scenario import InjectKind
from holdfast.domain.value import Conflict, altered, blob_of, contradiction, moment, words
from holdfast.words import _

NEXT: Final[Mapping[DrillState, frozenset[DrillState]]] = {
    "running": frozenset({"paused", "finished", "cancelled"}),
    "paused": frozenset({"running", "finished", "cancelled"}),
    "finished": frozenset(),
    "cancelled": frozenset(),
}
ENDED: Final[frozenset[DrillState]] = frozenset({"finished", "cancelled"})
_SECOND: Final = timedelta(seconds=1)


def drill_state_word(state: str) -> str:
    """The state of a drill in the reader's language."""
    return {
        "running": _("running"),
        "paused": _("paused"),
        "finished": _("finished"),
        "cancelled": _("cancelled"),
    }.get(state, state)


@dataclass(frozen=True, slots=True)
class PutIn:
    """An inject that was put in. `content` is the SHA-256 of a file's bytes, `alerts` are the ids of the
    alerts that came of it, `by_hand` says that a person fired it before it was due.
    """

    inject: str
    at: datetime
    form: InjectKind
    title: str
    text: str = ""
    who: str = ""
    name: str = ""
    content: str = ""
    alerts: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of the facilitator; `by` is the operator's id."""

    at: datetime
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person says of an objective or an expectation, by its key, and why."""

    of: JudgedOf
    key: str
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one of the scenario's questions, numbered from 0. Nobody's name stands by it."""

    question: int
    text: str


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as the entries so far tell it. `scenario` is the SHA-256 of the scenario's text, `key` its key.

    `incidents` are those that were declared in it, in their order; `paces` how fast its own time went since
    when, at the clock's pace where there is none.
    """

    id: str
    title: str = ""
    key: str = ""
    scenario: str = ""
    station: str = ""
    people: tuple[str, ...] = ()
    state: DrillState = "running"
    started: datetime | None = None
    ended: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    paces: tuple[Paced, ...] = ()
    injected: tuple[PutIn, ...] = ()
    held: tuple[str, ...] = ()
    notes: tuple[Noted, ...] = ()
    judged: tuple[Judged, ...] = ()
    answers: tuple[Answer, ...] = ()
    incidents: tuple[str, ...] = ()
    reason: str = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it is finished or cancelled."""
        return self.state in ENDED

    def put_in(self, key: str) -> PutIn | None:
        """The inject of a key, where it was put in."""
        return next((each for each in self.injected if each.inject == key), None)

    def verdict(self, of: JudgedOf, key: str) -> Verdict | None:
        """What people say of an objective or an expectation."""
        return next((each.verdict for each in self.judged if (each.of, each.key) == (of, key)), None)

    def elapsed(self, at: datetime) -> int:
        """The whole seconds of the drill's own time at a moment: since the start, without pauses, and no
        more after the end. Negative before the start.
        """
        if self.started is None:
            return 0
        at = at if self.ended is None else min(at, self.ended)
        return (self.unhurried(at) - self.started - still(self.pauses, self.started, at)) // _SECOND

    def unhurried(self, at: datetime) -> datetime:
        """When a moment would have come if the drill had gone at the clock's pace, so that spans between such
        moments are of its own time; pauses are in them.
        """
        return at + gained(self.pauses, self.paces, at)

    @property
    def pace(self) -> int:
        """How many seconds of its own time pass in one of the clock."""
        return self.paces[-1].pace if self.paces else 1

    @property
    def unreachable(self) -> tuple[str, ...]:
        """Who can't be reached in the drill by now."""
        return tuple(dict.fromkeys(one.who for one in self.injected if one.form == "unavailable" and one.who))


def check_drill_move(drill: Drill, to: DrillState) -> None:
    """Refuse what can't become of a drill in its state."""
    if to not in NEXT[drill.state]:
        raise UserError(
            _("The drill {title} is {state}. Nothing was recorded.").format(
                title=drill.title, state=drill_state_word(drill.state)
            ),
            hint=_("A drill that is over stays so; start another one.") if drill.is_over else "",
        )


def _started(drill: Drill, entry: Entry) -> Drill:
    if drill.started is not None:  # started twice under one id: the first stands
        return altered(
            drill,
            conflicts=(*drill.conflicts, Conflict(entry.hash, "title", drill.title, words(entry, "title"))),
        )
    return altered(
        drill,
        title=words(entry, "title"),
        key=words(entry, "key"),
        scenario=blob_of(entry, "scenario"),
        station=entry.header.station,
        people=tuple(entry.body.get("people", ())),
        started=moment(entry.at),
        paces=_paced((), entry, moment(entry.at)),
    )


def _moved(drill: Drill, entry: Entry) -> Drill:
    to: DrillState = entry.new("state", drill.state)
    at = max(moment(entry.at), drill.started or moment(entry.at))
    pauses = drill.pauses
    if pauses and pauses[-1].until is None and to != "paused":
        pauses = (*pauses[:-1], Pause(pauses[-1].since, max(at, pauses[-1].since)))
    if to == "paused" and (not pauses or pauses[-1].until is not None):
        pauses = (*pauses, Pause(at))
    return altered(
        drill,
        state=to,
        pauses=pauses,
        paces=_paced(drill.paces, entry, at),
        ended=at if to in ENDED else None,
        reason=words(entry, "reason"),
        conflicts=drill.conflicts + contradiction(entry, "state", drill.state),
    )


def _paced(paces: tuple[Paced, ...], entry: Entry, at: datetime) -> tuple[Paced, ...]:
    pace = entry.body.get("pace")
    return paces if pace is None else (*paces, Paced(max([at, *(one.since for one in paces)]), pace))


def _injected(drill: Drill, entry: Entry) -> Drill:
    key = words(entry, "inject")
    if drill.put_in(key) is not None:
        again = Conflict(entry.hash, "inject", key, key)
        return altered(drill, conflicts=(*drill.conflicts, again))
    put = PutIn(
        inject=key,
        at=moment(entry.at),
        form=entry.body.get("form", "fact"),
        title=words(entry, "title"),
        text=words(entry, "text"),
        who=words(entry, "who"),
        name=words(entry, "name"),
        content=blob_of(entry, "content"),
        alerts=tuple(id_of(name) for name in entry.header.about if kind_of(name) == "alert"),
        by_hand=entry.header.by is not None,
    )
    return altered(drill, injected=(*drill.injected, put), held=_without(drill.held, key))


def _without(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(each for each in keys if each != key)


def _held(drill: Drill, entry: Entry) -> Drill:
    key = words(entry, "inject")
    others = _without(drill.held, key)
    return altered(drill, held=(*others, key) if entry.new("held") else others)


def _noted(drill: Drill, entry: Entry) -> Drill:
    by = entry.header.by.operator if entry.header.by else ""
    return altered(drill, notes=(*drill.notes, Noted(moment(entry.at), words(entry, "text"), by)))


def _judged(drill: Drill, entry: Entry) -> Drill:
    of, key = entry.body.get("of", "expectation"), words(entry, "key")
    verdict = entry.new("rating")
    others = tuple(each for each in drill.judged if (each.of, each.key) != (of, key))
    said = (Judged(of, key, verdict, words(entry, "text")),) if verdict else ()
    return altered(
        drill,
        judged=(*others, *said),
        conflicts=drill.conflicts + contradiction(entry, "rating", drill.verdict(of, key)),
    )


def _answered(drill: Drill, entry: Entry) -> Drill:
    answer = Answer(entry.body.get("question", 0), words(entry, "text"))
    return altered(drill, answers=(*drill.answers, answer))


def _declared(drill: Drill, entry: Entry) -> Drill:
    incident = id_of(entry.subject)
    return altered(drill, incidents=tuple(dict.fromkeys((*drill.incidents, incident))))


_FOLDS: Final[Mapping[str, Callable[[Drill, Entry], Drill]]] = {
    "drill.started": _started,
    "drill.moved": _moved,
    "drill.injected": _injected,
    "drill.held": _held,
    "drill.noted": _noted,
    "drill.judged": _judged,
    "drill.answered": _answered,
    "incident.declared": _declared,
}


def fold(drill: Drill | None, entry: Entry, ident: str) -> Drill | None:
    """The drill after an entry that touches it; None until it is started."""
    if drill is None and entry.kind != "drill.started":
        return None
    step = _FOLDS.get(entry.kind)
    so_far = drill or Drill(id=ident)
    return step(so_far, entry) if step else so_far
