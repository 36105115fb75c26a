"""What runs say of a runbook's steps, and the text that they propose."""

import difflib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.domain.document import AddedStep, Step
from holdfast.domain.run import MARKS, Run, StepMark
from holdfast.domain.value import REMOVED
from holdfast.respond.undo import undo
from holdfast.runbook.drift import (
    Finding,
    drift_of,
    finding_text,
    findings_of,
    proposed_actions,
    proposed_of,
    proposed_text,
    stats_of,
)
from holdfast.runbook.drift_steps import Redone
from holdfast.runbook.parse import parse
from holdfast.runbook.run import mark, start
from holdfast.runbook.shaping import add_step
from holdfast.runbook.writing import write
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import NAMES, PUMP, add_book, steps_of
from tests.store.conftest import Hands

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BOOK = parse(PUMP, "")
IDS = dict(zip(NAMES, (step.id for step in BOOK.steps), strict=True))


def run_of(**said: tuple[int, str] | tuple[int, str, str]) -> Run:
    """A run whose steps were marked so many seconds after noon: step=(seconds, state, remark)."""
    marks = {
        IDS[name]: StepMark(made[1], made[2] if len(made) > 2 else "", NOON + timedelta(seconds=made[0]))
        for name, made in said.items()
    }
    return Run("r", started=NOON, marks=marks)


def stats(*runs: Run):  # noqa: ANN201
    return dict(zip(NAMES, stats_of(BOOK, runs), strict=True))


# --- counting and timing ----------------------------------------------------------------------------


def test_steps_are_counted_where_they_were_reached() -> None:
    found = stats(
        run_of(valve=(60, "done"), fitter=(90, "skipped", "known")),
        run_of(valve=(60, "failed", "stuck"), fitter=(90, "open")),
        run_of(valve=(60, "deviated", "by hand"), fitter=(90, "skipped", "gone")),
    )
    valve, fitter = found["valve"], found["fitter"]
    assert (valve.reached, valve.done, valve.failed, valve.deviated, valve.skipped) == (3, 1, 1, 1, 0)
    assert (fitter.reached, fitter.skipped, fitter.words("skipped")) == (2, 2, ("gone", "known"))
    assert (found["tell"].reached, found["tell"].words("done"), found["tell"].median) == (0, (), 0)


def test_words_are_the_newest_each_once_and_none_that_were_removed() -> None:
    said = ["a", "b", "a", REMOVED, "c\n d", "e"]
    found = stats(*(run_of(valve=(60, "skipped", words)) for words in said))
    assert found["valve"].words("skipped") == ("e", "c d", "a")


def test_a_step_takes_the_time_since_the_mark_before_it() -> None:
    found = stats(
        run_of(fitter=(400, "done"), valve=(60, "done"), level=(460, "open"), tell=(500, "skipped"))
    )
    assert [(found[name].timed, found[name].median) for name in ("valve", "fitter", "level", "tell")] == [
        (1, 60), (1, 340), (0, 0), (1, 40),
    ]  # fmt: skip


def test_what_was_entered_together_is_not_timed() -> None:
    late = run_of(valve=(3600, "done"), fitter=(3602, "done"), level=(3604, "done"), tell=(3700, "done"))
    assert [each.step.plain for each in stats_of(BOOK, [late]) if each.timed] == ["Tell the control room"]
    same = run_of(valve=(60, "done"), fitter=(60, "done"))
    before = run_of(valve=(-60, "done"), fitter=(70, "done"))
    unknown = replace(same, started=None)
    missing = replace(same, marks={IDS["valve"]: StepMark("done")})
    timed = [sum(each.timed for each in stats_of(BOOK, [run])) for run in (same, before, unknown, missing)]
    assert timed == [0, 1, 0, 0]


def test_the_percentile_is_by_nearest_rank() -> None:
    seconds = [100, 200, 300, 400, 500, 600, 700, 800, 900, 5000]
    found = stats(*(run_of(pressure=(each, "done")) for each in seconds))["pressure"]
    assert (found.timed, found.median, found.percentile, found.over) == (10, 550, 900, 7)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(NAMES),
            st.tuples(st.integers(-50, 5000), st.sampled_from(list(MARKS))),
            max_size=6,
        ),
        max_size=6,
    )
)
def test_the_counts_hold_together(said: list[dict[str, tuple[int, str]]]) -> None:
    runs = [run_of(**each) for each in said]
    found = stats_of(BOOK, runs)
    for each in found:
        assert each.reached == each.done + each.skipped + each.failed + each.deviated <= len(runs)
        assert each.timed <= each.reached
        assert each.over <= each.timed
        assert each.median >= 0
        assert bool(each.percentile) == bool(each.timed)
    for finding in findings_of(found):
        assert 2 <= finding.count <= finding.runs or finding.sort == "slow"
        assert finding_text(finding).endswith(".")


