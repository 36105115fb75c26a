"""Triage: from answers to impact, urgency, priority and severity, each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.domain.classification import NUMBERS, Level, highest, severity_text
from holdfast.domain.coordination import Cadence
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Targets
from holdfast.triage.answers import Answers
from holdfast.triage.scheme import Scheme
from holdfast.triage.sides import SIDES, check_known, is_unsure, level_of, neighbours, side_word, why
from holdfast.words import _

__all__ = ["Answers", "Assessment", "assess"]

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from the answers. Without both levels there is no priority and no target.

    `unsure` names the questions ("impact", "urgency") where the higher level was taken; then they
    are asked again after `ask_again_in_s` seconds. `reasons` and `what_would_change` are whole
    sentences, the most important first.
    """

    impact: Level | None
    urgency: Level | None
    priority: int | None
    proposed_severity: int | None
    severity: int | None
    unsure: tuple[str, ...]
    reasons: tuple[str, ...]
    targets: Targets | None
    cadence: Cadence | None
    ask_again_in_s: int | None
    what_would_change: tuple[str, ...]

    @property
    def overridden(self) -> bool:
        """Whether a person set another severity than the scheme proposes."""
        return self.severity != self.proposed_severity


def assess(answers: Answers, scheme: Scheme) -> Assessment:
    """Judge by the scheme. The highest that anything speaks for counts: the answer, a check
    ticked, the points, danger to people. Raises UserError for an answer to what the scheme doesn't
    ask, and for another severity without a reason.
    """
    check_known(answers, scheme)
    outcome = _outcome(answers, scheme)
    severity = _severity(answers, outcome.severity)
    unsure = tuple(side for side in SIDES if is_unsure(side, answers, scheme))
    return Assessment(
        impact=outcome.impact,
        urgency=outcome.urgency,
        priority=outcome.priority,
        proposed_severity=outcome.severity,
        severity=severity,
        unsure=unsure,
        reasons=tuple(_reasons(answers, outcome, scheme)),
        targets=_targets(outcome.priority, severity, scheme),
        cadence=scheme.severity(severity).cadence if outcome.priority and severity else None,
        ask_again_in_s=scheme.ask_again_s if unsure else None,
        what_would_change=tuple(_alternatives(answers, outcome, scheme)),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the scheme alone says; `severity` is the proposed one."""

    impact: Level | None
    urgency: Level | None
    priority: int | None
    severity: int | None


def _outcome(answers: Answers, scheme: Scheme) -> _Outcome:
    impact, urgency = (level_of(side, answers, scheme) for side in SIDES)
    if answers.someone_hurt:
        impact = highest([scheme.safety.impact, *([impact] if impact else [])])
    priority = scheme.priority_at(impact, urgency) if impact and urgency else None
    proposals = [scheme.priority(priority).severity] if priority else []
    if answers.someone_hurt:
        proposals.append(scheme.safety.severity)
    return _Outcome(impact, urgency, priority, min(proposals, default=None))


def _severity(answers: Answers, proposed: int | None) -> int | None:
    wanted = answers.severity_override
    if wanted is None or wanted == proposed:
        return proposed
    if wanted not in NUMBERS:
        raise UserError(
            _("There is no severity {number}.").format(number=wanted),
            _("Choose one from 1, the worst, to 5."),
        )
    if not answers.override_reason.strip():
        raise UserError(
            _("A severity other than the proposed one needs a reason."),
            _("Say in a few words why {severity} fits better.").format(severity=severity_text(wanted)),
        )
    return wanted


def _targets(priority: int | None, severity: int | None, scheme: Scheme) -> Targets | None:
    if priority is None:
        return None
    due = scheme.priority(priority)
    review = None if severity is None else scheme.severity(severity).review_s
    return Targets(response=due.response_s, resolution=due.resolution_s, review=review)


# --- in words ------------------------------------------------------------------------------------


def _reasons(answers: Answers, outcome: _Outcome, scheme: Scheme) -> Iterator[str]:
    if answers.someone_hurt:
        yield _("{label}: {impact}, {severity}.").format(
            label=_(scheme.safety.label),
            impact=side_word("impact", scheme.safety.impact),
            severity=severity_text(scheme.safety.severity),
        )
    for side, judged in zip(SIDES, (outcome.impact, outcome.urgency), strict=True):
        level = level_of(side, answers, scheme)
        if level and level == judged:  # where danger to people is the only reason, that is said above
            yield from why(side, level, answers, scheme)
    if outcome.priority and outcome.severity:
        yield _("That is priority {number}; {severity} is proposed.").format(
            number=outcome.priority, severity=severity_text(outcome.severity)
        )
    if answers.severity_override and answers.severity_override != outcome.severity:
        yield _("Set to {severity}: {reason}").format(
            severity=severity_text(answers.severity_override), reason=answers.override_reason.strip()
        )


def _alternatives(answers: Answers, outcome: _Outcome, scheme: Scheme) -> Iterator[str]:
    """What one other answer would make of it, the most pressing first."""
    if outcome.priority is None:
        return
    others = sorted(_one_answer_away(answers, outcome, scheme), key=lambda other: other[0])
    for priority, severity, answer in others[:_SHOWN]:
        words = _("With {answer} it would be priority {number}, {severity}.")
        if priority < outcome.priority:
            words = _("One answer from priority {number}, {severity}: {answer}.")
        yield words.format(number=priority, severity=severity_text(severity), answer=answer)


def _one_answer_away(answers: Answers, outcome: _Outcome, scheme: Scheme) -> Iterator[tuple[int, int, str]]:
    """The answers that would change the priority, each behind the priority and severity it gives."""
    said: set[tuple[str, int]] = set()
    for question, other, words in neighbours(answers, scheme):
        found = _outcome(other, scheme)
        if not found.priority or not found.severity or found.priority == outcome.priority:
            continue
        if not answers.choices or (question, found.priority) not in said:  # one option of each is enough
            said.add((question, found.priority))
            yield found.priority, found.severity, words
