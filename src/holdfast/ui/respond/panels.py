"""What opens in place on the live view, by the id of its verb: one line for each panel."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from holdfast.domain.phase import Phase
from holdfast.ui.respond.bottom_bar import move_words
from holdfast.ui.respond.close_panel import ClosePanel
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.phase_panel import DismissPanel, PhasePanel, ReopenPanel, ResolvePanel
from holdfast.ui.respond.roles_panel import RolesPanel
from holdfast.ui.respond.scene import Scene
from holdfast.ui.respond.snooze_panel import SnoozePanel
from holdfast.ui.respond.update_panel import UpdatePanel
from holdfast.words import _


def _move(to: Phase, scene: Scene) -> Panel:
    verb = move_words(scene.incident, to)
    kinds = {Phase.CLOSED: ClosePanel, Phase.RESOLVED: ResolvePanel, Phase.DISMISSED: DismissPanel}
    if to in kinds:
        return kinds[to](scene.store, scene.record, scene.incident, verb)
    return PhasePanel(scene.store, scene.record, scene.incident, to, verb)


def _roles(scene: Scene) -> Panel:
    return RolesPanel(scene.store, scene.record, scene.incident, scene.columns)


def tasks_panel(scene: Scene, source: str = "", title: str = "") -> Panel:
    """The tasks, with the next one begun by a row of the timeline or by its title."""
    from holdfast.ui.respond.tasks_panel import TasksPanel  # noqa: PLC0415  (start-up time)

    panel = TasksPanel(scene.store, scene.record, scene.clock, scene.incident, source=source, title=title)
    panel.whole = not scene.tall
    return panel


def _criteria(scene: Scene) -> Panel:
    from holdfast.ui.respond.criteria_panel import CriteriaPanel  # noqa: PLC0415  (start-up time)

    return CriteriaPanel(scene.store, scene.record, scene.clock, scene.incident)


def _resources(scene: Scene) -> Panel:
    from holdfast.ui.respond.resources_panel import ResourcesPanel  # noqa: PLC0415  (start-up time)

    panel = ResourcesPanel(scene.store, scene.record, scene.clock, scene.incident)
    panel.whole = not scene.tall
    return panel


def _handover(scene: Scene) -> Panel:
    from holdfast.ui.respond.handover_panel import HandoverPanel  # noqa: PLC0415  (start-up time)

    return HandoverPanel(scene.store, scene.record, scene.incident)


def _answer(scene: Scene, *, declining: bool = False) -> Panel:
    from holdfast.ui.respond.answer_panel import AnswerPanel  # noqa: PLC0415  (start-up time)

    return AnswerPanel(scene.store, scene.record, scene.incident, declining=declining)


def _calls(scene: Scene) -> Panel:
    from holdfast.ui.respond.calls_panel import CallsPanel  # noqa: PLC0415  (start-up time)

    return CallsPanel(scene.store, scene.record, scene.incident)


def _links(scene: Scene) -> Panel:
    from holdfast.ui.respond.links_panel import LinksPanel  # noqa: PLC0415  (start-up time)

    panel = LinksPanel(scene.store, scene.record, scene.incident)
    panel.whole = not scene.tall
    return panel


def _seen(scene: Scene) -> Panel:
    from holdfast.ui.respond.seen_panel import SeenPanel  # noqa: PLC0415  (start-up time)

    return SeenPanel(scene.store, scene.record, scene.tasks, scene.incident)


def _correct(scene: Scene) -> Panel:
    from holdfast.ui.respond.note_panels import CorrectPanel  # noqa: PLC0415  (start-up time)

    return CorrectPanel(scene)


def _withdraw(scene: Scene) -> Panel:
    from holdfast.ui.respond.note_panels import WithdrawPanel  # noqa: PLC0415  (start-up time)

    return WithdrawPanel(scene)


def _times(scene: Scene) -> Panel:
    from holdfast.ui.respond.times_panel import TimesPanel  # noqa: PLC0415  (start-up time)

    panel = TimesPanel(scene)
    panel.whole = not scene.tall
    return panel


def _noticed(scene: Scene) -> Panel:
    from holdfast.ui.respond.noticed_panel import NoticedPanel  # noqa: PLC0415  (start-up time)

    return NoticedPanel(scene)


def _source(scene: Scene) -> Panel:
    from holdfast.ui.respond.source_panel import SourcePanel  # noqa: PLC0415  (start-up time)

    return SourcePanel(scene)


PANELS: Final[Mapping[str, Callable[[Scene], Panel]]] = {
    **{f"phase.{to}": partial(_move, to) for to in (*Phase,) if to not in (Phase.DECLARED, Phase.TRIAGED)},
    "incident.reopen": lambda scene: ReopenPanel(scene.store, scene.record, scene.incident, _("Reopen")),
    "incident.detection": _noticed,
    "incident.roles": _roles,
    "incident.tasks": tasks_panel,
    "incident.task_here": lambda scene: tasks_panel(scene, scene.row),
    "incident.criteria": _criteria,
    "incident.resources": _resources,
    "incident.handover": _handover,
    "incident.answer": _answer,
    "incident.decline": partial(_answer, declining=True),
    "incident.update": UpdatePanel,
    "incident.snooze": SnoozePanel,
    "incident.calls": _calls,
    "incident.links": _links,
    "incident.seen": _seen,
    "timeline.correct": _correct,
    "timeline.withdraw": _withdraw,
    "timeline.times": _times,
    "timeline.source": _source,
}
