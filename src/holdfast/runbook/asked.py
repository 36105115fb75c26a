"""The question that a line puts to the library: words, and what the runbooks are to be.

`etcd tag:storage owner:"Team 3" approved:no overdue -source:old`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.query import Term, terms
from holdfast.store.library import Asked
from holdfast.store.store import Store
from holdfast.words import _

LONGEST: Final = 1000
_OVERDUE: Final = "overdue"


def asked_of(line: str, today: str) -> Asked:
    """The question that a line asks; `today` is YYYY-MM-DD."""
    if len(line) > LONGEST:
        raise UserError(
            _("The query is longer than {most} characters.").format(most=LONGEST),
            hint=_("Ask for fewer things at once."),
        )
    asked, words = Asked(), list[str]()
    for term in terms(line.replace("\0", " "), FIELDS):
        if term.field or term.no_field or term.value == _OVERDUE:
            one = _one(term, today)
            asked = replace(asked, without=(*asked.without, one)) if term.negated else _both(asked, one)
        elif term.negated:
            asked = replace(asked, without=(*asked.without, Asked(words=term.value)))
        else:
            words.append(term.text)
    return replace(asked, words=" ".join(words))


def names_for(store: Store, field: str) -> Sequence[str]:
    """What may stand behind a field's name: all that there is of it in the library, or its few words."""
    if field in _WORDS:
        return _WORDS[field]
    return store.runbooks.values(field)


def _one(term: Term, today: str) -> Asked:
    """The question of one term."""
    if term.no_field:
        raise UserError(
            _("Character {place}: there is no field {name}.").format(
                place=term.start + 1, name=term.no_field.lower()
            ),
            hint=_('Ask by one of: {fields}. To find the words themselves, write "{text}".').format(
                fields=", ".join(f"{each}:" for each in FIELDS), text=term.value.replace('"', "")
            ),
        )
    field = _FIELDS[term.field or _OVERDUE]
    asked = field.read(term.value, today) if term.value else None
    if asked is None:
        raise UserError(
            _("Character {place}: {part} can't be understood.").format(place=term.start + 1, part=term.text),
            hint=field.hint(),
        )
    return asked


@dataclass(frozen=True, slots=True)
class _Field:
    """How what stands behind a field's name is read (None for what it can't be), and how it is written."""

    read: Callable[[str, str], Asked | None]
    hint: Callable[[], str]


def _flag(make: Callable[[bool], Asked]) -> Callable[[str, str], Asked | None]:
    answers = {"yes": True, "no": False}
    return lambda value, _today: make(answers[value.lower()]) if value.lower() in answers else None


def _severity(value: str, _today: str) -> Asked | None:
    return Asked(severities=(int(value),)) if value in {"1", "2", "3", "4", "5"} else None


def _overdue(value: str, today: str) -> Asked | None:
    if value.lower() in {_OVERDUE, "yes"}:
        return Asked(overdue=today)
    return Asked(without=(Asked(overdue=today),)) if value.lower() == "no" else None


def _yes_or_no(name: str) -> Callable[[], str]:
    return lambda: _("Write {name}:yes or {name}:no.").format(name=name)


def _words_of(name: str) -> Callable[[], str]:
    return lambda: _('Write {name}:NAME; a name of several words as {name}:"core network".').format(name=name)


_FIELDS: Final[Mapping[str, _Field]] = {
    "tag": _Field(lambda value, _today: Asked(tags=(value,)), _words_of("tag")),
    "service": _Field(lambda value, _today: Asked(services=(value,)), _words_of("service")),
    "alert": _Field(lambda value, _today: Asked(alerts=(value,)), _words_of("alert")),
    "owner": _Field(lambda value, _today: Asked(owners=(value,)), _words_of("owner")),
    "source": _Field(lambda value, _today: Asked(sources=(value,)), _words_of("source")),
    "sev": _Field(_severity, lambda: _("Write sev:1; 1 is the worst, 5 the least.")),
    "approved": _Field(_flag(lambda so: Asked(approved=so)), _yes_or_no("approved")),
    "edited": _Field(_flag(lambda so: Asked(edited=so)), _yes_or_no("edited")),
    "gone": _Field(_flag(lambda so: Asked(gone=so)), _yes_or_no("gone")),
    "overdue": _Field(_overdue, _yes_or_no("overdue")),
}
FIELDS: Final = tuple(_FIELDS)
"""The names that may stand before a colon."""
_WORDS: Final = {
    "sev": ("1", "2", "3", "4", "5"),
    **dict.fromkeys(("approved", "edited", "gone", "overdue"), ("yes", "no")),
}


def _both(one: Asked, other: Asked) -> Asked:
    """Any value of either in one field; both in two."""
    return replace(
        one,
        tags=one.tags + other.tags,
        services=one.services + other.services,
        alerts=one.alerts + other.alerts,
        owners=one.owners + other.owners,
        sources=one.sources + other.sources,
        severities=one.severities + other.severities,
        approved=one.approved if other.approved is None else other.approved,
        edited=one.edited if other.edited is None else other.edited,
        gone=one.gone if other.gone is None else other.gone,
        overdue=one.overdue or other.overdue,
        without=one.without + other.without,
    )
