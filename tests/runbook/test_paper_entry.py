"""What was done on paper is entered line by line, all or none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.respond.incident import timeline_of
from holdfast.runbook.paper_entry import enter, faults_text, read_lines, record_lines
from holdfast.runbook.parse import parse
from holdfast.runbook.run import finish
from holdfast.store.store import Store
from tests.runbook.books import PUMP
from tests.store.conftest import Hands

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
BOOK = parse(PUMP, "")


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


SHEET = """# the sheet of the night shift

1 1340 answer p1.site
2. 13:45 done no
6) 23.11. 13:50 OK ran down
7 yesterday 23:10 Fail: 0 bar
3 skip  it was  closed
9 13:55 instead told the gate
9 13:56 open
"""


def test_each_line_says_step_time_state_and_what_was_said() -> None:
    sheet = read_lines(SHEET, BOOK, NOW, UTC)
    assert sheet.faults == ()
    assert [(row.line, row.step.number, row.state, row.occurred, row.said) for row in sheet.rows] == [
        (3, 1, "done", at(13, 40), "p1.site"),
        (4, 2, "done", at(13, 45), "no"),
        (5, 6, "done", at(13, 50), "ran down"),
        (6, 7, "failed", at(23, 10, 22), "0 bar"),
        (7, 3, "skipped", None, "it was closed"),
        (8, 9, "deviated", at(13, 55), "told the gate"),
        (9, 9, "open", at(13, 56), ""),
    ]


WRONG = {
    "x 13:40 done": ("", "begins with no step's number"),
    "10 13:40 done": ("step", "There is no step 10; the last one is 9."),
    "0 13:40 done": ("step", "There is no step 0"),
    "3 13:40": ("state", "What became of the step is missing."),
    "3": ("state", "is missing"),
    "3 13:40 dine": ("state", "is missing"),
    "3 1 2 3 4 5 6 done": ("state", "is missing"),
    "3 25:00 done": ("time", "25:00"),
    "3 tomorrow 10:00 done": ("time", "tomorrow"),
    "3 2026-11-24 10:00 done": ("time", "has not come yet"),
    "3 18:40 done": ("time", "is still to come"),
    "3 13:40 skip": ("remark", "Why is missing."),
    "3 13:40 fail  ": ("remark", "Why is missing."),
    "3 13:40 instead": ("remark", "Why is missing."),
    "1 13:40 done": ("answer", "The answer is empty"),
    "1 13:40 answer two words": ("answer", "is no name"),
    "2 13:40 answer perhaps": ("answer", "is none of the answers"),
}


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_named_by_its_line_and_part(line: str) -> None:
    part, what = WRONG[line]
    sheet = read_lines(f"3 13:40 done\n{line}\n", BOOK, NOW, UTC)
    (fault,) = sheet.faults
    assert (fault.line, fault.column) == (2, part)
    assert what in fault.what
    assert fault.hint
    assert len(sheet.rows) == 1


def test_every_wrong_line_is_named_in_one_go() -> None:
    sheet = read_lines("\n".join(WRONG), BOOK, NOW, UTC)
    assert [fault.line for fault in sheet.faults] == list(range(1, len(WRONG) + 1))
    assert next(faults_text(sheet.faults)).startswith("line 1: This line begins with no step's number. Write")


def test_a_book_of_lines_is_entered_in_parts() -> None:
    sheet = read_lines("3 done\n" * 3000, BOOK, NOW, UTC)
    assert [(fault.line, fault.what) for fault in sheet.faults] == [(2001, "There are more than 2000 lines.")]


@given(st.text(max_size=200) | st.text(st.sampled_from("0123456789 :.-\ndoneskipfailanswer#"), max_size=80))
def test_any_text_is_read_or_named(text: str) -> None:
    sheet = read_lines(text, BOOK, NOW, UTC)
    lines = [
        number
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    assert sorted([row.line for row in sheet.rows] + [fault.line for fault in sheet.faults]) == lines


def test_a_sheet_is_recorded_in_one_command_and_marked_late(store: Store, pump: Run, hands: Hands) -> None:
    hands.at = NOW
    sheet, faults = enter(store, pump.id, SHEET)
    assert (len(sheet.rows), faults) == (7, ())
    run = store.runbooks.run(pump.id)
    assert (run.answers, run.settled) == ({"PUMP": "p1.site", "LEAK": "no"}, 5)
    rows = [row for row in timeline_of(store, pump.incident) if row.text.startswith("Step ")]
    assert len({store.journal.at(row.entry).header.command for row in rows}) == 1
    late = {row.text[:6] for row in rows if row.late}
    assert late == {"Step 1", "Step 2", "Step 6", "Step 7", "Step 9"}  # step 3 has no time on the sheet
    assert rows[0].occurred == at(23, 10, 22)


def test_a_sheet_that_was_entered_before_is_refused_unless_it_is_wanted_again(
    store: Store, pump: Run, hands: Hands
) -> None:
    hands.at = NOW
    text = "1 13:40 answer p1.site\n3 13:42 done\n"
    assert enter(store, pump.id, text)[1] == ()
    count = store.journal.count()
    _sheet, faults = enter(store, pump.id, text)
    assert [fault.line for fault in faults] == [1, 2]
    assert "entered before" in faults[0].what
    assert store.journal.count() == count
    assert enter(store, pump.id, text + "9 13:50 done\n")[1] == ()
    assert enter(store, pump.id, text, again=True)[1] == ()
    assert store.journal.count() > count


def test_all_or_nothing_is_recorded_and_each_fault_is_named(store: Store, pump: Run, hands: Hands) -> None:
    hands.at = NOW
    count = store.journal.count()
    text = "1 13:40 answer p1\n8 13:41 done\n3 13:42 done\n6 done\n"
    _sheet, faults = enter(store, pump.id, text)
    assert [(fault.line, fault.what.split(":")[0]) for fault in faults] == [
        (2, "This gate needs a second person"), (4, "The time for this step has not passed yet."),
    ]  # fmt: skip
    assert (store.journal.count(), store.runbooks.run(pump.id)) == (count, pump)
    _sheet, faults = enter(store, pump.id, "3 13:42 done\n4 13:43 oops\n")
    assert [fault.line for fault in faults] == [2]
    assert store.journal.count() == count
    assert record_lines(store, pump.id, ()) == ()
    finish(store, pump.id)
    with pytest.raises(UserError, match="is finished"):
        enter(store, pump.id, "3 13:42 done")


def test_what_was_read_before_is_judged_again_when_it_is_recorded(
    store: Store, pump: Run, hands: Hands
) -> None:
    sheet = read_lines("3 13:40 done\n", BOOK, NOW, UTC)
    hands.at = NOW - timedelta(hours=3)  # another clock
    (fault,) = record_lines(store, pump.id, sheet.rows)
    assert "has not come yet" in fault.what
