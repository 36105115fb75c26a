"""What is due and which targets were met, in words that lists, pages and the command line share."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.coordination import ReportClock
from holdfast.domain.incident import Due, Incident
from holdfast.domain.timewords import due_text, span_text
from holdfast.domain.told import counts_told
from holdfast.domain.value import title_text
from holdfast.words import _

_SLACK = 60  # seconds; as a countdown says "due now" in the minute after it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target: `what` is respond or resolve; how long it took and was meant to take."""

    what: str
    took: int
    target: int

    @property
    def missed(self) -> bool:
        """Whether it took longer than it was meant to."""
        return self.took - self.target >= _SLACK


def outcomes(incident: Incident) -> tuple[Outcome, ...]:
    """The targets that are reached, in their order."""
    declared, targets = incident.times.get("declared"), incident.targets
    if declared is None or targets is None:
        return ()
    ends = (
        ("respond", incident.acknowledged, targets.response),
        ("resolve", incident.times.get("resolved"), targets.resolution),
    )
    return tuple(
        Outcome(what, max(0, int((at - declared).total_seconds())), target)
        for what, at, target in ends
        if at is not None
    )


def outcome_text(outcome: Outcome) -> str:
    """In words: "Acknowledged in 4 min, target 10 min", with by how much it was missed."""
    told = _("Acknowledged in {took}, target {target}")
    if outcome.what == "resolve":
        told = _("Resolved in {took}, target {target}")
    target = span_text(outcome.target) if outcome.target else _("at once")
    text = told.format(took=span_text(outcome.took), target=target)
    if not outcome.missed:
        return text
    return _("{text}, missed by {span}").format(text=text, span=span_text(outcome.took - outcome.target))


def due_thing(what: str) -> str:
    """What a `Due.what` asks for, as a thing: response, assessment, resolution, review, update or report."""
    return {
        "respond": _("response"),
        "assess": _("assessment"),
        "resolve": _("resolution"),
        "review": _("review"),
        "update": _("update"),
        "report": _("report"),
    }[what]


def countdown(due: Due, now: datetime) -> tuple[str, bool]:
    """What is due and how long until then, and whether it is overdue: "Resolution in 2 h 10 min"."""
    left = int((due.at - now).total_seconds())
    thing = due.name or _first_upper(due_thing(due.what))
    return _("{thing} {when}").format(thing=thing, when=due_text(left)), left < 0


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target or clock in words; `over` where it was reached."""

    what: str
    text: str
    overdue: bool = False
    over: bool = False


def target_lines(incident: Incident, now: datetime) -> list[TargetLine]:
    """Every target and clock: what runs, the nearest first; what waits; what became of what was reached."""
    running = [TargetLine(due.what, *countdown(due, now)) for due in incident.dues()]
    waiting = [TargetLine("report", _waits_text(each)) for each in incident.clocks if each.state == "waiting"]
    reached = [TargetLine(each.what, outcome_text(each), over=True) for each in outcomes(incident)]
    return [*running, *waiting, *reversed(reached)]


def _waits_text(clock: ReportClock) -> str:
    counts = counts_told(title_text(clock.after))
    return _("{title} {counts}").format(title=title_text(clock.title), counts=counts)


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
