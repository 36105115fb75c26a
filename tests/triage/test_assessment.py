"""From answers to priority and severity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import LEVELS, Answer, Level
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Targets
from holdfast.triage.assessment import Answers, assess
from holdfast.triage.scheme import Question
from holdfast.triage.scheme_file import default_text, load

SCHEME = load(default_text())
HOUR, DAY = 3600, 86400

PRIORITIES = {
    ("high", "high"): 1,
    ("high", "medium"): 2,
    ("medium", "high"): 2,
    ("high", "low"): 3,
    ("medium", "medium"): 3,
    ("low", "high"): 3,
    ("medium", "low"): 4,
    ("low", "medium"): 4,
    ("low", "low"): 5,
}
TARGETS = {
    1: Targets(0, HOUR, 3 * DAY),
    2: Targets(600, 4 * HOUR, 5 * DAY),
    3: Targets(HOUR, 8 * HOUR, 10 * DAY),
    4: Targets(4 * HOUR, 24 * HOUR),
    5: Targets(DAY, 7 * DAY),
}


def _checks(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    keys = [check.key for level in LEVELS for check in question.grade(level).checks]
    return st.lists(st.sampled_from(keys), unique=True, max_size=4).map(tuple)


answers = st.builds(
    Answers,
    impact=st.none() | st.sampled_from(Answer),
    urgency=st.none() | st.sampled_from(Answer),
    impact_checks=_checks(SCHEME.impact),
    urgency_checks=_checks(SCHEME.urgency),
    someone_hurt=st.booleans(),
)


@pytest.mark.parametrize(("impact", "urgency"), list(PRIORITIES))
def test_every_cell_of_the_matrix(impact: str, urgency: str) -> None:
    result = assess(Answers(Answer(impact), Answer(urgency)), SCHEME)
    priority = PRIORITIES[impact, urgency]
    assert result.priority == priority
    assert result.proposed_severity == result.severity == priority
    assert result.targets == TARGETS[priority]
    assert (result.unsure, result.ask_again_in_s, result.overridden) == ((), None, False)


def test_nothing_answered_is_not_assessed() -> None:
    result = assess(Answers(), SCHEME)
    assert (result.impact, result.urgency, result.priority, result.severity) == (None, None, None, None)
    assert (result.targets, result.reasons, result.what_would_change) == (None, (), ())


@pytest.mark.parametrize("answered", [Answers(impact=Answer.HIGH), Answers(urgency=Answer.HIGH)])
def test_one_level_alone_gives_no_priority(answered: Answers) -> None:
    assert assess(answered, SCHEME).priority is None


@given(answers)
def test_not_sure_counts_as_the_higher_and_is_asked_again(given_answers: Answers) -> None:
    unsure = assess(_with(given_answers, Answer.UNSURE, Answer.UNSURE), SCHEME)
    sure = assess(_with(given_answers, Answer.HIGH, Answer.HIGH), SCHEME)
    assert (unsure.priority, unsure.severity, unsure.targets) == (sure.priority, sure.severity, sure.targets)
    assert unsure.unsure == ("impact", "urgency")
    assert unsure.ask_again_in_s == 900
    assert sure.ask_again_in_s is None


def _with(answered: Answers, impact: Answer | None, urgency: Answer | None) -> Answers:
    return Answers(impact, urgency, answered.impact_checks, answered.urgency_checks, answered.someone_hurt)


@given(answers)
def test_raising_an_answer_never_makes_it_less_pressing(answered: Answers) -> None:
    ladder = (Answer.LOW, Answer.MEDIUM, Answer.HIGH)
    for ups in (
        [_with(answered, step, answered.urgency or Answer.LOW) for step in ladder],
        [_with(answered, answered.impact or Answer.LOW, step) for step in ladder],
    ):
        results = [assess(each, SCHEME) for each in ups]
        priorities = [result.priority or 0 for result in results]
        severities = [result.severity or 0 for result in results]
        assert priorities == sorted(priorities, reverse=True)
        assert severities == sorted(severities, reverse=True)


@given(answers, st.sampled_from([c.key for level in LEVELS for c in SCHEME.impact.grade(level).checks]))
def test_one_more_check_never_makes_it_less_pressing(answered: Answers, check: str) -> None:
    more = Answers(
        answered.impact,
        answered.urgency,
        (*answered.impact_checks, check),
        answered.urgency_checks,
        answered.someone_hurt,
    )
    before, after = assess(answered, SCHEME).priority, assess(more, SCHEME).priority
    assert before is None or (after is not None and after <= before)


@given(answers)
def test_danger_to_people_is_high_impact_and_sev1(answered: Answers) -> None:
    hurt = Answers(
        answered.impact, answered.urgency, answered.impact_checks, answered.urgency_checks, someone_hurt=True
    )
    result = assess(hurt, SCHEME)
    assert (result.impact, result.proposed_severity) == (Level.HIGH, 1)
    assert result.reasons[0] == "Someone is or could be hurt: high impact, SEV1 Critical."


def test_danger_to_people_is_the_only_reason_for_its_impact() -> None:
    result = assess(Answers(Answer.LOW, Answer.LOW, someone_hurt=True), SCHEME)
    assert result.priority == 3
    assert result.reasons[1:] == (
        "Low urgency: as answered.",
        "That is priority 3; SEV1 Critical is proposed.",
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_check_proposes_its_level(level: Level) -> None:
    check = SCHEME.impact.grade(level).checks[0]
    assert assess(Answers(impact_checks=(check.key,)), SCHEME).impact is level


def test_the_highest_relevant_level_counts() -> None:
    ticked = Answers(Answer.LOW, Answer.LOW, ("some_people", "money_small"))
    result = assess(ticked, SCHEME)
    assert result.impact is Level.MEDIUM
    assert result.reasons[0] == (
        "Medium impact: Some people or customers cannot do their work, or many are hindered."
    )


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(UserError, match="no check volcano"):
        assess(Answers(impact_checks=("volcano",)), SCHEME)


def test_reasons_name_what_decides() -> None:
    result = assess(Answers(Answer.HIGH, Answer.UNSURE, ("many_people", "money_above_limit")), SCHEME)
    assert result.reasons == (
        "High impact: Many people or customers cannot do their work; Money at stake above the site's limit.",
        "High urgency: not sure, so the higher is taken.",
        "That is priority 1; SEV1 Critical is proposed.",
    )


def test_another_severity_stands_with_its_reason() -> None:
    result = assess(
        Answers(Answer.LOW, Answer.LOW, severity_override=2, override_reason=" Inspection today "), SCHEME
    )
    assert (result.proposed_severity, result.severity, result.overridden) == (5, 2, True)
    assert result.reasons[-1] == "Set to SEV2 Major: Inspection today"
    assert result.targets == Targets(DAY, 7 * DAY, 5 * DAY)


def test_the_proposed_severity_chosen_by_hand_needs_no_reason() -> None:
    result = assess(Answers(Answer.HIGH, Answer.HIGH, severity_override=1), SCHEME)
    assert not result.overridden
    assert len(result.reasons) == 3


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_another_severity_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(UserError, match="needs a reason"):
        assess(Answers(Answer.LOW, Answer.LOW, severity_override=1, override_reason=reason), SCHEME)


@pytest.mark.parametrize("number", [0, 6])
def test_there_are_five_severities(number: int) -> None:
    with pytest.raises(UserError, match="no severity"):
        assess(Answers(severity_override=number, override_reason="x"), SCHEME)


def test_one_answer_from_a_more_pressing_priority() -> None:
    result = assess(Answers(Answer.MEDIUM, Answer.HIGH, ("some_people",)), SCHEME)
    assert result.what_would_change == (
        "One answer from priority 1, SEV1 Critical: high impact.",
        "With medium urgency it would be priority 3, SEV3 Minor.",
        "With low impact it would be priority 3, SEV3 Minor.",
        "With low urgency it would be priority 4, SEV4 Low.",
    )


def test_the_most_pressing_neighbour_comes_first() -> None:
    result = assess(Answers(Answer.MEDIUM, Answer.LOW), SCHEME)
    assert result.what_would_change[0] == "One answer from priority 2, SEV2 Major: high urgency."


def test_an_answer_that_changes_nothing_is_not_said() -> None:
    flat = load(default_text().replace("high = 1, medium = 2, low = 3", "high = 1, medium = 1, low = 3"))
    assert assess(Answers(Answer.HIGH, Answer.HIGH), flat).what_would_change[:2] == (
        "With medium impact it would be priority 2, SEV2 Major.",
        "With low impact it would be priority 3, SEV3 Minor.",
    )


def test_what_can_not_change_is_not_said() -> None:
    result = assess(Answers(None, Answer.MEDIUM, someone_hurt=True), SCHEME)
    assert result.what_would_change == (
        "One answer from priority 1, SEV1 Critical: high urgency.",
        "With low urgency it would be priority 3, SEV1 Critical.",
    )


@given(answers)
def test_what_would_change_never_says_the_same_priority_twice_as_one_away(answered: Answers) -> None:
    result = assess(answered, SCHEME)
    away = [line for line in result.what_would_change if line.startswith("One answer")]
    assert all(f"priority {result.priority}," not in line for line in away)
    assert len(result.what_would_change) <= 4
