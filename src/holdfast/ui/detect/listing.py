"""What the inbox lists: groups of alerts that are alike, those that are opened with their alerts below."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from holdfast.store.alerts import AlertGroup, AlertRow, Alerts, AlertsAsked
from holdfast.ui.kit.shapes import Shape

GROUPED: Final = frozenset({"open", "firing", "acknowledged", "silenced"})
"""Views of what asks for somebody; the others are long, and are read by time as they come."""
STEP: Final = 200
"""Rows shown at first, and how many more when the end of the list comes into sight."""
INSIDE: Final = 200
"""Alerts shown of a group that is opened; more are found by the line above the list."""
SHAPES: Final = {
    "firing": Shape.CIRCLE,
    "acknowledged": Shape.RING,
    "suppressed": Shape.CROSS,
    "resolved": Shape.DOT,
}

Group = tuple[str, str]
"""Name and service of alerts that are alike."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to the inbox: which alerts, which of their groups are open, how many rows at most."""

    asked: AlertsAsked
    opened: frozenset[Group] = frozenset()
    most: int = STEP


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a group, or an alert; `inner` lies under the group before it."""

    group: AlertGroup | None = None
    alert: AlertRow | None = None
    inner: bool = False
    opened: bool = False

    @property
    def key(self) -> str:
        """What tells the row from others, through every refresh."""
        if self.alert is not None:
            return self.alert.id
        return f"{self.group.name}\n{self.group.service}" if self.group else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows, and whether there are more."""

    lines: tuple[Line, ...] = ()
    has_more: bool = False


def listed(alerts: Alerts, wanted: Wanted) -> Listed:
    """The rows of a question; for any thread, with the alerts of its own connection."""
    if wanted.asked.view not in GROUPED:
        rows = alerts.page(wanted.asked, wanted.most + 1)
        lines = tuple(Line(alert=row) for row in rows[: wanted.most])
        return Listed(lines, len(rows) > wanted.most)
    groups = alerts.groups(wanted.asked, wanted.most + 1)
    lines = tuple(_lines(alerts, wanted, groups[: wanted.most]))
    return Listed(lines, len(groups) > wanted.most)


def _lines(alerts: Alerts, wanted: Wanted, groups: list[AlertGroup]) -> Iterator[Line]:
    ones = alerts.by_key([each.key for each in groups if each.alerts == 1])
    alone = {(row.name, row.service): row for row in ones}
    for group in groups:
        named = (group.name, group.service)
        if group.alerts == 1 and named in alone:
            yield Line(alert=alone[named])
            continue
        opened = named in wanted.opened
        yield Line(group=group, opened=opened)
        for row in alerts.page(of_group(wanted.asked, named), INSIDE) if opened else ():
            yield Line(alert=row, inner=True)


def of_group(asked: AlertsAsked, group: Group) -> AlertsAsked:
    """The same question, of one group alone."""
    return AlertsAsked(asked.view, group[0], group[1], asked.words)


def refreshed(lines: tuple[Line, ...], fresh: Listed, rows: dict[str, AlertRow]) -> tuple[Line, ...]:
    """The lines as they stand, each with what is said of it now; none comes and none goes."""
    groups = {line.key: line.group for line in fresh.lines if line.group}
    return tuple(_renewed(line, groups, rows) for line in lines)


def _renewed(line: Line, groups: dict[str, AlertGroup], rows: dict[str, AlertRow]) -> Line:
    if line.alert is not None:
        return Line(alert=rows.get(line.alert.id, line.alert), inner=line.inner)
    if line.group is None:
        return line
    gone = replace(line.group, alerts=0, firing=0)
    return Line(group=groups.get(line.key, gone), opened=line.opened)
