"""Running an incident with others, by keyboard alone: every act is told with its person and both times."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.timeline import TimelineRow
from holdfast.domain.timewords import both_text
from holdfast.respond.incident import timeline_of
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.ui.respond.timeline_words import kit_rows
from tests.conftest import Look
from tests.journeys.keyboard import focused, name, press, reach, until, write
from tests.journeys.room import OpenWindow

ANA, BEN = "Ana Keller", "Ben Ott"
TITLE = "The gate controllers lose their time source"
WHY_WORSE = "Two gates open onto the public road"
WHY_NOW = "My shift ends"
UPDATES = ("Gates are on hand control", "The time source answers again", "Half of the gates follow it")
TASK, LATER = "Put the north gate on hand control", "Order a second time source"
RESOLUTION = "The antenna's cable was replaced; all gates follow the time source"
RECOVERY, DATA_LOSS = "All gates work by themselves again since 15:10", "None; the gates keep no data"


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def test_an_incident_is_run_with_others_handed_over_and_closed(room: OpenWindow, tmp_path: Path) -> None:
    sheet = tmp_path / "handover.pdf"
    room.answers.targets.append(sheet)
    team = _Team(room)
    began = team.store.now()
    team.declare()
    team.give_task(TASK, "Carla Diaz", "20m")
    team.offer_command()
    team.sit_down(BEN)
    team.take_command()
    for text in UPDATES:
        team.update(text)
    team.give_task(LATER, "me", "")
    team.do_first_task()
    team.move("Contain")
    team.resolve()
    team.export_sheet(sheet)
    team.close_is_refused("Tasks…")
    team.drop_task()
    team.close_is_refused("Send update…")
    team.final_update()
    team.close()
    _every_act_has_its_person_and_both_times(team, began)
    _the_sheet_says_what_was_handed_over(sheet)
    assert room.fronts <= {"MainWindow", "OperatorDialog", "Picker"}, "no other window came up"
    assert verify(room.store.database, room.store.blobs).ok


class _Team:
    """Two people at one keyboard, one after the other."""

    def __init__(self, room: OpenWindow) -> None:
        self.room, self.store = room, room.store

    def incident(self) -> Incident:
        (row,) = self.store.incidents.page(self.store.query(""), "due", 0, 2)
        return self.store.incidents.get(row.id)

    # -- ways that all acts go -------------------------------------------------------------------

    def records(self, keys: str) -> None:
        before = self.store.journal.head().seq
        press(keys)
        until(lambda: self.store.journal.head().seq > before, f"{keys} records at {name(focused())!r}")

    def command(self, words: str) -> None:
        """Do something by the command palette."""
        press("Ctrl+K")
        write(words)
        press("Return")

    # -- the acts --------------------------------------------------------------------------------

    def declare(self) -> None:
        """Declared and assessed, worse than the scheme proposes."""
        self.room.rest()
        press("Return")
        write(TITLE)
        press("Return")
        reach("Impact: High")
        press("Right")
        press("Space")
        reach("Urgency: High")
        press("Space")
        reach("Change the severity")
        press("Return")
        reach("Set to")
        press("Down")
        reach("Why not the proposed one")
        write(WHY_WORSE)
        self.room.expect_who(ANA)
        self.records("Ctrl+Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")
        assert (self.incident().severity, self.incident().override) == (1, WHY_WORSE)

    def give_task(self, what: str, who: str, within: str) -> None:
        press("Ctrl+T")
        assert name(focused()) == "What is to be done"
        write(what)
        reach("Who")
        write(who)
        reach("Within")
        write(within)
        self.records("Return")
        press("Escape")

    def offer_command(self) -> None:
        """Ana leads, and offers command to Ben with a brief."""
        if self.incident().commander is None:
            self.command("take command")
        press("Ctrl+Shift+H")
        assert name(focused()) == "To whom"
        write(BEN)
        reach("Command goes with it")
        if not focused().isChecked():  # type: ignore[attr-defined]
            press("Space")
        reach("Or in other words")
        write(WHY_NOW)
        self.records("Return")
        assert self.incident().offer is not None

    def sit_down(self, who: str) -> None:
        """Somebody else takes the keyboard."""
        self.room.expect_who(who)
        self.command("change who is at the keyboard")
        until(lambda: self.who() == who, f"{who} is at the keyboard")

    def who(self) -> str:
        by = self.store.by
        return self.store.operators.names().get(by.operator, "") if by else ""

    def take_command(self) -> None:
        self.command("answer the handover")
        reach("Take command")
        self.records("Return")
        lead = self.incident().commander
        assert lead is not None
        assert lead.name == BEN

    def update(self, text: str) -> None:
        """Sent on cadence: the next one is due again."""
        self.command("send update")
        reach("Text of the update")
        press("Ctrl+A")
        write(text)
        self.records("Ctrl+Return")
        after = self.incident()
        assert after.cadence is not None
        assert after.updated is not None
        assert after.update_by is not None
        early = after.updated + timedelta(seconds=after.cadence.every) - after.update_by
        assert timedelta() <= early < timedelta(minutes=1), "the time that the text promises"

    def do_first_task(self) -> None:
        press("Ctrl+T")
        reach("Tasks", "Shift+Tab")
        self.records("Space")
        self.records("Space")
        press("Escape")
        assert len(self.incident().open_tasks) == 1

    def move(self, words: str) -> None:
        self.command(words)
        self.records("Return")

    def resolve(self) -> None:
        self.command("resolve")
        write(RESOLUTION)
        self.records("Return")

    def export_sheet(self, sheet: Path) -> None:
        self.command("handover sheet as PDF")
        self.room.rest()
        press("Ctrl+Shift+E")
        until(sheet.exists, "the handover sheet is written")
        self.room.rest()
        press("Alt+Left")
        assert self.room.window.current_key() == "incident"

    def close_is_refused(self, first: str) -> None:
        """Something is missing yet: Enter says so and records nothing."""
        before = self.store.journal.head().seq
        self.command("close")
        press("Return")
        assert name(focused()) == first, "the focus goes to where the first need is met"
        assert self.store.journal.head().seq == before
        assert self.incident().phase == Phase.RESOLVED
        press("Escape")

    def drop_task(self) -> None:
        press("Ctrl+T")
        reach("Drop")
        press("Return")
        write("Bought by the site")
        self.records("Return")
        press("Escape")

    def final_update(self) -> None:
        self.command("send update")
        reach("Recovery")
        write(RECOVERY)
        reach("Data loss")
        write(DATA_LOSS)
        self.records("Ctrl+Return")
        assert self.incident().final_update

    def close(self) -> None:
        self.command("close")
        write("Nothing new was learned")
        self.records("Return")
        assert self.incident().phase == Phase.CLOSED


def _rows(store: Store, incident: str) -> list[TimelineRow]:
    return timeline_of(store, incident)


def _every_act_has_its_person_and_both_times(team: _Team, began: datetime) -> None:
    rows = _rows(team.store, team.incident().id)
    told = [(row.kind, row.who, row.text) for row in rows]
    wanted = [
        ("phase", ANA, TITLE),
        ("assessment", ANA, WHY_WORSE),
        ("task", ANA, TASK),
        ("handover", ANA, f"Command offered to {BEN}"),
        ("handover", BEN, f"Command accepted: {BEN}"),
        *(("update", BEN, text) for text in UPDATES),
        ("task", BEN, LATER),
        ("task", BEN, f"Task acknowledged: {TASK}"),
        ("task", BEN, f"Task done: {TASK}"),
        ("phase", BEN, "Contained"),
        ("phase", BEN, "Resolved"),
        ("change", BEN, RESOLUTION),
        ("report", BEN, "PDF"),
        ("task", BEN, f"Task dropped: {LATER}"),
        ("update", BEN, RECOVERY),
        ("phase", BEN, "Closed"),
    ]
    rest = iter(told)
    missing = [
        want
        for want in wanted
        if not any(kind == want[0] and who == want[1] and want[2] in text for kind, who, text in rest)
    ]
    assert not missing, told
    assert all(began <= row.occurred <= row.recorded <= team.store.now() for row in rows)
    zone = team.store.zone
    shown = kit_rows(rows, zone, BEN, told=[row.entry for row in rows])
    for row, (_entry, one) in zip(rows, shown, strict=True):
        assert ("you" if row.who == BEN else row.who) in one.meta
        for when in (row.occurred, row.recorded):
            assert both_text(when, zone, seconds=True) in one.more


def _the_sheet_says_what_was_handed_over(sheet: Path) -> None:
    document = pypdfium2.PdfDocument(sheet)
    try:
        printed = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
    for text in (TITLE, BEN, ANA, TASK, WHY_NOW, "Accepted and countersigned"):
        assert "".join(text.split()) in printed, text
