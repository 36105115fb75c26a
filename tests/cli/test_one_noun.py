"""A call loads the noun that it names and no other: most of a short call's time is loading."""

import subprocess
import sys

import pytest

_ASK = "import sys; from holdfast.cli import parser; parser.parse(sys.argv[1:]); "
_TELL = "print(*sorted(name for name in parser.NOUNS if f'holdfast.cli.{name}' in sys.modules))"


def loaded(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _ASK + _TELL, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        (("operator", "list"), "operator"),
        (("--data", "report", "operator", "list"), "operator"),
        (("--json", "--operator=review", "operator", "list"), "operator"),
    ],
)
def test_only_the_noun_that_is_called_is_loaded(words: tuple[str, ...], noun: str) -> None:
    assert loaded(*words) == noun


def test_a_call_that_can_t_be_seen_through_loads_all_and_is_read_all_the_same() -> None:
    assert "review" in loaded("--dat", "review", "operator", "list")