# --- findings ---------------------------------------------------------------------------------------


def findings(*runs: Run) -> list[tuple[str, str, int, int]]:
    names = {ident: name for name, ident in IDS.items()}
    return [(f.sort, names[f.step.id], f.count, f.runs) for f in findings_of(stats_of(BOOK, runs))]


def test_a_step_that_is_always_skipped_is_found_from_two_runs_on() -> None:
    once, done = run_of(level=(60, "skipped", "no gauge")), run_of(level=(60, "done"))
    assert findings(once) == []
    assert findings(once, once) == [("skipped", "level", 2, 2)]
    assert findings(once, once, done) == []


@pytest.mark.parametrize(("state", "sort"), [("failed", "failing"), ("deviated", "replaced")])
def test_half_of_the_runs_are_often(state: str, sort: str) -> None:
    bad, done = run_of(level=(60, state, "x")), run_of(level=(60, "done"))
    assert findings(bad, done) == []
    assert findings(bad, bad, done, done) == [(sort, "level", 2, 4)]
    assert findings(bad, bad, done, done, done) == []


def test_a_step_that_fails_first_and_is_done_then_is_failing_too() -> None:
    done, failed = run_of(level=(60, "done")), run_of(level=(60, "failed", "Stuck"))
    runs = [replace(done, id="a"), replace(done, id="b"), replace(done, id="c"), replace(failed, id="d")]
    level = IDS["level"]

    def told(redone: Redone, runs: Sequence[Run]) -> list[str]:
        found = findings_of(stats_of(BOOK, runs, redone))
        assert all(each.sort == "failing" for each in found)
        return [finding_text(each).partition(": ")[2] for each in found]

    assert told({"a": {level: "No ink"}}, runs[:3]) == []
    both = {"a": {level: "No ink"}, "b": {level: "Ink\n dry"}}
    first = "often fails first: in 2 of 3 runs it failed before it was done (Ink dry)."
    assert told(both, runs[:3]) == [first]
    assert told(both, runs) == ["failed in 3 of 4 runs, in 2 of them before it was done (Stuck)."]
    (found,) = findings_of(stats_of(BOOK, runs, both))
    assert (found.count, found.redone, found.said) == (3, 2, ("Stuck", "Ink dry", "No ink"))
    assert proposed_text(PUMP, BOOK, [found]) == PUMP


def test_a_step_is_slow_over_its_time_box_from_three_runs_on() -> None:
    slow, quick = run_of(pressure=(600, "done")), run_of(pressure=(120, "done"))
    assert findings(slow, slow) == []
    assert findings(slow, slow, quick) == [("slow", "pressure", 2, 3)]
    assert findings(slow, quick, quick) == []
    (found,) = findings_of(stats_of(BOOK, [slow, slow, quick]))
    assert (found.seconds, found.timebox) == (600, 600)


def test_a_step_is_slow_beside_the_others() -> None:
    run = run_of(
        which=(30, "done"), valve=(70, "done"), fitter=(110, "done"), level=(400, "done"), wait=(1400, "done")
    )
    assert findings(run, run) == []
    assert findings(run, run, run) == [("slow", "level", 3, 3)]  # a timer takes as long as its author says
    short = run_of(which=(6, "done"), valve=(12, "done"), fitter=(50, "done"))
    assert findings(short, short, short) == []  # nobody minds half a minute


@pytest.mark.parametrize(("seconds", "box"), [(301, 360), (540, 540), (600, 600), (601, 900), (3601, 3900)])
def test_a_fitting_time_box_is_a_round_one(seconds: int, box: int) -> None:
    (found,) = findings_of(stats_of(BOOK, [run_of(pressure=(seconds, "done"))] * 3))
    assert found.timebox == box


