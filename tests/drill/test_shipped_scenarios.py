"""The scenarios that Holdfast comes with: sound, calm, and playable alone."""

import re
from datetime import UTC, datetime

import pytest

from holdfast.detect.reading import read
from holdfast.domain.told_drill import TOLD_DRILL
from holdfast.drill.scenario_payload import filled
from holdfast.drill.scenarios import check, load, shipped
from holdfast.review import language
from tests.domain.making import entry

NOW = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)


def test_shipped_scenarios_are_sound() -> None:
    texts = shipped()
    assert len(texts) == 7
    for file, text in texts.items():
        checked = check(text)
        assert (file, checked.problems, checked.warnings) == (file, (), ())
        scenario = load(text)
        assert f"{scenario.key}.md" == file
        assert scenario.alone
        assert 10 <= scenario.minutes <= 60
        assert 2 <= len(scenario.objectives) <= 4
        assert scenario.text


@pytest.mark.parametrize("file", [file for file in shipped() if file != "first-exercise.md"])
def test_a_shipped_scenario_has_a_decision_and_asks_people_as_well(file: str) -> None:
    scenario = load(shipped()[file])
    kinds = {each.kind for each in scenario.injects}
    assert {"alert", "message", "unavailable"} <= kinds
    assert any(each.when for each in scenario.injects)
    assert any(each.unless for each in scenario.injects)
    whats = {each.what for each in scenario.expectations}
    assert {"acknowledged", "declared", "update", "runbook", "judged"} <= whats
    assert scenario.facts
    assert scenario.roles


def test_what_a_shipped_scenario_tells_is_plain_text_on_a_timeline() -> None:
    for file, text in shipped().items():
        for inject in load(text).injects:
            body = {"form": inject.kind, "title": inject.title, "text": inject.text}
            _kind, told = TOLD_DRILL["drill.injected"]
            assert not re.search(r"[*`]", told(entry("drill.injected", body))), (file, inject.key)


def test_every_shipped_alert_gives_signals_of_its_own_day() -> None:
    alerts = [each for text in shipped().values() for each in load(text).injects if each.kind == "alert"]
    formats = set[str]()
    for inject in alerts:
        told = read(inject.name, filled(inject.payload, NOW).encode())
        assert told.signals, inject.key
        assert not told.unread, inject.key
        assert all(each.started[:10] in ("", "2027-01-31", "2027-02-01") for each in told.signals), inject.key
        formats.add(told.format)
    assert len(formats) >= 6, formats


@pytest.mark.parametrize("file", shipped())
def test_a_shipped_scenario_speaks_calmly_and_without_blame(file: str) -> None:
    scenario = load(shipped()[file])
    told = [scenario.text, scenario.facts, scenario.goal, *scenario.questions]
    told += [each.text for each in (*scenario.objectives, *scenario.roles, *scenario.expectations)]
    told += [text for each in scenario.injects for text in (each.title, each.text)]
    assert [hint.phrase for text in told for hint in language.check(text, languages=("en",))] == []
    assert [text for text in told if "!" in text] == []


def test_the_first_exercise_never_leaves_anybody_stuck() -> None:
    injects = load(shipped()["first-exercise.md"]).injects
    times = [each.at for each in injects[3:-1]]
    assert times == sorted(times)
    for each in injects[3:-1]:
        assert each.at is not None, each.key
        assert each.when, each.key


@pytest.mark.parametrize("file", [file for file in shipped() if file != "first-exercise.md"])
def test_who_does_nothing_still_meets_half_of_a_scenario(file: str) -> None:
    scenario = load(shipped()[file])
    assert sum(each.at is not None for each in scenario.injects) >= len(scenario.injects) // 2
    assert scenario.injects[0].kind == "alert"
    assert scenario.injects[0].at == 0


def test_no_shipped_scenario_names_a_time_that_is_not_filled_in() -> None:
    for text in shipped().values():
        for inject in load(text).injects:
            assert "{{" not in filled(inject.payload, NOW)
