"""The main job, told in acts: one incident from "something is wrong" to a closed one with a PDF review.

See `player` for the rules of a story.
"""

import os
from pathlib import Path

from holdfast import paths
from holdfast.domain.phase import Phase
from holdfast.domain.review import Review
from tests.journeys.keyboard import focused, name, press, reach, until, write
from tests.journeys.player import Player, Tell, acts_of
from tests.journeys.room import OpenWindow

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


def library() -> tuple[Path, str]:
    """The folder of runbooks and the title of the one that is used: the real ones where they are."""
    data = os.environ.get("HOLDFAST_REAL_DATA", "")
    real = Path(data) / "runbooks" / "openshift"
    if data and real.is_dir():
        return real, "etcdMembersDown"
    return paths.resources() / "sample" / "runbooks", "Database disk full"


class Story(Player):
    """Plays the acts in one window."""

    def __init__(self, room: OpenWindow, tell: Tell, pdf: Path) -> None:
        super().__init__(room, tell, ACTS)
        self._pdf = pdf
        room.answers.folders.append(library()[0])
        room.answers.targets.append(pdf)

    def review(self) -> Review:
        """Its review as it is recorded."""
        return self.store.reviews.get(self.incident().review_id)

    # -- the acts ----------------------------------------------------------------------------------

    def declare(self) -> None:
        """On an empty list the focus is on what to do first."""
        self.room.rest()
        assert name(focused()).startswith("Declare incident"), name(focused())
        press("Return")
        assert self.room.window.current_key() == "declare"
        self.type(TITLE)
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
        self.records("Return")
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
        self.at_incident()
        press("Ctrl+L")
        press("F6")
        reach("Go to Runbooks")
        press("Return")
        assert name(focused()).startswith("Import folder"), name(focused())
        press("Return")
        until(lambda: name(focused()) == "What would be imported", "the import is shown before it is done")
        self.records("Return")
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
        self.at_incident()
        press("Ctrl+L")
        press(kind)
        self.type(when + text)
        self.records("Return")

    def situation(self) -> None:
        """What we know, edited in place."""
        self.at_incident()
        press("Ctrl+L")
        press("Shift+F6")
        reach("Know")
        press("Return")
        self.type(KNOW)
        self.records("Return")

    def start_runbook(self) -> None:
        """Look for a runbook, and start it."""
        self.at_incident()
        press("Ctrl+L")
        press("F6")
        write(library()[1])
        self.records("Return")

    def step_done(self) -> None:
        """The first step."""
        self.at_incident()
        self.records("Alt+D")

    def step_skipped(self) -> None:
        """The second one, with a remark."""
        self.at_incident()
        press("Alt+K")
        self.type(SKIPPED)
        self.records("Return")

    def step_failed(self) -> None:
        """The third one, with what happened instead."""
        self.at_incident()
        press("Alt+X")
        self.type(FAILED)
        self.records("Return")

    def finish_runbook(self) -> None:
        """The rest, each by one key."""
        self.at_incident()
        for _step in range(self._open_steps()):
            self.records("Alt+D")
        assert name(focused()) == "Finish run"
        self.records("Return")

    def _open_steps(self) -> int:
        (run,) = self.store.runbooks.runs_of(self.incident().id)
        return run.steps - run.settled

    def contain(self) -> None:
        """Contained now."""
        self.foot("Contain")
        press("Return")
        self.records("Return")

    def resolve(self) -> None:
        """Resolved now, by what."""
        self.foot("Resolve")
        press("Return")
        reach("What resolved it")
        self.type(RESOLUTION)
        self.records("Return")

    def begin_review(self) -> None:
        """The review is begun where the incident is."""
        self.foot("Review")
        self.records("Return")
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
                self.at_section(key)
                write(text)
                self.records("Ctrl+S")

    def _section(self, key: str) -> None:
        self.at_section(key)
        self.type(TEXTS[key])
        self.records("Ctrl+S")

    def import_timeline(self) -> None:
        """Everything that happened."""
        self.at_section("timeline")
        assert name(focused()) == "Import timeline"
        press("Return")
        self.records("Return")

    def add_action(self) -> None:
        """What will be done, by whom, until when, and how we will know."""
        self.at_section("actions")
        if name(focused()) == "Add action":
            press("Return")
        title, *rest = ACTION
        assert name(focused()) == title
        self.type(ACTION[title])
        for field in rest:
            reach(field)
            write(ACTION[field])
        self.records("Return")

    def release(self) -> None:
        """The review is finished."""
        self.at_section("summary")
        self.command("release review")
        assert name(focused()) == "Why without a second person"
        write("Nobody else is on this shift.")
        self.records("Return")

    def export(self) -> None:
        """The PDF."""
        self.at_section("summary")
        self.records("Ctrl+Shift+E")
        until(self._pdf.exists, "the PDF is written")
        self.room.rest()

    def close(self) -> None:
        """From the review to the incident, which is closed."""
        self.foot("Close")
        press("Return")
        self.records("Return")
        assert self.incident().phase == Phase.CLOSED


ACTS = acts_of(
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
