"""Filters that somebody gave a name, kept with the settings of this workstation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from holdfast.domain.errors import UserError
from holdfast.domain.query import LONGEST
from holdfast.domain.text import clean_line, needed
from holdfast.settings import Settings
from holdfast.words import _

LONGEST_NAME = 40
MOST = 50
_KEY = "filters"


@dataclass(frozen=True)
class Saved:
    """A name, and the line that it stands for."""

    name: str
    query: str


def load(settings: Settings) -> list[Saved]:
    """The filters that are kept, in the order in which they were saved; what is no filter is passed over."""
    try:
        kept = json.loads(settings.remembered(_KEY, "[]"))
    except ValueError:
        return []
    pairs = cast("list[Any]", kept) if isinstance(kept, list) else []
    return [Saved(*pair) for pair in pairs if _is_filter(pair)][:MOST]


def keep(settings: Settings, filters: Sequence[Saved]) -> None:
    """Keep these."""
    settings.remember(**{_KEY: json.dumps([(one.name, one.query) for one in filters], ensure_ascii=False)})


def named(filters: Sequence[Saved], name: str, query: str) -> list[Saved]:
    """The filters with this one among them, in the place of one that is called the same."""
    line = query.strip()
    if not line:
        raise UserError(_("Nothing is asked for, so there is nothing to save."), _("Type a filter first."))
    one = Saved(clean_name(name), line)
    if not any(each.name == one.name for each in filters):
        if len(filters) >= MOST:
            raise UserError(
                _("{most} filters are saved already.").format(most=MOST), _("Remove one of them first.")
            )
        return [*filters, one]
    return [one if each.name == one.name else each for each in filters]


def clean_name(name: str) -> str:
    """A name as it is kept."""
    field = _("The name")
    return needed(clean_line(name, field, LONGEST_NAME), field)


def _is_filter(pair: Any) -> bool:  # noqa: ANN401  (whatever stood in the file)
    if not isinstance(pair, list) or len(cast("list[Any]", pair)) != 2:
        return False
    name, query = cast("list[Any]", pair)
    return (
        isinstance(name, str)
        and isinstance(query, str)
        and 0 < len(name) <= LONGEST_NAME
        and 0 < len(query) <= LONGEST
    )
