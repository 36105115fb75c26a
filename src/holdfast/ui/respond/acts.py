"""What can be done to the incident: most opens a panel, the rest acts on a row or goes to another page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from holdfast.domain.errors import UserError
from holdfast.domain.timeline import TimelineRow
from holdfast.ui.kit.verb import Verb
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.panels import PANELS, tasks_panel
from holdfast.ui.respond.reasons import why_not
from holdfast.ui.respond.row_acts import RowActs
from holdfast.ui.respond.scene import Scene
from holdfast.ui.respond.verbs import offers


class Acts(QObject):
    """Does the verbs of the live view."""

    compose_wanted = Signal()
    review_wanted = Signal(str)
    present_wanted = Signal(str)
    run_wanted = Signal(str)
    place_wanted = Signal(str, str)
    """Another page of the window, by its key, and what it is to show."""

    def __init__(
        self,
        scene: Callable[[], Scene],
        row: Callable[[], TimelineRow | None],
        show: Callable[[Panel], None],
        known: Callable[[Scene], Panel],
        parent: QObject,
    ) -> None:
        """`row` is the timeline's chosen one, `show` opens a panel, `known` gives the one that goes back."""
        super().__init__(parent)
        self._scene, self._show, self._known = scene, show, known
        self.rows = RowActs(scene, row, show, self.do, self.go_on, self)

    def verbs(self) -> list[Verb]:
        """All of them, for the registry of actions."""
        return [
            Verb(each.id, each.words, partial(self.do, each.id), each.keys, partial(self._reason, each.id))
            for each in offers()
        ]

    def do(self, verb: str) -> None:
        """Do one of the verbs, or open its panel."""
        acts = {**self._of_incident(), **self.rows.acts()}
        if verb in acts:
            acts[verb]()
            return
        try:
            self._show(PANELS[verb](self._scene()))
        except UserError as error:  # a row that can't be what the panel is for
            self._scene().notices.error(error)

    def go_on(self, place: str, what: str) -> None:
        """What a panel or a row wishes: a run, a verb, or another page of the window."""
        if place == "run":
            self.run_wanted.emit(what)
        elif place in PANELS or any(each.id == place for each in offers()):
            self.do(place)
        else:
            self.place_wanted.emit(place, what)

    def give_step(self, text: str) -> None:
        """Begin a task with the text of a runbook's step."""
        self._show(tasks_panel(self._scene(), title=text))

    def _of_incident(self) -> dict[str, Callable[[], None]]:
        ident = self._scene().incident.id
        sheet = partial(self.place_wanted.emit, "paper", f"handover/{ident}")
        return {
            "incident.assess": partial(self.place_wanted.emit, "assess", ident),
            "incident.review": partial(self.review_wanted.emit, ident),
            "incident.compose": self.compose_wanted.emit,
            "incident.present": partial(self.present_wanted.emit, ident),
            "incident.record": partial(self.place_wanted.emit, "paper", f"record/{ident}"),
            "incident.card": partial(self.place_wanted.emit, "paper", f"update/{ident}"),
            **dict.fromkeys(("incident.sheet", "paper.export", "paper.print"), sheet),
            "timeline.at": self._look_back,
        }

    def _look_back(self) -> None:
        """Show what was known at a time, until the panel is left."""
        scene = self._scene()
        if scene.incident.id:
            self._show(self._known(scene))

    def _reason(self, verb: str) -> str:
        return why_not(verb, self._scene().incident)
