"""What a person does to the open step, as commands: it is recorded, and the next step is open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from holdfast.desk.step_evidence import add_files, add_output
from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.report.write import write_file
from holdfast.respond.evidence import content
from holdfast.respond.evidence_files import Content, of_bytes, read
from holdfast.runbook import run as runs
from holdfast.runbook import shaping, targets
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_card import StepCard
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_remark import files_in
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.run_values import DONE, OPEN, state_word
from holdfast.words import _


class RunView(Protocol):
    """What the acts ask of the panel that shows the run."""

    def run(self) -> Run:
        """The run that is shown."""
        ...

    def card(self) -> StepCard | None:
        """The step that is open."""
        ...

    def go_on(self, opened: str) -> None:
        """Show what was recorded, with the step `opened` open, "" for the next one, and the focus there."""
        ...

    def show_operator(self) -> None:
        """Somebody else is at the keyboard."""
        ...

    def show_run(self, ident: str) -> None:
        """Show another run."""
        ...


class StepActs:
    """Connects a card's wishes with the commands."""

    def __init__(self, services: RunServices, record: Recording, view: RunView) -> None:
        self._s, self._record, self._view = services, record, view
        self._store = services.store

    def connect(self, card: StepCard) -> None:
        """Do what the card wishes from now on."""
        card.marked.connect(self.mark)
        card.answered.connect(self.answer)
        card.wanted.connect(self._do)
        card.child_wanted.connect(self._view.show_run)
        card.operator_wanted.connect(self.switch_operator)
        card.step_wanted.connect(self.add_step)
        card.evidence_brought.connect(self.bring)
        card.save_wanted.connect(self.save)

    def _do(self, wanted: str) -> None:
        {
            "wait": self.begin_wait,
            "start": self.start_child,
            "evidence": self.choose_file,
            "none": self.demote,
        }[wanted]()

    # -- settling ----------------------------------------------------------------------------------

    def mark(self, state: str, remark: str) -> None:
        """Say what became of the open step."""
        run = self._view.run()
        self._settle(state, lambda step: runs.mark(self._store, run.id, step, state, remark))

    def answer(self, value: str, remark: str) -> None:
        """Record the answer of the open step."""
        run = self._view.run()
        self._settle(DONE, lambda step: runs.answer(self._store, run.id, step, value, remark))

    def _settle(self, state: str, work: Callable[[Step], Run]) -> None:
        open_card, run = self._view.card(), self._view.run()
        if open_card is None:
            return
        step = open_card.state().step
        if state == OPEN:
            recorded = self._record(lambda: work(step))
        else:
            recorded = self._record(partial(self._while_open, step, work), partial(self._refused, open_card))
        if recorded is None:
            return
        self._forget(open_card, run, step)
        self._view.go_on(step.id if state == OPEN else "")
        card = self._view.card()
        if card is not None:
            words = _("Step {number} {state}").format(number=step.number, state=state_word(state))
            announce(card, words)

    def _while_open(self, step: Step, work: Callable[[Step], Run]) -> Run:
        """Settle the step unless it is settled already: the card may be a second behind another place."""
        with self._store.command():
            runs.refuse_settled(self._store.runbooks.run(self._view.run().id), step)
            return work(step)

    def _refused(self, settled: StepCard, error: UserError) -> None:
        """Said in the card; where somebody else settled its step a moment ago, that is shown instead."""
        if isinstance(error, runs.SettledAlready):
            self._s.notices.error(error)
            self._view.go_on("")
        else:
            settled.show_error(error)

    def _forget(self, settled: StepCard, run: Run, step: Step) -> None:
        """The drafts of a step that is settled; its card, if it is still shown, must not save them again."""
        settled.forget()
        for field in ("remark", "answer"):
            RunDraft(self._store, run, f"{field}:{step.id}").save("")

    def begin_wait(self) -> None:
        """Start the clock of the open step."""
        step = self._step()
        if step is not None:
            run = self._view.run().id
            if self._record(lambda: runs.begin_wait(self._store, run, step)) is not None:
                self._view.go_on(step.id)

    def switch_operator(self) -> None:
        """Let somebody else come to the keyboard."""
        if self._s.switch_operator():
            self._view.show_operator()

    # -- a runbook in a runbook --------------------------------------------------------------------

    def start_child(self) -> None:
        """Start the runbook that the open step names."""
        step, run = self._step(), self._view.run()
        if step is None or not run.runbook:
            return
        book = self._store.runbooks.get(run.runbook)
        path = targets.inside(book.path, step.annotation.path) or step.annotation.path
        other = self._store.runbooks.at(book.source, path)
        if other is None:
            what = _("{path} is not in the library.").format(path=path)
            self._fail(UserError(what, hint=_("Import it, or say in a few words what you do instead.")))
            return
        work = partial(runs.start, self._store, run.incident, other.id, (run.id, step.id))
        started = self._record(work, self._fail)
        if started is not None:
            self._view.show_run(started.id)

    # -- steps that are none, and steps that are missing ----------------------------------------------

    def demote(self) -> None:
        """Say that the open step is none; offered to be taken back at once."""
        step, run = self._step(), self._view.run().id
        if step is None:
            return
        if self._record(lambda: shaping.demote(self._store, run, step) or True) is None:
            return
        self._view.go_on("")
        said = _("Step {number} is no step any more; the runbook's next version will know it.")
        self._s.notices.say(said.format(number=step.number), verb=_("Undo"), act=partial(self.promote, step))

    def promote(self, step: Step) -> None:
        """Say that something is a step after all."""
        run = self._view.run().id
        if self._record(lambda: shaping.demote(self._store, run, step, demoted=False) or True):
            self._view.go_on(step.id)

    def add_step(self, words: str) -> None:
        """Add a step behind the open one."""
        open_card, run = self._view.card(), self._view.run().id
        if open_card is None:
            return
        step = open_card.state().step
        work = partial(shaping.add_step, self._store, run, words, step.id)
        if self._record(work, open_card.show_error) is None:
            return
        open_card.added()
        self._view.go_on(step.id)
        said = _("Step added after step {number}; the runbook's next version will know it.")
        self._s.notices.say(said.format(number=step.number))

    # -- evidence ----------------------------------------------------------------------------------

    def bring(self, data: QMimeData) -> None:
        """Keep what was pasted or dropped as evidence of the open step."""
        if files := files_in(data):
            self._read(files)
        elif data.hasText():
            self._keep_output(data.text())
        elif data.hasImage():
            self._keep([_picture(data.imageData(), f"{self._store.now():%Y-%m-%dT%H%M%S}")])

    def choose_file(self) -> None:
        """Choose a file as evidence."""
        file = self._s.asking.file(_("Evidence of the step"))
        if file is not None:
            self._read([file])

    def save(self, entry: str, name: str) -> None:
        """Write a piece of evidence to a file."""
        target = self._s.asking.target(_("Save evidence"), name)
        if target is None:
            return
        try:
            write_file(target, content(self._store, self._view.run().incident, entry))
        except UserError as error:
            self._s.notices.error(error)
            return
        self._s.notices.say(_("Saved {file}.").format(file=target))

    def content_of(self, entry: str) -> bytes:
        """A piece of evidence of the shown run's incident."""
        return content(self._store, self._view.run().incident, entry)

    def _keep_output(self, text: str) -> None:
        step, run = self._step(), self._view.run().id
        if step is not None:
            kept = self._record(lambda: add_output(self._store, run, step, text), self._fail)
            self._tell_kept(step, [text] if kept is not None else [])

    def _read(self, files: list[Path]) -> None:
        step, run = self._step(), self._view.run()
        if step is None:
            return

        def done(contents: list[Content]) -> None:
            self._keep(contents, run, step)

        self._s.notices.say(_("Reading {names}…").format(names=", ".join(file.name for file in files[:5])))
        self._s.tasks.run(lambda: [read(file) for file in files], done, self._s.notices.error)

    def _keep(self, contents: list[Content], run: Run | None = None, step: Step | None = None) -> None:
        run, step = run or self._view.run(), step or self._step()
        if step is not None:
            kept = self._record(lambda: add_files(self._store, run.id, step, contents))
            self._tell_kept(step, contents if kept is not None else [])

    def _tell_kept(self, step: Step, kept: list[str] | list[Content]) -> None:
        if kept:
            self._view.go_on(step.id)
            said = _("Kept as evidence of step {number}.").format(number=step.number)
            self._s.notices.say(said)

    # -- what is asked often -----------------------------------------------------------------------

    def _step(self) -> Step | None:
        open_card = self._view.card()
        return None if open_card is None else open_card.state().step

    def _fail(self, error: UserError) -> None:
        self._s.notices.error(error)


def _picture(image: QImage, at: str) -> Content:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue,reportArgumentType]
    return of_bytes(f"screenshot-{at}.png", bytes(buffer.data().data()), "image/png")
