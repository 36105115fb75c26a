"""`holdfast scheme`: check a file, list what there is."""

import argparse
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, noun, table, verb
from holdfast.domain.toml_check import Problem
from holdfast.triage.scheme_check import check_file
from holdfast.triage.scheme_file import default_text, load, shipped
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "scheme", _("what incidents are judged by"))
    checked = verb(verbs, "check", _("name everything that is wrong with a scheme"), _check)
    checked.add_argument("file")
    verb(verbs, "list", _("list the schemes that Holdfast comes with, and the one in use"), _list)


def _check(args: argparse.Namespace) -> Answer:
    checked = check_file(Path(args.file))
    value = {
        "ok": not checked.problems,
        "name": checked.name,
        "problems": [asdict(problem) for problem in checked.problems],
    }
    if not checked.problems:
        return Answer(value, _("{name}: this scheme can be used.").format(name=checked.name))
    head = _("{file} can't be used as a scheme; {count} to correct:").format(
        file=args.file, count=len(checked.problems)
    )
    return Answer(value, lines(head, *map(_told, checked.problems)), Exit.NOTHING_DONE)


def _told(problem: Problem) -> str:
    if problem.key:
        return _("line {line}: {key} {what}. {hint}").format(**asdict(problem))
    return _("line {line}: {what}. {hint}").format(**asdict(problem))


def _list(_args: argparse.Namespace) -> Answer:
    values = [_value(file, text) for file, text in shipped().items()]
    rows = [
        (each["name"], each["file"], each["hash"][:16], _("in use") if each["used"] else "")
        for each in values
    ]
    return Answer(values, table(rows))


def _value(file: str, text: str) -> dict[str, Any]:
    """`hash` is what an incident judged by this scheme names."""
    scheme = load(text)
    return {
        "name": scheme.name,
        "version": scheme.version,
        "file": file,
        "hash": sha256(text.encode()).hexdigest(),
        "used": text == default_text(),
    }
