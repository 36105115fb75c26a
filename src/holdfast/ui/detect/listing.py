"""What the inbox lists: groups of alerts that are alike, those that are opened with their alerts below."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from msgspec.structs import replace as with_numbers

from holdfast.domain.errors import UserError
from holdfast.store.alerts import AlertGroup, AlertRow, Alerts
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.ui.kit.shapes import Shape
from holdfast.words import _

GROUPED: Final = frozenset({"open", "firing", "acknowledged", "silenced"})
"""Views of what asks for somebody; the others are long, and are read by time as they come."""
SHAPES: Final = {
    "firing": Shape.CIRCLE,
    "acknowledged": Shape.RING,
    "suppressed": Shape.CROSS,
    "resolved": Shape.DOT,
}
_NEAR: Final = 20_000
"""How far a row is looked for around where it stood, before it is everywhere."""

MOST_CHOSEN: Final = 500
"""Alerts with which something is done at once."""

Group = tuple[str, str]
"""Name and service of alerts that are alike."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to the inbox: which alerts, and which of their groups are open."""

    asked: AlertsAsked
    opened: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a group, or an alert; `inner` lies under the group before it. `number` as in an `Order`."""

    group: AlertGroup | None = None
    alert: AlertRow | None = None
    inner: bool = False
    opened: bool = False
    number: int = 0

    @property
    def key(self) -> str:
        """What tells the row from others, through every refresh."""
        if self.alert is not None:
            return self.alert.id
        return f"{self.group.name}\n{self.group.service}" if self.group else ""


@dataclass(frozen=True, slots=True)
class Order:
    """Which rows the list has, as they stood at one moment: what comes or moves later changes none of them.

    `places` are the numbers of alerts, and of `groups` from -1 down; what an open group has lies in `inner`.
    `whole` unless they are only the first.
    """

    places: Sequence[int] = ()
    groups: tuple[AlertGroup, ...] = ()
    inner: tuple[range, ...] = ()
    whole: bool = True

    def group_at(self, place: int) -> AlertGroup | None:
        """The group whose own row this is."""
        number = self.places[place]
        return self.groups[-number - 1] if number < 0 else None

    def head_of(self, place: int) -> int:
        """The place of the group that a row lies under, or its own."""
        return next((inner.start - 1 for inner in self.inner if place in inner), place)

    def place_of(self, line: Line, near: int) -> int:
        """Where a line stands that stood `near` in another order, or what holds it now; -1 for nowhere."""
        around = max(0, near - _NEAR)
        for number in self._numbers_of(line):
            for some, before in ((self.places[around : near + _NEAR], around), (self.places, 0)):
                with suppress(ValueError):
                    return before + some.index(number)
        return -1

    def places_near(self, lines: Sequence[Line], near: int) -> list[int]:
        """Where those of these lines stand that do not stand far away."""
        numbers = {number for line in lines for number in self._numbers_of(line)[:1]}
        around = max(0, near - _NEAR)
        some = enumerate(self.places[around : near + _NEAR], around)
        return [place for place, number in some if number in numbers]

    def _numbers_of(self, line: Line) -> list[int]:
        """The number of a line, then those of what may stand in its place: its group, the one left of it."""
        about = line.alert or line.group
        named = (about.name, about.service) if about else None
        groups = enumerate(self.groups, 1)
        heads = [-at for at, group in groups if (group.name, group.service) == named]
        if line.group is not None:
            return [*heads, line.group.key]
        return [line.number, *heads] if line.alert else []


@dataclass(frozen=True, slots=True)
class News:
    """An order with its groups as they are now, and what would be different if it were read anew."""

    order: Order
    come: int = 0
    gone: int = 0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lines that a person chose in the answer to a question: alerts, and groups with all that they hold."""

    asked: AlertsAsked
    lines: tuple[Line, ...] = ()

    def idents(self, alerts: Alerts) -> list[str]:
        """The ids of the alerts, for any thread. UserError where they are too many to be done at once."""
        found = dict[str, None]()
        for line in self.lines:
            if line.group is not None:
                asked = of_group(self.asked, (line.group.name, line.group.service))
                found |= dict.fromkeys(alerts.idents(asked, MOST_CHOSEN + 1))
            elif line.alert is not None:
                found[line.alert.id] = None
        if len(found) > MOST_CHOSEN:
            raise too_many()
        return list(found)