def test_findings_are_told_with_their_counts_and_become_actions() -> None:
    skipped = run_of(
        level=(60, "skipped", "no gauge."), fitter=(90, "failed", "x"), valve=(200, "deviated", "By hand")
    )
    slow = [run_of(pressure=(600, "done"))] * 3
    usual = [run_of(which=(30, "done"), leak=(60, "done"), approve=(90, "done"), tell=(430, "done"))] * 3
    found = findings_of(stats_of(BOOK, [skipped, skipped, *slow, *usual]))
    assert [finding_text(each) for each in found] == [
        "Step 3, Close the valve: done differently in 2 of 2 runs (By hand).",
        "Step 4, Call the fitter: failed in 2 of 2 runs (x).",
        "Step 5, Note the level: skipped in 2 of 2 runs (no gauge).",
        "Step 7, Look at the pressure: took 10 min in the middle of 3 runs, over its time box of 5 min in 3.",
        "Step 9, Tell the control room: took 5 min in the middle of 3 runs, far longer than the other steps.",
    ]
    assert proposed_actions(found, "Restart a pump")[2] == (
        "Restart a pump, step 5, Note the level: decide whether it is still needed; "
        "skipped in 2 of 2 runs (no gauge)"
    )
    assert proposed_actions(found)[0].startswith("step 3, Close the valve: take over what is done instead; ")
    long = replace(found[0].step, plain="long " * 99)
    title = proposed_actions([replace(found[0], step=long, said=("word " * 99,))], "name " * 99)[0]
    assert len(title) <= 300
    assert (
        finding_text(replace(found[0], said=()))
        == "Step 3, Close the valve: done differently in 2 of 2 runs."
    )


def test_what_failed_and_was_done_then_is_read_from_the_journal(store: Store, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "pumps")
    incident = declare(store, Declaration("The pump stands")).id
    runs = [start(store, incident, book) for _time in range(3)]
    outcomes = ("failed", "failed", "done"), ("failed", "open", "done"), ("failed",)
    for run, states in zip(runs, outcomes, strict=True):
        valve = steps_of(store, run)["valve"]
        for state in states:
            mark(store, run.id, valve, state, f"It is {state}" if state == "failed" else "")
    (found,) = drift_of(store, book).findings
    assert (found.sort, found.count, found.runs, found.redone) == ("failing", 3, 3, 2)
    assert found.said == ("It is failed",)


def test_a_failure_that_was_taken_back_by_undo_is_none(store: Store, tmp_path: Path) -> None:
    book = add_book(store, tmp_path / "pumps")
    incident = declare(store, Declaration("The pump stands")).id
    for _time in range(2):
        run = start(store, incident, book)
        valve = steps_of(store, run)["valve"]
        mark(store, run.id, valve, "failed", "The wrong key")
        undo(store, incident)
        mark(store, run.id, valve, "done")
    drift = drift_of(store, book)
    assert next(each for each in drift.steps if each.step.id == IDS["valve"]).redone == 0
    assert drift.findings == ()


# --- the text ---------------------------------------------------------------------------------------


def finding(step: Step, sort: str, words: str = "", timebox: int = 0) -> Finding:
    return Finding(sort, step, 2, 2, (words,) if words else (), 600, timebox)  # pyright: ignore[reportArgumentType]


def of(name: str) -> Step:
    step = BOOK.step(IDS[name])
    assert step
    return step


def changes(text: str, made: str) -> list[str]:
    return [line for line in difflib.ndiff(text.splitlines(), made.splitlines()) if line[:1] in "+-"]


def test_a_deviation_takes_the_place_of_its_step() -> None:
    made = proposed_text(PUMP, BOOK, [finding(of("fitter"), "replaced", "Call the\nfitter on duty")])
    assert changes(PUMP, made) == ["- 2. Call the fitter", "+ 2. Call the fitter on duty"]
    made = proposed_text(PUMP, BOOK, [finding(of("pressure"), "replaced", "# ask")])
    assert parse(made, "").steps[6].plain == "# ask"
    assert proposed_text(PUMP, BOOK, [finding(of("fitter"), "replaced")]) == PUMP


