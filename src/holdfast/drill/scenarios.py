"""Scenarios as files: TOML between `+++`, then Markdown with a section for each inject."""

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from holdfast import paths
from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Scenario
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import shown
from holdfast.drill.scenario_parts import Parted, parted
from holdfast.drill.scenario_rules import broken_rules
from holdfast.drill.scenario_runbooks import unknown
from holdfast.drill.scenario_sections import not_to_be_started, of_sections
from holdfast.drill.scenario_shape import Told, made
from holdfast.words import _

FOLDER: Final = "scenarios"


@dataclass(frozen=True, slots=True)
class Checked:
    """A scenario's title, "" where it can't be read; what keeps it from being played; what to look at."""

    name: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def load(text: str, *, begun: bool = False) -> Scenario:
    """The scenario that a text describes. UserError, naming key and line, where it describes none. `begun`: a
    drill plays it already, so that only what can't be read is refused.
    """
    parts, problems = _judged(text, begun=begun)
    if problems or parts is None:
        raise unusable(problems[0])
    return made(msgspec.convert(tomllib.loads(parts.front), Told, strict=True), parts)


def unusable(problem: Problem) -> UserError:
    """What to tell whoever wants to play what can't be."""
    return UserError(
        _("This scenario can't be used: {why}.").format(why=problem),
        problem.hint or _("Nothing was changed. Correct the file, then read it again."),
    )


def check(text: str | Problem) -> Checked:
    """Judge a text, or what keeps it from being read: every problem with the file's line; raises nothing.

    Warnings name runbooks that Holdfast does not come with: the station may have them.
    """
    parts, problems = (None, (text,)) if isinstance(text, Problem) else _judged(text)
    if problems or parts is None or isinstance(text, Problem):
        return Checked(_title(parts), problems)
    return Checked(_title(parts), (), tuple(unknown(load(text), parts.front)))


def shipped() -> dict[str, str]:
    """The text of every scenario that Holdfast comes with, by the name of its file."""
    return {name: text for name, text in own(paths.resources()).items() if isinstance(text, str)}


def own(folder: Path) -> dict[str, str | Problem]:
    """The text of every scenario in a store's folder, by the name of its file; else why there is none."""
    return {file.name: read_file(file) for file in sorted((folder / FOLDER).glob("*.md"))}


def read_file(file: Path) -> str | Problem:
    """The text of a file, or what keeps it from being read; raises nothing."""
    try:
        if file.exists() and not file.is_file():
            return Problem(1, "", _("it is no ordinary file"), _("Choose a file."))
        with file.open("rb") as stream:
            data = stream.read(4 * toml_check.LONGEST + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        what = _("it can't be read: {why}").format(why=why)
        return Problem(1, "", what, _("Check the name, and who may read it."))
    if len(data) > 4 * toml_check.LONGEST:
        return toml_check.too_long(len(data))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(line, "", _("it is not UTF-8 text"), _("Save it as UTF-8 and try again."))


def _judged(text: str, *, begun: bool = False) -> tuple[Parted | None, tuple[Problem, ...]]:
    """The parts of a text, None where it has none, and what is wrong."""
    if nothing := toml_check.unreadable(text):
        return None, (nothing,)
    parts = parted(text)
    if isinstance(parts, Problem):
        return None, (parts,)
    front = toml_check.check(parts.front, Told, partial(broken_rules, parts=parts))
    if front.certain is None:  # what is no TOML says nothing of the sections
        return parts, front.problems
    start = () if begun else not_to_be_started(parts, front.certain)
    found = [*front.problems, *of_sections(parts, front.certain), *start]
    return parts, tuple(sorted(found, key=lambda problem: (problem.line, problem.key)))


def _title(parts: Parted | None) -> str:
    try:
        data: dict[str, Any] = tomllib.loads(parts.front) if parts else {}
    except (ValueError, RecursionError):
        return ""
    title = data.get("title")
    return shown(title) if isinstance(title, str) else ""
