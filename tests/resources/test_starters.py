"""The runbooks that come with the program are whole, and are found step by step as they were meant."""

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from holdfast import paths
from holdfast.domain.document import Document
from holdfast.runbook.parse import parse

FOLDER = paths.resources() / "runbooks"
FILES = sorted(FOLDER.rglob("*.md"))
SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation", "Verification", "Rollback", "When to escalate"]
KEYS = ["title", "tags", "services", "severity", "alerts", "owner", "review_by"]
NEEDS = {
    "check": {"expect"},
    "input": {"name", "type"},
    "choice": {"name", "options"},
    "timer": {"wait"},
    "approval": {"by"},
    "runbook": {"path"},
}
TYPES = {"text", "number", "host", "path", "date"}
_FENCE = re.compile(r"^ *```(\w+)(?: \{(.*)\})?$", re.MULTILINE)
_LENGTH = re.compile(r"[1-9][0-9]*[mh]")
_VARIABLE = re.compile(r"\$\{?([A-Z]{2,})\b")

files = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _document(file: Path) -> Document:
    return parse(_text(file), "")


def _front(file: Path) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in _document(file).front_matter.split("\n"))


def _listed(value: str) -> list[str]:
    assert re.fullmatch(r"\[[\w -]+(, [\w -]+)*\]", value), value
    return value[1:-1].split(", ")


def _annotations(file: Path) -> list[dict[str, str]]:
    words = [shlex.split(inside) for _language, inside in _FENCE.findall(_text(file)) if inside]
    return [dict(word.split("=", 1) for word in each) for each in words]


def test_there_is_one_for_each_topic() -> None:
    assert len(FILES) == 26
    titles = [_document(file).title for file in FILES]
    assert len(set(titles)) == len(titles)


def test_an_alert_is_answered_by_one() -> None:
    alerts = [alert for file in FILES for alert in _listed(_front(file)["alerts"])]
    assert len(set(alerts)) == len(alerts)


@files
def test_its_front_matter_says_what_the_library_asks(file: Path) -> None:
    front = _front(file)
    assert list(front) == KEYS
    assert all(_listed(front[key]) for key in ("tags", "services", "alerts"))
    assert front["severity"] in set("12345")
    assert front["owner"].strip()
    assert date.fromisoformat(front["review_by"])


@files
def test_its_sections_stand_in_order(file: Path) -> None:
    document = _document(file)
    assert [section.heading for section in document.sections if section.level == 2] == SECTIONS
    assert document.sections[0].heading == document.title
    assert all(section.level > 0 for section in document.sections)


@files
def test_its_steps_are_things_to_do(file: Path) -> None:
    document = _document(file)
    assert 6 <= len(document.steps) <= 40
    assert [step.plain for step in document.steps if len(step.plain.split()) < 3] == []
    found = {step.section for step in document.steps}
    assert not found & {"meaning", "impact", "when-to-escalate"}
    assert found >= {"diagnosis", "verification", "rollback"}
    assert [
        section.key for section in document.sections if section.level == 3 and section.key not in found
    ] == []


@files
def test_its_numbers_are_those_of_its_steps(file: Path) -> None:
    document = _document(file)
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", _text(file), re.MULTILINE)]
    assert numbers == [step.number for step in document.steps]


@files
def test_it_needs_no_network(file: Path) -> None:
    assert "http" not in _text(file).lower()
    assert _document(file).images == ()


@files
def test_its_links_lead_somewhere(file: Path) -> None:
    keys = {section.key for section in _document(file).sections}
    for link in _document(file).links:
        path, _, anchor = link.partition("#")
        assert not path or (file.parent / path).resolve() in FILES, link
        assert path or anchor in keys, link


@files
def test_its_annotations_are_whole(file: Path) -> None:
    keys = {section.key for section in _document(file).sections}
    for found in _annotations(file):
        kind = found.get("kind")
        assert found.keys() <= {"kind", "name", "timebox", *NEEDS.get(kind or "", ())}, found
        assert NEEDS.get(kind or "", set()) <= found.keys(), found
        assert all(_LENGTH.fullmatch(found[key]) for key in ("wait", "timebox") if key in found), found
        assert found.get("type", "text") in TYPES
        assert "path" not in found or (file.parent / found["path"]).resolve() in FILES, found
        options = found["options"].split("|") if "options" in found else []
        assert all(option.partition("=#")[2] in keys for option in options), found


@files
def test_what_a_command_uses_was_asked_before(file: Path) -> None:
    asked: set[str] = set()
    for step in _document(file).steps:
        used = {name for code in step.code for name in _VARIABLE.findall(code.text)}
        assert used <= asked, step.plain
        asked |= set(re.findall(r"\{kind=input name=([A-Z]+) ", step.text))
