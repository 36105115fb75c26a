"""What the rooms share: the services of the window, the window itself, and what outlives one page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from holdfast.runbook.render import Renderer
    from holdfast.ui.kit.run_panel import RunPanel
    from holdfast.ui.respond.presentation import PresentationWindow


@dataclass
class Services:
    """What the pages of one window share."""

    store: Store
    settings: Settings
    notices: Notices
    clock: Clock
    tasks: Tasks
    bridge: Bridge
    record: Recording
    ask_operator: Callable[[], bool]
    switch_operator: Callable[[], bool]
    recorded: Callable[[], None]
    open_practice: Callable[[], None]
    first_exercise: Callable[[], None]


class Rooms:
    """Given to whatever makes a page; `window` and `asking` are there once the window is."""

    window: MainWindow
    asking: Asking

    def __init__(self, services: Services) -> None:
        self.services = services
        self.presented: PresentationWindow | None = None
        self.runs: RunPanel | None = None  # there with the live view

    def enter(self, window: MainWindow, asking: Asking) -> None:
        """The window that the pages stand in."""
        self.window, self.asking = window, asking

    def close(self) -> None:
        """End what the pages started."""
        if "renderer" in vars(self):
            self.renderer.close()

    @cached_property
    def renderer(self) -> "Renderer":
        """The worker that makes safe HTML; it starts with the first document."""
        from holdfast.runbook.render import Renderer  # noqa: PLC0415

        return Renderer()

    def under(
        self, rail: str, key: str, words: str, make: Callable[["Rooms"], Page], icon: str = ""
    ) -> PageSpec:
        """A page that is not in the rail, below an entry that lights up for it and lends it its icon."""
        return PageSpec(key, words, icon or rail, partial(make, self), rail="", under=rail)

    def to(self, page: str, *what: str) -> Callable[..., None]:
        """Goes to this page, and there to `what` or to what the signal says."""
        return partial(self.window.go, page, *what)

    def count_overdue(self) -> None:
        """Show on the rail how many preventive actions are overdue, now and after each change of one."""
        store = self.services.store
        today = store.now().date().isoformat()
        self.window.rail.show_count("actions", store.reviews.list.overdue(today))
