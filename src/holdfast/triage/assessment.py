"""Triage: from answers to impact, urgency, priority and severity, each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.domain.classification import (
    LEVELS,
    NUMBERS,
    Answer,
    Level,
    highest,
    severity_text,
)
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Targets
from holdfast.triage.scheme import Grade, Question, Scheme
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said on the wizard's second page. None is a question left open; checks are keys."""

    impact: Answer | None = None
    urgency: Answer | None = None
    impact_checks: tuple[str, ...] = ()
    urgency_checks: tuple[str, ...] = ()
    someone_hurt: bool = False
    severity_override: int | None = None
    override_reason: str = ""


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
    ask_again_in_s: int | None
    what_would_change: tuple[str, ...]

    @property
    def overridden(self) -> bool:
        """Whether a person set another severity than the scheme proposes."""
        return self.severity != self.proposed_severity


def assess(answers: Answers, scheme: Scheme) -> Assessment:
    """Judge by the scheme. The highest that anything speaks for counts: the answer, a check
    ticked, danger to people. Raises UserError for a check that the scheme doesn't have, and for
    another severity without a reason.
    """
    outcome = _outcome(answers, scheme)
    severity = _severity(answers, outcome.severity)
    unsure = _unsure(answers)
    return Assessment(
        impact=outcome.impact,
        urgency=outcome.urgency,
        priority=outcome.priority,
        proposed_severity=outcome.severity,
        severity=severity,
        unsure=unsure,
        reasons=tuple(_reasons(answers, outcome, scheme)),
        targets=_targets(outcome.priority, severity, scheme),
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
    impact = _level(answers.impact, answers.impact_checks, scheme.impact)
    if answers.someone_hurt:
        impact = highest([scheme.safety.impact, *([impact] if impact else [])])
    urgency = _level(answers.urgency, answers.urgency_checks, scheme.urgency)
    priority = scheme.priority_at(impact, urgency) if impact and urgency else None
    proposals = [scheme.priority(priority).severity] if priority else []
    if answers.someone_hurt:
        proposals.append(scheme.safety.severity)
    return _Outcome(impact, urgency, priority, min(proposals, default=None))


def _level(answer: Answer | None, checks: tuple[str, ...], question: Question) -> Level | None:
    levels = [answer.level] if answer else []
    for check in checks:
        level = question.level_of(check)
        if level is None:
            raise UserError(
                _("This scheme has no check {key}.").format(key=check),
                _("Nothing was recorded. Answer by the checks that are shown."),
            )
        levels.append(level)
    return highest(levels)


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


def _unsure(answers: Answers) -> tuple[str, ...]:
    asked = (("impact", answers.impact), ("urgency", answers.urgency))
    return tuple(name for name, answer in asked if answer is Answer.UNSURE)


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
            impact=_impact(scheme.safety.impact),
            severity=severity_text(scheme.safety.severity),
        )
    impact = _level(answers.impact, answers.impact_checks, scheme.impact)
    if impact and impact == outcome.impact:
        yield _why(_impact(impact), answers.impact, answers.impact_checks, scheme.impact.grade(impact))
    if urgency := outcome.urgency:
        yield _why(_urgency(urgency), answers.urgency, answers.urgency_checks, scheme.urgency.grade(urgency))
    if outcome.priority and outcome.severity:
        yield _("That is priority {number}; {severity} is proposed.").format(
            number=outcome.priority, severity=severity_text(outcome.severity)
        )
    if answers.severity_override and answers.severity_override != outcome.severity:
        yield _("Set to {severity}: {reason}").format(
            severity=severity_text(answers.severity_override), reason=answers.override_reason.strip()
        )


def _why(level: str, answer: Answer | None, checks: tuple[str, ...], grade: Grade) -> str:
    """The sentence that says what speaks for a level."""
    why = "; ".join(_(check.text) for check in grade.checks if check.key in checks)
    if not why:
        why = _("not sure, so the higher is taken") if answer is Answer.UNSURE else _("as answered")
    return _("{level}: {why}.").format(level=level[:1].upper() + level[1:], why=why)


def _impact(level: Level) -> str:
    return {
        Level.HIGH: _("high impact"),
        Level.MEDIUM: _("medium impact"),
        Level.LOW: _("low impact"),
    }[level]


def _urgency(level: Level) -> str:
    return {
        Level.HIGH: _("high urgency"),
        Level.MEDIUM: _("medium urgency"),
        Level.LOW: _("low urgency"),
    }[level]


def _alternatives(answers: Answers, outcome: _Outcome, scheme: Scheme) -> Iterator[str]:
    """What one other answer would make of it, the most pressing first."""
    if outcome.priority is None:
        return
    others = sorted(_one_answer_away(answers, outcome, scheme), key=lambda other: other[0])
    for priority, severity, answer in others:
        words = _("With {answer} it would be priority {number}, {severity}.")
        if priority < outcome.priority:
            words = _("One answer from priority {number}, {severity}: {answer}.")
        yield words.format(number=priority, severity=severity_text(severity), answer=answer)


def _one_answer_away(answers: Answers, outcome: _Outcome, scheme: Scheme) -> Iterator[tuple[int, int, str]]:
    """The answers that would change the priority, each behind the priority and severity it gives."""
    for level in LEVELS:
        answer = Answer(level.value)
        for other, words in (
            (replace(answers, impact=answer, impact_checks=()), _impact(level)),
            (replace(answers, urgency=answer, urgency_checks=()), _urgency(level)),
        ):
            found = _outcome(other, scheme)
            if found.priority and found.severity and found.priority != outcome.priority:
                yield found.priority, found.severity, words
