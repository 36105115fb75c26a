"""`holdfast drill list` and `check`: the scenarios that can be played, and what is wrong in a file."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from holdfast.cli.adopting import problem_text
from holdfast.cli.parts import Answer, Exit, lines, store_folder, table, verb
from holdfast.domain.toml_check import Problem
from holdfast.drill.scenarios import Checked, check, load, own, read_file, shipped
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the two verbs to the noun `drill`."""
    verb(verbs, "list", _("list the scenarios, shipped and your own"), _list)
    checked = verb(verbs, "check", _("name everything that is wrong with scenarios"), _check)
    checked.add_argument("files", nargs="+", metavar="FILE")


def _list(args: argparse.Namespace) -> Answer:
    values = [
        _value(file, text, own=is_own)
        for is_own, texts in ((False, shipped().items()), (True, own(store_folder(args)).items()))
        for file, text in texts
    ]
    values.sort(key=lambda each: (each["own"], each["problem"] != "", each["minutes"]))
    return Answer(values, table([_row(each) for each in values]))


def _value(file: str, text: str | Problem, *, own: bool) -> dict[str, Any]:
    """What the list tells of a scenario; of one that can't be used why not, and zeros."""
    checked = check(text)
    if checked.problems or isinstance(text, Problem):
        told = {
            "key": "",
            "title": checked.name,
            "minutes": 0,
            "alone": False,
            "injects": 0,
            "expectations": 0,
        }
        return told | {"file": file, "own": own, "problem": str(checked.problems[0])}
    scenario = load(text)
    return {
        "key": scenario.key,
        "title": scenario.title,
        "minutes": scenario.minutes,
        "alone": scenario.alone,
        "injects": len(scenario.injects),
        "expectations": len(scenario.expectations),
        "file": file,
        "own": own,
        "problem": "",
    }


def _row(value: dict[str, Any]) -> tuple[str, ...]:
    origin = _("your own") if value["own"] else _("shipped")
    if value["problem"]:
        why = _("can't be used: {why}").format(why=value["problem"])
        return (value["file"], value["title"] or "–", "–", "–", "–", "–", origin, why)
    return (
        value["key"],
        value["title"],
        _("{minutes} min").format(minutes=value["minutes"]),
        _("alone or as a team") if value["alone"] else _("as a team"),
        _("{count} injects").format(count=value["injects"]),
        _("{count} expectations").format(count=value["expectations"]),
        origin,
        "",
    )


def _check(args: argparse.Namespace) -> Answer:
    found = [(file, check(read_file(Path(file)))) for file in args.files]
    values = [_judged(file, checked) for file, checked in found]
    status = Exit.DONE if all(each["ok"] for each in values) else Exit.NOTHING_DONE
    return Answer(values, lines(*(line for file, checked in found for line in _told(file, checked))), status)


def _judged(file: str, checked: Checked) -> dict[str, Any]:
    return {
        "ok": not checked.problems,
        "file": file,
        "title": checked.name,
        "problems": [asdict(each) for each in checked.problems],
        "warnings": [asdict(each) for each in checked.warnings],
    }


def _told(file: str, checked: Checked) -> Iterator[str]:
    if checked.problems:
        head = _("{file} can't be used as a scenario; {count} to correct:")
        yield head.format(file=file, count=len(checked.problems))
    else:
        yield _("{file}: this scenario can be used.").format(file=file)
    yield from map(problem_text, (*checked.problems, *checked.warnings))
