"""What the timeline is narrowed to: a kind, a person, a source, what is pinned; and the menu for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from holdfast.domain.timeline import TimelineRow
from holdfast.ui.kit.text import literal
from holdfast.ui.respond.timeline_words import GROUPS, group_of, group_words
from holdfast.words import _

_MOST = 40
"""Names in a menu: more would not fit on a screen."""


@dataclass(frozen=True)
class Narrowed:
    """Only rows that are all of this are shown; empty is any."""

    group: str = ""
    who: str = ""
    origin: str = ""
    pinned: bool = False

    def shows(self, row: TimelineRow) -> bool:
        """Whether a row is among those asked for."""
        return (
            (not self.group or group_of(row.kind) == self.group)
            and (not self.who or row.who == self.who)
            and (not self.origin or row.origin == self.origin)
            and (not self.pinned or row.pinned)
        )

    def words(self) -> str:
        """What is asked for, in a few words."""
        pinned = _("Pinned") if self.pinned else ""
        group = group_words(self.group) if self.group else ""
        parts = [part for part in (pinned, group, self.who, self.origin) if part]
        return " · ".join(parts) if parts else _("All kinds")


def fill(menu: QMenu, now: Narrowed, rows: Sequence[TimelineRow], choose: Callable[[Narrowed], None]) -> None:
    """Offer what these rows can be narrowed to."""
    menu.clear()
    groups = [("", _("All kinds")), *((group, group_words(group)) for group in GROUPS)]
    _one_of(menu, groups, now.group, lambda group: choose(replace(now, group=group)))
    menu.addSeparator()
    pinned = menu.addAction(_("Only what is pinned"), lambda: choose(replace(now, pinned=not now.pinned)))
    pinned.setCheckable(True)
    pinned.setChecked(now.pinned)
    _names(menu, _("Person"), _("Everybody"), (row.who for row in rows), now.who,
           lambda who: choose(replace(now, who=who)))  # fmt: skip
    _names(menu, _("Source"), _("All sources"), (row.origin for row in rows), now.origin,
           lambda origin: choose(replace(now, origin=origin)))  # fmt: skip


def _names(
    menu: QMenu, title: str, everything: str, names: Iterable[str], chosen: str, choose: Callable[[str], None]
) -> None:
    known = sorted({name for name in names if name})[:_MOST]
    if known:
        deeper = menu.addMenu(title)
        _one_of(deeper, [("", everything), *((name, literal(name)) for name in known)], chosen, choose)


def _one_of(
    menu: QMenu, options: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]
) -> None:
    group = QActionGroup(menu)
    for key, words in options:
        action = menu.addAction(words, lambda key=key: choose(key))
        action.setCheckable(True)
        action.setChecked(key == chosen)
        group.addAction(action)