def too_many() -> UserError:
    """What is said where more are chosen than can be done at once."""
    return UserError(
        _("More than {most} alerts are selected. Nothing was done.").format(most=MOST_CHOSEN),
        hint=_("Select fewer, or silence them by a label."),
    )


def ordered(alerts: Alerts, wanted: Wanted, limit: int = -1) -> Order:
    """All rows of a question, or so many of one without groups; for any thread, with its own connection."""
    if wanted.asked.view not in GROUPED or limit >= 0:
        places = array("q", alerts.keys(wanted.asked, limit))
        return Order(places, whole=len(places) != limit)
    return _grouped(alerts, wanted, alerts.groups(wanted.asked))


def _grouped(alerts: Alerts, wanted: Wanted, found: Sequence[AlertGroup]) -> Order:
    places, groups, inner = array("q"), list[AlertGroup](), list[range]()
    for group in found:
        if group.alerts == 1:
            places.append(group.key)
            continue
        groups.append(group)
        places.append(-len(groups))
        named = (group.name, group.service)
        if named in wanted.opened:
            start = len(places)
            places.extend(alerts.keys(of_group(wanted.asked, named)))
            inner.append(range(start, len(places)))
    return Order(places, tuple(groups), tuple(inner))


def of_group(asked: AlertsAsked, group: Group) -> AlertsAsked:
    """The same question, of one group alone."""
    return AlertsAsked(asked.view, group[0], group[1], asked.words)


def lines(alerts: Alerts, order: Order, first: int, many: int) -> list[Line]:
    """The rows at some places, as they are now."""
    numbers = order.places[first : first + many]
    rows = alerts.by_key([number for number in numbers if number > 0])
    return [_line(order, place, rows) for place in range(first, first + len(numbers))]


def _line(order: Order, place: int, rows: Mapping[int, AlertRow]) -> Line:
    number = order.places[place]
    if group := order.group_at(place):
        opened = any(inner.start == place + 1 for inner in order.inner)
        return Line(group=group, opened=opened, number=number)
    return Line(alert=rows.get(number), inner=order.head_of(place) != place, number=number)


def news(alerts: Alerts, wanted: Wanted, shown: Order) -> News:
    """What a question would answer now, beside what is shown; for any thread."""
    if wanted.asked.view not in GROUPED:
        more = alerts.count(wanted.asked) - len(shown.places)
        return News(shown, come=max(0, more), gone=max(0, -more))
    groups = alerts.groups(wanted.asked)
    before, after = _told(shown), _told(_grouped(alerts, wanted, groups))
    come, gone = set(after) - set(before), set(before) - set(after)
    return News(_renewed(shown, groups), len(come), len(gone), before != after)


def _told(order: Order) -> list[int | Group]:
    """What stands at each place, as it is called in any order."""
    return list(_names(order))


def _names(order: Order) -> Iterator[int | Group]:
    for place, number in enumerate(order.places):
        group = order.group_at(place)
        yield (group.name, group.service) if group else number


def _renewed(order: Order, groups: Sequence[AlertGroup]) -> Order:
    now = {(group.name, group.service): group for group in groups}
    return replace(
        order,
        groups=tuple(now.get((group.name, group.service)) or _left(group) for group in order.groups),
    )


def _left(group: AlertGroup) -> AlertGroup:
    """A group that has nothing in the view any more; it keeps its place."""
    return with_numbers(group, alerts=0, firing=0, acknowledged=0, suppressed=0, drills=0)