def test_a_step_that_is_always_skipped_becomes_plain_text() -> None:
    made = proposed_text(PUMP, BOOK, [finding(of("valve"), "skipped", "it is shut")])
    assert changes(PUMP, made) == [
        "- 1. Close the valve", "+ > Close the valve (usually skipped: it is shut)", "+ ",
    ]  # fmt: skip
    alone = proposed_text(PUMP, BOOK, [finding(of("level"), "skipped")])
    assert changes(PUMP, alone) == ["- 1. Note the level", "+ > Note the level (usually skipped)"]


def test_a_time_box_is_corrected_in_its_annotation() -> None:
    made = proposed_text(PUMP, BOOK, [finding(of("pressure"), "slow", timebox=5400)])
    assert changes(PUMP, made)[1].split() == [
        "+",
        "```sh",
        "{kind=check",
        'expect="2',
        'bar"',
        "timebox=1h30m}",
    ]
    assert parse(made, "").steps[6].annotation.timebox == 5400
    as_json = PUMP.replace('{kind=check expect="2 bar" timebox=5m}', '{"kind": "check", "timebox": "5m"}')
    book = parse(as_json, "")
    made = proposed_text(as_json, book, [finding(book.steps[6], "slow", timebox=3600)])
    assert '{"kind": "check", "timebox": "1h"}' in made
    assert proposed_text(PUMP, BOOK, [finding(of("valve"), "slow", timebox=600)]) == PUMP
    assert proposed_text(PUMP, BOOK, [finding(of("pressure"), "slow")]) == PUMP


def test_of_several_findings_one_is_worked_in_for_each_step_and_failing_ones_are_left_to_people() -> None:
    several = [
        finding(of("pressure"), "slow", timebox=600),
        finding(of("pressure"), "replaced", "Ask the control room"),
        finding(of("valve"), "failing", "stuck"),
        finding(of("fitter"), "skipped", "known"),
        finding(Step("none", 1, "x", "x", "x"), "skipped"),
    ]
    made = parse(proposed_text(PUMP, BOOK, several), "")
    assert [step.plain for step in made.steps] == [
        "Which pump?", "Does it leak?", "Close the valve", "Note the level", "Wait until it has run down",
        "Ask the control room", "Let it be approved", "Tell the control room",
    ]  # fmt: skip


def test_a_step_that_people_added_does_not_stand_in_the_text() -> None:
    book = BOOK.with_changes((), [AddedStep("n1", "Close the valve", IDS["valve"])])
    added = book.step("n1")
    assert added
    assert proposed_text(PUMP, book, [finding(added, "skipped", "known")]) == PUMP


def test_equal_steps_are_told_apart_or_left_alone() -> None:
    text = "# T\n\n## Mitigation\n\n1. Look\n2. Act\n3. Look\n\n## Resolution\n\n1. Look\n"
    book = parse(text, "")
    third = proposed_text(text, book, [finding(book.steps[2], "replaced", "See")])
    assert third == text.replace("3. Look", "3. See")
    other = proposed_text(text, book, [finding(book.steps[3], "replaced", "See")])
    assert other == text[:-8] + "1. See\n"
    assert proposed_text(text, book, [finding(book.steps[0], "replaced", "See")]) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(end: str, mark: str) -> None:
    text = mark + "* Look\n* Act\\0\n* Look again".replace("\n", end)
    book = parse(text, "T")
    made = proposed_text(
        text, book, [finding(book.steps[0], "replaced", "See"), finding(book.steps[2], "skipped")]
    )
    assert made == mark + f"* See{end}* Act\\0{end}{end}> Look again (usually skipped)"


def test_a_step_with_references_is_found() -> None:
    text = "# T\n\n## Mitigation\n\n- See [the page] now\n- Act\n\n[the page]: https://example.org/x\n"
    book = parse(text, "")
    made = proposed_text(text, book, [finding(book.steps[0], "replaced", "Ask Ben")])
    assert made == text.replace("See [the page] now", "Ask Ben")


parts = st.sampled_from(
    [
        "1. Look\n2. Act\n",
        "- [ ] Look\n- [x] Act twice\n\n  ```sh {timebox=5m}\n  df\n  ```\n",
        "Do it:\n\n```sh\ndf -h\n```\n",
        "Words in a paragraph.\n",
        "> a quotation\n",
        "* one\n  * nested\n  * nested more\n* two\n",
        "```sh {name=x timebox=1h}\nls\n```\n",
        "## Mitigation\n",
        "### More\n",
        "## Impact\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "<details>\n<summary>x</summary>\n\n1. Inside\n\n</details>\n",
        "    indented code\n",
    ]
)
texts = st.lists(parts, min_size=1, max_size=8).map("\n".join)
sorts = st.sampled_from(["skipped", "replaced", "slow", "failing"])


