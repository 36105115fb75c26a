"""What doesn't have the shape of a type, key by key: every fault, where msgspec stops at the first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, cast, get_args, get_origin

import msgspec

from holdfast.domain.toml_lines import Path
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value at a path, and what to do about it."""

    path: Path
    what: str
    hint: str


def shown(key: str) -> str:
    """A key from a file, short and harmless to a terminal."""
    short = key[:100]
    return short if short.isprintable() else ascii(short)


def misfits(value: object, form: Any, path: Path = ()) -> Iterator[Fault]:  # noqa: ANN401  (a type form)
    """Every place where a value read from TOML is not of a type: a struct, `tuple[part, ...]`, or a leaf."""
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        if isinstance(value, dict):
            yield from _table(cast("dict[str, object]", value), form, path)
        else:
            yield Fault(path, _("is no table"), _("Write it as the shipped file has it."))
    elif get_origin(form) is tuple:
        if isinstance(value, list):
            part = get_args(form)[0]
            for place, item in enumerate(cast("list[object]", value)):
                yield from misfits(item, part, (*path, place))
        else:
            yield Fault(path, _("is no list"), _("Put it in [ ], with commas in between."))
    else:
        yield from _leaf(value, form, path)


def _table(value: Mapping[str, object], form: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(form)}
    for name, each in fields.items():
        if name in value:
            yield from misfits(value[name], each.type, (*path, name))
        elif each.required:
            yield Fault((*path, name), _("is missing"), _("Add it; the shipped file shows how."))
    for name in value:
        if name not in fields:
            yield Fault((*path, name), _("is not known here"), _other(name, [*fields]))


def _other(name: str, known: list[str]) -> str:
    close = get_close_matches(name[:100], known, 1)
    if close:
        return _('Is "{key}" meant?').format(key=close[0])
    return _("Remove it; the keys here are: {keys}.").format(keys=", ".join(known))


def _leaf(value: object, form: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401  (a type form)
    try:
        msgspec.convert(value, form, strict=True)
    except msgspec.ValidationError as error:
        message = str(error).replace("`", "")
        if known := _known(form) if "Invalid enum value" in message else []:
            what = _("is not one of the words known here")
            yield Fault(path, what, _("There are: {words}.").format(words=", ".join(known)))
            return
        found = (words() for sign, words in _WORDS if sign in message)
        what, hint = next(found, (_("does not fit: {what}").format(what=message), ""))
        yield Fault(path, what, hint or _("Write it as the shipped file has it."))


def _known(form: Any) -> list[str]:  # noqa: ANN401  (a type form)
    """The words that a form allows: of an enumeration, of literals, or of what is inside."""
    if isinstance(form, type) and issubclass(form, Enum):
        return [str(each.value) for each in form]
    parts = get_args(form)
    words = [part for part in parts if isinstance(part, str)]
    return words or [word for part in parts for word in _known(part)]


# a piece of msgspec's message -> what is wrong and what to do
_WORDS: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
    (
        "[smhdw]",
        lambda: (
            _('is not a length of time such as "90m" or "1d12h"'),
            _("Use whole numbers with s, m, h, d or w."),
        ),
    ),
    (
        "[a-z0-9_]",
        lambda: (
            _("is not a key of small letters, digits and _"),
            _("Begin with a letter; at most 40 characters."),
        ),
    ),
    (
        "[a-z0-9-]",
        lambda: (
            _("is not a key of small letters, digits and -"),
            _("Begin with a letter; at most 40 characters."),
        ),
    ),
    (r"\S", lambda: (_("is empty"), _("Write a few words."))),
    ("length <=", lambda: (_("is too long"), _("At most 300 characters fit."))),
    (
        "int <= 5",
        lambda: (_("is too small or too large a number"), _("Numbers go from 1, the worst, to 5.")),
    ),
    (
        "int >= 1",
        lambda: (_("is too small or too large a number"), _("Count from 1.")),
    ),
    (
        "int >= 0",
        lambda: (_("is too small or too large a number"), _("Points go from 0 to 1000.")),
    ),
    (
        "int <= 1000",
        lambda: (_("is too small or too large a number"), _("Points go from 0 to 1000.")),
    ),
    (
        "out of range",
        lambda: (_("is too small or too large a number"), _("Count from 1.")),
    ),
    (
        "Expected float",
        lambda: (_("is no number"), _("Write it without quotation marks, such as 90 or 0.5.")),
    ),
    ("Expected bool", lambda: (_("is neither true nor false"), _("Write true or false."))),
    ("Expected int", lambda: (_("is no whole number"), _("Write it without quotation marks and point."))),
    ("Expected str", lambda: (_("is no text"), _("Put it in quotation marks."))),
)
