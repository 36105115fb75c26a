"""What a person asks of the incident list: `sev:1..2 phase:open lead:me since:7d -label:noise words`."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from holdfast.domain.errors import UserError
from holdfast.domain.label import LONGEST as LONGEST_LABEL
from holdfast.domain.label import label_key
from holdfast.domain.phase import Phase
from holdfast.domain.query_names import FIELDS, SEVERITY, means_a_field, meant
from holdfast.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

REVIEWS: Final = ("needed", "none")
LONGEST: Final = 1000
_TERM: Final = re.compile(r'(-(?=[^\s-]))?(?:([^\W\d_]+):)?("(?:[^"]|"")*("?)|\S*)')
_AGO: Final = re.compile(r"([0-9]{1,5})([mhdw])")
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SECONDS: Final = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for, as it stands in the line: what `field` is empty for is a word.

    `no_field` is the name before a colon where a field was meant and there is none of that name; `unclosed`
    is where in the line a quotation mark begins that none ends, -1 without one.
    """

    start: int
    text: str
    negated: bool
    field: str
    value: str
    no_field: str = ""
    unclosed: int = -1

    @property
    def end(self) -> int:
        """Where it ends in the line."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the list; empty parts ask nothing, several values of one part mean any of them.

    `match` is an FTS5 query, `words` what was typed. Each of `without` asks one thing, which must not be so.
    """

    severities: tuple[int, ...] = ()
    phases: tuple[str, ...] = ()
    open: bool | None = None
    leads: tuple[str, ...] = ()
    lead_operators: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    since: int | None = None
    overdue_at: int | None = None
    update_overdue_at: int | None = None
    drill: bool = False
    reviews: tuple[str, ...] = ()  # "needed": resolved and none released; "none": ended and none begun
    words: str = ""
    match: str = ""
    without: "tuple[Query, ...]" = ()


def terms(text: str, fields: "Collection[str]" = FIELDS) -> "Iterator[Term]":
    """What a line asks for, one after the other. A quotation mark that is not closed holds the rest;
    one that stands between two is written twice.

    `fields` are the names that may stand before a colon; those of the incident list, if you say nothing.
    """
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = _TERM.match(text, place)
        if found is None or not found[0]:  # pragma: no cover  (what is no space is always a term)
            return
        yield _term(found, fields)
        place = found.end()


def _term(found: "re.Match[str]", fields: "Collection[str]") -> Term:
    minus, name, value = found[1] or "", found[2] or "", found[3]
    quoted = value.startswith('"')
    term = Term(found.start(), found[0], bool(minus), "", found[0].removeprefix(minus))
    if quoted and not found[4]:
        term = replace(term, unclosed=found.start(3))
    if name.lower() in fields:
        plain = value[1 : len(value) - len(found[4])].replace('""', '"') if quoted else value
        return replace(term, field=name.lower(), value=plain.strip())
    return replace(term, no_field=name if means_a_field(name, value) else "")


def quoted_value(value: str) -> str:
    """A value as it stands behind a field's colon."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if value.startswith('"') or any(map(str.isspace, value)) else value


def without_term(text: str, term: Term) -> str:
    """The line without one of its terms."""
    return " ".join(filter(None, (text[: term.start].strip(), text[term.end :].strip())))


def parse_query(text: str, now: datetime, me: str = "") -> Query:
    """The query of one line; a UserError names the part that can't be understood.

    `me` is the operator's id, for `lead:me`; a date begins in the zone of `now`. Turning `words` into
    `match` is the store's business.
    """
    if len(text) > LONGEST:
        raise UserError(
            _("The query is longer than {most} characters.").format(most=LONGEST),
            hint=_("Ask for fewer things at once."),
        )
    asked, words = Query(), list[str]()
    for term in terms(text.replace("\0", " ")):
        _check(term)
        if term.negated and (term.field or term.value.strip('" ')):
            asked = replace(asked, without=(*asked.without, _one(term, now, me)))
        elif term.field:
            asked = _both(asked, _one(term, now, me))
        else:
            words.append(term.text)
    return replace(asked, words=" ".join(words))


def _check(term: Term) -> None:
    """Refuse what can't have been meant as it stands."""
    if term.unclosed >= 0:
        raise UserError(
            _("Character {place}: this quotation mark is not closed.").format(place=term.unclosed + 1),
            hint=_('Close it with another ", or take it out.'),
        )
    if not term.no_field:
        return
    place, name, near = term.start + 1, term.no_field, meant(term.no_field)
    if near:
        what = _("Character {place}: there is no field {name}; did you mean {near}?")
        hint = _("Put it in quotes to look for the words.")
    else:
        what = _("Character {place}: there is no field {name}.")
        hint = _("Fields are {fields}. Put it in quotes to look for the words.")
    raise UserError(
        what.format(place=place, name=name, near=near), hint=hint.format(fields=", ".join(FIELDS))
    )


