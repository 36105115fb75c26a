"""What a person asks of the incident list: `sev:1..2 phase:open lead:me service:db words`."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

_SEVERITY: Final = re.compile(r"^([1-5])(?:\.\.([1-5]))?$")
_FIELDS: Final = ("sev", "phase", "lead", "service", "due", "review")
LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the list; empty parts ask nothing. `match` is an FTS5 query, `words` what was typed."""

    severities: tuple[int, ...] = ()
    phases: tuple[str, ...] = ()
    open: bool | None = None
    lead: str = ""
    lead_operator: str = ""
    service: str = ""
    overdue_at: int | None = None
    needs_review: bool = False
    words: str = ""
    match: str = ""


def parse_query(text: str, now: datetime, me: str = "") -> Query:
    """The query of one line; a UserError names the part that can't be understood.

    `me` is the operator's id, for `lead:me`. Turning `words` into `match` is the store's business.
    """
    if len(text) > LONGEST:
        raise UserError(
            _("The query is longer than {most} characters.").format(most=LONGEST),
            hint=_("Ask for fewer things at once."),
        )
    asked: dict[str, object] = {}
    words: list[str] = []
    for found in re.finditer(r"\S+", text):
        part = found[0]
        name, colon, value = part.partition(":")
        if not colon or name.lower() not in _FIELDS:
            words.append(part)
            continue
        asked |= _part(name.lower(), value, found.start() + 1, now, me)
    return Query(**asked, words=" ".join(words))  # type: ignore[arg-type]


def _severities(value: str) -> dict[str, object] | None:
    match = _SEVERITY.match(value)
    if not match:
        return None
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    return {"severities": tuple(range(first, last + 1))}


def _phase(value: str) -> dict[str, object] | None:
    if value == "open":
        return {"open": True}
    return {"phases": (value,)} if value in set(Phase) else None


def _part(name: str, value: str, place: int, now: datetime, me: str) -> dict[str, object]:
    read: dict[str, Callable[[], dict[str, object] | None]] = {
        "sev": lambda: _severities(value),
        "phase": lambda: _phase(value),
        "lead": lambda: {"lead_operator": me or "nobody"} if value == "me" else {"lead": value},
        "service": lambda: {"service": value},
        "due": lambda: {"overdue_at": int(now.timestamp())} if value == "over" else None,
        "review": lambda: {"needs_review": True} if value == "needed" else None,
    }
    asked = read[name]() if value else None
    if asked is None:
        raise UserError(
            _("Character {place}: {part} can't be understood.").format(place=place, part=f"{name}:{value}"),
            hint=_("Try sev:1..2, phase:open, lead:me, service:db, due:over, review:needed, or plain words."),
        )
    return asked