def replaced_lines(text: str, made: str) -> list[str]:
    """The lines between what both texts begin with and what both end with, byte for byte.

    A diff may name others: of blocks that stand there several times it can take any for the one that changed.
    """
    old, new = text.splitlines(keepends=True), made.splitlines(keepends=True)
    start = same_beginning(old, new)
    end = same_beginning(old[start:][::-1], new[start:][::-1])
    return [line for line in old[start : len(old) - end] if line.strip()]


def same_beginning(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


AGAIN = "1. Look\n2. Act\n\n## Mitigation\n\n" * 3


@given(texts, st.integers(0, 20), sorts)
@example(AGAIN, 0, "skipped")
@example(AGAIN, 0, "replaced")
@example(AGAIN, 1, "skipped")
@example(AGAIN, 1, "replaced")
def test_other_steps_keep_their_ids_and_other_lines_their_bytes(text: str, place: int, sort: str) -> None:
    book = parse(text, "T")
    assert proposed_text(text, book, []) == text
    if not book.steps:
        return
    step = book.steps[place % len(book.steps)]
    made = proposed_text(text, book, [finding(step, sort, "Ask Ben", 900)])
    after = parse(made, "T")
    others = [each.id for each in book.steps if each.id != step.id]
    if made == text:
        assert [each.id for each in after.steps] == [each.id for each in book.steps]
        return
    assert [each.id for each in after.steps if each.id in others] == others
    gone, source = replaced_lines(text, made), [each for each in step.text.split("\n") if each.strip()]
    assert all(any(part.strip() in line for part in source) for line in gone), (gone, source)
    assert 0 < len(gone) <= len(source)


@pytest.mark.real_data
def test_nearly_every_step_of_the_real_runbooks_can_be_improved(real_runbooks: Path) -> None:
    tried, changed = 0, {"replaced": 0, "skipped": 0}
    for file in sorted(real_runbooks.rglob("*.md"))[::6]:
        text = file.read_text(encoding="utf-8")
        book = parse(text, file.stem)
        for step in book.steps[:4]:
            tried += 1
            for sort in changed:
                made = proposed_text(text, book, [finding(step, sort, "Ask the owner", 0)])
                changed[sort] += made != text
    assert tried > 80
    assert changed["replaced"] >= 0.9 * tried, (changed, tried)
    assert changed["skipped"] >= 0.7 * tried, (changed, tried)


# --- from the store -----------------------------------------------------------------------------------


def use(store: Store, book: str, hands: Hands, marks: Sequence[tuple[str, str, str]]) -> Run:
    run = start(store, declare(store, Declaration("The pump stands")).id, book)
    steps = steps_of(store, run)
    for name, state, remark in marks:
        hands.at += timedelta(minutes=9)
        run = mark(store, run.id, steps[name], state, remark)
    return run


def test_a_runbook_is_improved_from_its_runs_over_all_its_versions(
    store: Store, hands: Hands, tmp_path: Path
) -> None:
    book = add_book(store, tmp_path / "books")
    assert drift_of(store, book).findings == ()
    said = [
        ("valve", "skipped", "it is shut"),
        ("pressure", "done", ""),
        ("tell", "deviated", "told the gate"),
    ]
    use(store, book, hands, said)
    add_book(store, tmp_path / "books", PUMP.replace("Call the fitter", "Call the fitter on duty"))
    run = use(store, book, hands, said)
    add_step(store, run.id, "Write it down", run.id)
    drift = drift_of(store, book)
    assert (drift.runs, drift.title, len(drift.steps)) == (2, "Restart a pump", 10)
    assert [(each.sort, each.step.plain) for each in drift.findings] == [
        ("skipped", "Close the valve"), ("replaced", "Tell the control room"),
    ]  # fmt: skip
    made = proposed_of(store, drift)
    version = store.runbooks.get(book).version
    after = write(store, book, made, version, "what its runs say")
    assert after.version != version
    assert [step.plain for step in drift_of(store, book).document.steps][-3:] == [
        "Let it be approved", "told the gate", "Write it down",
    ]  # fmt: skip
    assert drift_of(store, book).findings == ()
