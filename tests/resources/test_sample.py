"""The practice example speaks the scheme's and the runbooks' words, and tells a possible story."""

import re
import tomllib
from datetime import timedelta
from typing import Any

import pytest

from holdfast import paths
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.domain.review import WRITTEN
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.respond.templates import shipped
from holdfast.runbook.parse import parse
from holdfast.triage.assessment import Answers, assess
from holdfast.triage.scheme_file import default_text, load

FOLDER = paths.resources() / "sample"
SCHEME = load(default_text())
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def _story(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _offset(text: str) -> timedelta:
    assert re.fullmatch(r"-?(\d+[mhd])+", text), text
    length = sum((int(n) * UNITS[unit] for n, unit in re.findall(r"(\d+)([mhd])", text)), timedelta())
    return -length if text.startswith("-") else length


STORIES = {name: _story(name) for name in ("finished.toml", "open.toml")}
stories = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)


@stories
def test_it_happens_in_order(story: dict[str, Any]) -> None:
    recorded = [_offset(event["after"]) for event in story["events"]]
    assert recorded == sorted(recorded)
    assert recorded[-1] < _offset(story["incident"]["age"])
    for event in story["events"]:
        assert _offset(event.get("occurred", event["after"])) <= _offset(event["after"])
    started, detected = (_offset(story["incident"][key]) for key in ("started", "detected"))
    assert started <= detected <= timedelta()


@stories
def test_everybody_is_somebody(story: dict[str, Any]) -> None:
    named = {event["by"] for event in story["events"]} | {story["incident"]["by"]}
    named |= {event["person"] for event in story["events"] if event["do"] == "assign"}
    assert named == set(story["people"])


@stories
def test_its_words_are_known(story: dict[str, Any]) -> None:
    assert story["incident"]["noticed"] in {choice.key for choice in SCHEME.noticed}
    roles = {role.key for role in SCHEME.roles}
    for event in story["events"]:
        match event["do"]:
            case "assess":
                checks = (tuple(event["impact_checks"]), tuple(event["urgency_checks"]))
                assert assess(
                    Answers(Answer(event["impact"]), Answer(event["urgency"]), *checks), SCHEME
                ).priority
            case "assign":
                assert event["role"] in roles
            case "note":
                assert event["kind"] in NOTE_TYPES
            case "situation":
                assert {"know", "plan", "need"} & set(event)
            case "update":
                assert event["form"] in shipped()
                assert event["audience"]
                assert _offset(event["next"])
            case "move":
                assert Phase(event["phase"])
            case other:
                assert other in {"run", "step", "finish", "review", "release"}


@stories
def test_its_steps_are_steps_of_its_runbook(story: dict[str, Any]) -> None:
    (runbook,) = (event["runbook"] for event in story["events"] if event["do"] == "run")
    steps = parse((FOLDER / "runbooks" / runbook).read_text(encoding="utf-8"), "").steps
    marked = [event for event in story["events"] if event["do"] == "step"]
    assert {event["number"] for event in marked} <= {step.number for step in steps}
    assert all(event["remark"] for event in marked)


def test_the_finished_one_is_whole() -> None:
    story = STORIES["finished.toml"]
    phases = [event["phase"] for event in story["events"] if event["do"] == "move"]
    assert phases == ["contained", "resolved", "closed"]
    states = {event["state"] for event in story["events"] if event["do"] == "step"}
    assert states == {"done", "skipped", "failed"}
    assert set(story["review"]["sections"]) == set(WRITTEN)
    assert all(text.strip() for text in story["review"]["sections"].values())
    actions = story["review"]["actions"]
    assert len(actions) == 4
    assert all(action["owner"] and action["verify"] and _offset(action["due"]) for action in actions)


@pytest.mark.parametrize("file", sorted((FOLDER / "runbooks").glob("*.md")), ids=lambda file: file.stem)
def test_a_starter_runbook_has_its_sections_steps_and_links(file: Any) -> None:
    document = parse(file.read_text(encoding="utf-8"), "")
    headings = [section.heading for section in document.sections]
    assert headings[1:] == ["Meaning", "Impact", "Diagnosis", "Mitigation", "Verification"]
    assert all(document.steps_of(key) for key in ("diagnosis", "mitigation", "verification"))
    assert all((file.parent / link).is_file() for link in document.links)
