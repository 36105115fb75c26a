"""The foot of the live view: what is due next, counting down, and what to do next."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from holdfast.desk.phases import missing, need_words
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.text import ElidedLabel, literal, set_tone, without_mnemonic
from holdfast.ui.respond.reasons import why_not
from holdfast.ui.respond.task_words import tasks_text
from holdfast.ui.respond.verbs import APART, offers
from holdfast.ui.respond.words import due_words
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.task import Task

_ROOMY = 900
_NEXT = {
    Phase.DECLARED: Phase.CONTAINED,
    Phase.TRIAGED: Phase.CONTAINED,
    Phase.CONTAINED: Phase.RESOLVED,
    Phase.RESOLVED: Phase.CLOSED,
}


def move_words(incident: Incident, to: Phase) -> str:
    """The verb of a move: forward to a phase, dismissed, or back."""
    verbs = {
        Phase.CONTAINED: _("Contain"),
        Phase.RESOLVED: _("Resolve"),
        Phase.CLOSED: _("Close"),
        Phase.DISMISSED: _("Dismiss"),
    }
    ahead = incident.phase in _NEXT and (to == Phase.DISMISSED or _rank(to) > _rank(incident.phase))
    return verbs[to] if ahead else _("Reopen")


def _rank(phase: Phase) -> int:
    return list(Phase).index(phase)


class BottomBar(QWidget):
    """What is due next at the left; at the right what is done most, and a menu of the rest."""

    verb_wanted = Signal(str)
    """A verb of the page."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__()
        self._store, self._clock = store, clock
        self._incident = Incident("")
        self._open: list[Task] = []
        self._wants = ""
        self._due, self._aside = ElidedLabel("", "strong"), ElidedLabel("", "meta", "muted")
        self._assess = button(_("Assess…"), lambda: self.verb_wanted.emit("incident.assess"))
        self._review = button(_("Review"), lambda: self.verb_wanted.emit("incident.review"))
        self.handover = button(_("Hand over…"), lambda: self.verb_wanted.emit("incident.handover"))
        self.send = button(_("Send update…"), lambda: self.verb_wanted.emit("incident.update"))
        self.next = button("", self._move_on)
        self._more = QMenu(self)
        self._more.aboutToShow.connect(self._fill_more)
        self._more_button = menu_button(_("More"), self._more)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(12)
        line.addWidget(self._due)
        line.addWidget(self._aside, 1)
        for each in (self._assess, self._review, self.send, self.handover, self.next, self._more_button):
            line.addWidget(each)
        clock.second.connect(self._count_down)

    def show_incident(self, incident: Incident) -> None:
        """What can be done with the incident as it is now."""
        self._incident = incident
        self._open = self._store.tasks.of_incident(incident.id) if incident.open_tasks else []
        self._wants = self._wanting()
        self._count_down(self._clock.now())
        self._arrange()
        self._assess.setVisible(incident.is_open and (not incident.assessed or bool(incident.unsure)))
        self._review.setVisible(incident.phase in (Phase.RESOLVED, Phase.CLOSED))
        to = _NEXT.get(incident.phase)
        words = move_words(incident, to) if to else _("Reopen")
        self.next.setText(literal(_("{verb}…").format(verb=words)))
        self.next.setAccessibleName(words)
        self._fill_more()

    def more(self) -> QMenu:
        """The menu of what is done less often."""
        return self._more

    def buttons(self) -> list[QPushButton]:
        """The buttons that are shown."""
        every = (self._assess, self._review, self.send, self.handover, self.next, self._more_button)
        return [each for each in every if each.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where there is little room, handing over and updates stand in the menu alone."""
        roomy = self.width() >= theme.px(_ROOMY)
        self.handover.setVisible(self._incident.is_open and roomy)
        self.send.setVisible(self._incident.update_due is not None and roomy)

    def _count_down(self, now: datetime) -> None:
        words, overdue = due_words(self._incident, now)
        self._due.set_whole(f"! {words}" if overdue else words)
        set_tone(self._due, "error" if overdue else "")
        me = self._store.by.operator if self._store.by else ""
        aside = self._wants or tasks_text(self._open, now, me)
        if aside != self._aside.whole():
            self._aside.set_whole(aside)

    def _wanting(self) -> str:
        if self._incident.phase != Phase.RESOLVED:
            return ""
        needs = missing(self._store, self._incident)
        if not needs:
            return _("Ready to be closed")
        return _("To close: {needs}").format(needs="; ".join(need_words(need) for need in needs))

    def _move_on(self) -> None:
        to = _NEXT.get(self._incident.phase)
        self.verb_wanted.emit(f"phase.{to}" if to else "incident.reopen")

    def _fill_more(self) -> None:
        self._more.clear()
        incident = self._incident
        if not self._assess.isVisibleTo(self):
            self._add(_("Assess again…") if incident.assessed else _("Assess…"), "incident.assess")
        on_bar = {"incident.update": self.send, "incident.handover": self.handover}
        for each in offers():
            if each.group != "coordinate":
                continue
            if each.id in APART:
                self._more.addSeparator()
            if each.id in on_bar and on_bar[each.id].isVisibleTo(self):
                continue
            if not why_not(each.id, incident):
                self._add(without_mnemonic(each.words), each.id)
        if not self._review.isVisibleTo(self):
            self._add(_("Review"), "incident.review")
        self._more.addSeparator()
        if incident.phase in (Phase.DECLARED, Phase.TRIAGED):
            self._add(_("Resolve…"), f"phase.{Phase.RESOLVED}")
            self._add(_("Dismiss…"), f"phase.{Phase.DISMISSED}")
        elif incident.phase in (Phase.CONTAINED, Phase.RESOLVED):
            self._add(_("Reopen…"), "incident.reopen")

    def _add(self, words: str, verb: str) -> None:
        self._more.addAction(words, lambda: self.verb_wanted.emit(verb))
