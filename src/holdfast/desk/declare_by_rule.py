"""Incidents that the station declares by a rule, because nobody answers. Few of them, whatever comes in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from holdfast.desk.from_alert import declaration_from
from holdfast.detect.acts import join_by_station
from holdfast.detect.rules import Rule, Rules, rules_of
from holdfast.domain.alert import Alert
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.label import BY_RULE
from holdfast.store.store import Store
from holdfast.triage.declare import declare
from holdfast.words import ngettext

_HOUR: Final = timedelta(hours=1)
_MOST: Final = 5_000  # unanswered alerts that are looked at, those that wait longest
_CHUNK: Final = 250  # alerts of one commit
_Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the rules did: the ids of new incidents, how many alerts joined one, and the groups held back."""

    incidents: tuple[str, ...] = ()
    joined: int = 0
    held: int = 0


@dataclass(slots=True)
class _Done:
    incidents: list[str] = field(default_factory=list[str])
    joined: int = 0
    held: int = 0


def declare_by_rules(store: Store) -> Declared:
    """Declare what the rules of this store ask for now; nothing where it has none.

    However many programs do this, an alert joins one incident: each looks again inside its own transaction.
    """
    rules = rules_of(store)
    if not rules.rules:
        return Declared()
    done = _Done()
    for group, waiting in _waiting(store, rules).items():
        if not all(_take(store, rules, group, part, done) for part in _parts(waiting)):
            done.held += 1
    return Declared(tuple(done.incidents), done.joined, done.held)


def follow_rules(store: Store) -> tuple[str, ...]:
    """`declare_by_rules`, in words: what keeps it from declaring more; nothing where nothing does."""
    held = declare_by_rules(store).held
    told = ngettext(
        "Rules declared as many incidents within an hour as they may. The alerts of {count} more wait.",
        "Rules declared as many incidents within an hour as they may. The alerts of {count} more wait.",
        held,
    )
    return (told.format(count=held),) if held else ()


def _waiting(store: Store, rules: Rules) -> dict[_Group, list[tuple[str, Rule]]]:
    """The alerts that a rule means now, by name and service, each with the first such rule.

    The group with the worst of them comes first: where not all may be declared, it goes before the others.
    """
    now = store.clock()
    least = min(each.severity for each in rules.rules)
    found: dict[_Group, list[tuple[str, Rule]]] = {}
    worst: dict[_Group, int] = {}
    for row in store.alerts.unanswered(least, _MOST, free=True):
        if not any(each.is_time(row.asking, now) for each in rules.rules):
            continue
        alert = store.alerts.get(row.id)
        rule = _rule_of(alert, rules, now)
        if rule is not None:
            group = (alert.name, alert.service)
            found.setdefault(group, []).append((alert.id, rule))
            worst[group] = max(alert.severity, worst.get(group, 0))
    return {group: found[group] for group in sorted(found, key=lambda group: -worst[group])}


def _rule_of(alert: Alert, rules: Rules, now: datetime) -> Rule | None:
    """The rule that means an alert now. One of a drill declares nothing."""
    is_free = alert.status == "firing" and not alert.flapping and not alert.incident
    if not is_free or alert.drill:
        return None
    return next((each for each in rules.rules if each.means(alert, now)), None)


def _parts(waiting: list[tuple[str, Rule]]) -> Iterator[list[tuple[str, Rule]]]:
    for start in range(0, len(waiting), _CHUNK):
        yield waiting[start : start + _CHUNK]


def _take(store: Store, rules: Rules, group: _Group, part: Iterable[tuple[str, Rule]], done: _Done) -> bool:
    """Join alerts of a group to its open incident, or declare one. Whether none is held back."""
    with store.command():
        now = store.clock()
        alerts = store.alerts.all_of([ident for ident, _rule in part])
        meant = [(each, rule) for each in alerts if (rule := _rule_of(each, rules, now)) is not None]
        if not meant:
            return True
        incident = store.alerts.open_incident_of(*group)
        if not incident:
            if len(store.incidents.by_rule_since(int((now - _HOUR).timestamp()))) >= rules.most:
                return False
            incident = _declare(store, [each for each, _rule in meant], meant[0][1])
            done.incidents.append(incident)
        done.joined += join_by_station(store, [each.id for each, _rule in meant], incident)
        return True


def _declare(store: Store, alerts: list[Alert], rule: Rule) -> str:
    incident = declare(store, declaration_from(store, alerts), rule=rule.name)
    body = {"label": BY_RULE, "present": [False, True]}
    store.record(New(subject("incident", incident.id), "incident.labelled", body), by_station=True)
    return incident.id
