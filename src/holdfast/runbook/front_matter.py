"""What stands in a runbook's front matter: YAML between `---` or TOML between `+++`.

Read with limits, because strangers wrote it: no aliases (a few lines of them unfold into gigabytes), no
deep nesting, no dates or numbers made of what was meant as words. What can't be read says so and the
runbook stays readable; keys that Holdfast has no use for are kept as they are written.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from holdfast.domain.document import Facts
from holdfast.words import _

_LARGEST = 16 * 1024
_DEEPEST = 8
_MOST = 60  # words of a list
_LONGEST = 200  # letters of one of them
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SEVERITY = re.compile(r"(?:sev|p|severity)?[ -]?([1-5])", re.IGNORECASE)
_SEVERITIES: Final = {"critical": 1, "major": 2, "error": 2, "warning": 3, "minor": 3, "low": 4, "info": 5}
# Key as it is written, with - and spaces as _ -> the fact that it tells.
_KEYS: Final[Mapping[str, str]] = {
    "title": "title",
    "tag": "tags",
    "tags": "tags",
    "labels": "tags",
    "service": "services",
    "services": "services",
    "component": "services",
    "alert": "alerts",
    "alerts": "alerts",
    "alertname": "alerts",
    "severity": "severity",
    "owner": "owner",
    "owners": "owner",
    "team": "owner",
    "reviewed": "reviewed",
    "last_reviewed": "reviewed",
    "review_by": "review_by",
    "next_review": "review_by",
    "review_due": "review_by",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What it says, and a sentence for each thing that could not be taken as it was meant."""

    facts: Facts
    problems: tuple[str, ...] = ()


class _Unfit(Exception):
    """A value is not of the kind that its key needs; the text says what is."""


def read(text: str, fence: str) -> FrontMatter:
    """The facts in the front matter between these fences ("---" or "+++"). Never raises."""
    if not text.strip():
        return FrontMatter(Facts())
    if len(text) > _LARGEST:
        return FrontMatter(Facts(), (_("The front matter is longer than 16 kB, so it was not read."),))
    try:
        found = tomllib.loads(text) if fence == "+++" else _yaml(text)
    except (ValueError, RecursionError) as problem:
        return FrontMatter(Facts(), (_("The front matter can't be read: {why}").format(why=problem),))
    if _depth(found) > _DEEPEST:
        deep = _("it is nested too deeply")
        return FrontMatter(Facts(), (_("The front matter can't be read: {why}").format(why=deep),))
    if not isinstance(found, dict):
        return FrontMatter(Facts(), (_("The front matter has no key: value in it."),))
    return _facts(cast("dict[object, object]", found))


def _depth(value: object) -> int:
    """How many lists and tables stand in each other; one more than allowed where there are more."""
    level: list[object] = [value]
    for depth in range(_DEEPEST + 1):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return depth
    return _DEEPEST + 1


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[object, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def _facts(found: Mapping[object, object]) -> FrontMatter:
    values: dict[str, Any] = {}
    others: list[tuple[str, str]] = []
    problems: list[str] = []
    for key, value in found.items():
        fact = _KEYS.get(re.sub(r"[ -]", "_", str(key).casefold()))
        try:
            if fact is None or fact in values:
                others.append((str(key), _words(value)))
            else:
                values[fact] = _READERS[fact](value)
        except _Unfit as unfit:
            problems.append(f"{key}: {unfit}")
            others.append((str(key), _words(value)))
    return FrontMatter(Facts(**values, others=tuple(others)), tuple(problems))


def _words(value: object) -> str:
    """Any value as one line of words."""
    if isinstance(value, list):
        return ", ".join(_words(each) for each in cast("list[object]", value))
    if isinstance(value, dict):
        inner = cast("dict[object, object]", value)
        return ", ".join(f"{key}: {_words(each)}" for key, each in inner.items())
    return "" if value is None else " ".join(str(value).split())


def _line(value: object) -> str:
    return _words(value)[:_LONGEST]


def _list(value: object) -> tuple[str, ...]:
    """A list, or words parted by commas; each once."""
    parts = cast("list[object]", value) if isinstance(value, list) else _words(value).split(",")
    words = dict.fromkeys(_words(part)[:_LONGEST].lstrip("#").strip() for part in parts[:_MOST])
    return tuple(word for word in words if word)


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = _words(value)
    day = _DATE.match(text)
    try:
        return date.fromisoformat(day.group() if day else text).isoformat()
    except ValueError as problem:
        raise _Unfit(_("“{text}” is no day; write YYYY-MM-DD.").format(text=text)) from problem


def _severity(value: object) -> int:
    text = _words(value).casefold().strip()
    number = _SEVERITY.fullmatch(text)
    if number or text in _SEVERITIES:
        return int(number.group(1)) if number else _SEVERITIES[text]
    raise _Unfit(_("“{text}” is no severity; write 1 to 5.").format(text=text))


_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "title": _line,
    "tags": _list,
    "services": _list,
    "alerts": _list,
    "severity": _severity,
    "owner": _line,
    "reviewed": _day,
    "review_by": _day,
}


def _yaml(text: str) -> object:
    """The value of a YAML text. Raises ValueError where it can't be read, or is meant to do harm."""
    import yaml  # noqa: PLC0415  (start-up time: most stores are opened without reading a runbook)

    class Careful(yaml.SafeLoader):
        """Texts stay texts but for the usual scalars; aliases and depth are refused."""

        depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401
            if self.check_event(yaml.AliasEvent):  # pyright: ignore[reportUnknownMemberType]
                raise yaml.YAMLError(_("it repeats a part by a name (&, *), which is not read"))
            self.depth += 1
            if self.depth > _DEEPEST:
                raise yaml.YAMLError(_("it is nested too deeply"))
            node = super().compose_node(parent, index)
            self.depth -= 1
            return node

    # "2027-11-30" stays as it is written; what is no date of a calendar would raise there
    Careful.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(text, Careful)  # noqa: S506  (a safe loader, made stricter)
    except yaml.MarkedYAMLError as problem:
        where = problem.problem_mark
        line = _("line {number}: ").format(number=where.line + 2) if where else ""
        raise ValueError(f"{line}{problem.problem or problem.context}") from problem
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem
