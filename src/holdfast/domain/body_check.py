"""Holding entries to the table of kinds, when they are written and when they are imported."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final, cast

import msgspec

from holdfast.domain.bodies import Date, DateChange, Time, Times, When
from holdfast.domain.entry import FORMAT, Header
from holdfast.domain.errors import UserError
from holdfast.domain.kinds import KINDS
from holdfast.words import _

_LAST_YEAR: Final = 9900  # what is due later than any calendar's end could not be computed


def is_understood(header: Header) -> bool:
    """Whether this program knows what an entry says; any other is kept, verified and folded as nothing."""
    spec = KINDS.get(header.kind)
    return header.v == FORMAT and spec is not None and header.kv <= spec.kv


def check_body(kind: str, body: Mapping[str, object], absent: Mapping[str, str] | None = None) -> None:
    """Refuse a body that is not of its kind's shape; an unknown kind is nobody's to judge."""
    spec = KINDS.get(kind)
    if spec is None:
        return
    missing = set(spec.required) - set(body) - set(absent or {})
    unknown = [name for name in body if spec.type_of(name) is None]
    if missing or unknown:
        wrong = ", ".join(sorted(missing) + unknown)
        raise UserError(
            _("An entry of kind {kind} has the wrong members: {wrong}.").format(kind=kind, wrong=wrong)
        )
    for name, value in body.items():
        try:
            msgspec.convert(value, spec.type_of(name), strict=True)
            _check_calendar(kind, name, value)
        except (msgspec.ValidationError, ValueError) as error:
            raise UserError(
                _("An entry of kind {kind} can't say {member}: {error}.").format(
                    kind=kind, member=name, error=error
                )
            ) from error


def _moment(text: str) -> None:
    if not 1 < datetime.fromisoformat(text).year <= _LAST_YEAR:
        raise ValueError(text)


def _date(text: str) -> None:
    date.fromisoformat(text)


_CALENDAR: Final[Mapping[Any, Callable[[str], None]]] = {
    When: _moment,
    Time: _moment,
    Times: _moment,
    Date: _date,
    DateChange: _date,
}


@cache
def _calendar_of(kind: str, name: str) -> Callable[[str], None] | None:
    """How a member's time or date is read, None for any other; types take long to look up."""
    return _CALENDAR.get(KINDS[kind].type_of(name))


def _check_calendar(kind: str, name: str, value: object) -> None:
    """Refuse a time or date of the right shape that no calendar has: a fold could not read it."""
    read = _calendar_of(kind, name)
    if read is not None:
        named = list(cast("dict[str, object]", value).values()) if isinstance(value, dict) else value
        texts = cast("list[object]", named) if isinstance(named, list | tuple) else [named]
        for text in texts:
            if isinstance(text, str):
                read(text)
