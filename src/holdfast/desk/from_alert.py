"""From alerts to an incident: what the wizard is filled with, and the runbooks that are suggested."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from holdfast.detect.acts import drill_of, link
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.runbook.suggest import suggest
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.scheme_store import current
from holdfast.words import _

_NOTICED: Final = ("alert", "monitoring")  # keys of the shipped schemes, the one that says most first
_TITLE: Final = 160
_MOST: Final = 5


def declaration_from(store: Store, alerts: Sequence[Alert]) -> Declaration:
    """What alerts say of an incident: the worst gives the title, the first heard the time it was noticed."""
    if not alerts:
        raise UserError(_("No alert was named. Nothing was recorded."))
    worst = min(alerts, key=lambda each: (-each.severity, each.first or store.now()))
    detected = _earliest(each.first for each in alerts)
    started = _earliest(each.started for each in alerts)
    if started is not None and detected is not None and started > detected:
        started = None  # the clock of the source is ahead of ours
    return Declaration(
        title=_short(worst.summary),
        service=worst.service or next((each.service for each in alerts if each.service), ""),
        noticed=_noticed(store),
        started=started,
        detected=detected,
    )


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    said = [each.replace(microsecond=0) for each in times if each is not None]
    return min(said, default=None)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def _noticed(store: Store) -> str:
    keys = {choice.key for choice in current(store).noticed}
    return next((key for key in _NOTICED if key in keys), "")


def declare_from(
    store: Store, idents: Sequence[str], said: Declaration, answers: Answers | None = None, ident: str = ""
) -> Incident:
    """Declare an incident and join these alerts to it, both or neither. `ident` as for `declare`.

    Of alerts of a drill it is an incident of that drill.
    """
    with store.command():
        drill = drill_of([store.alerts.get(one) for one in idents])
        incident = declare(store, said, answers, ident, drill=drill)
        if idents:
            link(store, idents, incident.id)
        return store.incidents.get(incident.id)


def runbooks_for(store: Store, alert: Alert) -> list[RunbookRow]:
    """The runbooks that an alert asks for, the surest first.

    That which its `runbook_url` names, those that answer an alert of its name, those that its words fit.
    """
    books = [row for row in store.runbooks.page() if not row.gone]
    found = dict[str, RunbookRow]()
    for row in (
        *_called(books, _last_part(alert.annotations.get("runbook_url", ""))),
        *_called(books, alert.name),
    ):
        found.setdefault(row.id, row)
    if not found:
        for row in suggest(store, f"{alert.name} {alert.summary} {alert.service}"):
            found.setdefault(row.id, row)
    return list(found.values())[:_MOST]


def _last_part(url: str) -> str:
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return _stem(unquote(path.rstrip("/").rpartition("/")[2]))


def _stem(name: str) -> str:
    return name.removesuffix(".md").removesuffix(".html")


def _called(books: Sequence[RunbookRow], name: str) -> Iterator[RunbookRow]:
    wanted = name.strip().casefold()
    for row in books if wanted else ():
        own = {_stem(row.path.rpartition("/")[2]).casefold(), *(each.casefold() for each in row.alerts)}
        if wanted in own:
            yield row
