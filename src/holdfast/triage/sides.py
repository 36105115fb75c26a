"""Impact and urgency: the level that the answers speak for, and why, by either kind of scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from holdfast.domain.classification import LEVELS, Answer, Level, highest
from holdfast.domain.errors import UserError
from holdfast.triage.answers import Answers
from holdfast.triage.scheme import (
    UNSURE,
    Grade,
    MatrixScheme,
    Option,
    Question,
    Scheme,
    Scored,
    ScoredQuestion,
    ScoredScheme,
)
from holdfast.words import _

Side = Literal["impact", "urgency"]
SIDES: tuple[Side, ...] = ("impact", "urgency")


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one side. `level` is None while an open question can still change it."""

    points: int
    level: Level | None
    answered: tuple[tuple[ScoredQuestion, Option], ...]


def side_word(side: Side, level: Level) -> str:
    """The level of a side as it stands in a sentence, for example "high impact"."""
    return {
        ("impact", Level.HIGH): _("high impact"),
        ("impact", Level.MEDIUM): _("medium impact"),
        ("impact", Level.LOW): _("low impact"),
        ("urgency", Level.HIGH): _("high urgency"),
        ("urgency", Level.MEDIUM): _("medium urgency"),
        ("urgency", Level.LOW): _("low urgency"),
    }[side, level]


def check_known(answers: Answers, scheme: Scheme) -> None:
    """Refuse an answer to what this scheme does not ask."""
    if isinstance(scheme, ScoredScheme):
        asked = {each.key: each for each in scheme.questions()}
        for key in (*answers.impact_checks, *answers.urgency_checks):
            raise _unknown(_("This scheme has no check {key}.").format(key=key))
        for key, option in answers.choices.items():
            if key not in asked:
                raise _unknown(_("This scheme has no question {key}.").format(key=key), [*asked])
            if asked[key].option(option) is None:
                options = [each.key for each in asked[key].options]
                raise _unknown(
                    _("The question {key} has no option {option}.").format(key=key, option=option),
                    [*options, UNSURE],
                )
        return
    assert isinstance(scheme, MatrixScheme)
    for key in answers.choices:
        raise _unknown(_("This scheme has no question {key}.").format(key=key))
    for question, checks in (
        (scheme.impact, answers.impact_checks),
        (scheme.urgency, answers.urgency_checks),
    ):
        for key in checks:
            if question.level_of(key) is None:
                raise _unknown(_("This scheme has no check {key}.").format(key=key))


def _unknown(what: str, known: list[str] | None = None) -> UserError:
    hint = _("Nothing was recorded. Answer by the questions that are shown.")
    if known:
        hint = _("Nothing was recorded. Known here: {keys}.").format(keys=", ".join(known))
    return UserError(what, hint)


def level_of(side: Side, answers: Answers, scheme: Scheme) -> Level | None:
    """The highest level that anything speaks for: the answer, a check, the points; None while it is open."""
    said = _outright(side, answers)
    levels = [said.level] if said else []
    if isinstance(scheme, ScoredScheme):
        found = score(_scored(side, scheme), answers.choices).level
        levels += [found] if found else []
    else:
        question = _question(side, scheme)
        levels += [level for key in _checks(side, answers) if (level := question.level_of(key))]
    return highest(levels)


def is_unsure(side: Side, answers: Answers, scheme: Scheme) -> bool:
    """Whether the higher was taken somewhere because nobody was sure."""
    if _outright(side, answers) is Answer.UNSURE:
        return True
    if not isinstance(scheme, ScoredScheme):
        return False
    return any(answers.choices.get(each.key) == UNSURE for each in _scored(side, scheme).questions)


