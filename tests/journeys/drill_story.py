"""A drill of a few minutes, played by keys at sixty times the speed of a clock.

See `player` for the rules of a story. The clock runs while the window waits for the drill, and stands still
while keys are pressed: how fast a machine is decides nothing.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from holdfast.domain.drill import Drill
from holdfast.drill.scenarios import FOLDER
from holdfast.ui.detect.page import AlertsPage
from holdfast.ui.drill.drill_page import DrillPage
from holdfast.ui.drill.page import DrillsPage
from holdfast.ui.drill.players import Players
from tests.drill.small import SMALL
from tests.journeys.keyboard import focused, name, press, reach, until, write
from tests.journeys.player import Player, Tell, acts_of
from tests.journeys.room import OpenWindow

_BAD = SMALL[SMALL.index('[[expectations]]\nkey = "bad"') : SMALL.index('[[expectations]]\nkey = "lead"')]
TEXT = SMALL.replace(_BAD, "").replace('within = "8m"', 'within = "6m"')
UPDATE = "Files can't be saved on db9. The next update comes in half an hour."
SPEED = 60


class Sixty:
    """A clock that runs sixty times as fast, and only while it is let run."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since = at, 0.0

    def __call__(self) -> datetime:
        passed = time.monotonic() - self._since if self._since else 0.0
        return self._at + timedelta(seconds=SPEED * passed)

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Let it run until something holds."""
        self._since = time.monotonic()
        until(holds, what)
        self._at, self._since = self(), 0.0


class DrillStory(Player):
    """Plays the acts in one window."""

    def __init__(self, room: OpenWindow, tell: Tell, _pdf: Path) -> None:
        super().__init__(room, tell, ACTS)
        head = self.store.journal.head()
        newest = self.store.journal.at(head.hash)
        now = self.store.clock()
        if newest is not None:  # a window before this one may have been ahead of the real clock
            now = max(now, datetime.fromisoformat(newest.at))
        self.clock = self.store.clock = Sixty(now + timedelta(seconds=1))
        folder = self.store.path / FOLDER
        folder.mkdir(exist_ok=True)
        (folder / "small.md").write_text(TEXT, encoding="utf-8")

    def drill(self) -> Drill:
        """The drill as it is recorded."""
        (row,) = self.store.drills.page()
        return self.store.drills.get(row.id)

    def players(self) -> Players:
        """What the window shows of it over every page."""
        players = self.room.wiring.drilling.players()
        assert players is not None, "a banner says that a drill goes on"
        return players

    def at(self, second: int) -> None:
        """Let the drill go on until so many seconds of its own time have passed."""
        self.clock.until(
            lambda: self.drill().elapsed(self.store.clock()) >= second, f"{second} s of the drill"
        )

    def after(self, inject: str, seconds: int) -> None:
        """Let the drill go on until an inject came so many seconds ago."""
        self.put_in(inject)
        drill = self.drill()
        put = drill.put_in(inject)
        assert put is not None
        self.at(drill.elapsed(put.at) + seconds)

    def put_in(self, inject: str) -> None:
        """Let the drill go on until an inject has come, whoever put it in."""
        self.clock.until(lambda: self.drill().put_in(inject), f"{inject} comes")

    # -- the acts ----------------------------------------------------------------------------------

    def start(self) -> None:
        """From the list of scenarios, alone."""
        press("Ctrl+8")
        page = self.room.window.page("drills")
        assert isinstance(page, DrillsPage)
        until(page.rows.rowCount, "the scenarios are listed")
        self.room.rest()
        for _other in range(page.rows.rowCount()):
            offered = page.chosen()
            if offered is not None and offered.key == "small":
                break
            press("Down")
        press("Return")
        self.records("Return")
        until(self.room.wiring.drilling.players, "a banner says that a drill goes on")
        assert self.room.window.windowTitle().startswith("DRILL: ")
        page = self.room.window.page("drill")  # it takes the focus once it is read
        assert isinstance(page, DrillPage)
        until(page.running.isVisible, "the drill is shown")
        self.room.rest()

    def answer(self) -> None:
        """The alert comes by its door, and is answered."""
        before = focused()
        self.put_in("disk")
        assert focused() is before, "the focus stays where it was"
        press("Ctrl+2")
        page = self.room.window.page("alerts")
        assert isinstance(page, AlertsPage)
        until(page.rows.rowCount, "the inbox shows it")
        self.room.rest()
        self.records("Ctrl+Shift+K")

    def declare(self) -> None:
        """From the alert: it is part of the drill without a word, and its reference says so."""
        press("Ctrl+2")
        self.room.rest()
        press("Ctrl+Shift+N")
        assert name(focused()) == "Title", name(focused())
        self.records("Ctrl+Return")
        until(lambda: self.room.window.current_key() == "incident", "the incident is shown")
        assert self.incident().ref.startswith("DRILL-")
        assert self.incident().drill_id == self.drill().id

    def lead(self) -> None:
        """Somebody leads; who declared in the window that asked who is there does so already."""
        self.at_incident()
        if self.incident().commander is not None:
            return
        reach("Take command", "Shift+Tab")
        self.records("Return")

    def tell_desk(self) -> None:
        """The desk calls; its message is understood, and it is told."""
        self.put_in("call")
        until(self.players().card, "the message is shown")
        press("Ctrl+Alt+U")
        assert self.players().card() is None, "nothing else is to be read"
        self.at_incident()
        self.command("send update")
        reach("Text of the update")
        press("Ctrl+A")
        write(UPDATE)
        self.records("Ctrl+Return")

    def contain(self) -> None:
        """It grows no more."""
        self.foot("Contain")
        press("Return")
        self.records("Return")

    def finish(self) -> None:
        """From any page to the drill's own, and there to its end."""
        press("Ctrl+8")
        self.room.rest()
        self.command("open the drill that")
        until(lambda: self.room.window.current_key() == "drill", "the drill is shown")
        self.room.rest()
        self.command("finish drill")
        self.records("Return")
        until(lambda: self.room.wiring.drilling.players() is None, "the banner is gone")
        assert not self.room.window.windowTitle().startswith("DRILL: ")

    def review(self) -> None:
        """What was learned begins with what the drill showed."""
        page = self.room.window.page("drill")
        assert isinstance(page, DrillPage)
        until(page.over.isVisible, "the score is shown")
        self.command("write after-action")
        until(lambda: self.room.window.current_key() == "review", "the review is shown")
        review = self.store.reviews.get(self.incident().review_id)
        assert any("answered" in text or "acknowledged" in text for text in review.texts.values())


ACTS = acts_of(
    DrillStory.start,
    DrillStory.answer,
    DrillStory.declare,
    DrillStory.lead,
    DrillStory.tell_desk,
    DrillStory.contain,
    DrillStory.finish,
    DrillStory.review,
)
