"""What a step that asks may be answered, and how the answers go before a command that is copied."""

import re
import shlex
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from holdfast.domain.document import Annotation
from holdfast.domain.errors import UserError
from holdfast.domain.text import clean_line, needed
from holdfast.domain.value import REMOVED
from holdfast.words import _

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.:%-]{0,251}[A-Za-z0-9_])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # of the ISO forms the one that is asked for
_SHELLS = frozenset({"", "sh", "bash", "shell", "zsh", "ksh", "console"})


def checked_answer(annotation: Annotation, value: str) -> str:
    """The answer of an input or a choice; UserError where it is not of the type that is asked for."""
    text = needed(clean_line(value, _("The answer")), _("The answer"))
    if annotation.sort == "choice":
        return _one_of(annotation, text)
    refuse = _TYPES.get(annotation.answer)
    if refuse is not None and (why := refuse(text)):
        raise UserError(_("“{text}” {why}.").format(text=text, why=why))
    return text


def _one_of(annotation: Annotation, text: str) -> str:
    for option in annotation.options:
        if option.words.casefold() == text.casefold():
            return option.words
    raise UserError(
        _("“{text}” is none of the answers.").format(text=text),
        hint=_("Choose one of: {options}.").format(
            options=", ".join(option.words for option in annotation.options)
        ),
    )


def _no_number(text: str) -> str:
    return "" if _NUMBER.fullmatch(text) else _("is no number")


def _no_host(text: str) -> str:
    return "" if _HOST.fullmatch(text) else _("is no name or address of a host")


def _no_path(text: str) -> str:
    absolute = text.startswith(("/", "\\\\")) or re.match(r"[A-Za-z]:[\\/]", text)
    return "" if absolute else _("is no whole path; begin it with / or with a drive")


def _no_date(text: str) -> str:
    try:
        is_day = bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        is_day = False
    return "" if is_day else _("is no day; write YYYY-MM-DD")


_TYPES: Final[Mapping[str, Callable[[str], str]]] = {
    "number": _no_number,
    "host": _no_host,
    "path": _no_path,
    "date": _no_date,
}


def with_answers(code: str, answers: Mapping[str, str], language: str = "sh") -> str:
    """Code with the answers that it names put before it, each quoted so that a shell takes it as one word.

    Nothing is put into the code itself, and nothing is run: this is what *Copy* gives. An answer whose words
    were removed stays out.
    """
    if language not in _SHELLS:
        return code
    named = {
        name: value
        for name, value in answers.items()
        if value != REMOVED and _VARIABLE.fullmatch(name) and re.search(rf"\$(?:{name}\b|{{{name}\b)", code)
    }
    lines = [f"{name}={shlex.quote(value)}" for name, value in named.items()]
    return "\n".join([*lines, code])
