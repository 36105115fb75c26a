"""A store with its scenarios, and the two pages of drills over it, for tests."""

from dataclasses import dataclass

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import acknowledge
from holdfast.domain.drill import Drill
from holdfast.drill import play
from holdfast.drill.scenarios import load, shipped
from holdfast.runbook.render import Renderer
from holdfast.store.store import Store
from holdfast.ui.drill.drill_page import DrillPage
from holdfast.ui.drill.page import DrillsPage
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from tests.journeys.keyboard import until
from tests.ui.audit import shown
from tests.ui.stores import ME, Hands

DISK = "disk-full-friday"
TEXT = shipped()[f"{DISK}.md"]
SCENARIO = load(TEXT)
TEAM = (ME, "Ben Ott")


def fail(problem: BaseException) -> None:
    raise problem


@dataclass
class Hall:
    """A store and what the pages over it need."""

    store: Store
    hands: Hands
    renderer: Renderer

    def services(self) -> tuple[Recording, Clock, Bridge, Tasks]:
        record = Recording(lambda: True, lambda: False, fail, lambda: None)
        return record, Clock(self.hands), Bridge(self.store), Tasks(fail)

    def list_page(self) -> DrillsPage:
        record, _clock, bridge, tasks = self.services()
        page = DrillsPage(self.store, record, self.renderer.render, bridge, tasks)
        for service in (bridge, tasks):
            service.setParent(page)
        page.failed.connect(fail)
        page.show_place(DISK)
        shown(page, 1190)
        until(lambda: _is_chosen(page), "the scenarios are there")
        return page

    def drill_page(self, ident: str) -> DrillPage:
        record, clock, bridge, tasks = self.services()
        page = DrillPage(self.store, record, clock, bridge, tasks)
        for service in (clock, bridge, tasks):
            service.setParent(page)
        page.failed.connect(fail)
        page.show_place(ident)
        shown(page, 1190)
        until(lambda: page._played is not None, "the drill is read")
        page.activateWindow()
        return page

    def begun(self, people: tuple[str, ...] = TEAM) -> Drill:
        """A drill of two minutes, its first alert put in."""
        drill = play.start(self.store, TEXT, people)
        for _time in range(4):
            self.hands.forward(seconds=30)
            play.step(self.store, drill.id)
        return self.store.drills.get(drill.id)

    def declared(self, drill: Drill) -> None:
        """The team looks after the first alert and declares."""
        alert = next(each for put in drill.injected for each in put.alerts)
        acknowledge(self.store, [alert])
        self.hands.forward(minutes=2)
        play.step(self.store, drill.id)
        declare_from(self.store, [alert], declaration_from(self.store, [self.store.alerts.get(alert)]))


def _is_chosen(page: DrillsPage) -> bool:
    chosen = page.chosen()
    return chosen is not None and chosen.key == DISK
