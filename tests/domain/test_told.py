"""What coordination records is told on the timeline, also where it speaks of an earlier entry."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.bodies import (
    ClockState,
    CloseReason,
    CriterionState,
    HandoverState,
    Relation,
    ResourceState,
    TaskState,
)
from holdfast.domain.coordination import BACKWARDS
from holdfast.domain.entry import Entry
from holdfast.domain.timeline import TimelineRow, kind_word, row, timeline
from holdfast.domain.told import TOLD_MORE, TOLD_OF, close_reason_word, relation_word, state_word
from holdfast.domain.value import REMOVED
from tests.domain.making import INCIDENT, SHA, bodies, entry

NAMES = {"ana": "Ana"}
WHEN = "2026-11-23T12:00:00Z"
MONTH = "2026-12-23T12:00:00Z"
FINAL: dict[str, Any] = {
    "clock": "final",
    "title": "Final report",
    "months": 1,
    "counts_from": "met:notification",
    "after": "Notification",
    "from": [None, None],
    "due": [None, None],
}
LINKED = {"relation": "duplicate_of", "other": "i2", "ref": "INC-K7-1", "other_ref": "INC-K7-2"}
EVIDENCE = {"name": "log.txt", "size": 120, "sha256": SHA[10], "media": "text/plain"}

TOLD: list[tuple[str, dict[str, Any], str, str]] = [
    ("incident.labelled", {"label": "noise", "present": [False, True]}, "change", "Label noise"),
    ("incident.labelled", {"label": "noise", "present": [True, False]}, "change", "Label noise taken off"),
    (
        "incident.linked",
        LINKED | {"present": [False, True]},
        "change",
        "INC-K7-1: duplicate of INC-K7-2",
    ),
    (
        "incident.linked",
        LINKED | {"present": [True, False], "relation": "caused_by"},
        "change",
        "INC-K7-1: no longer caused by INC-K7-2",
    ),
    (
        "incident.time_corrected",
        {"time": "contained", "at": [None, WHEN], "reason": "by the log"},
        "phase",
        "Time of contained corrected: (empty), now 2026-11-23 12:00 UTC (by the log)",
    ),
    (
        "incident.time_corrected",
        {"time": "started", "at": ["2026-11-23T13:00:31.941618+01:00", None]},
        "phase",
        "Time of started corrected: 2026-11-23 13:00:31 UTC+1, now (empty)",
    ),
    (
        "incident.acknowledged",
        {"acknowledged": [None, WHEN], "reason": "by the log"},
        "phase",
        "Acknowledged: 2026-11-23 12:00 UTC (by the log)",
    ),
    (
        "incident.acknowledged",
        {"acknowledged": [WHEN, None]},
        "phase",
        "Time of acknowledged corrected: 2026-11-23 12:00 UTC, now (empty)",
    ),
    ("incident.criterion_added", {"text": "load below 2"}, "change", "Exit criterion: load below 2"),
    (
        "incident.clock_started",
        {"clock": "nis2", "title": "Early warning", "from": WHEN, "within": 86400},
        "change",
        "Reporting clock: Early warning, within 1 d",
    ),
    (
        "incident.clock_moved",
        {"clock": "nis2", "title": "Early warning", "from": ["2026-11-23T13:00:00Z", WHEN], "within": 86400},
        "change",
        "Reporting clock Early warning counts from 2026-11-23 12:00 UTC now, due 2026-11-24 12:00 UTC",
    ),
    (
        "incident.clock_stopped",
        {"clock": "nis2", "state": ["running", "met"], "reason": "told by phone"},
        "change",
        "Reporting clock nis2: met (told by phone)",
    ),
    (
        "incident.clock_stopped",
        {"clock": "nis2", "state": ["met", "met"], "met": [WHEN, "2026-11-23T13:00:00Z"], "reason": "log"},
        "change",
        "Reporting clock nis2: met 2026-11-23 13:00 UTC, corrected (log)",
    ),
    (
        "incident.clock_dated",
        FINAL | {"state": ["offered", "waiting"]},
        "change",
        "Reporting clock: Final report, within 1 month, counts from Notification when that was sent",
    ),
    (
        "incident.clock_dated",
        FINAL | {"state": ["waiting", "running"], "from": [None, WHEN], "due": [None, MONTH]},
        "change",
        "Reporting clock: Final report, within 1 month from 2026-11-23 12:00 UTC, due 2026-12-23 12:00 UTC",
    ),
    (
        "incident.clock_dated",
        FINAL | {"state": ["running", "running"], "from": [MONTH, WHEN], "due": [None, MONTH]},
        "change",
        "Reporting clock Final report counts from 2026-11-23 12:00 UTC now, due 2026-12-23 12:00 UTC",
    ),
    (
        "incident.clock_dated",
        FINAL | {"state": ["waiting", "not_needed"], "reason": "no duty"},
        "change",
        "Reporting clock Final report: not needed (no duty)",
    ),
    (
        "incident.clock_dated",
        FINAL | {"state": ["waiting", "offered"]},
        "change",
        "Reporting clock Final report does not run any more",
    ),
    ("incident.source_set", {"origin": "fw1", "ahead": [None, 0]}, "change", "The clock of fw1 is right"),
    (
        "incident.source_set",
        {"origin": "fw1", "ahead": [90, None]},
        "change",
        "How far the clock of fw1 is off is not known any more",
    ),
    (
        "incident.source_set",
        {"origin": "fw1", "ahead": [0, 90]},
        "change",
        "The clock of fw1 is 1 min 30 s ahead",
    ),
    (
        "incident.source_set",
        {"origin": "fw1", "ahead": [0, -7200]},
        "change",
        "The clock of fw1 is 2 h behind",
    ),
    (
        "incident.resource_asked",
        {"name": "Pump", "identifier": "P-4"},
        "change",
        "Resource asked for: Pump P-4",
    ),
    (
        "incident.move_undone",
        {"phase": ["contained", "triaged"], "times": {}},
        "phase",
        "Triaged again",
    ),
    (
        "incident.move_undone",
        {"phase": ["resolved", "resolved"], "times": {}, "review": ["waived", ""]},
        "phase",
        "Review not waived any more",
    ),
    (
        "incident.move_undone",
        {"phase": ["resolved", "resolved"], "times": {}, "review": ["", "waived"]},
        "phase",
        "Review waived again",
    ),
    (
        "incident.undone",
        {"undone": "c", "what": "a label", "again": True},
        "change",
        "Done again: a label",
    ),
    ("incident.undone", {"undone": "c", "what": "the label noise"}, "change", "Taken back: the label noise"),
    (
        "evidence.added",
        EVIDENCE | {"text": "from fw1"},
        "evidence",
        "log.txt, 120 bytes, SHA-256 aaaaaaaaaaaaaaaa: from fw1",
    ),
    ("evidence.added", EVIDENCE, "evidence", "log.txt, 120 bytes, SHA-256 aaaaaaaaaaaaaaaa"),
    (
        "call.made",
        {"number": "0123", "result": "reached", "who": "Ben", "text": "Comes at once."},
        "communication",
        "Call to Ben, 0123: reached. Comes at once.",
    ),
    ("call.made", {"number": "0123", "result": "no_answer"}, "communication", "Call to 0123: no answer"),
    ("call.made", {"number": "0123", "result": "busy"}, "communication", "Call to 0123: busy"),
    (
        "update.sent",
        {"form": "can", "audience": "everybody", "text": "We look."},
        "update",
        "Status update to everybody: We look.",
    ),
    (
        "update.snoozed",
        {"until": WHEN, "reason": "in a meeting"},
        "update",
        "Next status update put off: in a meeting",
    ),
    (
        "task.added",
        {"title": "Fetch the spare", "person": "Ben", "within": 1800},
        "task",
        "Task: Fetch the spare, for Ben, within 30 min",
    ),
    ("task.added", {"title": "Fetch the spare"}, "task", "Task: Fetch the spare"),
    ("handover.offered", {"to": "Ben", "command": True}, "handover", "Command offered to Ben"),
    (
        "handover.offered",
        {"to": "Ben", "command": False, "reason": "end of shift"},
        "handover",
        "Handover offered to Ben (end of shift)",
    ),
]


@pytest.mark.parametrize(("kind", "body", "shown", "text"), TOLD)
def test_every_kind_is_told(kind: str, body: dict[str, Any], shown: str, text: str) -> None:
    one = row(entry(kind, body, 7), NAMES)
    assert (one.kind, one.text, one.who, one.seq, one.removed) == (shown, text, "Ana", 7, False)
    assert kind_word(one.kind)


def test_no_kind_that_is_told_is_left_out_here() -> None:
    assert {kind for kind, *_rest in TOLD} == set(TOLD_MORE)
    assert {kind for kind, *_rest in OF} == set(TOLD_OF)


WORDS = ("label", "ref", "other_ref", "text", "title", "origin", "name", "what", "who", "audience", "reason")


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind, body, *_rest in TOLD])
def test_words_that_were_removed_are_shown_as_removed(kind: str, body: dict[str, Any]) -> None:
    for member in body:
        one = row(entry(kind, body, 1, absent={member: "removed"}), NAMES)
        assert one.removed
        assert one.text
        if member in WORDS:
            assert REMOVED in one.text, member


# --- what can only be told together with the entry that it speaks of -----------------------------

TASK, OFFER = "task/t1", "handover/h1"
FIRST: dict[str, Entry] = {
    "task": entry("task.added", {"title": "Fetch the spare"}, 1, subject=TASK, about=(INCIDENT,)),
    "handover": entry("handover.offered", {"to": "Ben", "command": False}, 2, subject=OFFER),
    "command": entry("handover.offered", {"to": "Cleo", "command": True}, 3, subject="handover/h2"),
    "criterion": entry("incident.criterion_added", {"text": "load below 2"}, 4),
    "resource": entry("incident.resource_asked", {"name": "Pump"}, 5),
    "evidence": entry("evidence.added", EVIDENCE, 6),
}
CRITERION, ASKED, FILE = (FIRST[name].hash for name in ("criterion", "resource", "evidence"))
OF: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("task.moved", TASK, {"state": ["open", "done"]}, "task", "Task done: Fetch the spare"),
    (
        "task.moved",
        TASK,
        {"state": ["open", "dropped"], "reason": "not needed"},
        "task",
        "Task dropped: Fetch the spare (not needed)",
    ),
    (
        "task.changed",
        TASK,
        {"title": [FIRST["task"].hash, "Fetch both"]},
        "task",
        "Task changed: Fetch both",
    ),
    (
        "task.changed",
        TASK,
        {"person": [FIRST["task"].hash, "Ben"]},
        "task",
        "Task changed: Fetch the spare, for Ben",
    ),
    (
        "handover.answered",
        OFFER,
        {"state": ["offered", "declined"], "reason": "too tired"},
        "handover",
        "Handover declined: Ben (too tired)",
    ),
    (
        "handover.answered",
        "handover/h2",
        {"state": ["offered", "accepted"]},
        "handover",
        "Command accepted: Cleo",
    ),
    (
        "handover.answered",
        "handover/h2",
        {"state": ["offered", "withdrawn"], "reason": "too early"},
        "handover",
        "Offer to Cleo withdrawn (too early)",
    ),
    (
        "incident.criterion_moved",
        INCIDENT,
        {"criterion": CRITERION, "state": ["open", "met"]},
        "change",
        "Exit criterion met: load below 2",
    ),
    (
        "incident.resource_moved",
        INCIDENT,
        {"target": ASKED, "state": ["asked", "arrived"]},
        "change",
        "Resource arrived: Pump",
    ),
    (
        "evidence.checked",
        INCIDENT,
        {"target": FILE, "found": "same"},
        "evidence",
        "Evidence checked, unaltered: log.txt",
    ),
    (
        "evidence.checked",
        INCIDENT,
        {"target": FILE, "found": "altered"},
        "evidence",
        "Evidence checked, ALTERED: log.txt",
    ),
    (
        "evidence.checked",
        INCIDENT,
        {"target": FILE, "found": "missing"},
        "evidence",
        "Evidence checked, missing: log.txt",
    ),
    (
        "evidence.checked",
        INCIDENT,
        {"target": FILE, "found": "mislaid"},
        "evidence",
        "Evidence checked: log.txt",
    ),
]


@pytest.mark.parametrize(("kind", "subject", "body", "shown", "text"), OF)
def test_what_speaks_of_an_earlier_entry_names_it(
    kind: str, subject: str, body: dict[str, Any], shown: str, text: str
) -> None:
    later = entry(kind, body, 9, subject=subject, about=(INCIDENT,))
    (one,) = [row for row in timeline([*FIRST.values(), later], NAMES) if row.entry == later.hash]
    assert (one.kind, one.text, one.who) == (shown, text, "Ana")
    alone = timeline([later], NAMES)  # the other is withheld as a whole, or was never merged
    assert [row.entry for row in alone] == [later.hash]
    assert alone[0].text


@given(st.sampled_from(sorted(TOLD_OF)), st.data())
def test_any_entry_that_speaks_of_another_can_be_told(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    gone = data.draw(st.sets(st.sampled_from(sorted(body)))) if body else set()
    subject = data.draw(st.sampled_from([INCIDENT, TASK, OFFER]))
    later = entry(kind, body, 9, subject=subject, absent=dict.fromkeys(gone, "withheld"))
    assert later.hash in {row.entry for row in timeline([*FIRST.values(), later], NAMES)}


# --- notes that later entries correct, withdraw and pin -------------------------------------------

NOTE = entry("note.added", {"type": "note", "text": "One", "occurred": WHEN}, 1)


def noted(*later: Entry) -> TimelineRow:
    (one,) = timeline([NOTE, *later], NAMES)
    return one


def test_a_corrected_note_says_what_it_said_first() -> None:
    first = entry("note.corrected", {"target": NOTE.hash, "text": [NOTE.hash, "Two"]}, 2)
    second = entry("note.corrected", {"target": NOTE.hash, "text": [first.hash, "Three"]}, 3)
    assert (noted().text, noted().first) == ("One", "")
    assert (noted(first).text, noted(first).first) == ("Two", "One")
    both = noted(first, second)
    assert (both.text, both.first, both.entry, both.seq) == ("Three", "One", NOTE.hash, 1)
    gone = entry(
        "note.corrected",
        {"target": NOTE.hash, "text": [NOTE.hash, "Two"]},
        2,
        absent={"text": "removed"},
    )
    assert (noted(gone).text, noted(gone).removed) == (REMOVED, True)


def test_a_corrected_time_makes_a_note_late_or_not() -> None:
    early = entry("note.corrected", {"target": NOTE.hash, "happened": [WHEN, "2026-11-23T11:30:00Z"]}, 2)
    back = entry("note.corrected", {"target": NOTE.hash, "happened": ["2026-11-23T11:30:00Z", None]}, 3)
    assert (noted().late, noted(early).late, noted(early, back).late) == (False, True, False)
    assert noted(early).occurred.minute == 30
    assert noted(early, back).occurred == noted().recorded
    kind = entry("note.corrected", {"target": NOTE.hash, "type": ["note", "decision"]}, 2)
    assert (noted(kind).kind, noted(kind).text, noted(kind).occurred) == ("decision", "One", noted().occurred)


def test_a_withdrawn_note_says_why_until_it_is_put_back() -> None:
    out = entry(
        "note.withdrawn", {"target": NOTE.hash, "withdrawn": [False, True], "reason": "other host"}, 2
    )
    bare = entry("note.withdrawn", {"target": NOTE.hash, "withdrawn": [False, True]}, 2)
    back = entry("note.withdrawn", {"target": NOTE.hash, "withdrawn": [True, False]}, 3)
    assert (noted(out).withdrawn, noted(out).text) == ("other host", "One")
    assert noted(bare).withdrawn == "withdrawn"
    assert noted(out, back).withdrawn == ""


def test_a_pinned_note_is_pinned_until_it_is_not() -> None:
    pin = entry("note.pinned", {"target": NOTE.hash, "pinned": [False, True]}, 2)
    off = entry("note.pinned", {"target": NOTE.hash, "pinned": [True, False]}, 3)
    assert (noted().pinned, noted(pin).pinned, noted(pin, off).pinned) == (False, True, False)


def test_what_amends_a_note_that_is_not_there_is_no_row() -> None:
    pin = entry("note.pinned", {"target": SHA[3], "pinned": [False, True]}, 2)
    assert [row.entry for row in timeline([NOTE, pin], NAMES)] == [NOTE.hash]


def test_a_note_says_where_it_came_from_and_what_its_clock_said() -> None:
    body = {"type": "observation", "text": "x", "origin": "fw1", "raw": "2026-11-23T12:07:00+01:00"}
    one = row(entry("note.added", body, 1, kv=2), NAMES)
    assert one.origin == "fw1"
    assert one.raw is not None
    assert (one.raw.hour, one.raw.minute) == (11, 7)
    assert (row(NOTE, NAMES).origin, row(NOTE, NAMES).raw) == ("", None)


# --- the words themselves -------------------------------------------------------------------------


def test_every_closed_vocabulary_has_its_words() -> None:
    states = {
        word
        for form in (TaskState, CriterionState, ClockState, HandoverState, ResourceState)
        for word in form.__args__
    }
    assert all(state_word(state) for state in states)
    assert {state for state in states if state_word(state) == state} == {
        "acknowledged", "done", "dropped", "met", "offered", "accepted", "declined", "withdrawn",
        "arrived", "released",
    }  # fmt: skip
    assert {relation_word(word) for word in Relation.__args__} == {
        "duplicate of",
        "related to",
        "caused by",
    }
    assert {relation_word(word) for word in BACKWARDS.values()} == {
        "has the duplicate",
        "related to",
        "cause of",
    }
    assert len({close_reason_word(word) for word in CloseReason.__args__}) == 6


def test_a_word_of_a_later_program_is_shown_as_it_is() -> None:
    assert (state_word("asleep"), relation_word("near"), close_reason_word("weather")) == (
        "asleep",
        "near",
        "weather",
    )
