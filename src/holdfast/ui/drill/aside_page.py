"""What both pages of drills are: read aside, read anew after a change in sight, with panels at the foot."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from holdfast.desk.aside import Beside, beside
from holdfast.domain.changes import Changes
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.page_acts import PageActs
from holdfast.ui.kit.tasks import CancelToken, Tasks

_SOON = 150  # milliseconds after a change


class AsidePage(Page):
    """`reload` asks for what is shown whenever the page comes into sight, and soon after a change that
    `concerns` it; what comes after the page has gone is not shown.
    """

    def __init__(self, store: Store, tasks: Tasks, bridge: Bridge, *concerns: str) -> None:
        super().__init__()
        self._store, self._tasks, self._concerns = store, tasks, concerns
        self._token = CancelToken()
        self._acts = PageActs(store)
        self._acts.setParent(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.reload)
        bridge.changed.connect(self._changed)

    def reload(self) -> None:
        """Read it anew, by `_read`."""
        raise NotImplementedError

    def belongs_to(self, focused: QWidget) -> QWidget:
        """What is asked goes with its buttons."""
        return self._acts.place if self._acts.place.isAncestorOf(focused) else focused

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._token.cancel()

    def _read(self, work: Callable[..., Any], show: Callable[[Any], None], *words: str) -> None:
        """Let `work(place, *words)` read on another thread, then show what it gives."""
        self._token.cancel()
        self._token = CancelToken()
        place: Beside = beside(self._store)
        self._tasks.run(partial(work, place, *words), show, token=self._token)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(*self._concerns) and not self._soon.isActive():
            self._soon.start()
