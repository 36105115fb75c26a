"""What both pages of drills are: read aside, read anew after a change in sight, with panels at the foot."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from holdfast.desk.aside import Beside, beside
from holdfast.domain.changes import Changes
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.page_acts import PageActs
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.when_shown import WhenShown


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
        self._seen = WhenShown(self, self.reload, self._stop)
        bridge.changed.connect(self._changed)

    def reload(self) -> None:
        """Read it anew, by `_read`."""
        raise NotImplementedError

    def belongs_to(self, focused: QWidget) -> QWidget:
        """What is asked goes with its buttons."""
        return self._acts.place if self._acts.place.isAncestorOf(focused) else focused

    def _stop(self) -> None:
        self._token.cancel()

    def _read(self, work: Callable[..., Any], show: Callable[[Any], None], *words: str) -> None:
        """Let `work(place, *words)` read on another thread, then show what it gives."""
        self._token.cancel()
        self._token = CancelToken()
        place: Beside = beside(self._store)
        self._tasks.run(partial(work, place, *words), show, token=self._token)

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*self._concerns):
            self._seen.changed()
