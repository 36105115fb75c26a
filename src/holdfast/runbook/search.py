"""What a person asks of the library in one line: words, and what the runbooks are to be.

`etcd tag:storage owner:"Team 3" approved:no overdue -source:old`. Those whose name has the words come first
(one whose alert or file is called so before all), then those whose text has them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.runbook import inline
from holdfast.runbook.names import names_of
from holdfast.store.library import Asked
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.words import _

LONGEST: Final = 1000
_MOST: Final = 50
_ALL: Final = 1_000_000
_TERM: Final = re.compile(r'(-(?=[^\s-]))?(?:([A-Za-z_]+):)?("[^"]*"?|\S*)')
_OVERDUE: Final = "overdue"
_HEADING: Final = re.compile(r"^ {0,3}(?:(#{1,6})[ \t]+(.*?)|(`{3,}|~{3,}).*)$", re.MULTILINE)
_FRONT: Final = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CLOSING: Final = re.compile(r"[ \t]#+[ \t]*$")
_MARKS: Final = "\x02\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    r"""A runbook found; `section` is the heading above the words in its text, "" above the first.

    Matches in the snippet stand between `\x02` and `\x03`; it is "" where only the name has the words.
    """

    id: str
    title: str
    section: str
    snippet: str


def find(store: Store, words: str, limit: int = _MOST) -> list[Hit]:
    """The runbooks that a line asks for, `limit` at most.

    UserError names the part of the line that can't be understood.
    """
    asked = asked_of(words, store.now().date().isoformat())
    found = _asked_for(store, asked, limit)
    rows = sorted(store.runbooks.rows(found), key=lambda row: row.gone)
    texts = store.runbooks.snippets(asked.words, found)
    return [Hit(row.id, row.title, *_around(*texts.get(row.id, ("", "")))) for row in rows]


def rows_of(store: Store, line: str) -> list[RunbookRow]:
    """All runbooks that a line asks for, the whole library where it asks nothing; the errors of `find`."""
    if not line.strip():
        return store.runbooks.page()
    asked = asked_of(line, store.now().date().isoformat())
    wanted = {ident: place for place, ident in enumerate(_asked_for(store, asked, _ALL))}
    rows = (row for row in store.runbooks.page() if row.id in wanted)
    return sorted(rows, key=lambda row: (row.gone, wanted[row.id]))


def _asked_for(store: Store, asked: Asked, limit: int) -> list[str]:
    """The ids of what is asked for, names first."""
    unwanted = set[str]()
    called = names_of(store)
    for one in asked.without:
        if one.words:
            unwanted |= {*called.having(one.words), *store.runbooks.with_text(one)}
    if not asked.words:
        found = store.runbooks.ids(asked, limit + len(unwanted))
        return [ident for ident in found if ident not in unwanted][:limit]
    allowed = store.runbooks.those(asked)
    found = [
        ident
        for ident in called.having(asked.words)
        if ident not in unwanted and (allowed is None or ident in allowed)
    ][:limit]
    if len(found) < limit:
        most = limit + len(found) + len(unwanted)
        found += (ident for ident in store.runbooks.with_text(asked, most) if ident not in unwanted)
    return list(dict.fromkeys(found))[:limit]


def asked_of(line: str, today: str) -> Asked:
    """The question that a line asks; `today` is YYYY-MM-DD."""
    if len(line) > LONGEST:
        raise UserError(
            _("The query is longer than {most} characters.").format(most=LONGEST),
            hint=_("Ask for fewer things at once."),
        )
    asked, words = Asked(), list[str]()
    for start, term in _terms(line.replace("\0", " ")):
        minus, name, value = term[1], (term[2] or "").lower(), term[3]
        if not name and value != _OVERDUE:
            if minus:
                asked = replace(asked, without=(*asked.without, Asked(words=value)))
            else:
                words.append(value)
            continue
        one = _one(start, term[0], name or _OVERDUE, value.strip('"').strip(), today)
        asked = replace(asked, without=(*asked.without, one)) if minus else _both(asked, one)
    return replace(asked, words=" ".join(words))


def _terms(line: str) -> Iterator[tuple[int, re.Match[str]]]:
    place = 0
    while place < len(line):
        found = _TERM.match(line, place)
        if line[place].isspace() or found is None or not found[0]:
            place += 1
            continue
        yield place, found
        place = found.end()


def _one(start: int, text: str, name: str, value: str, today: str) -> Asked:
    """The question of one term."""
    field = _FIELDS.get(name)
    if field is None:
        raise UserError(
            _("Character {place}: there is no field {name}.").format(place=start + 1, name=name),
            hint=_('Ask by one of: {fields}. To find the words themselves, write "{text}".').format(
                fields=", ".join(f"{each}:" for each in _FIELDS), text=text.replace('"', "")
            ),
        )
    asked = field.read(value, today) if value else None
    if asked is None:
        raise UserError(
            _("Character {place}: {part} can't be understood.").format(place=start + 1, part=text),
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


def _around(text: str, snippet: str) -> tuple[str, str]:
    """The heading above what a snippet shows, and the snippet; both "" where it shows no match."""
    if _MARKS[0] not in snippet:
        return "", ""
    plain = snippet.strip("…").replace(_MARKS[0], "").replace(_MARKS[1], "")
    begin = text.find(plain)
    inside = snippet.strip("…").index(_MARKS[0])
    return _section_at(text, begin + inside) if begin >= 0 else "", snippet


def _section_at(text: str, place: int) -> str:
    """The words of the last heading before this place, or of the one that it is in."""
    front = _FRONT.match(text)
    start = front.end() if front else 0
    heading = ""
    for mark in _outside_fences(_HEADING.finditer(text, start)):
        if mark.start() > place:
            break
        heading = mark[2]
    return inline.plain(_CLOSING.sub("", heading.rstrip("\r")))


def _outside_fences(marks: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The headings among lines of headings and fences."""
    fence = ""
    for mark in marks:
        line = mark[3]
        if line and not fence:
            fence = line
        elif line and line.startswith(fence):
            fence = ""
        elif not line and not fence:
            yield mark