def score(side: Scored, choices: Mapping[str, str]) -> Score:
    """The points of a side; where nobody is sure, those of the option that weighs most."""
    answered = tuple(
        (each, option)
        for each in side.questions
        if (option := each.option(choices.get(each.key, ""))) is not None
    )
    points = sum(option.points for _question, option in answered)
    still_open = [each for each in side.questions if each not in [question for question, _option in answered]]
    if not answered:
        return Score(0, None, ())
    least, most = (
        side.level(points + sum(option.points for option in options))
        for options in ([each.least for each in still_open], [each.most for each in still_open])
    )
    return Score(points, least if least == most else None, answered)


# --- why ------------------------------------------------------------------------------------------


def why(side: Side, level: Level, answers: Answers, scheme: Scheme) -> Iterator[str]:
    """What speaks for the level that a side has, in sentences."""
    word = side_word(side, level)
    if isinstance(scheme, ScoredScheme):
        scored = _scored(side, scheme)
        found = score(scored, answers.choices)
        if found.level == level:
            yield from _points(word, side, scored, found, answers)
            return
        checks = ""
    else:
        checks = _ticked(_question(side, scheme).grade(level), _checks(side, answers))
    said = _("as answered")
    if _outright(side, answers) is Answer.UNSURE:
        said = _("not sure, so the higher is taken")
    yield _("{level}: {why}.").format(level=_begun(word), why=checks or said)


def _points(word: str, side: Side, scored: Scored, found: Score, answers: Answers) -> Iterator[str]:
    assert found.level is not None
    weighed = sorted(found.answered, key=lambda pair: -pair[1].points)
    told = [_weight(question, option, answers) for question, option in weighed]
    yield _("{level}: {points} of {most} points ({bounds}). {answers}.").format(
        level=_begun(word),
        points=found.points,
        most=sum(each.most.points for each in scored.questions),
        bounds=_("medium from {medium}, high from {high}").format(medium=scored.medium, high=scored.high),
        answers="; ".join(told),
    )
    question, heaviest = weighed[0]
    without = scored.level(found.points - heaviest.points + question.least.points)
    if without != found.level:
        yield _('"{answer}" decides: without it, {level}.').format(
            answer=_(heaviest.label), level=side_word(side, without)
        )


def _weight(question: ScoredQuestion, option: Option, answers: Answers) -> str:
    if answers.choices.get(question.key) == UNSURE:
        return _("{question} Not sure, so {points}").format(
            question=_(question.question), points=option.points
        )
    return _("{answer} {points}").format(answer=_(option.label), points=option.points)


def _ticked(grade: Grade, checks: tuple[str, ...]) -> str:
    return "; ".join(_(check.text) for check in grade.checks if check.key in checks)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- one answer away ------------------------------------------------------------------------------


def neighbours(answers: Answers, scheme: Scheme) -> Iterator[tuple[str, Answers, str]]:
    """The answers that are one answer away: which question is answered otherwise, they, and it in words."""
    if isinstance(scheme, ScoredScheme) and answers.choices:
        for question in scheme.questions():
            for option in sorted(question.options, key=lambda each: each.points):
                other = replace(answers, choices={**answers.choices, question.key: option.key})
                words = _('"{question} {answer}"').format(
                    question=_(question.question), answer=_(option.label)
                )
                yield question.key, other, words
        return
    for level in LEVELS:
        answer = Answer(level.value)
        yield level, replace(answers, impact=answer, impact_checks=()), side_word("impact", level)
        yield level, replace(answers, urgency=answer, urgency_checks=()), side_word("urgency", level)


def _outright(side: Side, answers: Answers) -> Answer | None:
    return answers.impact if side == "impact" else answers.urgency


def _checks(side: Side, answers: Answers) -> tuple[str, ...]:
    return answers.impact_checks if side == "impact" else answers.urgency_checks


def _question(side: Side, scheme: Scheme) -> Question:
    assert isinstance(scheme, MatrixScheme)
    return scheme.impact if side == "impact" else scheme.urgency


def _scored(side: Side, scheme: ScoredScheme) -> Scored:
    return scheme.impact if side == "impact" else scheme.urgency
