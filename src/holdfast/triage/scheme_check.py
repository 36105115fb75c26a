"""A scheme's text, judged: every problem with its line and key in one go, or none."""

from collections.abc import Mapping
from pathlib import Path as File
from typing import Any

from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import LONGEST, Checked, Problem, refused, too_long
from holdfast.domain.toml_lines import lines_of, nearest
from holdfast.triage.scheme import MatrixScheme, Scheme, ScoredScheme
from holdfast.triage.scheme_rules import broken_rules
from holdfast.words import _


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being a scheme, by line."""
    return check(text).problems


def check(text: str) -> Checked:
    """Judge a text; raises nothing."""
    return toml_check.check(text, form_of, broken_rules)


def version_line(text: str) -> int:
    """The line of the version in a text without faults."""
    return nearest(lines_of(text), ("version",))


def form_of(data: Mapping[str, Any]) -> type[Scheme]:
    """The form that a file's values are held to, by the kind that it names."""
    return ScoredScheme if data.get("kind") == "scored" else MatrixScheme


def check_file(file: File) -> Checked:
    """Judge a file. UserError where there is none to be read."""
    data = _bytes(file)
    if len(data) > 4 * LONGEST:
        return refused(too_long(file.stat().st_size))
    try:
        return check(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return refused(_no_utf8(data, error))


def read_file(file: File) -> str:
    """The text of a file, whatever it says. UserError where it is no text, or far too long."""
    data = _bytes(file)
    try:
        if len(data) <= 4 * LONGEST:
            return data.decode("utf-8-sig")
        problem = too_long(file.stat().st_size)
    except UnicodeDecodeError as error:
        problem = _no_utf8(data, error)
    raise UserError(
        _("{file} can't be used as a scheme: {why}.").format(file=file, why=problem.what), problem.hint
    )


def _no_utf8(data: bytes, error: UnicodeDecodeError) -> Problem:
    # positions after a byte order mark are told without it
    start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    line = data.count(b"\n", 0, start) + 1
    what = _("it is not UTF-8 text (line {line}, byte 0x{byte:02x})").format(line=line, byte=data[start])
    return Problem(line, "", what, _("Save it as UTF-8 and try again."))


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
