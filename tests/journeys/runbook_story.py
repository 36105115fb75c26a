"""A runbook from its folder to its next version: followed twice, told, and improved by what was told.

See `player` for the rules of a story. The runbook has a step of each kind that a person can settle alone.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from holdfast.domain.run import Run
from holdfast.ui.kit.rows import ROW
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.runbook.drift_page import DriftPage
from holdfast.ui.runbook.editor import WritePage
from tests.journeys.keyboard import focused, name, press, reach, saved, typed, until, write
from tests.journeys.player import Player, Tell, acts_of
from tests.journeys.room import OpenWindow

TITLE = "The pressure of pump 7 falls"
BOOK = "Pump loses pressure"
TEXT = f"""---
title: {BOOK}
owner: Hydraulics
alerts: [PumpPressureLow]
---
# {BOOK}

## Diagnosis

1. Tell the control room that the pump is looked at.
2. Which pump is it?

   ```holdfast {{kind=input name=PUMP type=host}}
   ```

3. Is the valve of the pump shut?

   ```sh {{kind=check expect="one line: shut" timebox=5m}}
   valve --state $PUMP
   ```

4. Read the log of the pump.
5. Does it leak?

   ```holdfast {{kind=choice name=LEAK options="Yes, it leaks=#it-leaks|No=#it-is-dry"}}
   ```

### It leaks

1. Close the main valve.

### It is dry

1. Let it run down.

   ```holdfast {{kind=timer wait=2s}}
   ```

