"""How far a run is: steps, time boxes, waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.run import MARKS, Run, StepMark, Waiting
from holdfast.runbook.parse import parse
from holdfast.runbook.progress import Progress, open_since, progress_of
from tests.runbook.books import NAMES, PUMP

BOOK = parse(PUMP, "")
IDS = dict(zip(NAMES, (step.id for step in BOOK.steps), strict=True))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RUN = Run("r", started=NOON)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def marked(run: Run, name: str, minutes: float, state: str = "done", value: str = "") -> Run:
    return replace(run, marks={**run.marks, IDS[name]: StepMark(state, at=at(minutes), value=value)})


def test_a_run_begins_with_its_first_step() -> None:
    assert progress_of(BOOK, RUN, at(5)) == Progress(0, 9, 0, BOOK.steps[0], NOON)
    assert progress_of(BOOK, Run("r"), NOON).since is None


def test_what_an_answer_leaves_out_is_not_needed_unless_it_was_done() -> None:
    run = marked(marked(RUN, "which", 1), "leak", 2, value="no")
    found = progress_of(BOOK, run, at(3))
    assert (found.settled, found.needed, found.left_out) == (2, 6, 3)
    assert (found.current, found.since) == (BOOK.steps[5], at(2))
    found = progress_of(BOOK, marked(run, "valve", 3), at(3))
    assert (found.settled, found.needed, found.left_out) == (3, 7, 2)


def test_a_time_box_runs_from_what_happened_last() -> None:
    run = marked(RUN, "leak", 2, value="no")
    for name in ("which", "wait"):
        run = marked(run, name, 4)
    inside = progress_of(BOOK, run, at(6))
    assert inside.current is not None
    assert (inside.current.plain, inside.timebox, inside.left) == ("Look at the pressure", 300, 180)
    assert progress_of(BOOK, run, at(10)).left == -60
    opened = marked(run, "pressure", 8, "open")
    assert progress_of(BOOK, opened, at(10)).left == 180


def test_a_wait_in_its_last_second_is_not_over_yet() -> None:
    """Else nobody would watch for its end who comes in that second."""
    run = replace(RUN, waits={IDS["wait"]: Waiting(NOON, 60)})
    lefts = [progress_of(BOOK, run, NOON + timedelta(seconds=after)).waits[0].left for after in (59.4, 60)]
    assert lefts == [1, 0]


def test_waits_end_at_zero_and_the_nearest_stands_first() -> None:
    waits = {
        IDS["tell"]: Waiting(at(0), 1200),
        IDS["wait"]: Waiting(at(1), 600),
        IDS["valve"]: Waiting(NOON, 60),
        "gone": Waiting(NOON, 9),
    }
    run = marked(replace(RUN, waits=waits), "valve", 3)
    found = progress_of(BOOK, run, at(10))
    assert [(wait.step.id, wait.ends, wait.left) for wait in found.waits] == [
        (IDS["wait"], at(11), 60), (IDS["tell"], at(20), 600),
    ]  # fmt: skip
    assert [wait.left for wait in progress_of(BOOK, run, at(30)).waits] == [0, 0]
    finished = progress_of(BOOK, replace(run, state="finished"), at(10))
    assert (finished.waits, finished.current, finished.since) == ((), None, None)


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(
            st.sampled_from(list(MARKS)), st.sampled_from(["yes", "no", "unsure", ""]), st.integers(-99, 99)
        ),
    )
)
def test_the_counts_always_add_up(said: dict[str, tuple[str, str, int]]) -> None:
    run = RUN
    for name, (state, value, minutes) in said.items():
        run = marked(run, name, minutes, state, value)
    found = progress_of(BOOK, run, at(100))
    assert found.settled == run.settled
    assert found.settled <= found.needed == len(BOOK.steps) - found.left_out
    assert (found.current is None) == (found.settled == found.needed)
    assert open_since(run) == max([NOON, *(at(minutes) for _state, _value, minutes in said.values())])
