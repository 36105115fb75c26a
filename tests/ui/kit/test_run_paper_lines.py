"""Reading a sheet: clock times hold to the day above them, and every fault is told of its line."""

from datetime import datetime

import pytest

from holdfast.domain.document import Annotation, Option, Step
from holdfast.domain.errors import UserError
from holdfast.ui.kit.run_paper_lines import Line, Reader, from_text, read_sheet, times_of, to_text
from tests.ui.stores import NOW, ZONE

CHOICE = Annotation("choice", options=(Option("Yes"), Option("No")))


def _steps(*notes: Annotation) -> list[Step]:
    return [
        Step(f"s{number}", number, "", f"Step {number}", f"Step {number}", (), note)
        for number, note in enumerate(notes, 1)
    ]


def _at(moment: datetime | None) -> str:
    assert moment is not None
    return f"{moment.astimezone(ZONE):%d. %H:%M}"


def test_a_clock_time_is_on_the_day_of_the_line_above() -> None:
    reader = Reader(NOW, ZONE)
    assert _at(reader.read("2026-11-20 22:10")) == "20. 22:10"
    assert _at(reader.read("2215")) == "20. 22:15"
    assert _at(reader.read("22.05")) == "20. 22:05"  # a little out of order is the same evening
    assert reader.read("") is None
    assert _at(reader.read("00:05")) == "21. 00:05"  # past midnight
    assert _at(reader.read("1352")) == "21. 13:52"


def test_without_a_day_above_it_is_todays_and_one_to_come_is_asked_about() -> None:
    assert _at(Reader(NOW, ZONE).read("1352")) == "23. 13:52"
    with pytest.raises(UserError, match="Type yesterday 15:00, or today 15:00"):
        Reader(NOW, ZONE).read("1500")
    assert _at(Reader(NOW, ZONE).read("yesterday 15:00")) == "22. 15:00"


def test_a_time_ahead_is_refused() -> None:
    reader = Reader(NOW, ZONE)
    reader.read("2026-11-23 13:00")
    with pytest.raises(UserError):
        reader.read("1430")


def test_each_fault_is_told_of_its_step_and_the_others_are_read() -> None:
    steps = _steps(Annotation(), Annotation(), CHOICE, CHOICE, Annotation())
    lines = {
        "s1": Line("1300", "done", ""),
        "s2": Line("1301", "skipped", ""),
        "s3": Line("1302", "done", "2"),
        "s4": Line("1303", "done", "Perhaps"),
        "s5": Line("1304", "", "said"),
    }
    read = read_sheet(steps, lines, NOW, ZONE)
    assert [(row.step.id, row.state, row.said) for row in read.rows] == [
        ("s1", "done", ""),
        ("s3", "done", "No"),
    ]
    assert set(read.faults) == {"s2", "s4", "s5"}
    assert "none of the answers" in read.faults["s4"]


def test_a_time_that_can_not_be_read_does_not_hide_those_below() -> None:
    steps = _steps(Annotation(), Annotation())
    found = times_of(steps, {"s1": Line("2561"), "s2": Line("1301")}, NOW, ZONE)
    assert {step: _at(at) for step, at in found.items()} == {"s2": "23. 13:01"}


def test_the_draft_of_a_sheet_comes_back_and_an_empty_one_is_none() -> None:
    lines = {"a": Line("1352", "done", "ü"), "b": Line()}
    assert from_text(to_text(lines)) == {"a": lines["a"]}
    assert to_text({"b": Line(" ", "", "")}) == ""
    assert from_text("") == from_text("{") == from_text('{"a": {"odd": 1}}') == from_text("[1]") == {}
