"""A choice leads into one branch and leaves the others out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import AddedStep, Annotation, Document, Option, Section, Step
from holdfast.domain.run import Run, StepMark
from holdfast.runbook.branches import chosen, next_step, not_needed
from holdfast.runbook.parse import parse
from tests.runbook.books import NAMES, PUMP

BOOK = parse(PUMP, "")
IDS = dict(zip(NAMES, (step.id for step in BOOK.steps), strict=True))
RUN = Run("r", marks={})


def said(run: Run, step: str, value: str = "", state: str = "done") -> Run:
    return replace(run, marks={**run.marks, step: StepMark(state, value=value)})


def left_out(document: Document, run: Run) -> list[str]:
    names = {ident: name for name, ident in IDS.items()}
    out = not_needed(document, run)
    return [names[step.id] for step in document.steps if step.id in out]


def test_nothing_is_left_out_before_the_answer() -> None:
    assert left_out(BOOK, RUN) == []
    assert left_out(BOOK, said(RUN, IDS["leak"], "yes", "skipped")) == []
    assert left_out(BOOK, said(RUN, IDS["leak"], "—")) == []  # the words were removed


def test_an_answer_leaves_the_other_branches_out_with_what_stands_below_them() -> None:
    assert left_out(BOOK, said(RUN, IDS["leak"], "yes")) == ["wait", "pressure", "approve"]
    assert left_out(BOOK, said(RUN, IDS["leak"], "no")) == ["valve", "fitter", "level"]


def test_an_answer_that_leads_nowhere_leaves_only_the_branches_of_the_others_out() -> None:
    run = said(RUN, IDS["leak"], "unsure")
    assert chosen(run, BOOK.steps[1]) == ""
    assert left_out(BOOK, run) == ["valve", "fitter", "level", "wait", "pressure", "approve"]


def test_what_comes_next_goes_past_what_is_left_out() -> None:
    run = said(said(RUN, IDS["which"], "p1"), IDS["leak"], "no")
    assert next_step(BOOK, RUN) == IDS["which"]
    assert next_step(BOOK, run) == IDS["wait"]
    assert next_step(BOOK, replace(run, state="finished")) == ""
    for name in ("wait", "pressure", "approve", "tell"):
        run = said(run, IDS[name])
    assert next_step(BOOK, run) == ""


def test_only_a_choice_is_chosen() -> None:
    assert chosen(said(RUN, IDS["valve"], "yes"), BOOK.steps[2]) is None


def choice(ident: str, section: str, **options: str) -> Step:
    found = tuple(Option(words, key) for words, key in options.items())
    return Step(ident, 0, section, ident, ident, annotation=Annotation("choice", options=found))


def document(*steps: Step) -> Document:
    levels = {"top": 2, "a": 3, "a1": 4, "b": 3, "c": 3, "end": 2}
    sections = tuple(Section(key, key, level, "", working=True) for key, level in levels.items())
    numbered = tuple(replace(step, number=number) for number, step in enumerate(steps, 1))
    return Document("", sections=sections, steps=numbered)


def plain(ident: str, section: str) -> Step:
    return Step(ident, 0, section, ident, ident)


def test_a_second_choice_may_lead_back_into_what_the_first_left_out() -> None:
    book = document(
        choice("first", "top", well="a", badly="c"),
        choice("second", "a", well="", badly="c"),
        plain("deep", "a1"),
        plain("rescue", "c"),
    )
    run = said(RUN, "first", "well")
    assert not_needed(book, run) == {"rescue"}
    assert not_needed(book, said(run, "second", "badly")) == frozenset()
    assert not_needed(book, said(run, "second", "well")) == {"rescue"}


def test_a_choice_that_is_itself_left_out_says_nothing() -> None:
    book = document(
        choice("first", "top", well="a", badly="b"), choice("inner", "a", one="a1", two="c"), plain("x", "c")
    )
    run = said(said(RUN, "first", "badly"), "inner", "one")
    assert not_needed(book, run) == {"inner"}


def test_a_branch_above_its_own_choice_is_never_left_out() -> None:
    book = document(plain("look", "a"), choice("again", "a", again="a", on="b"), plain("on", "b"))
    assert not_needed(book, said(RUN, "again", "on")) == frozenset()
    assert not_needed(book, said(RUN, "again", "again")) == {"on"}


def test_an_option_that_leads_to_no_section_of_the_text_leaves_all_in() -> None:
    book = document(choice("first", "top", one="nowhere", two="gone"), plain("x", "a"))
    assert not_needed(book, said(RUN, "first", "one")) == frozenset()


KEYS = st.sampled_from(["top", "a", "a1", "b", "c", "end", "", "gone"])


@given(
    st.lists(st.tuples(KEYS, KEYS, KEYS, st.sampled_from(["one", "two", ""])), max_size=6),
    st.lists(KEYS, max_size=6),
)
def test_any_choices_leave_out_only_what_no_answer_leads_to(
    choices: list[tuple[str, str, str, str]], others: list[str]
) -> None:
    steps = [choice(f"c{at}", key, one=one, two=two) for at, (key, one, two, _said) in enumerate(choices)]
    book = document(*steps, *(plain(f"p{at}", key) for at, key in enumerate(others)))
    run = RUN
    for at, (_key, _one, _two, value) in enumerate(choices):
        run = said(run, f"c{at}", value) if value else run
    out = not_needed(book, run)
    assert out <= {step.id for step in book.steps}
    for step in reversed(book.steps):  # the last answer that counts is never contradicted
        if step.id not in out and (taken := chosen(run, step)) is not None:
            assert not {each.id for each in book.steps if each.section in book.below(taken)} & out
            break
    coming = next_step(book, run)
    assert coming == "" or (coming not in out and run.state_of(coming) == "open")


def test_steps_that_people_added_go_where_they_were_put() -> None:
    book = document(plain("x", "a"), plain("y", "a"), plain("z", "b"))
    added = (
        AddedStep("n1", "behind x", "x"),
        AddedStep("n2", "last of a", "", "a"),
        AddedStep("n3", "last"),
        AddedStep("n4", "behind one that is gone", "gone", "a"),
        AddedStep("n5", "behind n1", "n1"),
        AddedStep("n6", "nowhere to be found", "gone", "gone"),
    )
    steps = book.with_changes(("z",), added).steps
    assert [(step.number, step.id, step.section) for step in steps] == [
        (1, "x", "a"), (2, "n1", "a"), (3, "n5", "a"), (4, "y", "a"), (5, "n2", "a"), (6, "n4", "a"),
        (7, "n3", ""), (8, "n6", "gone"),
    ]  # fmt: skip
    assert book.with_changes((), ()) is book
    assert [step.id for step in Document("").with_changes((), added[2:3]).steps] == ["n3"]
