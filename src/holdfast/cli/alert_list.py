"""`holdfast alert list`: one by one or in groups of a label, real alerts apart from those of drills."""

import argparse
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from holdfast.cli.parts import Answer, lines, plain, reading, table, verb
from holdfast.detect.silences import settle
from holdfast.domain.alert import status_word
from holdfast.domain.errors import UserError
from holdfast.domain.signal import severity_word
from holdfast.domain.timewords import stamp_text
from holdfast.store.alert_labels import LabelGroup, by_label
from holdfast.store.alerts import AlertRow
from holdfast.store.alerts_asked import VIEWS, AlertsAsked
from holdfast.store.place import is_elsewhere, machine
from holdfast.store.store import Store
from holdfast.words import _, ngettext

_MOST: Final = 1_000_000
"""Rows that a list has at most."""


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    listed = verb(verbs, "list", _("list alerts, what asks for somebody first at the top"), _list)
    listed.add_argument(
        "words", nargs="*", metavar="WORD", help=_("words of the name, the labels, the service")
    )
    listed.add_argument("--view", choices=tuple(VIEWS), default="open")
    listed.add_argument("--service", metavar="NAME")
    listed.add_argument(
        "--group", metavar="LABEL", help=_("one row for all of which a label says the same, such as service")
    )
    listed.add_argument(
        "--drill",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("only those of drills, or only real ones; by default real ones, and below them the others"),
    )
    listed.add_argument(
        "--limit",
        type=int,
        metavar="N",
        default=200,
        help=_("the most rows of either, 200 by default"),
    )


def settled(args: argparse.Namespace) -> Store:
    """The store to be read, after time did its part where this call may record that."""
    store = reading(args)
    if not store.read_only and not is_elsewhere(store, machine()):
        settle(store)
    return store


def _list(args: argparse.Namespace) -> Answer:
    if args.limit < 1:
        raise UserError(_("A list has at least one row."), hint=_("Give --limit 1 or more."))
    asked = AlertsAsked(args.view, service=args.service, words=" ".join(args.words))
    parts = (False, True) if args.drill is None else (args.drill,)
    told = _grouped if args.group is not None else _each
    with settled(args) as store:
        answers = [told(store, args, replace(asked, drill=drill)) for drill in parts]
    heads = {True: _("Of drills:"), False: ""}
    texts = [
        text
        for drill, answer in zip(parts, answers, strict=True)
        if answer.text
        for text in (*filter(None, [heads[drill]]), answer.text)
    ]
    return Answer([row for answer in answers for row in answer.value], lines(*texts) or _("No alerts."))


def _each(store: Store, args: argparse.Namespace, asked: AlertsAsked) -> Answer:
    limit = min(args.limit, _MOST)
    rows = store.alerts.page(asked, limit)
    more = store.alerts.count(asked) - len(rows) if len(rows) == limit else 0
    value = [
        {
            **plain(row),
            "flapping": bool(row.flapping),
            **{name: _iso(getattr(row, name), store) for name in ("first", "last")},
        }
        for row in rows
    ]
    told = table([_row(row, store) for row in rows])
    return Answer(value, lines(*filter(None, (told, _more(more)))))


def _row(row: AlertRow, store: Store) -> tuple[str, ...]:
    return (
        row.id,
        status_word(row.status) + (f" ({_('flapping')})" if row.flapping else ""),
        severity_word(row.severity),
        f"{row.count} ×",
        _time(row.last, store),
        row.where,
        row.service,
        row.ref or (_("DRILL") if row.drill else ""),
        row.summary or row.name,
    )


def _grouped(store: Store, args: argparse.Namespace, asked: AlertsAsked) -> Answer:
    limit = min(args.limit, _MOST)
    found = by_label(store.database, asked, args.group, limit + 1)
    value = [_group_value(args.group, each, asked, store) for each in found[:limit]]
    told = table([_group_row(args.group, each, store) for each in found[:limit]])
    more = [_("There are more: give --limit.")] if len(found) > limit else []
    return Answer(value, lines(*filter(None, (told, *more))))


def _group_value(label: str, group: LabelGroup, asked: AlertsAsked, store: Store) -> dict[str, Any]:
    counts = {"alerts": group.alerts, "firing": group.firing, "severity": group.severity}
    said = {"label": label, "value": group.value, "drill": bool(asked.drill)}
    return said | counts | {"last": _iso(group.last, store)}


def _group_row(label: str, group: LabelGroup, store: Store) -> tuple[str, ...]:
    alerts = ngettext("{count} alert", "{count} alerts", group.alerts).format(count=group.alerts)
    firing = _("{count} firing").format(count=group.firing) if group.firing else ""
    value = group.value or _("(none)")
    if label == "severity":
        value = severity_word(int(group.value))
    elif label == "status":
        value = status_word(group.value)
    return alerts, firing, severity_word(group.severity), _time(group.last, store), value


def _more(count: int) -> str:
    return _("{count} more: give --limit.").format(count=count) if count else ""


def _iso(seconds: int, store: Store) -> str:
    return datetime.fromtimestamp(seconds, store.zone).isoformat()


def _time(seconds: int, store: Store) -> str:
    return stamp_text(datetime.fromtimestamp(seconds, store.zone), store.zone)
