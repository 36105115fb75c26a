"""The main job, told in acts: one incident from "something is wrong" to a closed one with a PDF review.

Keys alone act. Every act finds its own way to where it happens, so that the story goes on after any
of them in a window that was just opened. What an act types waits to be a draft before it is recorded.
"""

import os
from collections.abc import Callable
from pathlib import Path

from holdfast import paths
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.review import SECTIONS, Review
from tests.journeys.keyboard import focused, name, press, reach, saved, typed, until, write
from tests.journeys.room import OpenWindow

WHO = "Ana Keller"
TITLE = "Two of three members of the cluster store do not answer"
NOTES = (
    ("Alt+1", "-10m ", "Both members answer no ping since the switch was restarted", "observation"),
    ("Alt+3", "", "We keep the third member untouched until a backup of it is there", "decision"),
    ("Alt+4", "-2m ", "Told the control room that changes are on hold", "communication"),
)
KNOW = "one member of three holds the whole state"
SKIPPED = "No upgrade is going on, asked the shift lead"
FAILED = "The command hung and was ended after a minute"
RESOLUTION = "Replaced the transceiver of the switch; both members joined again"
TEXTS = {
    "summary": "For 25 minutes the cluster store had one member of three, and no changes were possible.",
    "impact": "Nobody was hurt. Plant changes waited for 25 minutes.",
    "detection": "A monitor noticed it; the switch had been restarted for maintenance.",
    "factors": "The transceiver had been at its limit for weeks, and nothing showed that.",
    "response": "The third member was kept untouched, the transceiver replaced.",
    "helped": "The runbook named the order in which to look.",
    "harder": "The label on the port was out of date.",
    "lucky": "A spare transceiver lay in the next room.",
    "lessons": "Members of one store belong on two switches.",
}
ACTION = {
    "What will be done": "Put one member on the second switch",
    "Owner": "Network duty",
    "Due date": "+14d",
    "How we will know it worked": "Restarting either switch leaves two members",
}

Tell = Callable[[str, str], None]
"""Told of (point, what): a draft that was saved or shown again, an act that is in the record."""


def library() -> tuple[Path, str]:
    """The folder of runbooks and the title of the one that is used: the real ones where they are."""
    data = os.environ.get("HOLDFAST_REAL_DATA", "")
    real = Path(data) / "runbooks" / "openshift"
    if data and real.is_dir():
        return real, "etcdMembersDown"
    return paths.resources() / "sample" / "runbooks", "Database disk full"


