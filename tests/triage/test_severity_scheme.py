"""The second shipped scheme: severity definitions in scored questions; more points never press less."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import LEVELS, NUMBERS, Answer, Level, severity_word
from holdfast.domain.errors import UserError
from holdfast.triage.answers import Answers, fitting
from holdfast.triage.assessment import assess
from holdfast.triage.scheme import UNSURE, MatrixScheme, ScoredScheme
from holdfast.triage.scheme_check import problems
from holdfast.triage.scheme_file import default_text, load, shipped
from holdfast.triage.sides import score

TEXT = shipped()["severity.toml"]
SCHEME: Any = load(TEXT)
USUAL: Any = load(default_text())
QUESTIONS = {each.key: each for each in SCHEME.questions()}
BEST = {key: each.least.key for key, each in QUESTIONS.items()}
FEW = "impact.questions.2.options.2.points"
WORST = {key: each.most.key for key, each in QUESTIONS.items()}

full = st.fixed_dictionaries(
    {
        key: st.sampled_from([*(option.key for option in each.options), UNSURE])
        for key, each in QUESTIONS.items()
    }
)
some = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from([*(option.key for option in each.options), UNSURE])
        for key, each in QUESTIONS.items()
    },
)


def judged(choices: Mapping[str, str], **rest: Any) -> Any:
    return assess(Answers(choices=choices, **rest), SCHEME)


def test_it_speaks_the_programs_words_and_notices_in_the_same_ways() -> None:
    assert isinstance(SCHEME, ScoredScheme)
    assert isinstance(USUAL, MatrixScheme)
    assert {number: SCHEME.severity(number).word for number in NUMBERS} == {
        number: severity_word(number) for number in NUMBERS
    }
    assert SCHEME.noticed == USUAL.noticed
    assert SCHEME.safety == USUAL.safety


def test_every_severity_can_be_reached_and_is_what_the_priority_says() -> None:
    reached = {SCHEME.priority_at(impact, urgency) for impact in LEVELS for urgency in LEVELS}
    assert reached == set(NUMBERS)
    assert [SCHEME.priority(number).severity for number in NUMBERS] == list(NUMBERS)
    for side in (SCHEME.impact, SCHEME.urgency):
        most = sum(each.most.points for each in side.questions)
        assert {side.level(points) for points in range(most + 1)} == set(LEVELS)


def test_what_the_site_is_there_for_is_never_less_than_a_major_incident() -> None:
    for choices in ({**BEST, "purpose": "nothing"}, {**BEST, "data": "lost"}):
        assert judged(choices).severity <= 2


def test_who_is_unsure_takes_the_worse_and_is_asked_again() -> None:
    found = judged(dict.fromkeys(QUESTIONS, UNSURE))
    assert (found.severity, found.unsure, found.ask_again_in_s) == (1, ("impact", "urgency"), 900)
    assert judged({**BEST, "told": UNSURE}).unsure == ("urgency",)
    assert judged({**BEST, "told": UNSURE}).urgency is Level.HIGH


@given(full, st.sampled_from(sorted(QUESTIONS)), st.data())
def test_more_points_never_make_it_less_pressing(
    choices: dict[str, str], key: str, data: st.DataObject
) -> None:
    question = QUESTIONS[key]
    one, other = (data.draw(st.sampled_from(question.options)) for _time in range(2))
    less, more = sorted((one, other), key=lambda option: option.points)
    before, after = (judged({**choices, key: option.key}) for option in (less, more))
    assert after.priority <= before.priority
    assert after.severity <= before.severity


@given(some, st.booleans())
def test_an_answer_more_never_takes_back_what_was_decided(choices: dict[str, str], hurt: bool) -> None:
    found = judged(choices, someone_hurt=hurt)
    left = [key for key in QUESTIONS if key not in choices]
    for rest in (BEST, WORST):
        whole = judged({**choices, **{key: rest[key] for key in left}}, someone_hurt=hurt)
        assert found.impact in (None, whole.impact) or hurt
        assert found.urgency in (None, whole.urgency)
    assert (found.priority is None) == (found.impact is None or found.urgency is None)
    assert len(found.what_would_change) <= 4


@given(full)
def test_it_says_the_points_of_each_answer_and_what_decides(choices: dict[str, str]) -> None:
    found = judged(choices)
    told = " ".join(found.reasons)
    for side, level in ((SCHEME.impact, found.impact), (SCHEME.urgency, found.urgency)):
        points = score(side, choices).points
        most = sum(each.most.points for each in side.questions)
        assert f"{points} of {most} points (medium from {side.medium}, high from {side.high})" in told
        assert side.level(points) is level
    for key, option in choices.items():
        chosen = QUESTIONS[key].option(option)
        sure = f"{chosen.label} {chosen.points}"
        assert (
            f"{QUESTIONS[key].question} Not sure, so {chosen.points}" if option == UNSURE else sure
        ) in told


def test_the_answer_that_decides_and_the_way_to_the_next_are_said() -> None:
    found = judged({**BEST, "purpose": "part", "reach": "some"})
    assert (found.impact, found.urgency, found.priority) == (Level.HIGH, Level.LOW, 2)
    impact, decides, urgency, priority = found.reasons
    assert impact.startswith("High impact: 6 of 15 points (medium from 3, high from 6). Only part of it 4;")
    assert impact.endswith("Some, or one who matters 2; Safe 0.")
    assert decides == '"Only part of it" decides: without it, low impact.'
    assert urgency.startswith("Low urgency: 0 of 12 points")
    assert priority == "That is priority 2; SEV2 Major is proposed."
    first, second, *others = found.what_would_change
    assert first == (
        'One answer from priority 1, SEV1 Critical: "What happens while nobody acts? It spreads now".'
    )
    assert second.endswith('"Who has to be told? Customers, the public, an authority".')
    assert others == [
        'With "What can the site still do? All, with effort" it would be priority 4, SEV4 Low.',
        'With "Who is hit? Nobody yet" it would be priority 4, SEV4 Low.',
    ]


def test_danger_to_people_needs_no_points() -> None:
    found = judged({"growth": "stays", "reserve": "reserve", "told": "team"}, someone_hurt=True)
    assert (found.impact, found.urgency, found.severity) == (Level.HIGH, Level.LOW, 1)
    assert found.reasons[0] == "Someone is or could be hurt: high impact, SEV1 Critical."
    assert found.reasons[1].startswith("Low urgency: 0 of 12 points")


def test_levels_may_be_said_outright_too() -> None:
    found = assess(Answers(Answer.HIGH, Answer.LOW), SCHEME)
    assert (found.priority, found.reasons[0]) == (2, "High impact: as answered.")
    assert found.what_would_change[0] == "One answer from priority 1, SEV1 Critical: high urgency."


@pytest.mark.parametrize(
    ("answers", "scheme", "said", "hint"),
    [
        (Answers(choices={"volcano": "yes"}), SCHEME, "no question volcano", "purpose, reach, data"),
        (Answers(choices={"reach": "mars"}), SCHEME, "reach has no option mars", "few, some, many, unsure"),
        (Answers(impact_checks=("many_people",)), SCHEME, "no check many_people", "Nothing was recorded"),
        (Answers(choices={"reach": "many"}), USUAL, "no question reach", "Nothing was recorded"),
    ],
)
def test_an_answer_to_what_is_not_asked_is_refused(
    answers: Answers, scheme: Any, said: str, hint: str
) -> None:
    with pytest.raises(UserError, match=said) as refused:
        assess(answers, scheme)
    assert hint in refused.value.hint


def test_answers_are_fitted_to_what_a_scheme_asks() -> None:
    scored = Answers(choices={"reach": "many", "volcano": "yes", "data": "mars"}, someone_hurt=True)
    kept, left_out = fitting(scored, SCHEME)
    assert kept == Answers(choices={"reach": "many"}, someone_hurt=True)
    assert left_out == ("volcano", "data")
    outright = Answers(Answer.HIGH, Answer.UNSURE, ("many_people", "volcano"), (), severity_override=2)
    assert fitting(outright, USUAL) == (
        Answers(Answer.HIGH, Answer.UNSURE, ("many_people",), (), severity_override=2),
        ("volcano",),
    )
    assert fitting(outright, SCHEME) == (
        Answers(severity_override=2),
        ("impact", "urgency", "many_people", "volcano"),
    )
    assert fitting(scored, USUAL) == (Answers(someone_hurt=True), ("reach", "volcano", "data"))


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("high = 6\nmedium = 3", "high = 16\nmedium = 3", "impact.high", "all questions together give 15"),
        ("high = 6\nmedium = 3", "high = 6\nmedium = 7", "impact.medium", "is more than high"),
        ("high = 6\nmedium = 3", 'high = 6\nmedium = "3"', "impact.medium", "is no whole number"),
        ("high = 6\nmedium = 3", "medium = 3", "impact.high", "is missing"),
        ('key = "reach"', 'key = "purpose"', "impact.questions.2.key", "repeats the key purpose"),
        ('key = "growth"', 'key = "purpose"', "urgency.questions.1.key", "repeats the key purpose"),
        ('key = "few"', 'key = "nobody"', "impact.questions.2.options.2.key", "repeats the key nobody"),
        ('key = "few"', 'key = "unsure"', "impact.questions.2.options.2.key", "an answer that every"),
        ('label = "A few", points = 1', 'label = "A few", points = 1001', FEW, "too small or too large"),
        ('label = "A few", points = 1', 'label = "A few", points = -1', FEW, "too small or too large"),
        ('label = "A few", points = 1', 'label = "A few", points = 1.5', FEW, "is no whole number"),
        ('label = "A few", ', "", "impact.questions.2.options.2.label", "is missing"),
        ('kind = "scored"', 'kind = "matrix"', "impact.questions", "is not known here"),
    ],
)  # fmt: skip
def test_a_fault_of_scored_questions_names_key_and_line(old: str, new: str, key: str, said: str) -> None:
    assert TEXT.count(old) == 1, old
    found = [each for each in problems(TEXT.replace(old, new)) if each.key == key and said in each.what]
    assert found
    assert 1 < found[0].line < TEXT.count("\n")


def test_a_question_without_a_choice_is_refused() -> None:
    start, end = TEXT.index("[[urgency.questions]]"), TEXT.index("[matrix]")
    one = '[[urgency.questions]]\nkey = "x"\nquestion = "X?"\n'
    one += 'options = [{ key = "a", label = "A", points = 9 }]\n'
    assert [(each.key, each.what) for each in problems(TEXT[:start] + one + TEXT[end:])] == [
        ("urgency.questions.1.options", "leaves no choice")
    ]
    none = TEXT[:start].replace("medium = 2\n", "medium = 2\nquestions = []\n") + TEXT[end:]
    assert ("urgency.questions", "asks nothing") in [(each.key, each.what) for each in problems(none)]
