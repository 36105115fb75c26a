"""Scenarios as files: TOML between `+++`, then Markdown with a section for each inject."""

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from holdfast import paths
from holdfast.domain import toml_check
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Scenario
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import shown
from holdfast.drill.scenario_parts import Parted, parted
from holdfast.drill.scenario_rules import broken_rules
from holdfast.drill.scenario_runbooks import unknown
from holdfast.drill.scenario_sections import of_sections
from holdfast.drill.scenario_shape import Told, made
from holdfast.words import _

FOLDER: Final = "scenarios"


@dataclass(frozen=True, slots=True)
class Checked:
    """A scenario's title, "" where it can't be read; what keeps it from being played; what to look at."""

    name: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def load(text: str) -> Scenario:
    """The scenario that a text describes. UserError, naming key and line, where it describes none."""
    parts, problems = _judged(text)
    if problems or parts is None:
        raise UserError(
            _("This scenario can't be used: {why}.").format(why=problems[0]),
            problems[0].hint or _("Nothing was changed. Correct the file, then read it again."),
        )
    return made(msgspec.convert(tomllib.loads(parts.front), Told, strict=True), parts)


def check(text: str) -> Checked:
    """Judge a text: every problem with the line of the file; raises nothing.

    Warnings name runbooks that Holdfast does not come with: the station may have them.
    """
    parts, problems = _judged(text)
    if problems or parts is None:
        return Checked(_title(parts), problems)
    return Checked(_title(parts), (), tuple(unknown(load(text), parts.front)))


def shipped() -> dict[str, str]:
    """The text of every scenario that Holdfast comes with, by the name of its file."""
    return own(paths.resources())


def own(folder: Path) -> dict[str, str]:
    """The text of every scenario in a store's folder, by the name of its file; "" where it can't be read."""
    return {file.name: _read(file) for file in sorted((folder / FOLDER).glob("*.md"))}


def _read(file: Path) -> str:
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as stream:
            return decoded(stream.read(4 * toml_check.LONGEST + 1))[0]
    except OSError:
        return ""


def _judged(text: str) -> tuple[Parted | None, tuple[Problem, ...]]:
    """The parts of a text, None where it has none, and what is wrong."""
    if nothing := toml_check.unreadable(text):
        return None, (nothing,)
    parts = parted(text)
    if isinstance(parts, Problem):
        return None, (parts,)
    keys = {each.key for each in parts.sections}
    front = toml_check.check(parts.front, Told, partial(broken_rules, sections=keys)).problems
    if any(not each.key for each in front):  # what is no TOML says nothing of the sections
        return parts, front
    found = [*front, *of_sections(parts, tomllib.loads(parts.front))]
    return parts, tuple(sorted(found, key=lambda problem: (problem.line, problem.key)))


def _title(parts: Parted | None) -> str:
    try:
        data: dict[str, Any] = tomllib.loads(parts.front) if parts else {}
    except (ValueError, RecursionError):
        return ""
    title = data.get("title")
    return shown(title) if isinstance(title, str) else ""
