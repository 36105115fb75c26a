"""The live view alone, over a real store, beside a stand-in for the runbook."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import card, row, scrolled
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import label
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.scene import Services
from tests.ui.asking import ScriptedAsking
from tests.ui.stores import Hands

_STEPS = (
    "Confirm the volume that holds the data is full",
    "Find what holds space: WAL, temporary files, logs",
    "Drop replication slots that no live standby uses",
    "Check that the server accepts writes",
)


class StandInRuns(QWidget):
    """Looks like a runbook that is being followed; remembers what it was asked to show."""

    task_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.done = button("Done", primary=True, key="Alt+D")
        inner = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 24, 8)
        column.setSpacing(16)
        column.addWidget(label("Database disk full", "item_strong"))
        for number, step in enumerate(_STEPS, start=1):
            column.addWidget(label(f"{number}. {step}", "body", "muted", wrap=True))
        current = card(
            label("5. Set max_slot_wal_keep_size so that it can't fill again", "strong", wrap=True)
        )
        current.setProperty("card", "current")
        buttons = QWidget()
        buttons.setLayout(row(self.done, button("Skip…"), None))
        layout = current.layout()
        assert layout is not None
        layout.addWidget(buttons)
        column.addWidget(current)
        column.addStretch()

    def show_incident(self, incident_id: str) -> None:
        self.shown.append(incident_id)

    def show_run(self, ident: str) -> None:
        self.shown.append(ident)


def fail(problem: BaseException) -> None:
    raise problem


class Told:
    """What the page said by its notices."""

    def __init__(self) -> None:
        self.problems: list[UserError] = []

    def __call__(self, problem: BaseException) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.problems.append(problem)


def make_page(
    store: Store,
    hands: Hands,
    incident: str = "",
    *,
    runs: StandInRuns | None = None,
    settings: Settings | None = None,
) -> LivePage:
    """The page with services of its own, showing an incident; what goes wrong is in `page.told`."""
    told = Told()
    record = Recording(lambda: store.by is not None, lambda: False, told, lambda: None)
    clock, bridge = Clock(hands), Bridge(store)
    tasks = Tasks(told)
    notices = Notices(told)
    asking = ScriptedAsking()
    services = Services(store, record, clock, tasks, settings or Settings(None), asking, notices)
    page = LivePage(services, bridge, runs or StandInRuns())
    for service in (clock, bridge, tasks, notices):
        service.setParent(page)
    page.failed.connect(told)
    page.setProperty("told", told)
    page.setProperty("asking", asking)
    if incident:
        page.show_place(incident)
    return page
