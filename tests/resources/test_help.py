"""The manual: every page can be reached, every link leads somewhere, every call is described."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from holdfast import paths
from holdfast.cli import parser
from holdfast.domain import handover
from holdfast.domain.classification import LEVELS, severity_text
from holdfast.domain.errors import UserError
from holdfast.domain.query import parse_query
from holdfast.domain.review import SECTIONS, section_title
from holdfast.domain.roles import SPAN_OF_CONTROL
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import span_text
from holdfast.respond.handover_texts import MOST_ACTIONS
from holdfast.respond.logs import MOST_ENTRIES
from holdfast.runbook.parse import parse
from holdfast.runbook.search import asked_of
from holdfast.triage.scheme_file import default_text, load

FOLDER = paths.resources() / "help"
PAGES = sorted(FOLDER.glob("*.md"))
SCHEME = load(default_text())
_OF_RUNBOOKS = ("tag:", "alert:", "owner:", "source:", "approved:", "edited:", "gone:")
NOW = datetime(2026, 11, 23, 14, 10, tzinfo=UTC)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _links(page: Path) -> list[tuple[str, str]]:
    targets = parse(_read(page.name), "").links
    return [(file or page.name, anchor) for file, _, anchor in (link.partition("#") for link in targets)]


@every_page
def test_every_link_leads_to_a_section(page: Path) -> None:
    for file, anchor in _links(page):
        assert (FOLDER / file).is_file(), file
        document = parse(_read(file), "")
        assert not anchor or document.section(anchor), f"{file}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    assert {file for file, _anchor in _links(FOLDER / "index.md")} == {page.name for page in PAGES} - {
        "index.md"
    }


@every_page
def test_a_page_is_calm_and_whole(page: Path) -> None:
    text = _read(page.name)
    assert text.startswith("# ")
    assert "!" not in re.sub(r"`[^`]*`", "", text)
    assert max(map(len, text.splitlines())) < 200


def _calls(of: argparse.ArgumentParser, before: str = "") -> set[str]:
    deeper = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    if not deeper:
        return {before}
    return {
        call for name, sub in deeper[0].choices.items() for call in _calls(sub, f"{before} {name}".strip())
    }


def test_every_call_is_described() -> None:
    said = {
        " ".join(word for word in call.split() if re.fullmatch("[a-z][a-z-]*", word))
        for call in re.findall(r"^\| `([a-z]+[^`]*)` \|", _read("command-line.md"), re.MULTILINE)
    }
    assert said == _calls(parser.build())


def test_every_way_to_type_a_time_is_read() -> None:
    table = _read("declare.md").partition("## Typing times")[2]
    for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
        for form in re.findall(r"`([^`]+)`", row):
            assert parse_when(form, NOW, UTC)


def test_the_query_parts_that_are_named_are_understood() -> None:
    for part in re.findall(r"`([a-z]+:[^`]+)`", _read("command-line.md")):
        try:
            asked_of(part, NOW.date().isoformat()) if part.startswith(_OF_RUNBOOKS) else parse_query(
                part, NOW
            )
        except UserError as error:
            pytest.fail(f"{part}: {error}")


def test_the_tables_of_triage_are_those_of_the_scheme() -> None:
    text = _read("declare.md")
    for impact in LEVELS:
        cells = " | ".join(str(SCHEME.priority_at(impact, urgency)) for urgency in LEVELS)
        assert f"| **impact {impact}** | {cells} |" in text
    for each in SCHEME.priorities:
        row = next(line for line in text.splitlines() if line.startswith(f"| {each.number} {each.word} |"))
        assert row.endswith(f"| {severity_text(each.severity)} |")
        assert _span(row.split("|")[3]) == each.resolution_s
        assert _span(row.split("|")[2]) == each.response_s


def _span(words: str) -> int:
    if words.strip() == "at once":
        return 0
    number, unit = words.removeprefix(" within ").split()
    return int(number) * {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}[unit.removesuffix("s")]


def test_every_section_of_a_review_is_explained() -> None:
    text = _read("reviews.md")
    assert [key for key in SECTIONS if f"| {section_title(key)} |" not in text] == []


def test_lengths_that_the_manual_names_are_those_of_the_scheme() -> None:
    assert span_text(SCHEME.assess_within_s) == span_text(SCHEME.ask_again_s) == "15 min"
    assert all("after 15 minutes" in _read(name) for name in ("first-minute.md", "declare.md"))
    assert [SCHEME.severity(number).review_s for number in (1, 2, 3)] == [3 * 86400, 5 * 86400, 10 * 86400]
    assert "For SEV1 within three days after the resolution, SEV2 five, SEV3 ten." in _read("reviews.md")


def test_every_part_of_a_handover_sheet_is_explained() -> None:
    text = _read("handover.md")
    assert [key for key in handover.SECTIONS if f"| {handover.section_title(key)} |" not in text] == []
    assert (MOST_ACTIONS, MOST_ENTRIES, SPAN_OF_CONTROL) == (20, 20_000, (3, 7))
    assert all(words in text for words in ("the newest twenty", "20,000 entries", "three to seven"))
