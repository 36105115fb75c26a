"""Reading a scheme's text, strictly: what does not fit is refused, with its key and its line."""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from holdfast import paths
from holdfast.domain.classification import LEVELS, NUMBERS
from holdfast.domain.errors import UserError
from holdfast.triage.scheme import Question, Scheme
from holdfast.triage.toml_lines import line_of
from holdfast.words import _

_LONGEST = 200_000

Fault = tuple[str, str]
"""The path of a key, and what is wrong with it."""


@lru_cache(maxsize=1)
def default_text() -> str:
    """The text of the scheme that Holdfast comes with."""
    return (paths.resources() / "schemes" / "default.toml").read_text(encoding="utf-8")


def load(text: str) -> Scheme:
    """The scheme that a text describes. UserError, naming key and line, where it describes none."""
    if len(text) > _LONGEST:
        raise _refused(
            _("it has {size} characters, the most is {most}").format(size=len(text), most=_LONGEST)
        )
    try:
        scheme = msgspec.convert(tomllib.loads(text), Scheme, strict=True)
    except tomllib.TOMLDecodeError as error:
        raise _refused(_("it is not TOML: {error}").format(error=error)) from error
    except RecursionError as error:
        raise _refused(_("its brackets are nested too deeply")) from error
    except msgspec.ValidationError as error:
        raise _at(_misfit(str(error)), text) from error
    for fault in _faults(scheme):
        raise _at(fault, text)
    return scheme


def _at(fault: Fault, text: str) -> UserError:
    path, wrong = fault
    line = line_of(text, path)
    key = re.sub(r"\.(\d+)", lambda item: f".{int(item[1]) + 1}", path)  # people count from 1
    if line is None:
        return _refused(_("{key} {wrong}").format(key=key, wrong=wrong))
    return _refused(_("{key} (line {line}) {wrong}").format(key=key, line=line, wrong=wrong))


def _refused(why: str) -> UserError:
    return UserError(
        _("This scheme can't be used: {why}.").format(why=why),
        _("Nothing was changed. Correct the file, then read it again."),
    )


# --- what msgspec found --------------------------------------------------------------------------

_PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+)`")
_WORDS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("[smhdw]", lambda: _('is not a length of time such as "90m" or "1d12h"')),
    ("[a-z0-9_]", lambda: _("is not a key of small letters, digits and _")),
    (r"\S", lambda: _("is empty")),
    ("length <=", lambda: _("is too long")),
    ("`int` ", lambda: _("is too small or too large a number")),
    ("Invalid enum value", lambda: _("is not one of the words known here")),
)


def _misfit(message: str) -> Fault:
    """The fault in msgspec's words: "Expected `int`, got `str` - at `$.matrix.high.low`"."""
    match = _PLACE.fullmatch(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    path = re.sub(r"\[(\d+)\]", r".\1", path)
    if field := _FIELD.fullmatch(what):
        key = f"{path}.{field[2]}".lstrip(".")
        return key, _("is missing") if field[1].startswith("missing") else _("is not known here")
    found = (words() for sign, words in _WORDS if sign in what)
    return path, next(found, _("does not fit: {what}").format(what=what.replace("`", "")))


# --- what only a reader of the whole can find -----------------------------------------------------


def _faults(scheme: Scheme) -> Iterator[Fault]:
    yield from _numbered("priorities", [each.number for each in scheme.priorities])
    yield from _numbered("severities", [each.number for each in scheme.severities])
    yield from _twice("impact", _checks(scheme.impact))
    yield from _twice("urgency", _checks(scheme.urgency))
    yield from _twice("roles", [role.key for role in scheme.roles])
    yield from _twice("noticed", [choice.key for choice in scheme.noticed])
    if not scheme.roles or scheme.roles[0].key != "commander":
        yield "roles", _("must begin with the commander")
    yield from _turned_cells(scheme)
    yield from _turned_priorities(scheme)


def _numbered(path: str, numbers: list[int]) -> Iterator[Fault]:
    if sorted(numbers) != list(NUMBERS):
        yield path, _("must have the numbers 1 to 5, each once")


def _checks(question: Question) -> list[str]:
    return [check.key for level in LEVELS for check in question.grade(level).checks]


def _twice(path: str, keys: list[str]) -> Iterator[Fault]:
    if double := next((key for key in keys if keys.count(key) > 1), None):
        yield path, _("has the key {key} twice").format(key=double)


def _turned_cells(scheme: Scheme) -> Iterator[Fault]:
    """Cells where more impact or more urgency would be less pressing."""
    wrong = _("is more pressing than the cell with the next higher level")
    for higher, lower in pairwise(LEVELS):
        for level in LEVELS:
            if scheme.priority_at(higher, level) > scheme.priority_at(lower, level):
                yield f"matrix.{lower}.{level}", wrong
            if scheme.priority_at(level, higher) > scheme.priority_at(level, lower):
                yield f"matrix.{level}.{lower}", wrong


def _turned_priorities(scheme: Scheme) -> Iterator[Fault]:
    places = {each.number: index for index, each in enumerate(scheme.priorities)}
    for worse, better in pairwise(NUMBERS):
        if scheme.priority(worse).severity > scheme.priority(better).severity:
            yield f"priorities.{places[better]}.severity", _("is worse than that of the priority before it")
    for number in NUMBERS:
        if scheme.priority(number).resolution_s < scheme.priority(number).response_s:
            yield f"priorities.{places[number]}.resolution", _("comes before the response")
