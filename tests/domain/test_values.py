"""Every kind of subject is folded purely, and what contradicts stays in sight."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.entry import By, Entry
from holdfast.domain.kinds import KINDS
from holdfast.domain.review import SECTIONS, WRITTEN, section_title
from holdfast.domain.station import Station, StoreFacts, proposed_code
from holdfast.domain.value import REMOVED, Conflict
from tests.domain.making import FOLDS, INCIDENT, NOON, REVIEW, RUN, RUNBOOK, SHA, entry, fold, histories

BEGIN = {
    "station": "station.began",
    "store": "store.configured",
    "operator": "operator.added",
    "runbook": "runbook.imported",
    "run": "run.started",
    "review": "review.begun",
    "action": "action.added",
    "task": "task.added",
    "handover": "handover.offered",
    "person": "person.added",
    "resource": "resource.added",
    "drill": "drill.started",
}
ABOUT = (INCIDENT, REVIEW)


@pytest.mark.parametrize("subject", sorted(BEGIN))
@given(data=st.data())
def test_any_history_folds_the_same_twice_and_never_raises(subject: str, data: st.DataObject) -> None:
    history = data.draw(histories(BEGIN[subject], sorted(KINDS), f"{subject}/x", most=6))
    before = copy.deepcopy(history)
    value = fold(subject, history, "x")
    assert value is not None
    assert value.id == "x"
    assert fold(subject, history, "x") == value
    assert history == before


@pytest.mark.parametrize("subject", sorted(FOLDS))
def test_there_is_nothing_before_the_beginning(subject: str) -> None:
    for kind in KINDS:
        if kind not in (BEGIN.get(subject), "incident.declared", "runbook.written") and subject != "store":
            assert fold(subject, [entry(kind, {}, 1, subject=f"{subject}/x")], "x") is None


@pytest.mark.parametrize("subject", sorted(BEGIN))
@given(data=st.data())
def test_what_another_program_recorded_changes_nothing_here(subject: str, data: st.DataObject) -> None:
    history = data.draw(histories(BEGIN[subject], sorted(KINDS), f"{subject}/x", most=3))
    value = fold(subject, history, "x")
    after = FOLDS[subject](value, entry("weather.seen", {"title": "x"}, 9, subject=f"{subject}/x"), "x")
    changed = {} if not hasattr(value, "changed") or subject == "runbook" else {"changed": after.changed}
    assert after == (value if not changed else type(value)(**_fields(value) | changed))


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


# --- stations, the store, operators -------------------------------------------------------------


def test_a_station_begins_once_and_may_take_another_code() -> None:
    began = entry("station.began", {"public_key": "aa", "store": "s", "code": "K7", "practice": True}, 1)
    coded = entry("station.coded", {"code": ["K7", "B3"]}, 2)
    assert fold("station", [began], "x") == Station("x", "aa", "K7", "s", practice=True)
    assert fold("station", [began, coded], "x").code == "B3"
    odd = entry("station.coded", {"code": ["ZZ", "C4"]}, 3)
    value = fold("station", [began, coded, odd], "x")
    assert (value.code, value.conflicts) == ("C4", (Conflict(odd.hash, "code", "B3", "ZZ"),))


@given(st.binary(min_size=16, max_size=16))
def test_a_proposed_code_has_no_letter_that_reads_as_a_digit(station: bytes) -> None:
    code = proposed_code(station.hex())
    assert len(code) == 2
    assert code[0] not in "IO01"
    assert code[1] in "23456789"


def test_the_stores_facts_keep_what_is_not_spoken_of() -> None:
    first = entry("store.configured", {"marking": [None, "INTERNAL"], "site": [None, "K7"]}, 1)
    second = entry("store.configured", {"site": [first.hash, "K8"]}, 2)
    value = fold("store", [first, second], "x")
    assert (value.marking, value.site, value.zone, value.conflicts) == ("INTERNAL", "K8", "", ())
    other = entry("store.configured", {"site": [SHA[1], "K9"]}, 3)
    assert fold("store", [first, second, other], "x").conflicts == (
        Conflict(other.hash, "site", second.hash, SHA[1]),
    )
    assert fold("store", [entry("station.began", {}, 1)], "x") == StoreFacts("x")


def test_a_store_adopts_a_scheme_and_texts_of_its_own() -> None:
    scheme = {"scheme": [None, SHA[1]], "content": {"blob": SHA[1], "size": 1}, "title": "Ours"}
    first = entry("store.scheme_adopted", scheme, 1)
    second = entry("store.scheme_adopted", scheme | {"scheme": [SHA[1], SHA[2]]}, 2)
    text = {"template": "can", "version": [None, SHA[3]], "content": {"blob": SHA[3], "size": 1}}
    third = entry("store.template_adopted", text, 3)
    value = fold("store", [first, second, third], "x")
    assert (value.scheme, value.templates, value.conflicts) == (SHA[2], {"can": SHA[3]}, ())
    again = fold("store", [first, second, third, first, third], "x")
    assert (again.scheme, again.templates) == (SHA[1], {"can": SHA[3]})
    assert again.conflicts == (
        Conflict(first.hash, "scheme", SHA[2], ""),
        Conflict(third.hash, "version", SHA[3], ""),
    )


def test_an_operator_is_added_renamed_and_secured() -> None:
    added = entry("operator.added", {"name": "Ana", "system_user": "ana1"}, 1)
    renamed = entry("operator.renamed", {"name": [added.hash, "Ana M."]}, 2)
    secured = entry("operator.secured", {"verifier": [None, SHA[2]]}, 3)
    value = fold("operator", [added, renamed, secured], "x")
    assert (value.name, value.system_user, value.verifier, value.has_passphrase) == (
        "Ana M.", "ana1", SHA[2], True,
    )  # fmt: skip
    assert value.conflicts == ()
    again = entry("operator.secured", {"verifier": [None, SHA[3]]}, 4)
    assert fold("operator", [added, secured, again], "x").conflicts == (
        Conflict(again.hash, "verifier", SHA[2], ""),
    )
    gone = entry("operator.added", {"name": "Ana"}, 1, absent={"name": "removed"})
    assert fold("operator", [gone], "x").name == REMOVED


# --- runbooks and runs ------------------------------------------------------------------------------


def imported(old: str | None, new: str, seq: int, **more: Any) -> Entry:
    body = {"source": "books", "path": "a.md", "title": f"Version {new[0]}", "version": [old, new]}
    return entry("runbook.imported", body | {"text": {"blob": new, "size": 1}} | more, seq, subject=RUNBOOK)


def test_a_runbook_keeps_every_version_and_comes_back() -> None:
    first, second = (
        imported(None, SHA[1], 1),
        imported(SHA[1], SHA[2], 2, images={"p.png": {"blob": SHA[9], "size": 1}}),
    )
    gone = entry("runbook.gone", {"path": "a.md"}, 3, subject=RUNBOOK)
    value = fold("runbook", [first, second, gone], "b1")
    assert (value.version, value.versions, value.gone, value.images) == (
        SHA[2],
        (SHA[1], SHA[2]),
        True,
        {"p.png": SHA[9]},
    )
    back = fold("runbook", [first, second, gone, imported(SHA[2], SHA[1], 4)], "b1")
    assert (back.gone, back.versions, back.title, back.images, back.conflicts) == (
        False, (SHA[2], SHA[1]), "Version 1", {}, (),
    )  # fmt: skip
    other = imported(SHA[5], SHA[6], 5)
    assert fold("runbook", [first, other], "b1").conflicts == (
        Conflict(other.hash, "version", SHA[1], SHA[5]),
    )


def started(seq: int = 1) -> Entry:
    body = {"runbook": "b1", "title": "Disk", "text": {"blob": SHA[1], "size": 1}, "steps": 3}
    return entry("run.started", body, seq, subject=RUN, about=(INCIDENT, RUNBOOK))


def test_a_runbook_counts_its_runs() -> None:
    assert fold("runbook", [imported(None, SHA[1], 1), started(2), started(3)], "b1").used == 2


def marked(kind: str, old: str, new: str, seq: int, **more: Any) -> Entry:
    body = {"step": "s1", "number": 1, "text": "Look", "state": [old, new]}
    return entry(f"step.{kind}", body | more, seq, subject=RUN, about=(INCIDENT,), by=By("ben"))


def test_a_run_remembers_the_last_word_on_each_step() -> None:
    run = fold(
        "run",
        [started(), marked("done", "open", "done", 2), marked("failed", "done", "failed", 3, remark="no")],
        "r1",
    )
    assert (run.runbook, run.incident, run.title, run.version, run.steps) == ("b1", "i1", "Disk", SHA[1], 3)
    mark = run.marks["s1"]
    assert (mark.state, mark.remark, mark.by, mark.number, run.settled) == ("failed", "no", "ben", 1, 1)
    reopened = fold(
        "run", [started(), marked("done", "open", "done", 2), marked("reopened", "done", "open", 3)], "r1"
    )
    assert (reopened.marks["s1"].state, reopened.settled, reopened.conflicts) == ("open", 0, ())


def test_two_who_settled_the_same_step_are_both_in_sight() -> None:
    mine, theirs = (
        marked("done", "open", "done", 2),
        marked("skipped", "open", "skipped", 3, remark="not needed"),
    )
    run = fold("run", [started(), mine, theirs], "r1")
    assert (run.marks["s1"].state, run.conflicts) == (
        "skipped",
        (Conflict(theirs.hash, "state", "done", "open"),),
    )


def test_a_run_ends() -> None:
    ended = entry("run.finished", {"state": ["running", "finished"]}, 2, subject=RUN, about=(INCIDENT,))
    assert fold("run", [started(), ended], "r1").state == "finished"
    twice = entry("run.finished", {"state": ["running", "finished"]}, 3, subject=RUN, about=(INCIDENT,))
    assert fold("run", [started(), ended, twice], "r1").conflicts == (
        Conflict(twice.hash, "state", "finished", "running"),
    )


# --- reviews and actions ------------------------------------------------------------------------------


def told(kind: str, body: dict[str, Any], seq: int, **more: Any) -> Entry:
    return entry(f"review.{kind}", body, seq, subject=REVIEW, about=(INCIDENT,), **more)


BEGUN = told("begun", {"title": "Disk full"}, 1, by=By("ana", "authenticated"))


def row_added(seq: int, source: str) -> Entry:
    times = {"occurred": "2026-11-23T12:00:00Z", "recorded": "2026-11-23T12:05:00Z"}
    return told("row_added", {"source": source, "type": "note", "text": "Looked", "who": "Ana", **times}, seq)


def test_a_review_is_written_section_by_section() -> None:
    first = told("written", {"section": "summary", "text": [None, "One"]}, 2)
    second = told("written", {"section": "summary", "text": [first.hash, "Two"]}, 3)
    value = fold("review", [BEGUN, first, second], "v1")
    assert (value.texts, value.title, value.incident, value.conflicts) == (
        {"summary": "Two"},
        "Disk full",
        "i1",
        (),
    )
    assert (value.author, value.author_sure, value.state, value.revision) == (
        "ana",
        "authenticated",
        "draft",
        1,
    )
    other = told("written", {"section": "summary", "text": [first.hash, "Three"]}, 4)
    after = fold("review", [BEGUN, first, second, other], "v1")
    assert (after.texts["summary"], after.conflicts) == (
        "Three",
        (Conflict(other.hash, "text", second.hash, first.hash),),
    )


def test_rows_are_chosen_reworded_and_taken_out() -> None:
    added = row_added(2, SHA[4])
    reworded = told("row_changed", {"row": added.hash, "text": [added.hash, "Looked at the log"]}, 3)
    dropped = told("row_dropped", {"row": added.hash}, 4)
    (row,) = fold("review", [BEGUN, added], "v1").rows
    assert (row.id, row.source, row.type, row.who, row.text, row.edited) == (
        added.hash, SHA[4], "note", "Ana", "Looked", False,
    )  # fmt: skip
    assert (row.occurred, (row.recorded - row.occurred).seconds) == (NOON, 300)
    value = fold("review", [BEGUN, added, reworded], "v1")
    assert (value.rows[0].text, value.rows[0].edited, value.conflicts) == ("Looked at the log", True, ())
    out = fold("review", [BEGUN, added, reworded, dropped], "v1")
    assert (out.rows, out.dropped) == ((), (SHA[4],))
    again = fold("review", [BEGUN, added, reworded, dropped, row_added(5, SHA[4])], "v1")
    assert (again.rows[0].text, again.dropped) == ("Looked", ())


def test_a_review_is_released_and_opened_for_the_next_revision() -> None:
    out = told("moved", {"state": ["draft", "released"], "revision": 1}, 2)
    back = told("moved", {"state": ["released", "draft"], "revision": 2, "reason": "more"}, 3)
    value = fold("review", [BEGUN, out], "v1")
    assert (value.state, value.revision, value.released) == ("released", 1, value.changed)
    again = fold("review", [BEGUN, out, back], "v1")
    assert (again.state, again.revision, again.released) == ("draft", 2, None)
    made = told("moved", {"state": ["draft", "released"], "revision": 1}, 4)
    assert fold("review", [BEGUN, out, made], "v1").conflicts == (
        Conflict(made.hash, "state", "released", "draft"),
    )


def test_making_a_report_is_not_a_change_of_the_review() -> None:
    body = {"format": "pdf", "sha256": SHA[0], "heads": []}
    made = entry("report.made", body, 2, subject=REVIEW, about=(INCIDENT,))
    assert fold("review", [BEGUN, made], "v1") == fold("review", [BEGUN], "v1")


def test_actions_are_the_reviews() -> None:
    added = entry("action.added", {"title": "Watch"}, 2, subject="action/a1", about=ABOUT)
    assert fold("review", [BEGUN, added], "v1").actions == ("a1",)


def test_every_section_has_a_title() -> None:
    titles = [section_title(key) for key in SECTIONS]
    assert len(set(titles)) == len(SECTIONS) == 11
    assert set(SECTIONS) - set(WRITTEN) == {"timeline", "actions"}
    assert section_title("harder") == "What made it harder"


def test_an_action_is_added_changed_and_done() -> None:
    added = entry(
        "action.added",
        {"title": "Watch", "owner": "Ana", "due": "2026-12-01"},
        1,
        subject="action/a1",
        about=ABOUT,
    )
    changed = entry(
        "action.changed", {"owner": [added.hash, "Ben"], "due": ["2026-12-01", None]}, 2, subject="action/a1"
    )
    moved = entry("action.moved", {"state": ["open", "done"]}, 3, subject="action/a1")
    value = fold("action", [added, changed, moved], "a1")
    assert (value.review, value.incident, value.title, value.owner) == ("v1", "i1", "Watch", "Ben")
    assert (value.due, value.verify, value.state, value.conflicts) == ("", "", "done", ())


def test_actions_that_two_changed_show_both() -> None:
    added = entry(
        "action.added", {"title": "Watch", "due": "2026-12-01"}, 1, subject="action/a1", about=ABOUT
    )
    due = entry("action.changed", {"due": ["2026-11-01", "2026-12-24"]}, 2, subject="action/a1")
    title = entry("action.changed", {"title": [SHA[0], "Wait"]}, 3, subject="action/a1")
    state = entry("action.moved", {"state": ["done", "dropped"]}, 4, subject="action/a1")
    value = fold("action", [added, due, title, state], "a1")
    assert (value.title, value.due, value.state) == ("Wait", "2026-12-24", "dropped")
    assert [(one.member, one.found, one.expected) for one in value.conflicts] == [
        ("due", "2026-12-01", "2026-11-01"), ("title", added.hash, SHA[0]), ("state", "open", "done"),
    ]  # fmt: skip
