"""The board of presentation mode: what is shown, in letters that grow with the screen."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from holdfast.domain.incident import Incident
from holdfast.domain.task import Task
from holdfast.domain.timeline import TimelineRow
from holdfast.domain.timewords import clock_text, due_text, zone_label
from holdfast.respond.shared_screen import Shared
from holdfast.triage.scheme import Role
from holdfast.ui.kit import theme
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.clock import Clock, ElapsedLabel
from holdfast.ui.kit.read_out import large
from holdfast.ui.kit.stepper import Stepper
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.ui.respond.words import ended, roles_of, steps_of, update_words
from holdfast.words import _

_SITUATION = ("know", "plan", "need")
_MOST_TASKS = 6
_WIDE = 760
"""Pixels, for letters as large as usual, from which two columns have room beside each other."""


class Board(QWidget):
    """Head, phases, situation, roles and tasks at the left, the newest rows at the right."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._seen: Shared | None = None
        self._zone: tzinfo | None = None
        self._times = 1.0
        self._sized: list[tuple[QWidget, float, bool, bool]] = []
        self._captions: list[QLabel] = []
        self._countdowns: list[tuple[QLabel, Task]] = []
        self._build()

    def show_incident(
        self, seen: Shared, roles: Sequence[Role], zone: tzinfo, *, practice: bool = False
    ) -> None:
        """Show it as it is; `practice` is said on top."""
        self._seen, self._zone = seen, zone
        incident = seen.incident
        self._mark(incident, seen.marking, practice=practice)
        self.chip.show_severity(incident.severity)
        self.reference.setText(incident.ref)
        self.elapsed.count(incident.times.get("declared"), ended(incident))
        self.title.setText(incident.title)
        for name, part in self.situation.items():
            text = getattr(incident, name)
            part.setText(text or _("not said yet"))
            set_tone(part, "" if text else "muted")
        self.roles.setText(_holders(incident, roles))
        self._show_tasks(seen.tasks)
        # a room may look on from elsewhere
        self.newest.setText(_("Newest first, {zone}").format(zone=zone_label(self._clock.now(), zone)))
        self._show_rows(seen.rows, zone)
        self.show_steps()
        self.count_down(self._clock.now())
        self.enlarge(self._times)

    def show_steps(self) -> None:
        """The phases as of now."""
        if self._seen is not None and self._zone is not None:
            self.stepper.show_steps(steps_of(self._seen.incident, self._clock.now(), self._zone))

    def count_down(self, now: datetime) -> None:
        """What is due, as of now."""
        if self._seen is None:
            return
        words, overdue = update_words(self._seen.incident, now)
        self.update_due.setText(f"! {words}" if overdue else words)
        set_tone(self.update_due, "error" if overdue else "muted")
        for shown, task in self._countdowns:
            if task.due is not None:
                left = int((task.due - now).total_seconds())
                shown.setText(f"! {due_text(left)}" if left < 0 else due_text(left))
                set_tone(shown, "error" if left < 0 else "muted")

    def enlarge(self, times: float) -> None:
        """Letters so many times as large as usual."""
        self._times = times
        for part, own, strong, mono in self._sized:
            large(part, times * own, strong=strong, mono=mono)
        self.chip.enlarge(times * 1.25)
        self.stepper.enlarge(times * 1.15)
        gap = theme.px(10 * times)
        self._down.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self._down.setSpacing(gap)
        self._columns.setHorizontalSpacing(3 * gap)
        self._columns.setVerticalSpacing(gap)
        self._rows.setHorizontalSpacing(gap)
        for caption in self._captions:
            caption.setContentsMargins(0, gap // 2, 0, 0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The rows beside the rest, or below it where letters are too large for that."""
        wide = self.width() >= theme.px(_WIDE * self._times)
        if self._right.property("beside") != wide:
            self._right.setProperty("beside", wide)
            self._columns.addWidget(self._right, *((0, 1) if wide else (1, 0)), Qt.AlignmentFlag.AlignTop)
            self._columns.setColumnStretch(1, 1 if wide else 0)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.marks = self._label("", 0.9, "error", strong=True)
        self.marks.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.chip, self.stepper = SeverityChip(None), Stepper()
        self.reference = self._label("", 1.2, "muted", mono=True)
        self.update_due = self._label("", 1.1, "muted")
        self.elapsed = ElapsedLabel(self._clock)
        self.elapsed.setAccessibleName(_("Time since it was declared"))
        self._sized.append((self.elapsed, 1.9, True, True))
        self.title = self._label("", 1.9, strong=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        for part in (self.chip, self.reference, None, self.update_due, self.elapsed):
            if part is None:
                head.addStretch(1)
            else:
                head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.reference, self.update_due):
            part.setWordWrap(False)
        self._down = QVBoxLayout(self)
        self._down.addWidget(self.marks)
        self._down.addLayout(head)
        self._down.addWidget(self.title)
        self._down.addWidget(self.stepper)
        self._down.addWidget(hairline())
        self._columns = QGridLayout()
        self._columns.addWidget(self._left_side(), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._right, self._rows = QWidget(), QGridLayout()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2)
        self.newest = self._caption("")
        right.addWidget(self.newest)
        right.addLayout(self._rows)
        self._rows.setColumnStretch(1, 1)
        self._columns.setColumnStretch(0, 1)
        self._arrange()
        self._down.addLayout(self._columns)
        self._down.addStretch(1)
        self._down.addWidget(self._label(_("Esc or F11 leaves"), 0.8, "muted"))

    def _left_side(self) -> QWidget:
        side, column = QWidget(), QVBoxLayout()
        side.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        names = {"know": _("Know"), "plan": _("Plan"), "need": _("Need")}
        self.situation: dict[str, QLabel] = {}
        for name in _SITUATION:
            column.addWidget(self._caption(names[name]))
            self.situation[name] = self._label("", 1.25, strong=True)
            column.addWidget(self.situation[name])
        column.addWidget(self._caption(_("Roles")))
        self.roles = self._label("", 1.1)
        column.addWidget(self.roles)
        self._tasks_title = self._caption(_("Open tasks"))
        column.addWidget(self._tasks_title)
        self._tasks = QGridLayout()
        self._tasks.setColumnStretch(0, 1)
        column.addLayout(self._tasks)
        return side

    def _caption(self, text: str) -> QLabel:
        made = self._label(text, 0.9, "muted")
        self._captions.append(made)
        return made

    def _label(
        self, text: str, times: float, tone: str = "", *, strong: bool = False, mono: bool = False
    ) -> QLabel:
        made = label(text, "body", tone, wrap=True)
        self._sized.append((made, times, strong, mono))
        return made

    # -- filling ---------------------------------------------------------------------------------

    def _mark(self, incident: Incident, marking: str, *, practice: bool) -> None:
        said = (marking, _("DRILL") if incident.drill else "", _("PRACTICE") if practice else "")
        self.marks.setText("  ·  ".join(filter(None, said)))
        self.marks.setVisible(any(said))

    def _show_tasks(self, tasks: Sequence[Task]) -> None:
        self._clear(self._tasks)
        self._countdowns = []
        for place, task in enumerate(tasks[:_MOST_TASKS]):
            left = self._label("", 1.1, "muted")
            left.setWordWrap(False)
            self._countdowns.append((left, task))
            self._tasks.addWidget(self._label(task.title, 1.1), place, 0)
            self._tasks.addWidget(left, place, 1, Qt.AlignmentFlag.AlignTop)
        more = len(tasks) - _MOST_TASKS
        if more > 0:
            self._tasks.addWidget(self._label(_("and {more} more").format(more=more), 0.9, "muted"))
        self._tasks_title.setVisible(bool(tasks))

    def _show_rows(self, rows: Sequence[TimelineRow], zone: tzinfo) -> None:
        self._clear(self._rows)
        for place, row in enumerate(rows):
            at = self._label(clock_text(row.occurred, zone), 1.1, "muted")
            at.setWordWrap(False)
            top = Qt.AlignmentFlag.AlignTop
            self._rows.addWidget(at, place, 0, top)
            self._rows.addWidget(self._label(row.text, 1.1), place, 1, top)

    def _clear(self, grid: QGridLayout) -> None:
        while (item := grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                self._sized = [each for each in self._sized if each[0] is not gone]
                gone.hide()
                gone.deleteLater()


def _holders(incident: Incident, roles: Sequence[Role]) -> str:
    held = [
        _("{role} {name}").format(role=words, name=incident.roles[role].name)
        for role, words in roles_of(incident, roles).items()
        if role in incident.roles
    ]
    return "\n".join(held) or _("Nobody holds a role yet.")
