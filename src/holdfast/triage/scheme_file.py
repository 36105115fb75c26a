"""Reading a scheme's text, strictly: what does not fit is refused, with its key and its line."""

import tomllib
from functools import lru_cache

import msgspec

from holdfast import paths
from holdfast.domain.errors import UserError
from holdfast.triage.scheme import Scheme
from holdfast.triage.scheme_check import form_of, problems
from holdfast.words import _


@lru_cache(maxsize=1)
def default_text() -> str:
    """The text of the scheme that Holdfast comes with."""
    return shipped()["default.toml"]


def shipped() -> dict[str, str]:
    """The text of every scheme that Holdfast comes with, by the name of its file."""
    folder = paths.resources() / "schemes"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}


def load(text: str) -> Scheme:
    """The scheme that a text describes. UserError, naming key and line, where it describes none."""
    if found := problems(text):
        raise UserError(
            _("This scheme can't be used: {why}.").format(why=found[0]),
            _("Nothing was changed. Correct the file, then read it again."),
        )
    data = tomllib.loads(text)
    return msgspec.convert(data, form_of(data), strict=True)
