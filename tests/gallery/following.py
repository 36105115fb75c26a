"""Following a runbook on an incident, with every kind of step, as pictures."""

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from holdfast.domain.ids import subject
from holdfast.domain.run import Run
from holdfast.runbook import run as runs
from holdfast.runbook import shaping
from holdfast.runbook.library import import_folder
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.respond.page import LivePage
from tests.gallery.scenes import Room
from tests.ui.kit.kinds import CHECK, CHOICE, GATE, INPUT, PUMP, RESTART, TIMER

Scene = Callable[[Room], QWidget | None]
_OUTPUT = "\n".join(f"valve {number:02}  shut  since 03:1{number % 10}" for number in range(40))


def _panel(room: Room, what: str = "Pump is hot") -> RunPanel:
    """The live view with a run of the runbook that has every kind of step, or of a blank checklist."""
    incident = room.incident("Badge readers")
    there = {run.title: run for run in room.store.runbooks.runs_of(incident)}
    run = there.get(what) or (_start(room, incident) if what == "Pump is hot" else None)
    if run is None:
        run = runs.start_blank(room.store, incident, what)
    room.go("incident", incident)
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    page._foot.clear()
    panel = page._runs.widget
    assert isinstance(panel, RunPanel)
    panel.show_run(run.id)
    room.settle()
    return panel


def _start(room: Room, incident: str) -> Run:
    folder = room.store.path.parent / "pumps"
    folder.mkdir(exist_ok=True)
    (folder / "pump.md").write_text(PUMP)
    (folder / "restart.md").write_text(RESTART)
    import_folder(room.store, folder, "pumps")
    book = room.store.runbooks.at("pumps", "pump.md")
    assert book is not None
    return runs.start(room.store, incident, book.id)


def _settle(room: Room, panel: RunPanel, upto: int) -> None:
    """What stands before a step is settled, by the first answers."""
    run = panel.run()
    for step in panel.document().steps[:upto]:
        if run.state_of(step.id) != "open":
            continue
        if step.annotation.sort == "input":
            runs.answer(room.store, run.id, step, "pump-7.hall3.plant")
        elif step.annotation.sort == "choice":
            runs.answer(room.store, run.id, step, "No")
        elif step.annotation.sort == "check":
            runs.mark(room.store, run.id, step, "deviated", "Looked at the valve itself: it is shut")
        elif step.id in {each.id for each in panel.document().steps[3:5]}:
            continue
        else:
            runs.mark(room.store, run.id, step, "done", "As it says")
    panel.go_on("")
    room.settle()


def _at(place: int) -> Scene:
    def scene(room: Room) -> None:
        panel = _panel(room)
        _settle(room, panel, place)
        panel._steps.open(panel.document().steps[place].id)

    return scene


def _wrong_input(room: Room) -> None:
    panel = _panel(room)
    panel._steps.open(panel.document().steps[INPUT].id)
    card = panel.card()
    assert card is not None
    QTest.keyClicks(card._part.first() or card, "the second pump")
    card.done()


def _waiting(room: Room) -> None:
    _at(TIMER)(room)
    panel = _panel(room)
    card = panel.card()
    if card is not None and card.state().waiting is None:
        card.wanted.emit("wait")


def _refused(room: Room) -> None:
    panel = _panel(room)
    runs.mark(room.store, panel.run_id(), panel.document().steps[TIMER], "done", "It is cold already")
    panel.go_on(panel.document().steps[GATE].id)
    card = panel.card()
    assert card is not None
    card.done()


def _deviation(room: Room) -> None:
    panel = _panel(room)
    panel._steps.open(panel.document().steps[GATE].id)
    card = panel.card()
    assert card is not None
    card.ask_for("deviated")


def _kept(room: Room) -> None:
    panel = _panel(room)
    panel._steps.open(panel.document().steps[CHECK].id)
    card = panel.card()
    assert card is not None
    if not card.state().evidence:
        panel._acts._keep_output(_OUTPUT)


def _no_step(room: Room) -> QWidget:
    """What stands below the last step."""
    panel = _panel(room)
    shaping.demote(room.store, panel.run_id(), panel.document().steps[-1])
    panel.go_on("")
    room.settle()
    return panel._steps.end


def _blank(room: Room) -> None:
    panel = _panel(room, "Readers in hall 1")
    if not panel.run().added:
        panel._steps._add_last("Asked the guard which readers time out", True)
        panel._steps._add_last("Restart the controller in the basement", False)
        card = panel.card()
        assert card is not None
        card.done()
    assert panel._steps.end._next is not None
    QTest.keyClicks(panel._steps.end._next.edit, "Watch the queue for a quarter")


def _chooser(room: Room) -> None:
    panel = _panel(room)
    panel._pages.choose(can_leave=True)


def _title(room: Room) -> None:
    _chooser(room)
    _panel_of(room)._pages.chooser._ask_title()


def _panel_of(room: Room) -> RunPanel:
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    assert isinstance(page._runs.widget, RunPanel)
    return page._runs.widget


def _paper(room: Room) -> None:
    panel = _panel(room)
    panel._pages.enter_paper()
    line = panel._pages.sheet.steps.card()
    assert line is not None
    room.settle()


def _paper_wrong(room: Room) -> None:
    panel = _panel_of(room)
    line = panel._pages.sheet.steps.card()
    assert line is not None
    line.begin()
    QTest.keyClicks(line.focusWidget() or line, "2561")
    panel._pages.sheet.submit()


def _saving(room: Room) -> None:
    panel = _panel(room, "Readers in hall 1")
    panel._pages.save()


def _left(room: Room) -> None:
    """What was typed is no longer wanted, and the steps are shown again."""
    for title in ("Readers in hall 1", "Pump is hot"):
        panel = _panel(room, title)
        panel._pages.show_steps()
        room.store.drafts.drop(subject("incident", panel.run().incident))


FOLLOWING: dict[str, Scene] = {
    "run-input": _wrong_input,
    "run-check": _at(CHECK),
    "run-choice": _at(CHOICE),
    "run-not-needed": _at(TIMER),
    "run-waiting": _waiting,
    "run-refused": _refused,
    "run-deviation": _deviation,
    "run-evidence": _kept,
    "run-no-step": _no_step,
    "run-chooser": _chooser,
    "run-blank-title": _title,
    "run-blank": _blank,
    "run-saving": _saving,
    "run-paper": _paper,
    "run-paper-wrong": _paper_wrong,
    "run-left": _left,
}
