"""A template of a review: its sections with what each asks, as TOML, read strictly."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, cast

import msgspec

from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import Fault
from holdfast.words import _

MOST: Final = 40  # sections
_LONGEST: Final = 4_000  # characters of a prompt
_TITLE: Final = 120
Line = Annotated[str, msgspec.Meta(max_length=300, pattern=r"\S")]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section: its key, by which text moves between templates, its title, and Markdown that asks for it."""

    key: Key
    title: str = ""
    prompt: str = ""


class ReviewTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it is called, whom it suits, and its sections in order."""

    name: Line
    sections: tuple[Asked, ...]
    about: str = ""

    def prompt(self, key: str) -> str:
        """What it asks of a section, "" where it says nothing."""
        return next((each.prompt.strip() for each in self.sections if each.key == key), "")


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being a template, by line."""
    return toml_check.check(text, ReviewTemplate, _rules).problems


def load(text: str) -> ReviewTemplate:
    """The template that a text describes. UserError, naming key and line, where it describes none."""
    if found := problems(text):
        raise UserError(
            _("This template can't be used: {why}.").format(why=found[0]),
            found[0].hint or _("Nothing was changed. Correct the text, then read it again."),
        )
    return msgspec.convert(tomllib.loads(text), ReviewTemplate, strict=True)


def _rules(data: dict[str, Any]) -> Iterator[Fault]:
    sections = data.get("sections")
    if not isinstance(sections, list):
        return
    tables = cast("list[Any]", sections)
    if not tables:
        yield Fault(("sections",), _("is empty"), _("Name at least the summary."))
    if len(tables) > MOST:
        what = _("has {size} sections, the most is {most}").format(size=len(tables), most=MOST)
        yield Fault(("sections",), what, _("Put some of them together."))
    yield from _section_rules([each if isinstance(each, dict) else {} for each in tables])


def _section_rules(sections: list[dict[str, Any]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, each in enumerate(sections):
        key, title, prompt = (each.get(name) for name in ("key", "title", "prompt"))
        if isinstance(key, str) and key in seen:
            what = _("names {key} a second time").format(key=key[:40])
            yield Fault(("sections", place, "key"), what, _("Give each section a key of its own."))
        if isinstance(title, str) and len(title) > _TITLE:
            what = _("has {size} characters, the most is {most}").format(size=len(title), most=_TITLE)
            yield Fault(("sections", place, "title"), what, _("A title is read at a glance."))
        if isinstance(prompt, str) and len(prompt) > _LONGEST:
            what = _("has {size} characters, the most is {most}").format(size=len(prompt), most=_LONGEST)
            yield Fault(("sections", place, "prompt"), what, _("Two or three questions are enough."))
        if isinstance(key, str):
            seen.add(key)
    if sections and "summary" not in seen:
        hint = _("A review can't be released without one.")
        yield Fault(("sections",), _("has no section with the key summary"), hint)


def read_file(file: Path) -> str:
    """The text of a file. UserError where there is none, it is no text, or it is far too long."""
    try:
        with file.open("rb") as stream:
            data = stream.read(4 * toml_check.LONGEST + 1)
        if len(data) <= 4 * toml_check.LONGEST:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            _("{file} is not UTF-8 text.").format(file=file), hint=_("Save it as UTF-8 and try again.")
        ) from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(
            _("{file} can't be read: {why}.").format(file=file, why=why),
            hint=_("Check the name; nothing was recorded."),
        ) from error
    raise UserError(_("{file} is far too long for a template.").format(file=file), _("Is it the right file?"))