2. Ask the shift lead whether maintenance is going on.
3. Start the pump from the panel.
4. Fill in form 12 on paper.
"""
OTHER = "# Valve is stuck\n\n## Mitigation\n\n1. Turn it by hand.\n"
PUMP = "pump-7.hall-2"
LOG = "\n".join(f"09:{minute:02} pressure {80 - minute} kPa" for minute in range(12))
NOT_SHUT = "It said: open, and stayed so"
SKIPPED = "No maintenance is planned this week"
FAILED = "The panel did not answer; started it at the pump itself"
INSTEAD = "Sign the pump book in hall 2"
ADDED = "Mended after two runs in hall 2."
STATES = ["done", "done", "failed", "done", "done", "open", "done", "skipped", "failed", "deviated"]
"""What became of each step in the end; the sixth is left out by the choice."""


def books(folder: Path) -> Path:
    """The folder to be brought in."""
    there = folder / "hall-2"
    there.mkdir(exist_ok=True)
    (there / "pump-pressure.md").write_text(TEXT, encoding="utf-8")
    (there / "valve-stuck.md").write_text(OTHER, encoding="utf-8")
    return there


class RunbookStory(Player):
    """Plays the acts in one window. Where the run stands is told as the point "… place"."""

    def __init__(self, room: OpenWindow, tell: Tell, pdf: Path) -> None:
        super().__init__(room, tell, ACTS)
        self._pdf = pdf
        room.answers.folders.append(books(pdf.parent))
        room.answers.targets.append(pdf)

    def runs(self) -> list[Run]:
        """The runs of the incident, the newest last."""
        return self.store.runbooks.runs_of(self.incident().id)

    def place(self) -> str:
        """What the live view shows of the run: every step, the one that is open, and what is asked there."""
        panel = self._panel()
        card = panel.card()
        states = (panel._steps.row(step.id).state() for step in panel.document().steps)
        looks: dict[str, Any] = {
            "run": panel.run_id(),
            "far": panel._head._count.text(),
            "steps": [_looks(each) for each in states],
            "open": card.accessibleName() if card else "",
            "asking": card._asks.remark.asking if card else "",
            "written": [card._asks.remark.text(), card._part.value()] if card else [],
        }
        return json.dumps(looks)

    def _panel(self) -> RunPanel:
        panel = self.room.window.findChild(RunPanel)
        assert panel is not None
        return panel

    # -- ways ----------------------------------------------------------------------------------------

    def _at_step(self, number: int) -> None:
        """The live view leads to the step that is due, wherever one comes from."""
        self.at_incident()
        self.tell(f"{self._act} place", self.place())
        press("Ctrl+L")
        press("F6")
        card = self._panel().card()
        assert card is not None
        assert card.state().step.number == number

    def _says(self, keys: str, words: str) -> None:
        """Say something of the open step that asks for words."""
        press(keys)
        self.type(words, then=self._tell_place)
        self.records("Return")

    def _tell_place(self) -> None:
        self.tell(f"{self._act} place", self.place())

    def _settle(self, number: int, keys: str, words: str = "") -> None:
        self._at_step(number)
        if words:
            self._says(keys, words)
        else:
            self.records(keys)
        self._tell_place()

    def _at_book(self) -> None:
        """The runbook in the library."""
        press("Ctrl+3")
        press("Ctrl+O")
        write(BOOK)
        press("Return")
        self.room.rest()
        until(lambda: self.room.window.current_key() == "runbooks", "the runbook is shown")

    # -- bringing in, and starting ---------------------------------------------------------------------

    def declare(self) -> None:
        """Something is wrong."""
        press("Ctrl+N")
        write(TITLE)
        self.records("Ctrl+Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")

    def bring_runbooks(self) -> None:
        """From the place beside the timeline where a runbook is missing; what would come is seen first."""
        self.at_incident()
        press("Ctrl+L")
        press("F6")
        reach("Go to Runbooks")
        press("Return")
        press("Return")
        until(lambda: name(focused()) == "What would be imported", "the import is shown before it is done")
        assert self.store.runbooks.count() == 0
        press("F6")
        until(lambda: f"# {BOOK}" in _text(focused()), "the first file, read aside, is shown")
        press("Shift+F6")
        self.records("Return")
        self.room.rest()
        assert self.store.runbooks.count() == 2
        press("Alt+Left")

    def start_run(self) -> None:
        """Looked for by its alert, and started."""
        self.at_incident()
        press("Ctrl+L")
        press("F6")
        write("PumpPressureLow")
        self.records("Return")
        self._tell_place()

    # -- the first run ---------------------------------------------------------------------------------

    def done(self) -> None:
        """One key."""
        self._settle(1, "Alt+D")

    def asked(self) -> None:
        """An input: typed, and remembered for the run."""
        self._at_step(2)
        self.type(PUMP, then=self._tell_place)
        self.records("Return")
        press("Alt+C")
        assert QGuiApplication.clipboard().text() == f"PUMP={PUMP}\nvalve --state $PUMP"
        self._tell_place()

    def check_failed(self) -> None:
        """A check that did not find what it looks for."""
        self._settle(3, "Alt+X", NOT_SHUT)

    def evidence(self) -> None:
        """What a terminal said is pasted as it is, and kept before the step is done."""
        self._at_step(4)
        data = QMimeData()
        data.setText(LOG)
        QGuiApplication.clipboard().setMimeData(data)
        self.records("Ctrl+V")
        self._tell_place()

    def read_log(self) -> None:
        """The step that the evidence belongs to."""
        self._settle(4, "Alt+D")

    def chosen(self) -> None:
        """A choice: its number answers it, and leaves out the other branch."""
        self._settle(5, "2")

    def wait_begun(self) -> None:
        """The clock of a wait runs, whatever becomes of the window."""
        self._at_step(7)
        assert name(focused()) == "Start waiting"
        self.records("Return")
        self._tell_place()

    def waited(self) -> None:
        """Its time is over."""
        self._at_step(7)
        until(self._wait_is_over, "the wait is over")
        self._settle(7, "Alt+D")

    def _wait_is_over(self) -> bool:
        card = self._panel().card()
        return card is not None and card.state().over

    def skipped(self) -> None:
        """With the reason."""
        self._settle(8, "Alt+K", SKIPPED)

    def failed(self) -> None:
        """With what happened instead."""
        self._settle(9, "Alt+X", FAILED)

    def deviated(self) -> None:
        """Something else was done instead."""
        self._settle(10, "Alt+O", INSTEAD)

    def finish(self) -> None:
        """Every needed step is settled."""
        self.at_incident()
        self._tell_place()
        press("Ctrl+L")
        press("F6")
        reach("Finish run")
        self.records("Return")
        (run,) = self.runs()
        assert not run.is_running

    # -- the review ------------------------------------------------------------------------------------

    def review(self) -> None:
        """The review takes the timeline over, and is handed out."""
        self.at_incident()
        press("Ctrl+K")
        write("review of the incident")
        self.records("Return")
        until(lambda: self.room.window.current_key() == "review", "the review is shown")
        self.at_section("summary")
        write("Pump 7 lost pressure; a seal was dry.")
        self.records("Ctrl+S")
        self.at_section("timeline")
        press("Return")
        self.records("Return")

    def export(self) -> None:
        """The PDF."""
        self.at_section("summary")
        self.records("Ctrl+Shift+E")
        until(self._pdf.exists, "the PDF is written")
        self.room.rest()

    # -- the second run, and what both say -------------------------------------------------------------

    def run_again(self) -> None:
        """From the library, quickly, with the same detours as the first time."""
        self._start_from_library()
        self.records("Alt+D")
        write(PUMP)
        self.records("Return")
        self.records("Alt+D")
        self.records("Alt+D")
        self.records("2")
        press("Alt+D")
        self._words("It ran down already")
        for keys, words in (("Alt+K", SKIPPED), ("Alt+X", FAILED), ("Alt+O", INSTEAD)):
            press(keys)
            self._words(words)
        reach("Finish run")
        self.records("Return")
        assert len(self.runs()) == 2

    def _start_from_library(self) -> None:
        self._at_book()
        reach("Start on incident")
        self.records("Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")

    def _words(self, words: str) -> None:
        write(words)
        self.records("Return")

    def drift(self) -> None:
        """What the two runs say of the runbook, and what they would change in its text."""
        self._at_drift()
        page = self.room.window.findChild(DriftPage)
        assert page is not None
        rows = page.list.model()
        told = "\n".join(rows.index(at, 0).data(ROW).meta for at in range(rows.rowCount()))
        for words in (SKIPPED, FAILED, INSTEAD):
            assert f"in 2 of 2 runs ({words})" in told, told
        assert f"+ 4. {INSTEAD}" in page.changes.toPlainText()

    def _at_drift(self) -> None:
        self._at_book()
        reach("What its runs say")
        press("Return")
        until(lambda: self.room.window.current_key() == "drift", "what its runs say is shown")
        self.room.rest()

    def improve(self) -> None:
        """The proposal is opened in the editor, seen as a difference, and recorded as the next version."""
        if self.store.drafts.subjects("runbook"):
            self._at_book()
            reach("Edit this runbook")
            press("Return")
        else:
            self._at_drift()
            press("Ctrl+E")
        until(lambda: self.room.window.current_key() == "write", "the editor is shown")
        self._add_words()
        page = self.room.window.findChild(WritePage)
        assert page is not None
        page.preview.look_now()
        self.room.rest()
        if not page.what_changed.isChecked():
            press("Ctrl+Tab")
            reach("What changed")
            press("Space")
        shown = page.preview.changes.toPlainText()
        assert page.preview.changes.isVisible()
        for line in (f"+ 4. {INSTEAD}", "\N{MINUS SIGN} 4. Fill in form 12 on paper.", f"+ {ADDED}"):
            assert line in shown, shown
        self.records("Ctrl+S")
        (book,) = (each for each in self.store.runbooks.page() if each.title == BOOK)
        assert book.edited

    def _add_words(self) -> None:
        """A few words behind the proposal, unless a draft of both is shown again from before."""
        if ADDED in typed():
            self.tell("improve shown", typed())
            return
        press("Ctrl+End")
        write(ADDED)
        saved()
        self.tell("improve draft", typed())

    def run_improved(self) -> None:
        """The next run has it."""
        self._start_from_library()
        assert len(self.runs()) == 3
        first, _second, third = self.runs()
        assert third.version != first.version
        steps = [step.plain for step in self._panel().document().steps]
        assert INSTEAD in steps[-1]
        assert not any("form 12" in step or "maintenance" in step for step in steps)
        words = [each.text() for each in self._panel().findChildren(QLabel) if each.isVisible()]
        assert any(third.version[:4] in each for each in words), words


def _text(widget: QWidget) -> str:
    return getattr(widget, "toPlainText", str)()


def _looks(state: Any) -> list[Any]:
    since = state.waiting.since.isoformat() if state.waiting else ""
    kept = [piece.sha256 for piece in state.evidence]
    return [state.step.number, state.state, state.remark, state.answer, state.needed, since, kept]


ACTS: dict[str, Callable[[RunbookStory], None]] = acts_of(
    RunbookStory.declare,
    RunbookStory.bring_runbooks,
    RunbookStory.start_run,
    RunbookStory.done,
    RunbookStory.asked,
    RunbookStory.check_failed,
    RunbookStory.evidence,
    RunbookStory.read_log,
    RunbookStory.chosen,
    RunbookStory.wait_begun,
    RunbookStory.waited,
    RunbookStory.skipped,
    RunbookStory.failed,
    RunbookStory.deviated,
    RunbookStory.finish,
    RunbookStory.review,
    RunbookStory.export,
    RunbookStory.run_again,
    RunbookStory.drift,
    RunbookStory.improve,
    RunbookStory.run_improved,
)
