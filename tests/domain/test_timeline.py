"""Every kind of entry that belongs on a timeline is told, each with its two times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain import timeline as module
from holdfast.domain.entry import By, Entry
from holdfast.domain.errors import UserError
from holdfast.domain.kinds import KINDS
from holdfast.domain.timeline import LATE, NOTE_TYPES, kind_word, note_type, role_word, row, timeline
from holdfast.domain.told import TOLD_MORE, TOLD_OF
from holdfast.domain.value import REMOVED
from tests.domain.making import NOON, SHA, bodies, entry

NAMES = {"ana": "Ana"}
SCHEME = {"blob": SHA[0], "size": 1}
ASSESSED: dict[str, Any] = {
    "impact": [None, "high"],
    "urgency": ["low", "medium"],
    "priority": [None, 2],
    "severity": [None, 2],
    "scheme": SCHEME,
}
STEP = {"step": "s", "number": 3, "text": "Look at the log", "state": ["open", "done"]}
HEADS = [{"station": "aa", "seq": 3, "hash": SHA[1]}]

TOLD: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "incident.declared",
        {"title": "Disk full", "ref": {"code": "K7", "number": 1}},
        "phase",
        "Declared: Disk full",
    ),
    ("incident.assessed", ASSESSED, "assessment", "High impact, medium urgency: priority 2, SEV2 Major"),
    (
        "incident.assessed",
        ASSESSED | {"proposed": 3, "reason": "the shop is shut"},
        "assessment",
        "High impact, medium urgency: priority 2, SEV2 Major (the scheme proposed SEV3: the shop is shut)",
    ),
    (
        "incident.assessed",
        ASSESSED | {"proposed": 2},
        "assessment",
        "High impact, medium urgency: priority 2, SEV2 Major",
    ),
    ("incident.moved", {"phase": ["declared", "contained"]}, "phase", "Contained"),
    (
        "incident.moved",
        {"phase": ["closed", "triaged"], "reason": "it came back"},
        "phase",
        "Back to triaged: it came back",
    ),
    ("incident.changed", {"title": [SHA[0], "Disk is full"]}, "change", "Title: Disk is full"),
    (
        "incident.changed",
        {"know": [None, "a"], "plan": [SHA[0], ""], "need": [None, "c"]},
        "change",
        "Know: a · Plan: (empty) · Need: c",
    ),
    (
        "incident.changed",
        {"service": [None, "db"], "resolution": [None, "done"]},
        "change",
        "Service: db · Resolution: done",
    ),
    (
        "incident.changed",
        {"noticed": [None, "user_report"], "service": [None, ""]},
        "change",
        "Service: (empty) · Noticed: report from a user",
    ),
    ("incident.changed", {"noticed": [None, "A call"]}, "change", "Noticed: A call"),
    (
        "incident.changed",
        {"started": [None, "2026-11-23T12:00:00Z"], "detected": ["2026-11-23T12:00:00Z", None]},
        "change",
        "Started: 2026-11-23 12:00 UTC · Detected: (empty)",
    ),
    ("incident.assigned", {"role": "commander", "person": [None, "Ben"]}, "role", "Commander: Ben"),
    ("incident.assigned", {"role": "night_watch", "person": [SHA[0], None]}, "role", "Night watch: nobody"),
    ("incident.review_waived", {"reason": "small"}, "review", "Review waived: small"),
    (
        "run.started",
        {"runbook": "b", "title": "Disk", "text": SCHEME, "steps": 2},
        "runbook",
        "Runbook started: Disk",
    ),
    ("run.finished", {"state": ["running", "finished"]}, "runbook", "Runbook finished"),
    (
        "run.finished",
        {"state": ["running", "finished"], "reason": "not it"},
        "runbook",
        "Runbook finished: not it",
    ),
    ("run.finished", {"state": ["finished", "running"]}, "runbook", "Runbook goes on"),
    ("step.done", STEP, "runbook", "Step 3 done: Look at the log"),
    ("step.skipped", STEP | {"remark": "known"}, "runbook", "Step 3 skipped: Look at the log (known)"),
    ("step.failed", STEP | {"remark": "no rights"}, "runbook", "Step 3 failed: Look at the log (no rights)"),
    ("step.reopened", STEP, "runbook", "Step 3 open again: Look at the log"),
    (
        "step.deviated",
        STEP | {"remark": "asked Ben"},
        "runbook",
        "Step 3 done differently: Look at the log (asked Ben)",
    ),
    (
        "step.done",
        STEP | {"sort": "check", "expect": "0 errors", "remark": "0"},
        "runbook",
        "Step 3 passed: Look at the log (expected: 0 errors; 0)",
    ),
    (
        "step.done",
        STEP | {"sort": "input", "name": "HOST", "value": "db1"},
        "runbook",
        "Step 3 answered: Look at the log (HOST: db1)",
    ),
    ("step.done", STEP | {"sort": "approval"}, "runbook", "Step 3 approved: Look at the log"),
    (
        "step.began",
        {"step": "a", "number": 3, "text": "Wait", "wait": 600},
        "runbook",
        "Step 3 waits 10 min: Wait",
    ),
    ("step.added", {"step": "a", "text": "Ask Ben"}, "runbook", "Step added: Ask Ben"),
    (
        "step.demoted",
        {"step": "a", "text": "Note well", "demoted": [False, True]},
        "change",
        "No step: Note well",
    ),
    (
        "step.demoted",
        {"step": "a", "text": "Note well", "demoted": [True, False]},
        "change",
        "A step again: Note well",
    ),
    (
        "run.started",
        {"runbook": "", "title": "Pump", "text": SCHEME, "steps": 0},
        "runbook",
        "Checklist started: Pump",
    ),
    ("review.begun", {"title": "x"}, "review", "Review begun"),
    ("review.moved", {"state": ["draft", "released"], "revision": 1}, "review", "Review released"),
    ("review.moved", {"state": ["released", "draft"], "revision": 2}, "review", "Review opened again"),
    ("action.added", {"title": "Watch the disks"}, "review", "Preventive action: Watch the disks"),
    (
        "report.made",
        {"format": "pdf", "sha256": SHA[10], "heads": HEADS},
        "report",
        "Report made: PDF, SHA-256 aaaaaaaaaaaaaaaa",
    ),
    (
        "report.made",
        {"format": "markdown", "sha256": SHA[10], "heads": HEADS},
        "report",
        "Report made: Markdown, SHA-256 aaaaaaaaaaaaaaaa",
    ),
    (
        "entry.removed",
        {"target": HEADS[0], "members": ["text"], "reason": "a password"},
        "removal",
        "Words of entry 3 were removed: a password",
    ),
    ("alert.linked", {"name": "DiskFull", "present": [False, True]}, "alert", "Alert joined: DiskFull"),
    (
        "drill.injected",
        {"inject": "call", "form": "message", "title": "A call", "who": "Ada", "text": "Hurry."},
        "drill",
        "Message from Ada: A call\nHurry.",
    ),
    ("drill.injected", {"inject": "x", "form": "fact", "title": "It rains"}, "drill", "It rains"),
    ("drill.moved", {"state": ["running", "paused"], "reason": "Lunch"}, "drill", "Drill paused (Lunch)"),
    ("alert.linked", {"name": "DiskFull", "present": [True, False]}, "alert", "Alert taken off: DiskFull"),
    (
        "alert.moved",
        {"name": "DiskFull", "status": ["firing", "resolved"], "reason": "Seen on the host"},
        "alert",
        "Alert resolved: DiskFull (Seen on the host)",
    ),
    (
        "alert.updated",
        {"name": "DiskFull", "status": ["resolved", "firing"], "times": 1},
        "alert",
        "Alert firing: DiskFull",
    ),
    *(("note.added", {"type": kind, "text": "Looked"}, kind, "Looked") for kind in NOTE_TYPES),
]


@pytest.mark.parametrize(("kind", "body", "shown", "text"), TOLD)
def test_every_kind_is_told(kind: str, body: dict[str, Any], shown: str, text: str) -> None:
    one = row(entry(kind, body, 7), NAMES)
    assert (one.kind, one.text, one.who, one.seq, one.late, one.removed) == (
        shown,
        text,
        "Ana",
        7,
        False,
        False,
    )
    assert kind_word(one.kind) == shown


def test_no_kind_that_is_told_is_left_out_here() -> None:
    assert {kind for kind, *_rest in TOLD} == set(module._TOLD) - set(TOLD_MORE)
    assert set(module._TOLD) <= set(KINDS)


def test_what_is_not_told_is_no_row() -> None:
    silent = set(KINDS) - set(module._TOLD) - set(TOLD_OF)
    assert timeline([entry(kind, {}, 1) for kind in silent], NAMES) == []
    assert "runbook.imported" in silent


def noted(seq: int, **more: Any) -> Entry:
    at = more.pop("at", None)
    return entry("note.added", {"type": "note", "text": f"note {seq}"} | more, seq, at=at)


def test_what_is_recorded_more_than_ten_minutes_after_is_late() -> None:
    recorded = NOON + timedelta(hours=1)
    for before, late in (
        (LATE, False),
        (LATE + timedelta(seconds=1), True),
        (timedelta(0), False),
        (-LATE * 2, False),
    ):
        one = row(noted(1, occurred=(recorded - before).isoformat(), at=recorded), NAMES)
        assert (one.late, one.occurred, one.recorded) == (late, recorded - before, recorded)
    assert not row(noted(1), NAMES).late


def test_a_timeline_goes_by_when_things_happened() -> None:
    rows = timeline(
        [
            noted(1, occurred="2026-11-23T12:30:00Z", at=NOON),
            noted(2, occurred="2026-11-23T13:10:00+01:00", at=NOON),
            noted(3, at=NOON + timedelta(minutes=20)),
        ],
        NAMES,
    )
    assert [one.seq for one in rows] == [2, 3, 1]
    assert rows[0].occurred == datetime(2026, 11, 23, 12, 10, tzinfo=UTC)


def test_within_one_second_the_order_of_recording_tells_the_story() -> None:
    rows = timeline(
        [
            noted(1, occurred="2026-11-23T12:00:00.900000Z", at=NOON),
            noted(2, occurred="2026-11-23T12:00:00.100000Z", at=NOON + timedelta(microseconds=5)),
            noted(3, occurred="2026-11-23T12:00:00Z", at=NOON + timedelta(microseconds=5)),
        ],
        NAMES,
    )
    assert [one.seq for one in rows] == [1, 2, 3]


def test_who_recorded_it() -> None:
    assert row(noted(1), {}).who == "ana"
    stranger = entry(
        "note.added", {"type": "note", "text": "x"}, 1, by=By("019a0c2e-0000-7000-8000-0000000000aa")
    )
    assert row(stranger, {}).who == "019a0c2e"
    system = entry("note.added", {"type": "note", "text": "x"}, 1, by=None)
    assert row(system, NAMES).who == "system"


def test_a_note_is_of_a_type_that_there_is() -> None:
    assert [note_type(kind) for kind in NOTE_TYPES] == list(NOTE_TYPES)
    with pytest.raises(UserError, match="rumour is no kind of note") as refused:
        note_type("rumour")
    assert "observation" in refused.value.hint


def test_roles_of_a_scheme_have_their_words() -> None:
    known = ("commander", "deputy", "operations", "scribe", "communications", "liaison")
    assert [role_word(role) for role in known] == [role.capitalize() for role in known]
    assert role_word("fire_officer") == "Fire officer"


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind, body, *_rest in TOLD])
def test_words_that_were_removed_are_shown_as_removed(kind: str, body: dict[str, Any]) -> None:
    for member in body:
        one = row(entry(kind, body, 1, absent={member: "removed"}), NAMES)
        assert one.removed
        assert one.text
        assert kind_word(one.kind)
    words = [name for name in ("text", "title", "reason", "remark", "know", "person") if name in body]
    if words and kind != "review.begun" and not (kind == "incident.assessed" and "proposed" not in body):
        text = row(entry(kind, body, 1, absent=dict.fromkeys(words, "removed")), NAMES).text
        assert (REMOVED if kind != "incident.declared" else "(title removed)") in text


@given(st.sampled_from(sorted(module._TOLD)), st.data())
def test_any_entry_that_was_recorded_or_handed_over_can_be_told(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    gone = data.draw(st.sets(st.sampled_from(sorted(body)))) if body else set()
    one = row(entry(kind, body, 1, absent=dict.fromkeys(gone, "withheld")), NAMES)
    assert kind_word(one.kind)


def test_what_a_later_program_recorded_is_not_guessed_at() -> None:
    later = [
        entry("incident.moved", {"phase": {"to": "asleep"}}, 1, kv=3),
        entry("note.added", {"words": 1}, 2, v=2),
    ]
    assert timeline(later, NAMES) == []
