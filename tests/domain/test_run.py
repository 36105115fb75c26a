"""What a run's entries fold to, in any order and with anything missing."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import AddedStep
from holdfast.domain.entry import By, Entry
from holdfast.domain.kinds import KINDS
from holdfast.domain.run import MARKS, Run, StepMark, Waiting
from holdfast.domain.value import REMOVED, Conflict, moment
from tests.domain.making import INCIDENT, NOON, RUN, RUNBOOK, SHA, entry, fold, histories

STARTED = {"runbook": "b1", "title": "Disk", "text": {"blob": SHA[1], "size": 1}, "steps": 3}


def told(kind: str, body: dict[str, Any], seq: int, **more: Any) -> Entry:
    return entry(kind, body, seq, subject=RUN, about=(INCIDENT, RUNBOOK), **more)


def started(**more: Any) -> Entry:
    return told("run.started", STARTED | more, 1)


def marked(state: str, seq: int, was: str = "open", step: str = "s1", **more: Any) -> Entry:
    gone = more.pop("absent", None)
    body = {"step": step, "number": 1, "text": "Look", "state": [was, state]} | more
    return told(MARKS[state], body, seq, absent=gone)


def run_of(*entries: Entry) -> Run:
    return fold("run", [started(), *entries], "r1")


following = sorted(kind for kind in KINDS if kind.startswith(("step.", "run.", "evidence.")))


@given(histories("run.started", following, RUN, most=12))
def test_any_history_of_steps_folds_and_holds_together(history: list[Entry]) -> None:
    run = fold("run", history, "r1")
    assert run.settled <= len(run.marks)
    assert set(run.answers) == set(run.asked)
    for name, step in run.asked.items():
        mark = run.marks[step]
        assert (mark.state, mark.name, mark.value) == ("done", name, run.answers[name])
    latest = run.latest()
    assert latest is None or latest in run.marks.values()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["H", "P"]), st.sampled_from(list(MARKS)))))
def test_what_is_answered_is_what_a_step_that_is_done_said_last(said: list[tuple[str, str, str]]) -> None:
    """Steps a, b and c may ask for one name: the later answer holds while its step is done."""
    entries: list[Entry] = []
    states: dict[str, tuple[str, str, str]] = {}
    for seq, (step, name, state) in enumerate(said, 2):
        was = states.pop(step, ("open",))[0]
        states[step] = (state, name, f"v{seq}")
        entries.append(marked(state, seq, was, step, name=name, value=f"v{seq}"))
    expected = {name: value for state, name, value in states.values() if state == "done"}
    run = run_of(*entries)
    assert (dict(run.answers), run.conflicts) == (expected, ())


def test_of_two_steps_with_one_name_the_earlier_answer_comes_back() -> None:
    first, second = (
        marked("done", 2, name="H", value="db1"),
        marked("done", 3, step="s2", name="H", value="db2"),
    )
    assert run_of(first, second).answers == {"H": "db2"}
    assert run_of(first, second, marked("open", 4, "done", "s2")).answers == {"H": "db1"}


def test_an_answer_that_was_removed_is_a_dash_and_a_name_that_was_none() -> None:
    said = {"name": "H", "value": "db1"}
    assert run_of(marked("done", 2, **said, absent={"value": "removed"})).answers == {"H": REMOVED}
    assert run_of(marked("done", 2, **said, absent={"name": "removed"})).answers == {}


def test_a_mark_says_who_when_and_by_which_entry() -> None:
    late = marked("done", 2, remark="seen", occurred="2026-11-23T12:30:00+01:00")
    assert run_of(late).marks["s1"] == StepMark(
        "done", "seen", moment("2026-11-23T11:30:00Z"), "ana", 1, late.hash
    )
    system = told(
        "step.done", {"step": "s1", "number": 1, "text": "Look", "state": ["open", "done"]}, 2, by=None
    )
    assert run_of(system).marks["s1"].by == ""


def test_the_latest_is_what_was_recorded_last() -> None:
    first = marked("done", 2, step="s1")
    earlier = marked("failed", 3, step="s2", occurred="2026-11-23T09:00:00Z")
    assert run_of().latest() is None
    assert run_of(first, earlier).latest().entry == earlier.hash
    assert run_of(first, earlier, marked("open", 4, "failed", "s2")).latest().entry == first.hash
    again = marked("skipped", 5, "done", "s1")
    assert run_of(first, earlier, again).latest().entry == again.hash


def test_a_clock_runs_until_its_step_is_settled_and_comes_back_with_it() -> None:
    began = told("step.began", {"step": "s1", "number": 1, "text": "Wait", "wait": 60}, 2)
    clock = Waiting(moment(began.at), 60)
    assert run_of(began).waits == {"s1": clock}
    assert run_of(began, marked("done", 3, step="s2")).waits == {"s1": clock}
    done = run_of(began, marked("done", 3))
    assert (done.waits, done.marks["s1"].waited) == ({}, clock)
    failed = run_of(began, marked("done", 3), marked("failed", 4, "done"))
    assert failed.marks["s1"].waited == clock
    opened = run_of(began, marked("done", 3), marked("open", 4, "done"))
    assert (opened.waits, opened.marks["s1"].waited) == ({"s1": clock}, None)
    stopped = run_of(began, marked("open", 3))
    assert (stopped.waits, stopped.conflicts) == ({}, ())


def test_people_say_what_is_a_step() -> None:
    def demoted(seq: int, to: bool) -> Entry:
        return told("step.demoted", {"step": "s1", "text": "Note", "demoted": [not to, to]}, seq)

    added = told("step.added", {"step": "n1", "text": "Ask Ben", "after": "s2", "section": "fix"}, 2)
    value = run_of(added, demoted(3, to=True))
    assert (value.added, value.demoted) == ((AddedStep("n1", "Ask Ben", "s2", "fix"),), ("s1",))
    assert (value.has_step("n1"), value.has_step("s1")) == (True, False)
    assert run_of(added, demoted(3, to=True), demoted(4, to=False)).demoted == ()
    gone = told("step.demoted", {"step": "n1", "text": "Ask Ben", "demoted": [False, True]}, 3)
    assert not run_of(added, gone).has_step("n1")
    assert run_of(added, added).added == value.added


def test_a_step_that_is_none_does_not_count() -> None:
    gone = told("step.demoted", {"step": "s1", "text": "Note", "demoted": [False, True]}, 4)
    assert run_of(marked("done", 2), marked("skipped", 3, step="s2"), gone).settled == 1


def test_a_run_starts_with_what_people_said_of_the_runbook() -> None:
    run = fold(
        "run",
        [
            started(
                occurred="2026-11-23T10:00:00Z",
                demoted=["s9"],
                added=[{"id": "n1", "text": "Ask"}],
                parent="r0",
                parent_step="s4",
            )
        ],
        "r1",
    )
    assert run.started == NOON.replace(hour=10)
    assert (run.demoted, run.added, run.parent, run.parent_step) == (
        ("s9",),
        (AddedStep("n1", "Ask"),),
        "r0",
        "s4",
    )


def test_evidence_belongs_to_its_step() -> None:
    body = {"name": "a.txt", "size": 1, "sha256": SHA[2], "media": "text/plain"}
    piece = entry("evidence.added", body | {"step": "s1", "number": 1}, 2, about=(RUN,))
    other = entry("evidence.added", body | {"step": "s1", "number": 1}, 3, about=(RUN,))
    loose = entry("evidence.added", body, 4, about=(RUN,))
    run = run_of(piece, other, loose)
    assert run.evidence == {"s1": (piece.hash, other.hash)}


def test_a_finished_run_may_go_on_and_two_ends_are_in_sight() -> None:
    ended = told("run.finished", {"state": ["running", "finished"]}, 2, by=By("ben"))
    goes_on = told("run.finished", {"state": ["finished", "running"]}, 3)
    assert not run_of(ended).is_running
    assert run_of(ended, goes_on).is_running
    again = told("run.finished", {"state": ["running", "finished"]}, 3)
    assert run_of(ended, again).conflicts == (Conflict(again.hash, "state", "finished", "running"),)
