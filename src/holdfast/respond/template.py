"""A template of a status update: its text as TOML, read strictly, and filled."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import Fault
from holdfast.respond.update_fields import FIELDS, Facts
from holdfast.words import _

LONGEST: Final = 10_000  # characters of the text
_BRACES: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")

Line = Annotated[str, msgspec.Meta(max_length=300, pattern=r"\S")]
Prose = Annotated[str, msgspec.Meta(pattern=r"\S")]


class Ask(StrEnum):
    """What somebody has to say in words before the update is sent."""

    RECOVERY = "recovery"
    DATA_LOSS = "data_loss"


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form: what it is called, whom it is for (the first by default), what it asks, and its text."""

    name: Line
    audiences: tuple[Line, ...]
    text: Prose
    asks: tuple[Ask, ...] = ()


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being a template, by line."""
    found = [*toml_check.check(text, Template, _rules).problems, *_unknown(text)]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.key)))


def load(text: str) -> Template:
    """The template that a text describes. UserError, naming key and line, where it describes none."""
    if found := problems(text):
        raise UserError(
            _("This template can't be used: {why}.").format(why=found[0]),
            _("Nothing was changed. Correct the text, then read it again."),
        )
    return msgspec.convert(tomllib.loads(text), Template, strict=True)


def fill(template: Template, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """The text with its braces filled, and the names for which the record says nothing."""
    blanks: dict[str, None] = {}

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0][0]
        said = FIELDS[name].value(facts)
        if not said:
            blanks[name] = None
        return said or FIELDS[name].blank()

    return _BRACES.sub(value, template.text).strip(), tuple(blanks)


def _rules(data: dict[str, Any]) -> Iterator[Fault]:
    text, asks = data.get("text"), data.get("asks", [])
    if data.get("audiences") == []:
        yield Fault(("audiences",), _("is empty"), _("Name at least one audience."))
    if not isinstance(text, str):
        return
    if len(text) > LONGEST:
        what = _("has {size} characters, the most is {most}").format(size=len(text), most=LONGEST)
        yield Fault(("text",), what, _("An update is read in a minute."))
    for ask in Ask:
        named = isinstance(asks, list) and ask.value in asks
        if named != (f"{{{ask.value}}}" in text):
            yield _unmatched(ask, named=named)


def _unmatched(ask: Ask, *, named: bool) -> Fault:
    sign = f"{{{ask.value}}}"
    if named:
        what = _("asks for {name}, which the text does not say").format(name=ask.value)
        return Fault(("asks",), what, _("Put {sign} into the text.").format(sign=sign))
    what = _("says {sign}, which nobody is asked for").format(sign=sign)
    return Fault(("text",), what, _('Add "{name}" to asks.').format(name=ask.value))


def _unknown(text: str) -> Iterator[Problem]:
    """Each brace that names nothing, at its own line."""
    body = _body(text)
    for match in _wrong_braces(body):
        line = _line_of(text, body, match)
        if match[1] is None:
            what = _("has a brace that names nothing")
            yield Problem(line, "text", what, _("Write it twice where it is meant as a brace."))
        else:
            what = _("names {sign}, which the record does not have").format(sign=match[0])
            yield Problem(line, "text", what, _other(match[1]))


def _line_of(text: str, body: str, match: re.Match[str]) -> int:
    """The line of the file that holds a place of its text; that of the sign where it is written escaped."""
    begins = body.rfind("\n", 0, match.start()) + 1
    whole = body[begins:].split("\n", 1)[0]
    at = text.find(whole)
    return text.count("\n", 0, at if at >= 0 else max(0, text.find(match[0]))) + 1


def _body(text: str) -> str:
    """The member `text`, "" where it can't be read: what is wrong then is told of already."""
    try:
        body: object = tomllib.loads(text[: toml_check.LONGEST]).get("text")
    except (ValueError, RecursionError):
        return ""
    return body if isinstance(body, str) else ""


def _wrong_braces(body: str) -> Iterator[re.Match[str]]:
    for match in _BRACES.finditer(body):
        if match[0] in ("{", "}") or (match[1] is not None and match[1] not in FIELDS):
            yield match


def _other(name: str) -> str:
    close = get_close_matches(name[:100], [*FIELDS], 1)
    if close:
        return _("Is {{{name}}} meant?").format(name=close[0])
    return _("There are: {names}.").format(names=", ".join(FIELDS))


def names() -> Mapping[str, str]:
    """What can stand in braces, each with what it stands for."""
    return {name: each.words() for name, each in FIELDS.items()}
