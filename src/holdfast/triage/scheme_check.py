"""A scheme's text, judged: every problem with its line and key in one go, or none."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Final

from holdfast.domain.errors import UserError
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_rules import broken_rules
from holdfast.triage.scheme_shape import misfits, shown
from holdfast.triage.toml_lines import Path, lines_of, nearest
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
    """The name that a file gives its scheme, "" where it can't be read, and what is wrong with it."""

    name: str
    problems: tuple[Problem, ...]


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being a scheme, by line."""
    return check(text).problems


def check(text: str) -> Checked:
    """Judge a text; raises nothing."""
    if len(text) > LONGEST:
        return _none(_too_long(len(text)))
    if not text.strip():
        return _none(Problem(1, "", _("the file is empty"), _("Begin with a copy of the shipped scheme.")))
    try:
        data = tomllib.loads(text)
        found = sorted(_found(data, text), key=lambda problem: (problem.line, problem.key))
    except tomllib.TOMLDecodeError as error:
        return _none(_no_toml(str(error), text))
    except RecursionError:
        hint = _("A scheme needs lists of tables, nothing deeper.")
        return _none(Problem(1, "", _("its brackets are nested too deeply"), hint))
    except ValueError as error:  # a number of more digits than Python reads
        return _none(Problem(1, "", _("it is not TOML: {error}").format(error=error), _readable()))
    name = data.get("name")
    return Checked(shown(name) if isinstance(name, str) else "", tuple(found))


def _none(problem: Problem) -> Checked:
    return Checked("", (problem,))


def _found(data: dict[str, Any], text: str) -> Iterator[Problem]:
    lines = lines_of(text)
    for fault in dict.fromkeys([*misfits(data, Scheme), *broken_rules(data)]):
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


def _too_long(size: int) -> Problem:
    what = _("it has {size} characters, the most is {most}").format(size=size, most=LONGEST)
    return Problem(1, "", what, _("Is it the right file?"))


# --- files ----------------------------------------------------------------------------------------


def check_file(file: File) -> Checked:
    """Judge a file. UserError where there is none to be read."""
    data = _bytes(file)
    if len(data) > 4 * LONGEST:
        return _none(_too_long(file.stat().st_size))
    try:
        return check(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # positions after a byte order mark are told without it
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        what = _("it is not UTF-8 text (line {line}, byte 0x{byte:02x})").format(line=line, byte=data[start])
        return _none(Problem(line, "", what, _("Save it as UTF-8 and try again.")))


def _bytes(file: File) -> bytes:
    """What a file holds, but no more than is needed to see that it is too much."""
    try:
        if not file.is_dir() and file.exists() and not file.is_file():
            raise UserError(_("{file} is no ordinary file.").format(file=file), _("Choose a file."))
        with file.open("rb") as stream:
            return stream.read(4 * LONGEST + 1)
    except IsADirectoryError as error:
        raise UserError(
            _("{file} is a folder.").format(file=file), _("Name the scheme's file inside it.")
        ) from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(
            _("{file} can't be read: {why}.").format(file=file, why=why), _("Check the name.")
        ) from error
