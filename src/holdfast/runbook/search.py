"""Finding runbooks by a line of words and filters; `runbook.asked` reads it.

Those whose name has the words come first (one whose alert or file is called so before all), then those whose
text has them; those gone from their source are last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from holdfast.runbook import inline
from holdfast.runbook.asked import asked_of
from holdfast.runbook.headings import Anchors, parted
from holdfast.runbook.names import Names, names_of
from holdfast.store.library import Asked
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store

_MOST: Final = 50
_ALL: Final = 1_000_000
_FEW: Final = 200  # asked about together
_HEADING: Final = re.compile(r"^ {0,3}(?:(#{1,6})[ \t]+(.*?)|(`{3,}|~{3,}).*)$", re.MULTILINE)
_FRONT: Final = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CLOSING: Final = re.compile(r"[ \t]#+[ \t]*$")
_MARKS: Final = "\x02\x03"


@dataclass(frozen=True, slots=True)
class Around:
    r"""The place in a runbook's text that has the words; all "" where only its name has them.

    `section` is the heading above, "" above the first, `anchor` how a link names it. Matches in the snippet
    stand between `\x02` and `\x03`.
    """

    section: str = ""
    anchor: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A runbook found; the rest as in `Around`."""

    id: str
    title: str
    section: str
    anchor: str
    snippet: str


def find(store: Store, line: str, limit: int = _MOST) -> list[Hit]:
    """The runbooks that a line asks for, `limit` at most.

    UserError names the part of the line that can't be understood.
    """
    found = ids_of(store, line, limit)
    places = around(store, line, found)
    return [
        Hit(row.id, row.title, place.section, place.anchor, place.snippet)
        for row in store.runbooks.rows(found)
        for place in [places[row.id]]
    ]


def rows_of(store: Store, line: str) -> list[RunbookRow]:
    """All runbooks that a line asks for, the whole library where it asks nothing; the errors of `find`."""
    if not line.strip():
        return store.runbooks.page()
    wanted = {ident: place for place, ident in enumerate(ids_of(store, line))}
    return sorted((row for row in store.runbooks.page() if row.id in wanted), key=lambda row: wanted[row.id])


def ids_of(store: Store, line: str, limit: int = _ALL) -> list[str]:
    """The ids of the runbooks that a line asks for; with a limit, the first so many. The errors of `find`."""
    asked, called = _asked(store, line), names_of(store)
    found = dict[str, None]()
    for some in _named(store, called, asked) if asked.words else ():
        found |= dict.fromkeys(_without_texts(store, called, asked, some))
        if len(found) >= limit:
            break
    others = _with_text if asked.words else _without_words
    for some in others(store, asked, limit) if len(found) < limit else ():
        found |= dict.fromkeys(_without_names(called, asked, some))
        if len(found) >= limit:
            break
    return sorted(list(found)[:limit], key=called.is_gone)


def around(store: Store, line: str, idents: Sequence[str], *, anchors: bool = True) -> dict[str, Around]:
    """Where each of these has the words of a line; without `anchors` it is quicker. The errors of `find`."""
    texts = store.runbooks.snippets(_asked(store, line).words, idents)
    return {ident: _around(*texts.get(ident, ("", "")), anchored=anchors) for ident in idents}


def _asked(store: Store, line: str) -> Asked:
    return asked_of(line, store.now().date().isoformat())


def _named(store: Store, called: Names, asked: Asked) -> Iterator[list[str]]:
    """Those that are so and whose name has the words, some at a time."""
    named = called.having(asked.words)
    for start in range(0, len(named), _FEW):
        some = named[start : start + _FEW]
        so = store.runbooks.those(asked, some)
        yield [ident for ident in some if ident in so]


def _with_text(store: Store, asked: Asked, limit: int) -> Iterator[list[str]]:
    """Those that are so and whose text has the words and none that are not wanted."""
    few = None if asked.only_words else store.runbooks.ids(asked, _FEW + 1)
    if few is not None and len(few) <= _FEW:
        yield store.runbooks.with_text_among(asked, few)
    else:
        yield from _growing(partial(store.runbooks.with_text, asked), limit)


def _without_words(store: Store, asked: Asked, limit: int) -> Iterator[list[str]]:
    """Those that are so, where no words are asked for, but for texts with words that are not wanted."""
    unwanted = {ident for one in asked.without for ident in store.runbooks.with_text(one)}
    for some in _growing(partial(store.runbooks.ids, asked), limit + len(unwanted)):
        yield [ident for ident in some if ident not in unwanted]


def _growing(read: Callable[[int], list[str]], limit: int) -> Iterator[list[str]]:
    """What `read` gives of so many, more of it as long as somebody wants more."""
    known = 0
    while known < limit:
        found = read(limit)
        yield found[known:]
        known, limit = (limit, limit * 4) if len(found) == limit else (limit, 0)


def _without_texts(store: Store, called: Names, asked: Asked, idents: list[str]) -> list[str]:
    """These but for those whose name or text has words that are not wanted."""
    found = _without_names(called, asked, idents)
    for one in asked.without:
        unwanted = set(store.runbooks.with_text_among(one, found)) if one.words else set[str]()
        found = [ident for ident in found if ident not in unwanted]
    return found


def _without_names(called: Names, asked: Asked, idents: list[str]) -> list[str]:
    """These but for those whose name has words that are not wanted."""
    unwanted = [one.words for one in asked.without if one.words]
    return [ident for ident in idents if not any(called.has(ident, words) for words in unwanted)]


def _around(text: str, snippet: str, *, anchored: bool) -> Around:
    """The heading above what a snippet shows, and the snippet."""
    if _MARKS[0] not in snippet:
        return Around()
    plain = snippet.strip("…").replace(_MARKS[0], "").replace(_MARKS[1], "")
    begin = text.find(plain)
    inside = snippet.strip("…").index(_MARKS[0])
    before = list(_headings_until(text, begin + inside)) if begin >= 0 else []
    names, anchor = Anchors(), ""
    for heading in before if anchored else ():
        anchor = names.name(_plain(heading), _parted(heading)[1])
    return Around(_plain(before[-1]) if before else "", anchor, snippet)


def _headings_until(text: str, place: int) -> Iterator[str]:
    """The headings before this place, and the one that it is in, as they are written."""
    front = _FRONT.match(text)
    start = front.end() if front else 0
    for mark in _outside_fences(_HEADING.finditer(text, start)):
        if mark.start() > place:
            break
        yield mark[2]


def _plain(heading: str) -> str:
    return inline.plain(_parted(heading)[0])


def _parted(heading: str) -> tuple[str, str]:
    return parted(_CLOSING.sub("", heading.rstrip("\r")))


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