def _one(term: Term, now: datetime, me: str) -> Query:
    """The query of one term."""
    value, seconds = term.value, int(now.timestamp())
    read: dict[str, Callable[[], Query | None]] = {
        "": lambda: Query(words=value.strip('"')),
        "sev": lambda: _severities(value),
        "phase": lambda: _phase(value.lower()),
        "lead": lambda: Query(lead_operators=(me or "nobody",)) if value == "me" else Query(leads=(value,)),
        "service": lambda: Query(services=(value,)),
        "label": lambda: Query(labels=(label_key(value),)) if len(value) <= LONGEST_LABEL else None,
        "since": lambda: _since(value.lower(), now),
        "due": lambda: Query(overdue_at=seconds) if value.lower() == "over" else None,
        "update": lambda: Query(update_overdue_at=seconds) if value.lower() == "over" else None,
        "review": lambda: Query(reviews=(value.lower(),)) if value.lower() in REVIEWS else None,
        "is": lambda: Query(drill=True) if value.lower() == "drill" else None,
    }
    asked = read[term.field]() if value else None
    if asked is None:
        raise UserError(
            _("Character {place}: {part} can't be understood.").format(place=term.start + 1, part=term.text),
            hint=_hint(term.field),
        )
    return asked


def _hint(field: str) -> str:
    """How a field is written."""
    return {
        "sev": _("Write sev:1 or sev:1..2; 1 is the worst, 5 the least."),
        "phase": _("Write phase:open or one of: {phases}.").format(phases=", ".join(Phase)),
        "lead": _('Write lead:me or lead:NAME; a name of several words as lead:"Shift lead".'),
        "service": _('Write service:NAME; a name of several words as service:"core network".'),
        "label": _(
            'Write label:NAME; a label of several words as label:"power cut". It has {most} letters at most.'
        ).format(most=LONGEST_LABEL),
        "since": _("Write since:7d, since:24h, since:30m or a day as since:2026-11-01."),
        "due": _("Write due:over."),
        "update": _("Write update:over."),
        "review": _("Write review:needed or review:none."),
        "is": _("Write is:drill, or phase:open for what is open."),
    }[field]


def _severities(value: str) -> Query | None:
    match = SEVERITY.fullmatch(value)
    if not match:
        return None
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    return Query(severities=tuple(range(first, last + 1)))


def _phase(value: str) -> Query | None:
    if value == "open":
        return Query(open=True)
    return Query(phases=(value,)) if value in set(Phase) else None


def _since(value: str, now: datetime) -> Query | None:
    if match := _AGO.fullmatch(value):
        return Query(since=int(now.timestamp()) - int(match[1]) * _SECONDS[match[2]])
    if match := _DATE.fullmatch(value):
        try:
            day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=now.tzinfo)
            return Query(since=int(day.timestamp()))
        except (ValueError, OverflowError):
            return None
    return None


def _both(one: Query, other: Query) -> Query:
    """Any value of either, field by field."""
    sinces = [since for since in (one.since, other.since) if since is not None]
    return replace(
        one,
        severities=tuple(sorted({*one.severities, *other.severities})),
        phases=tuple(dict.fromkeys((*one.phases, *other.phases))),
        open=one.open or other.open,
        leads=tuple(dict.fromkeys((*one.leads, *other.leads))),
        lead_operators=one.lead_operators or other.lead_operators,
        services=tuple(dict.fromkeys((*one.services, *other.services))),
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        since=min(sinces, default=None),
        overdue_at=one.overdue_at if other.overdue_at is None else other.overdue_at,
        update_overdue_at=one.update_overdue_at or other.update_overdue_at,
        drill=one.drill or other.drill,
        reviews=tuple(dict.fromkeys((*one.reviews, *other.reviews))),
    )
