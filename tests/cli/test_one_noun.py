"""A call loads the noun and the verb that it names and no others: most of a short call's time is loading."""

import argparse
import subprocess
import sys

import pytest

from holdfast.cli import parser
from holdfast.cli.verbs import VERBS

_ASK = "import sys; from holdfast.cli import parser; parser.parse(sys.argv[1:]); "
_TELL = "print(*sorted(name for name in {names} if f'holdfast.cli.{{name}}' in sys.modules))"
_PARTS = sorted({module for verbs in VERBS.values() for module in verbs.values()})


def loaded(*words: str, names: str = "parser.NOUNS") -> str:
    done = subprocess.run(
        [sys.executable, "-c", _ASK + _TELL.format(names=names), *words],
        capture_output=True,
        text=True,
        check=True,
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


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (("review", "export", "1", "--out", "list"), "review_export"),
        (("--data", "review", "runbook", "drift", "1"), "runbook_drift"),
    ],
)
def test_only_the_verb_that_is_called_is_loaded(words: tuple[str, ...], module: str) -> None:
    assert loaded(*words, names=repr(_PARTS)) == module


def test_a_call_that_can_t_be_seen_through_loads_all_and_is_read_all_the_same() -> None:
    assert "review" in loaded("--dat", "review", "operator", "list")
    assert "review_export" in loaded("--dat", "x", "review", "list", names=repr(_PARTS))


@pytest.mark.parametrize("noun", VERBS)
def test_the_table_names_every_verb_and_the_module_that_adds_it(noun: str) -> None:
    assert verbs_of(parser.build(noun), noun) == set(VERBS[noun])
    for verb in VERBS[noun]:
        assert verb in verbs_of(parser.build(noun, verb), noun)


def verbs_of(whole: argparse.ArgumentParser, noun: str) -> set[str]:
    """The verbs that the parser of a noun knows."""
    return set(_below(_below(whole)[noun]))


def _below(one: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(dict(each.choices) for each in one._actions if isinstance(each, argparse._SubParsersAction))  # pyright: ignore[reportPrivateUsage,reportUnknownArgumentType,reportUnknownMemberType]