class Story:
    """Plays the acts in one window."""

    def __init__(self, room: OpenWindow, tell: Tell, pdf: Path) -> None:
        self.room, self.store, self._tell, self._pdf = room, room.store, tell, pdf
        self._act = ""
        room.answers.folders.append(library()[0])
        room.answers.targets.append(pdf)

    def play(self, act: str) -> None:
        """Play one of ACTS."""
        self._act = act
        ACTS[act](self)
        self._tell(f"{act} recorded", act)

    def incident(self) -> Incident:
        """The incident as it is recorded."""
        (row,) = self.store.incidents.page(self.store.query(""), "due", 0, 2)
        return self.store.incidents.get(row.id)

    def review(self) -> Review:
        """Its review as it is recorded."""
        return self.store.reviews.get(self.incident().review_id)

    # -- ways that all acts go -----------------------------------------------------------------------

    def _type(self, text: str) -> None:
        """Type, unless the text is shown again from before; wait until it is a draft."""
        if text in typed():
            self._tell(f"{self._act} shown", typed())
            return
        press("Ctrl+A")
        write(text)
        saved()
        self._tell(f"{self._act} draft", text)

    def _records(self, keys: str) -> None:
        """Press the keys that record; who is at the keyboard is asked where nobody is yet."""
        before = self.store.journal.head().seq
        if self.store.by is None:
            self.room.expect_who(WHO)
        press(keys)
        until(lambda: self.store.journal.head().seq > before, f"{keys} records in {self._act}")

    def _at_incident(self) -> None:
        if self.room.window.current_key() == "review":
            self._command("go to the incident")
        elif self.room.window.current_key() != "incident":
            press("Ctrl+1")
            self.room.rest()
            press("Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")

    def _at_section(self, key: str) -> None:
        if self.room.window.current_key() != "review":
            press("Ctrl+3")
            press("Return")
            until(lambda: self.room.window.current_key() == "review", "the review is shown")
        press("Ctrl+PgUp", len(SECTIONS))
        press("Ctrl+PgDown", SECTIONS.index(key))

    def _foot(self, words: str) -> None:
        """Go to the foot of the live view, and there to a button."""
        self._at_incident()
        press("Ctrl+L")
        press("F6", 2)
        reach(words)

    def _command(self, words: str) -> None:
        """Do something by the command palette."""
        press("Ctrl+K")
        write(words)
        press("Return")

    # -- the acts ----------------------------------------------------------------------------------

    def declare(self) -> None:
        """On an empty list the focus is on what to do first."""
        self.room.rest()
        assert name(focused()).startswith("Declare incident"), name(focused())
        press("Return")
        assert self.room.window.current_key() == "declare"
        self._type(TITLE)
        reach("Service")
        write("cluster store")
        reach("Noticed how")
        press("Down")
        reach("Noticed when")
        write("-20m")
        reach("Began when")
        write("-25m")
        press("Return")
        self._assess()
        press("Return")
        reach("Scribe")
        write("Ben Ott")
        self._records("Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")

    def _assess(self) -> None:
        reach("Impact: High")
        press("Space")
        press("Tab")
        press("Space")
        reach("Urgency: High")
        press("Right")
        press("Space")
        press("Tab")

    def bring_runbooks(self) -> None:
        """From the place beside the timeline where a runbook is missing to the library."""
        self._at_incident()
        press("Ctrl+L")
        press("F6")
        reach("Go to Runbooks")
        press("Return")
        assert name(focused()).startswith("Import folder"), name(focused())
        press("Return")
        until(lambda: name(focused()) == "What would be imported", "the import is shown before it is done")
        self._records("Return")
        self.room.rest()
        reach("Close report")
        press("Return")
        press("Alt+Left")

    def note_seen(self) -> None:
        """What is seen, ten minutes ago."""
        self._note(0)

    def note_decided(self) -> None:
        """What is decided, now."""
        self._note(1)

    def note_told(self) -> None:
        """Who was told, two minutes ago; the incident is found by its title."""
        press("Ctrl+1")
        press("Ctrl+O")
        write("two of three")
        press("Return")
        self._note(2)

    def _note(self, number: int) -> None:
        kind, when, text, _word = NOTES[number]
        self._at_incident()
        press("Ctrl+L")
        press(kind)
        self._type(when + text)
        self._records("Return")

    def situation(self) -> None:
        """What we know, edited in place."""
        self._at_incident()
        press("Ctrl+L")
        press("Shift+F6")
        reach("Know")
        press("Return")
        self._type(KNOW)
        self._records("Return")

    def start_runbook(self) -> None:
        """Look for a runbook, and start it."""
        self._at_incident()
        press("Ctrl+L")
        press("F6")
        write(library()[1])
        self._records("Return")

    def step_done(self) -> None:
        """The first step."""
        self._at_incident()
        self._records("Alt+D")

    def step_skipped(self) -> None:
        """The second one, with a remark."""
        self._at_incident()
        press("Alt+K")
        self._type(SKIPPED)
        self._records("Return")

    def step_failed(self) -> None:
        """The third one, with what happened instead."""
        self._at_incident()
        press("Alt+X")
        self._type(FAILED)
        self._records("Return")

    def finish_runbook(self) -> None:
        """The rest, each by one key."""
        self._at_incident()
        for _step in range(self._open_steps()):
            self._records("Alt+D")
        assert name(focused()) == "Finish run"
        self._records("Return")

    def _open_steps(self) -> int:
        (run,) = self.store.runbooks.runs_of(self.incident().id)
        return run.steps - run.settled

    def contain(self) -> None:
        """Contained now."""
        self._foot("Contain")
        press("Return")
        self._records("Return")

    def resolve(self) -> None:
        """Resolved now, by what."""
        self._foot("Resolve")
        press("Return")
        reach("What resolved it")
        self._type(RESOLUTION)
        self._records("Return")

    def begin_review(self) -> None:
        """The review is begun where the incident is."""
        self._foot("Review")
        self._records("Return")
        until(lambda: self.room.window.current_key() == "review", "the review is shown")

    def summary(self) -> None:
        """The first section, recorded by Ctrl+S."""
        self._section("summary")

    def lessons(self) -> None:
        """The last one that is text."""
        self._section("lessons")

    def sections(self) -> None:
        """Those between."""
        for key, text in TEXTS.items():
            if key not in ("summary", "lessons"):
                self._at_section(key)
                write(text)
                self._records("Ctrl+S")

    def _section(self, key: str) -> None:
        self._at_section(key)
        self._type(TEXTS[key])
        self._records("Ctrl+S")

    def import_timeline(self) -> None:
        """Everything that happened."""
        self._at_section("timeline")
        assert name(focused()) == "Import timeline"
        press("Return")
        self._records("Return")

    def add_action(self) -> None:
        """What will be done, by whom, until when, and how we will know."""
        self._at_section("actions")
        if name(focused()) == "Add action":
            press("Return")
        title, *rest = ACTION
        assert name(focused()) == title
        self._type(ACTION[title])
        for field in rest:
            reach(field)
            write(ACTION[field])
        self._records("Return")

    def release(self) -> None:
        """The review is finished."""
        self._at_section("summary")
        self._command("release review")
        assert name(focused()) == "Release review"
        self._records("Return")

    def export(self) -> None:
        """The PDF."""
        self._at_section("summary")
        self._records("Ctrl+Shift+E")
        until(self._pdf.exists, "the PDF is written")
        self.room.rest()

    def close(self) -> None:
        """From the review to the incident, which is closed."""
        self._foot("Close")
        press("Return")
        self._records("Return")
        assert self.incident().phase == Phase.CLOSED


ACTS: dict[str, Callable[[Story], None]] = {
    act.__name__: act
    for act in (
        Story.declare,
        Story.bring_runbooks,
        Story.note_seen,
        Story.note_decided,
        Story.note_told,
        Story.situation,
        Story.start_runbook,
        Story.step_done,
        Story.step_skipped,
        Story.step_failed,
        Story.finish_runbook,
        Story.contain,
        Story.resolve,
        Story.begin_review,
        Story.summary,
        Story.sections,
        Story.lessons,
        Story.import_timeline,
        Story.add_action,
        Story.release,
        Story.export,
        Story.close,
    )
}
