"""What is answered at triage, and what of it a scheme asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from holdfast.domain.classification import Answer
from holdfast.triage.scheme import MatrixScheme, Question, Scheme, ScoredScheme


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said on the wizard's second page. None is a question left open; checks are keys.

    `choices` are the answers to scored questions: the key of the option (or UNSURE) by the question's.
    """

    impact: Answer | None = None
    urgency: Answer | None = None
    impact_checks: tuple[str, ...] = ()
    urgency_checks: tuple[str, ...] = ()
    someone_hurt: bool = False
    severity_override: int | None = None
    override_reason: str = ""
    choices: Mapping[str, str] = field(default_factory=dict[str, str])


def fitting(answers: Answers, scheme: Scheme) -> tuple[Answers, tuple[str, ...]]:
    """The answers as this scheme asks for them, and the keys of those that it does not ask for.

    A scored scheme asks for no level outright: that is left out, too, and named "impact" or "urgency".
    """
    if isinstance(scheme, ScoredScheme):
        return _scored(answers, scheme)
    assert isinstance(scheme, MatrixScheme)
    impact, no_impact = _asked(answers.impact_checks, scheme.impact)
    urgency, no_urgency = _asked(answers.urgency_checks, scheme.urgency)
    kept = replace(answers, impact_checks=impact, urgency_checks=urgency, choices={})
    return kept, (*no_impact, *no_urgency, *answers.choices)


def _scored(answers: Answers, scheme: ScoredScheme) -> tuple[Answers, tuple[str, ...]]:
    asked = {each.key: each for each in scheme.questions()}
    choices = {
        question: option
        for question, option in answers.choices.items()
        if question in asked and asked[question].option(option)
    }
    kept = replace(answers, impact=None, urgency=None, impact_checks=(), urgency_checks=(), choices=choices)
    outright = [
        name for name, said in (("impact", answers.impact), ("urgency", answers.urgency)) if said is not None
    ]
    other = [question for question in answers.choices if question not in choices]
    return kept, (*outright, *answers.impact_checks, *answers.urgency_checks, *other)


def _asked(checks: tuple[str, ...], question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = tuple(key for key in checks if question.level_of(key))
    return known, tuple(key for key in checks if key not in known)
