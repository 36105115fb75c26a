"""The head of the live view: what it is, how long it lasts, who does what, how far it has come."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from holdfast.domain.incident import Incident
from holdfast.domain.value import title_text
from holdfast.respond.links import original_of
from holdfast.store.store import Store
from holdfast.triage.scheme_store import scheme_of
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.clock import Clock, ElapsedLabel
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.stepper import Stepper
from holdfast.ui.kit.stripes import DrillMark
from holdfast.ui.kit.text import ElidedLabel, label, take_texts
from holdfast.ui.respond.due_line import DueLine
from holdfast.ui.respond.inline_text import InlineText
from holdfast.ui.respond.situation import SituationLine
from holdfast.ui.respond.words import ended, roles_text, steps_of
from holdfast.words import _


class IncidentHeader(QWidget):
    """Chip, reference, clock, title, roles and situation; the stepper beside them or, narrow, below."""

    roles_wanted = Signal()
    command_wanted = Signal()
    original_wanted = Signal(str)
    """The id of the incident that this one is a duplicate of."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__()
        self._store, self._clock = store, clock
        self._incident = Incident("")
        self._then: datetime | None = None  # as known at; else it counts on
        self._drill = DrillMark()
        self._chip, self._reference = SeverityChip(None), label("", "mono", "muted", select=True)
        self._elapsed, self._stepper = ElapsedLabel(clock), Stepper()
        self._elapsed.setAccessibleName(_("Time since it was declared"))
        self.due = DueLine()
        self.title = InlineText(store, "title", _("Title"), "", "page")
        self.service = InlineText(store, "service", _("Service"), _("not said"), "meta")
        self.situation = SituationLine(store)
        self._roles = ElidedLabel("", "meta", "muted")
        self._change_roles = quiet_button(_("Roles…"), self.roles_wanted.emit)
        self._command = quiet_button(_("Take command"), self.command_wanted.emit)
        self._original = quiet_button("", lambda: self.original_wanted.emit(original_of(self._incident)))
        self._build()
        clock.minute.connect(lambda _now: self._show_steps())
        clock.second.connect(self._show_due)

    def show_incident(self, incident: Incident) -> None:
        """Another incident."""
        self.title.show_incident(incident.id, title_text(incident.title))
        self.service.show_incident(incident.id, incident.service)
        self.situation.show_incident(incident)
        self.show_changed(incident)

    def show_changed(self, incident: Incident) -> None:
        """The same incident, as it is now."""
        self._incident, self._then = incident, None
        self._chip.show_severity(incident.severity)
        self._reference.setText(incident.ref)
        self._drill.setVisible(incident.drill)
        self._elapsed.count(incident.times.get("declared"), ended(incident))
        self.title.show_text(title_text(incident.title))
        self.service.show_text(incident.service)
        self.situation.show_changed(incident)
        me = self._store.by.operator if self._store.by else ""
        roles = scheme_of(self._store, incident).roles
        self._roles.set_whole(roles_text(incident, roles, me))
        self._command.setVisible(incident.is_open and incident.commander is None)
        self._show_original()
        self._show_steps()
        self._show_due(self._clock.now())
        self.arrange()
        take_texts(self)

    def stand_still(self, at: datetime) -> None:
        """Count as it was counted then."""
        self._then = at
        self._show_steps()
        self._show_due(at)
        self._elapsed.count(self._incident.times.get("declared"), ended(self._incident) or at)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        self.title.flush()
        self.service.flush()
        self.situation.flush()

    def minimumSizeHint(self) -> QSize:
        wide = max(self._words.minimumSizeHint().width(), self._stepper.minimumSizeHint().width()) + 48
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """The stepper beside the words, unless a long title has no room then.

        The layouts take new texts only later, one inside the other: asked before, they would tell of the
        old ones, and the page would be laid out a second time in front of the person.
        """
        self.title.settle()
        self.service.settle()
        self.service.setMinimumWidth(min(self.service.sizeHint().width(), self.width() // 3))
        self.situation.settle()
        take_texts(self._words)
        words = min(self._words.sizeHint().width(), theme.px(560))
        beside = self.width() >= words + self._stepper.minimumSizeHint().width() + 64
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._across.direction() != way:
            self._across.setDirection(way)
        self.situation.arrange(self.width() - 44, tall=self.window().height() >= theme.px(640))
        self.situation.settle()

    def _show_original(self) -> None:
        ident = original_of(self._incident)
        rows = self._store.incidents.rows([ident]) if ident else {}
        if ident in rows:
            set_words(self._original, _("Duplicate of {ref}").format(ref=rows[ident].ref))
        self._original.setVisible(ident in rows)

    def _show_due(self, now: datetime) -> None:
        self.due.show_incident(self._incident, self._then or now)

    def _show_steps(self) -> None:
        now = self._then or self._clock.now()
        self._stepper.show_steps(steps_of(self._incident, now, self._store.zone))

    def _build(self) -> None:
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        told = (self._drill, self._chip, self._reference, self._elapsed, self.due, self._original)
        first = row(*told, spacing=12)
        first.setStretch(told.index(self.due), 1)
        roles = row(self.service, self._roles, self._change_roles, self._command, None)
        first.setContentsMargins(4, 0, 0, 0)
        words.addLayout(first)
        words.addWidget(self.title)
        words.addLayout(roles)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(16)
        self._across.addWidget(self._words, 1)
        self._across.addWidget(self._stepper, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout(self)
        # The words that are edited in place keep 4 for the ring around them.
        down.setContentsMargins(20, 14, 24, 8)
        down.setSpacing(2)
        down.addLayout(self._across)
        down.addWidget(self.situation)
