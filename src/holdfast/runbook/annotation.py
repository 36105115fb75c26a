"""What a fence's info text says of its step, in Runme's two styles: attributes or JSON.

`sh {name=usage timebox=5m}` or `sh {"name": "usage", "timebox": "5m"}`. Runme's keys
(https://docs.runme.dev/configuration/cell-level) are taken as they are and kept; Holdfast's own are `kind`,
`expect`, `type`, `options`, `wait`, `timebox`, `by` and `path`. A code block in the language `holdfast` holds
no command: it only annotates. Nothing here raises; what can't be read is kept and told as a problem.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from holdfast.domain.document import Annotation, Option, StepSort
from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import span_seconds
from holdfast.words import _

LANGUAGE: Final = "holdfast"
"""The language of a block that only annotates its step."""
RUNME: Final = frozenset(
    """
    background category closeTerminalOnSuccess cwd excludeFromRunAll id ignore interactive interpreter
    mimetype name promptEnv skipPrompts tag terminalRows transform
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)
OWN: Final = frozenset({"kind", "name", "expect", "type", "options", "wait", "timebox", "by", "path"})
ANSWERS: Final = ("text", "number", "host", "path", "date")
"""What an input may be: the values of `type`."""

_INFO = re.compile(r"[^{]*(\{.*\})\s*$", re.DOTALL)
_PAIR = re.compile(
    r"""\s*,?\s*([^\s=,"'{}]+)\s*=\s*
    ("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,"'{}]+(?:,[^\s,="'{}]+(?![^\s,="'{}]*\s*=))*)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_LONGEST = 4_000
_MOST_OPTIONS = 12
_SORTS = get_args(StepSort)
_NEEDS: Final[Mapping[str, str]] = {"input": "name", "choice": "options", "timer": "wait", "runbook": "path"}


@dataclass(frozen=True, slots=True)
class Read:
    """An annotation, and a sentence for each thing in it that could not be taken as it was meant."""

    annotation: Annotation
    problems: tuple[str, ...] = ()


def annotation_of(info: str) -> Annotation:
    """What a fence's info text says; an annotation that says nothing where it has none."""
    return read(info).annotation


def read(info: str) -> Read:
    """The same with what is wrong in it."""
    said = _pairs(info)
    if said is None:
        return Read(Annotation(), (_("What stands in the braces can't be read; write key=value."),))
    reader = _Reader(dict(said))
    made = reader.annotation()
    return Read(made, tuple(reader.problems))


def _pairs(info: str) -> dict[str, str] | None:
    """The keys and their texts; None where there are braces that can't be read."""
    if "{" not in info:
        return {}
    braces = _INFO.match(info) if len(info) <= _LONGEST else None
    if braces is None:
        return None
    text = braces.group(1)
    if text[1:].lstrip()[:1] in ('"', "}"):
        return _from_json(text)
    return _from_attributes(text[1:-1])


def _from_json(text: str) -> dict[str, str] | None:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {str(key): _text(value) for key, value in cast("dict[str, Any]", found).items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _from_attributes(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    at = 0
    while text[at:].strip(" \t,\n"):
        pair = _PAIR.match(text, at)
        if pair is None:
            return None
        key, value = pair.groups()
        found[key] = _ESCAPED.sub(r"\1", value[1:-1]) if value[:1] in "\"'" else value
        at = pair.end()
    return found


class _Reader:
    """Takes Holdfast's keys out of what was said, and keeps the others."""

    def __init__(self, said: dict[str, str]) -> None:
        self._said = said
        self.problems: list[str] = []

    def annotation(self) -> Annotation:
        sort = self._sort()
        made = Annotation(
            sort=sort,
            name=self._take("name", self._name, ""),
            expect=self._said.pop("expect", ""),
            answer=self._take("type", _answer, "text"),
            options=self._take("options", _options, ()),
            wait=self._take("wait", span_seconds, 0),
            timebox=self._take("timebox", span_seconds, 0),
            by=self._said.pop("by", ""),
            path=self._said.pop("path", ""),
            others=self._said,
        )
        needed = _NEEDS.get(sort, "")
        if needed and not getattr(made, needed):
            self.problems.append(_("A step of the kind {kind} needs {key}.").format(kind=sort, key=needed))
            return Annotation(name=made.name, timebox=made.timebox, others=made.others)
        return made

    def _sort(self) -> StepSort:
        word = self._said.pop("kind", "instruction")
        if word in _SORTS:
            return cast("StepSort", word)
        known = ", ".join(_SORTS)
        self.problems.append(
            _("{kind} is no kind of step. Choose one of: {known}.").format(kind=word, known=known)
        )
        return "instruction"

    def _take(self, key: str, read_value: Callable[[str], Any], otherwise: Any) -> Any:  # noqa: ANN401
        text = self._said.pop(key, None)
        if text is None:
            return otherwise
        try:
            return read_value(text)
        except UserError as error:
            self.problems.append(f"{key}: {error.what}")
            return otherwise

    def _name(self, text: str) -> str:
        if _NAME.fullmatch(text):
            return text
        self._said["name"] = text  # a name of Runme's own, which no command uses as a variable
        return ""


def _answer(text: str) -> str:
    if text not in ANSWERS:
        known = ", ".join(ANSWERS)
        raise UserError(
            _("{type} is no type of answer. Choose one of: {known}.").format(type=text, known=known)
        )
    return text


def _listed(text: str) -> list[str]:
    """The texts of a list in JSON; none where it is something else."""
    if not text.startswith("["):
        return []
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [each for each in cast("list[object]", found) if isinstance(each, str)]


def _options(text: str) -> tuple[Option, ...]:
    """Answers parted by `|` or as a list in JSON, each with `=#section` behind it where it leads to one."""
    found: list[Option] = []
    for part in _listed(text) or text.split("|"):
        words, _mark, section = part.partition("=#")
        if words.strip():
            found.append(Option(words.strip(), section.strip()))
    if not 1 < len(found) <= _MOST_OPTIONS:
        raise UserError(
            _("A choice has 2 to {most} options, parted by |.").format(most=_MOST_OPTIONS),
        )
    return tuple(found)
