"""A TOML text held to a type and its rules: every problem with its line and key in one go, or none."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from holdfast.domain.toml_lines import Path, lines_of, nearest
from holdfast.domain.toml_shape import Fault, certain, misfits, shown
from holdfast.words import _

LONGEST: Final = 200_000
_PLACE: Final = re.compile(r"(.*) \((?:at line (\d+), column (\d+)|at end of document)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: the line from 1, and the key, "" where the text is no TOML at all."""

    line: int
    key: str
    what: str
    hint: str

    def __str__(self) -> str:
        if not self.key:
            return self.what
        return _("{key} (line {line}) {what}").format(key=self.key, line=self.line, what=self.what)


@dataclass(frozen=True, slots=True)
class Checked:
    """The name that a text gives itself, "" where it can't be read, and what is wrong with it.

    `certain` are its plain values, `UNSURE` where they have a fault of shape; None where it is no TOML.
    """

    name: str
    problems: tuple[Problem, ...]
    certain: dict[str, Any] | None = field(default=None, compare=False, repr=False)


Rules = Callable[[dict[str, Any]], Iterable[Fault]]
"""What the plain values break beyond their types; passes over what is `UNSURE` for a fault of shape."""
Form = type | Callable[[dict[str, Any]], type]
"""The struct that a text should be of, or what names it once the plain values are read."""


def check(text: str, form: Form, rules: Rules) -> Checked:
    """Judge a text that should be of a struct; raises nothing."""
    if nothing := unreadable(text):
        return refused(nothing)
    try:
        data = tomllib.loads(text)
        shape = [*misfits(data, form if isinstance(form, type) else form(data))]
        sure = certain(data, shape)
        found = sorted(_found(text, [*shape, *rules(sure)]), key=lambda problem: (problem.line, problem.key))
    except tomllib.TOMLDecodeError as error:
        return refused(_no_toml(str(error), text))
    except RecursionError:
        hint = _("Lists of tables are enough, nothing deeper.")
        return refused(Problem(1, "", _("its brackets are nested too deeply"), hint))
    except ValueError as error:  # a number of more digits than Python reads
        return refused(Problem(1, "", _("it is not TOML: {error}").format(error=error), _readable()))
    name = data.get("name")
    return Checked(shown(name) if isinstance(name, str) else "", tuple(found), sure)


def refused(problem: Problem) -> Checked:
    """A text of which nothing can be read but this."""
    return Checked("", (problem,))


def too_long(size: int) -> Problem:
    """A text of more characters than anybody writes."""
    what = _("it has {size} characters, the most is {most}").format(size=size, most=LONGEST)
    return Problem(1, "", what, _("Is it the right file?"))


def unreadable(text: str) -> Problem | None:
    """Why there is nothing to be read in a text, if so."""
    if len(text) > LONGEST:
        return too_long(len(text))
    if line := _no_text(text):
        what = _("it holds half of a sign, which no file can keep")
        return Problem(line, "", what, _("Remove it from this line and try again."))
    if not text.strip():
        return Problem(1, "", _("the file is empty"), _("Begin with a copy of the shipped file."))
    return None


def _no_text(text: str) -> int:
    """The line of the first half of a surrogate pair; 0 where there is none."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return text.count("\n", 0, error.start) + 1
    return 0


def _found(text: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    lines = lines_of(text)
    for fault in dict.fromkeys(faults):
        yield Problem(nearest(lines, fault.path), _key(fault.path), fault.what, fault.hint)


def _key(path: Path) -> str:
    """A path as people write it; they count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else shown(part) for part in path)


def _no_toml(error: str, text: str) -> Problem:
    match = _PLACE.fullmatch(error)
    what, line, column = match.groups() if match else (error, None, None)
    last = text.rstrip().count("\n") + 1
    where = _("line {line}").format(line=last)
    if line and column:
        where = _("line {line}, column {column}").format(line=line, column=column)
    told = _("it is not TOML: {error} ({where})").format(error=what, where=where)
    return Problem(int(line) if line else last, "", told, _readable())


def _readable() -> str:
    return _("Correct this first; what else there is can only be seen after it.")
