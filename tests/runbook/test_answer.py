"""What an input may be answered, and what is copied with the answers."""

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import Annotation, Option
from holdfast.domain.errors import UserError
from holdfast.domain.value import REMOVED
from holdfast.runbook.annotation import ANSWERS
from holdfast.runbook.answer import checked_answer, with_answers

TAKEN = {
    "text": ["anything at all", "—", "1"],
    "number": ["1", "-12", "+3.5", "3,5", "007"],
    "host": ["db1", "db-1.site.example", "10.0.0.1", "fe80::1%eth0", "a", "_srv"],
    "path": ["/var/log", "\\\\server\\share", "C:\\Temp", "d:/x"],
    "date": ["2026-11-23", "2024-02-29"],
}
REFUSED = {
    "text": ["", " "],
    "number": ["one", "1e5", "1.", "--1", "1 2", "١", "1" * 16],
    "host": ["two words", "-x", "a;b", "$(x)", "a" * 254],
    "path": ["var/log", "C:x", "~", "file:/x"],
    "date": ["20261123", "2026-W48-1", "2026-02-30", "23.11.2026", "tomorrow"],
}


def test_every_type_is_tried_here() -> None:
    assert set(TAKEN) == set(REFUSED) == set(ANSWERS)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TAKEN.items() for text in texts])
def test_what_fits_is_taken_as_it_is(kind: str, text: str) -> None:
    assert checked_answer(Annotation("input", answer=kind), f" {text} ") == text


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts]
)
def test_what_does_not_fit_is_refused_in_words(kind: str, text: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_answer(Annotation("input", answer=kind), text)
    assert str(refused.value).endswith(".")


def test_a_choice_is_answered_by_one_of_its_options_however_it_is_written() -> None:
    said = Annotation("choice", options=(Option("Yes"), Option("Not yet", "wait")))
    assert checked_answer(said, "not YET") == "Not yet"
    with pytest.raises(UserError) as refused:
        checked_answer(said, "no")
    assert refused.value.hint == "Choose one of: Yes, Not yet."


def test_only_what_the_code_names_stands_before_it() -> None:
    answers = {"HOST": "db 1", "PATH_TO": "/x", "no-variable": "x", "GONE": REMOVED, "OTHER": "y"}
    assert with_answers("ping $HOST\nls ${PATH_TO}/a $GONE", answers) == (
        "HOST='db 1'\nPATH_TO=/x\nping $HOST\nls ${PATH_TO}/a $GONE"
    )
    assert with_answers("ping $HOSTNAME ${HOSTS}", answers) == "ping $HOSTNAME ${HOSTS}"
    assert with_answers("echo ${HOST:-x}", answers).startswith("HOST='db 1'\n")
    assert with_answers("print($HOST)", answers, "python") == "print($HOST)"
    assert with_answers("ping $HOST", {}) == "ping $HOST"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_a_shell_takes_any_answer_as_one_word_and_runs_none_of_it(value: str) -> None:
    assignment = with_answers('printf %s "$HOST"', {"HOST": value}).split("\n")[0]
    assert shlex.split(assignment) == [f"HOST={value}"]


def test_a_real_shell_prints_what_was_answered() -> None:
    value = "a'b\"c $(touch /nothing) `x` ; # \\"
    code = with_answers('printf %s "$HOST"', {"HOST": value})
    done = subprocess.run(["sh", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == value
