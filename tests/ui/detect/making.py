"""The inbox alone, over a real store."""

from dataclasses import dataclass

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.detect.page import AlertsPage
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.tasks import Tasks
from tests.ui.audit import shown
from tests.ui.stores import Hands


def _fail(problem: BaseException) -> None:
    raise problem


@dataclass
class Inbox:
    """A store and the page over it."""

    store: Store
    page: AlertsPage

    def keys(self) -> list[str]:
        """What each row stands for, from the first to the last."""
        return [self.key(row) for row in range(self.page.rows.total)]

    def key(self, row: int) -> str:
        """What a row stands for."""
        return self.page.rows.index(row).data(KEY)

    def pill(self) -> str:
        """What is offered above the list."""
        return "" if self.page._pill.isHidden() else self.page._pill.text()


def open_inbox(store: Store, hands: Hands) -> Inbox:
    """The page with services of its own, shown; what goes wrong is raised."""
    record = Recording(lambda: True, lambda: False, _fail, lambda: None)
    clock, bridge, tasks = Clock(hands), Bridge(store), Tasks(_fail)
    page = AlertsPage(store, record, clock, bridge, tasks, Settings(None))
    for service in (clock, bridge, tasks):
        service.setParent(page)
    page.failed.connect(_fail)
    shown(page, 1190)
    page.list.setFocus()
    return Inbox(store, page)
