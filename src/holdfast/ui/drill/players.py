"""What players see of a drill over every page: the banner, and under it what was told, one by one."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.drill import Drill, PutIn
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.drill.banner import DrillBanner
from holdfast.ui.drill.told import is_guided, told_by, who_words
from holdfast.ui.drill.told_card import Render, ToldCard
from holdfast.ui.drill.words import is_alone
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.tasks import Tasks

_READ = "drill_read"  # what was understood, as the settings remember it


class Players(QWidget):
    """Opens the card when something is told, and closes it when all of it was understood."""

    finish_wanted = Signal()
    file_wanted = Signal(object)

    def __init__(self, store: Store, settings: Settings, render: Callable[[], Render], tasks: Tasks) -> None:
        super().__init__()
        self._store, self._settings, self._tasks, self._render = store, settings, tasks, render
        self._drill: Drill | None = None
        self._at = 0
        self._card: ToldCard | None = None
        self._by_page = False
        self.banner = DrillBanner()
        self.banner.show_wanted.connect(self.turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.banner)

    def show_drill(self, drill: Drill, now: datetime) -> None:
        """The drill as it is now; what it tells new is announced."""
        before, self._drill = self._drill, drill
        known = len(told_by(before)) if before is not None and before.id == drill.id else 0
        self.banner.show_drill(drill, now)
        told = told_by(drill)
        for put in told[known:] if before is not None else ():
            announce(self, f"{who_words(put)}: {put.title}. {put.text}")
        if len(told) == known and before is not None:
            self._draw()
        elif is_guided(drill) and told:
            self._show(len(told) - 1)
        elif self._open_at() is None:
            self._show_unread()
        else:
            self._draw()

    def understood(self) -> None:
        """What is shown was understood: the next one, or none."""
        at, drill = self._open_at(), self._drill
        if at is None or drill is None or self._verb() != "understood":
            return
        self._keep(told_by(drill)[at])
        self._show_unread()

    def turn(self) -> None:
        """Show what was told, or hide it."""
        drill = self._drill
        if drill is None or not told_by(drill):
            return
        if self._open_at() is not None:
            self._hide()
        else:
            unread = self._unread()
            self._show(unread if unread is not None else len(told_by(drill)) - 1)

    def fold(self, *, by_page: bool) -> None:
        """Keep what is told to one line beside the page of the drill, whose facilitator needs the room."""
        self._by_page = by_page
        if self._card is not None:
            self._card.fold(folded=self._is_folded())

    def _is_folded(self) -> bool:
        return self._by_page and self._drill is not None and not is_alone(self._drill)

    def panes(self) -> list[QWidget]:
        """What F6 stops at."""
        card = self._card
        return [self.banner, *([card] if card is not None and not card.isHidden() else [])]

    def card(self) -> ToldCard | None:
        """The card, where it is open."""
        return self._card if self._open_at() is not None else None

    # -- one after the other ---------------------------------------------------------------------

    def _read(self) -> list[str]:
        ident, *keys = self._settings.remembered(_READ).split() or [""]
        return keys if self._drill is not None and ident == self._drill.id else []

    def _keep(self, put: PutIn) -> None:
        if self._drill is not None and put.inject not in self._read():
            self._settings.remember(**{_READ: " ".join((self._drill.id, *self._read(), put.inject))})

    def _unread(self) -> int | None:
        """The place of the oldest one that nobody has understood here."""
        read, told = self._read(), told_by(self._drill) if self._drill is not None else ()
        return next((at for at, put in enumerate(told) if put.inject not in read), None)

    def _show_unread(self) -> None:
        at = self._unread()
        if at is None:
            self._hide()
        else:
            self._show(at)

    def _open_at(self) -> int | None:
        return self._at if self._card is not None and not self._card.isHidden() else None

    def _hide(self) -> None:
        if self._card is not None:
            self._card.hide()
        self.banner.show_open(opened=False)

    def _show(self, at: int) -> None:
        self._at = at
        if self._card is None:
            self._card = ToldCard(self._store, self._render(), self._tasks)
            self._card.understood.connect(self.understood)
            self._card.finish_wanted.connect(self.finish_wanted)
            self._card.file_wanted.connect(self.file_wanted)
            self._card.turned.connect(self._turn_by)
            self._column.addWidget(self._card)
            self._card.fold(folded=self._is_folded())
        self._draw()
        self._card.show()
        self.banner.show_open(opened=True)

    def _draw(self) -> None:
        told = told_by(self._drill) if self._drill is not None else ()
        if self._card is not None and self._drill is not None and self._at < len(told):
            self._card.show_told(told[self._at], self._drill, self._at, len(told), self._verb())

    def _verb(self) -> str:
        drill = self._drill
        if drill is None or not is_guided(drill):
            return "understood"
        return "finish" if told_by(drill)[self._at].inject == "done" else ""

    def _turn_by(self, step: int) -> None:
        count = len(told_by(self._drill)) if self._drill is not None else 0
        if 0 <= self._at + step < count:
            self._show(self._at + step)
