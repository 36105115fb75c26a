"""Regular expressions of strangers: found in time that grows with the text alone, whatever they say."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Protocol, cast

import re2  # pyright: ignore[reportMissingTypeStubs]

from holdfast.domain.errors import UserError
from holdfast.words import _

LONGEST: Final = 2_000
_re2: Any = re2  # has no types
_MEMORY: Final = 8 * 1024 * 1024


class Match(Protocol):
    """A place where a pattern fits."""

    def groupdict(self) -> dict[str, str | None]:
        """What the named groups hold; None for one that took no part."""
        ...


class Pattern(Protocol):
    """A pattern that was accepted."""

    groupindex: Mapping[str, int]

    def search(self, text: str) -> Match | None:
        """The first place where it fits."""
        ...

    def sub(self, by: str, text: str) -> str:
        """The text with every such place replaced."""
        ...


@lru_cache(maxsize=64)
def compiled(pattern: str) -> Pattern:
    """A pattern in the syntax of RE2. UserError where it is none; looking around and back is none."""
    if len(pattern) > LONGEST:
        what = _("The pattern has {length} characters; {limit} fit.")
        raise UserError(what.format(length=len(pattern), limit=LONGEST), _("Shorten it."))
    options = _re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return cast("Pattern", _re2.compile(pattern, options))
    except _re2.error as error:
        said = error.args[0] if error.args else ""
        why = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise UserError(
            _("The pattern can't be used: {why}.").format(why=why),
            _("It follows RE2: groups are (?P<name>…), and nothing looks ahead, behind or back."),
        ) from error
