"""What Space shows of the current incident below the list; it only reads."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.targets import target_lines
from holdfast.domain.timeline import TimelineRow, kind_word
from holdfast.domain.timewords import clock_text, day_text
from holdfast.domain.value import title_text
from holdfast.respond.incident import last_rows
from holdfast.store.store import Store
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import ElidedLabel, label, set_tone
from holdfast.words import _

_ROWS = 3


class Preview(QFrame):
    """Title, severity, what is due, the situation and the last rows, each in one line."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__()
        self._store, self._clock = store, clock
        self._incident: Incident | None = None
        self.setProperty("card", "hint")
        self._chip, self._reference = SeverityChip(None), label("", "mono", "muted")
        self._phase, self.due = ElidedLabel("", "meta", "muted"), ElidedLabel("", "meta", "muted")
        self.title = ElidedLabel("", "item_strong")
        self.situation = ElidedLabel("", "meta")
        self.rows = [ElidedLabel("", "small", "muted") for _place in range(_ROWS)]
        hint = ElidedLabel(_("Space or Esc closes"), "small", "muted")
        first = row(self._chip, self._reference, self._phase, self.due, hint, spacing=12)
        first.setStretch(3, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 10, 24, 10)
        down.setSpacing(4)
        down.addLayout(first)
        for part in (self.title, self.situation, *self.rows):
            down.addWidget(part)
        clock.second.connect(self._count_down)
        self.hide()

    def show_incident(self, ident: str) -> None:
        """The incident of this id; "" for none, which closes it."""
        try:
            incident = self._store.incidents.get(ident) if ident else None
            rows = last_rows(self._store, ident, _ROWS) if incident else []
        except UserError:  # it was never read, or its rows can't be now: the list itself says so
            incident, rows = None, []
        anew = incident is not None and (self.isHidden() or self._id() != incident.id)
        self._incident = incident
        self.setVisible(incident is not None)
        if incident is not None:
            self._fill(incident, rows)
            if anew:
                announce(self, self.spoken())

    def show_changes(self, changes: Changes) -> None:
        """Tell it anew where it was touched."""
        if self._incident is not None and subject("incident", self._incident.id) in changes.subjects:
            self.show_incident(self._incident.id)

    def spoken(self) -> str:
        """All of it as one sentence."""
        parts = (self.title, self.due, self.situation, *self.rows)
        return ". ".join(part.whole() for part in parts if not part.isHidden() and part.whole())

    def _id(self) -> str:
        return self._incident.id if self._incident else ""

    def _fill(self, incident: Incident, rows: list[TimelineRow]) -> None:
        self.setAccessibleName(_("Preview of {ref}").format(ref=incident.ref))
        self._chip.show_severity(incident.severity)
        self._reference.setText(incident.ref)
        self._phase.set_whole(phase_word(incident.phase))
        self.title.set_whole(title_text(incident.title))
        said = ((_("Know"), incident.know), (_("Plan"), incident.plan), (_("Need"), incident.need))
        told = [_("{name}: {text}").format(name=name, text=text) for name, text in said if text]
        self.situation.set_whole("  ·  ".join(told) or _("Nothing is said of the situation yet."))
        for line, each in zip(self.rows, [*rows, *[None] * _ROWS], strict=False):
            line.set_whole(self._row_words(each) if each else "")
            line.setVisible(each is not None)
        self._count_down(self._clock.now())

    def _row_words(self, one: TimelineRow) -> str:
        zone, now = self._store.zone, self._clock.now()
        today = one.occurred.astimezone(zone).date() == now.astimezone(zone).date()
        when = clock_text(one.occurred, zone)
        if not today:
            when = f"{day_text(one.occurred, zone)} {when}"
        return _("{time}  {text}  ({kind}, {who})").format(
            time=when, text=one.text, kind=kind_word(one.kind), who=one.who
        )

    def _count_down(self, now: datetime) -> None:
        if self._incident is None:
            return
        lines = target_lines(self._incident, now)[:2]
        words = "  ·  ".join(f"! {line.text}" if line.overdue else line.text for line in lines)
        if words != self.due.whole():
            self.due.set_whole(words)
            set_tone(self.due, "error" if any(line.overdue for line in lines) else "muted")
