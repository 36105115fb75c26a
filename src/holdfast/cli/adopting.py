"""What the verbs share that let a text of one's own hold: their reason, and what is wrong with a text."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from holdfast.cli.parts import Answer, Exit, lines
from holdfast.domain.toml_check import Problem
from holdfast.words import _


def add_reason(parser: argparse.ArgumentParser) -> None:
    """Add the reason without which no text is adopted."""
    parser.add_argument("--reason", required=True, metavar="TEXT", help=_("why; it stands in the journal"))


def faulty(head: str, file: str, problems: Sequence[Problem]) -> Answer:
    """The answer where a text can't be used; `head` says of a {file} how much is to correct, as {count}."""
    value = {"ok": False, "problems": [asdict(each) for each in problems]}
    told = head.format(file=file, count=len(problems))
    return Answer(value, lines(told, *map(problem_text, problems)), Exit.NOTHING_DONE)


def problem_text(problem: Problem) -> str:
    """A problem with its line, its key where it has one, and what to do."""
    if problem.key:
        return _("line {line}: {key} {what}. {hint}").format(**asdict(problem))
    return _("line {line}: {what}. {hint}").format(**asdict(problem))
