"""What doesn't have the shape of a type, key by key: every fault, where msgspec stops at the first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, cast, get_args, get_origin

import msgspec

from holdfast.domain.toml_lines import Path
from holdfast.words import _

_BEYOND: Final = re.compile(r"Expected (?:int|float)[^<>]* [<>]=? ")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value at a path, and what to do about it. `doubts` are the paths of what can't
    be judged either until it is mended, such as the key that is meant by a misspelt one.
    """

    path: Path
    what: str
    hint: str
    doubts: tuple[Path, ...] = ()


UNSURE: Final = object()
"""Stands in plain values for what has a fault of shape already: neither missing, nor of any type."""


def certain(value: Mapping[str, Any], faults: Iterable[Fault]) -> dict[str, Any]:
    """Values with `UNSURE` for what is wrong or in doubt, so that rules tell nothing that only follows."""
    copied = cast("dict[str, Any]", _copied(value))
    for fault in faults:
        for path in (fault.path, *fault.doubts):
            _put(copied, path)
    return copied


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _copied(each) for name, each in cast("Mapping[str, object]", value).items()}
    if isinstance(value, list):
        return [_copied(each) for each in cast("list[object]", value)]
    return value


def _put(value: Any, path: Path) -> None:  # noqa: ANN401  (whatever the file holds)
    for part in path[:-1]:
        if value is UNSURE:
            return
        value = value[part]
    if path and value is not UNSURE:
        value[path[-1]] = UNSURE


def shown(key: str) -> str:
    """A key from a file, short and harmless to a terminal."""
    short = key[:100]
    return short if short.isprintable() else ascii(short)


def misfits(value: object, form: Any, path: Path = ()) -> Iterator[Fault]:  # noqa: ANN401  (a type form)
    """Every place where a value read from TOML is not of a type: a struct, a list, a table, or a leaf."""
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
    elif get_origin(form) is dict and isinstance(value, dict):
        for name, item in cast("dict[str, object]", value).items():
            yield from misfits(item, get_args(form)[1], (*path, name))
    else:
        yield from _leaf(value, form, path)


def _table(value: Mapping[str, object], form: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(form)}
    absent = {name: field.required for name, field in fields.items() if name not in value}
    guessed = meant([name for name in value if name not in fields], absent)
    for name, each in fields.items():
        if name in value:
            yield from misfits(value[name], each.type, (*path, name))
        elif each.required and name not in guessed.values():
            yield Fault((*path, name), _("is missing"), _("Add it; the shipped file shows how."))
    for name in value:
        if name not in fields:
            yield _strange(name, guessed.get(name, ""), [*fields], [*absent], path)


def meant(strange: Sequence[str], absent: Mapping[str, bool]) -> dict[str, str]:
    """The keys that are not known, each with the absent one that it most likely is.

    `absent` says of each whether it is needed: where one is, and nothing else fits, it is the one key left.
    """
    left, found = dict(absent), dict[str, str]()
    for name in strange:
        if close := get_close_matches(name[:100], left, 1):
            found[name] = close[0]
            del left[close[0]]
    needed = [name for name, is_needed in left.items() if is_needed]
    other = [name for name in strange if name not in found]
    return found | {other[0]: needed[0]} if len(other) == len(needed) == 1 else found


def _strange(name: str, meant: str, known: Sequence[str], absent: Sequence[str], path: Path) -> Fault:
    close = [meant] if meant else get_close_matches(name[:100], known, 1)
    hint = _("Remove it; the keys here are: {keys}.").format(keys=", ".join(known))
    hint = _('Is "{key}" meant?').format(key=close[0]) if close else hint
    doubts: tuple[Path, ...] = tuple((*path, each) for each in close or absent)
    return Fault((*path, name), _("is not known here"), hint, doubts)


def _leaf(value: object, form: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401  (a type form)
    try:
        msgspec.convert(value, form, strict=True)
    except msgspec.ValidationError as error:
        message = str(error).replace("`", "")
        if known := _known(form):
            what = _("is not one of the words known here")
            yield Fault(path, what, _("There are: {words}.").format(words=", ".join(known)))
            return
        if _BEYOND.match(message):
            yield Fault(path, _("is too small or too large a number"), _range(form))
            return
        if "Expected str" in message and "[smhdw]" in _limit(form, "pattern", ""):
            message = "[smhdw]"  # in quotation marks it would still be no length of time
        if "length <=" in message:
            most = _limit(form, "max_length", 300)
            yield Fault(path, _("is too long"), _("At most {most} characters fit.").format(most=most))
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


def _limit(form: Any, name: str, default: Any) -> Any:  # noqa: ANN401  (a type form)
    """What a form's `Meta` says under a name."""
    said = (getattr(meta, name) for meta in _metas(form))
    return next((limit for limit in said if limit is not None), default)


def _metas(form: Any) -> Iterator[msgspec.Meta]:  # noqa: ANN401  (a type form)
    yield from (meta for meta in getattr(form, "__metadata__", ()) if isinstance(meta, msgspec.Meta))
    for part in get_args(form):
        yield from _metas(part)


def _range(form: Any) -> str:  # noqa: ANN401  (a type form)
    low, above, high = (_limit(form, name, None) for name in ("ge", "gt", "le"))
    if above is not None:
        return _("Write a number above {low}, up to {high}.").format(low=above, high=high)
    if high is not None:
        return _("Write a number from {low} to {high}.").format(low=low, high=high)
    return _("Count from {low}.").format(low=low) if low else _("Write {low} or more.").format(low=low)


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
