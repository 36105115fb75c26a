"""The second shipped scheme: severity definitions in the questions of the same wizard."""

import pytest

from holdfast.domain.classification import LEVELS, NUMBERS, SEVERITY_WORDS, Answer, Level
from holdfast.triage.assessment import Answers, assess
from holdfast.triage.scheme_file import default_text, load, shipped

SCHEME = load(shipped()["severity.toml"])
USUAL = load(default_text())


def test_it_speaks_the_programs_words_and_notices_in_the_same_ways() -> None:
    assert {number: SCHEME.severity(number).word for number in NUMBERS} == SEVERITY_WORDS
    assert SCHEME.noticed == USUAL.noticed
    assert SCHEME.safety == USUAL.safety


def test_every_severity_can_be_reached_and_is_what_the_priority_says() -> None:
    reached = {SCHEME.priority_at(impact, urgency) for impact in LEVELS for urgency in LEVELS}
    assert reached == set(NUMBERS)
    assert [SCHEME.priority(number).severity for number in NUMBERS] == list(NUMBERS)


@pytest.mark.parametrize("urgency", [Answer.HIGH, Answer.MEDIUM, Answer.LOW, Answer.UNSURE])
def test_what_the_site_is_there_for_is_never_less_than_a_major_incident(urgency: Answer) -> None:
    found = assess(Answers(urgency=urgency, impact_checks=("data_exposed",)), SCHEME)
    assert found.severity is not None
    assert found.severity <= 2


def test_who_is_unsure_takes_the_worse_and_every_check_can_be_ticked() -> None:
    assert assess(Answers(Answer.UNSURE, Answer.UNSURE), SCHEME).severity == 1
    for question, name in ((SCHEME.impact, "impact_checks"), (SCHEME.urgency, "urgency_checks")):
        for level in LEVELS:
            for check in question.grade(level).checks:
                checks = {name: (check.key,)}
                found = assess(Answers(**checks), SCHEME)
                assert (found.impact or found.urgency) == level


def test_two_answers_say_which_severity_and_why() -> None:
    found = assess(Answers(Answer.MEDIUM, Answer.MEDIUM, urgency_checks=("tell_outside",)), SCHEME)
    assert (found.urgency, found.severity) == (Level.HIGH, 2)
    assert "The public, customers or an authority have to be told" in " ".join(found.reasons)
