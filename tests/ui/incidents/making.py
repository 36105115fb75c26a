"""The incident list alone, over a real store."""

from PySide6.QtCore import QEventLoop, QTimer

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from tests.ui.stores import Hands


def fail(problem: BaseException) -> None:
    raise problem


def make_page(store: Store, hands: Hands, settings: Settings | None = None) -> IncidentsPage:
    """The page with services of its own; what goes wrong is raised."""
    record = Recording(lambda: store.by is not None, lambda: False, fail, lambda: None)
    clock, bridge, tasks = Clock(hands), Bridge(store), Tasks(fail)
    page = IncidentsPage(store, record, clock, bridge, tasks, settings or Settings(None))
    for service in (clock, bridge, tasks):
        service.setParent(page)
    page.failed.connect(fail)
    return page


def wait_for_counts(page: IncidentsPage) -> None:
    """Until the counts that were asked for are there."""
    loop, told = QEventLoop(), list[int]()
    page.counted.connect(told.append)
    page.counted.connect(loop.quit)
    QTimer.singleShot(5000, loop.quit)
    loop.exec()
    page.counted.disconnect(loop.quit)
    assert told, "nothing was counted"
