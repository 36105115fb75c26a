"""The tasks of an incident: what is open and how long it has, and a line to give the next one."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.task import Task
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import clock_text, span_text
from holdfast.respond.incident import timeline_of
from holdfast.respond.people import known_names, person_named
from holdfast.respond.tasks import add_task, move_task
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in, quiet_button, set_words
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import Field, ParsedField, beside_edit, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.respond.field_draft import keep_drafts
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.task_list import TaskList
from holdfast.ui.respond.task_words import in_order
from holdfast.words import _

_FURTHER: Final = {"open": "acknowledged", "acknowledged": "done"}
_LONGEST_TITLE: Final = 120


class TasksPanel(Panel):
    """A list that counts down, and what, who and within what time for a new task.

    `source` is the hash of the timeline's entry that the new task comes from, `title` what it could be.
    """

    def __init__(
        self,
        store: Store,
        record: Recording,
        clock: Clock,
        incident: Incident,
        *,
        source: str = "",
        title: str = "",
    ) -> None:
        super().__init__(_("Tasks on {ref}").format(ref=incident.ref), _("Give task"))
        self._store, self._record, self._ident = store, record, incident.id
        self._source = self._said = ""
        self._resolved = incident.phase == Phase.RESOLVED
        set_words(self._cancel, _("Close"))
        self._none = label(_("No tasks yet. A task has one person and a time."), "body", "muted", wrap=True)
        self.list = TaskList(store)
        self._build_list()
        self._build_reason()
        self._build_line()
        if source:
            self._from(source)
        if title:
            self.what_edit.selectAll()
            self.what_edit.insert(title[:_LONGEST_TITLE])  # Ctrl+Z brings back what was being written
        self.show_changed(incident)
        clock.second.connect(self._tick)

    # -- what the page asks ----------------------------------------------------------------------

    def controls(self) -> list[QWidget]:
        acts = [self._further, self._drop, self._reopen, self._why_edit, self._leave_reason]
        new = [self.what_edit, self.who_edit, self.within.control, self._forget_source]
        return [self.list, *acts, *new]

    def first(self) -> QWidget:
        # once it is resolved, one comes to end the tasks that keep it open
        task = self.list.task() if self._resolved else None
        return self.list if task is not None and task.is_open else self.what_edit

    def show_changed(self, incident: Incident) -> None:
        tasks = self._store.tasks.of_incident(incident.id)
        self.list.show_tasks(tasks)
        self.list.setVisible(bool(tasks))
        self._none.setVisible(not tasks)
        if tasks and self.list.task() is None:
            self.list.stand_at(in_order(tasks)[0].id)
        self._show_acts()

    def flush(self) -> None:
        for draft in self._drafts:
            draft.binder.flush()

    def submit(self) -> None:
        """Give the task that is typed, and be ready for the next."""
        fine, within = self.within.checked()
        if not fine:
            return
        source = self._source if self._said else ""
        done = self._record(
            lambda: add_task(
                self._store,
                self._ident,
                self.what_edit.text(),
                person_named(self._store, self.who_edit.text()),
                within,
                source,
            ),
            self._refused,
        )
        if done is not None:
            self._given(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._reason.isVisible():
            self._ask_no_more()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._why_edit.hasFocus():
            self._drop_it()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build_list(self) -> None:
        self._further = button("", self._step, key=_("Space"))
        self._drop = button(_("Drop…"), self._ask_why)
        self._reopen = button(_("Open again"), lambda: self._move("open"))
        key_works_in(self._further, self.list)
        self._acts = QWidget()
        self._acts.setLayout(row(self._further, self._drop, self._reopen, None))
        self.list.stepped.connect(self._step)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_acts())
        self._none.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self._none, 1)
        self._body.addWidget(self.list, 1)
        self._body.addWidget(self._acts)

    def _build_reason(self) -> None:
        self._why_edit = QLineEdit()
        self._why = Field(_("Why it is dropped"), self._why_edit)
        self._why_edit.textEdited.connect(lambda _text: self._why.clear_error())
        self._leave_reason = button(_("Drop task"), self._drop_it, key=_("Enter"))
        key_works_in(self._leave_reason, self._why_edit)
        self._reason = QWidget()
        asked = row(self._why)
        asked.addLayout(beside_edit(self._leave_reason))
        self._reason.setLayout(asked)
        self._reason.hide()
        self._body.addWidget(self._reason)

    def _build_line(self) -> None:
        self.what_edit, self.who_edit = QLineEdit(), QLineEdit()
        self.what, self.who = Field(_("What is to be done"), self.what_edit), Field(_("Who"), self.who_edit)
        self.within: ParsedField[int] = ParsedField(
            _("Within"), span_seconds, lambda seconds: _("in {span}").format(span=span_text(seconds))
        )
        completer = QCompleter(known_names(self._store), self.who_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.who_edit.setCompleter(completer)
        self.who_edit.setPlaceholderText(_("name or me"))
        self.within.control.setFixedWidth(theme.px(120))
        if isinstance(self.within.control, QLineEdit):
            self.within.control.setPlaceholderText("20m")
        lines = {"task": self.what_edit, "task:who": self.who_edit}
        if isinstance(self.within.control, QLineEdit):
            lines["task:within"] = self.within.control
        self._drafts = keep_drafts(self._store, self._ident, lines)
        self.what_edit.textEdited.connect(lambda _text: self.what.clear_error())
        self.who_edit.textEdited.connect(lambda _text: self.who.clear_error())
        line = QHBoxLayout()
        line.setSpacing(12)
        for field, share in ((self.what, 3), (self.who, 1), (self.within, 0)):
            line.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(line)
        key_works_in(self.verb, self.what, self.who, self.within)
        self._build_source()

    def _build_source(self) -> None:
        self._origin = ElidedLabel("", "small", "muted")
        self._origin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._forget_source = quiet_button(_("Not from it"), self._without_source)
        self._from_row = QWidget()
        self._from_row.setLayout(row(self._origin, self._forget_source))
        self._from_row.hide()
        self._body.addWidget(self._from_row)

    # -- showing ---------------------------------------------------------------------------------

    def _from(self, source: str) -> None:
        """Say which entry of the timeline the task comes from; its words are a beginning of the task's."""
        found = next((each for each in timeline_of(self._store, self._ident) if each.entry == source), None)
        if found is None:
            return
        self._source, self._said = source, found.text
        at = clock_text(found.occurred, self._store.zone)
        self._origin.set_whole(_("From the timeline, {time}: {text}").format(time=at, text=found.text))
        self._from_row.show()
        if not self.what_edit.text():
            self.what_edit.setText(" ".join(found.text.split())[:_LONGEST_TITLE])
            typed = len(self.what_edit.text())
            self.what_edit.setSelection(typed, -typed)  # its beginning stays in sight

    def _without_source(self) -> None:
        if self.what_edit.text() == " ".join(self._said.split())[:_LONGEST_TITLE]:
            self.what_edit.clear()
        self._said = ""
        self._from_row.hide()
        self.what_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, now: datetime) -> None:
        if self.isVisible():
            self.list.count_down(now)

    def _show_acts(self) -> None:
        """What can be done with the task that one stands at."""
        task = self.list.task()
        self._acts.setVisible(task is not None and self._reason.isHidden())
        if task is None:
            return
        further = _FURTHER.get(task.state, "")
        set_words(self._further, _("Acknowledge") if further == "acknowledged" else _("Done"))
        self._further.setVisible(bool(further))
        self._drop.setVisible(task.is_open)
        self._reopen.setVisible(not task.is_open)

    # -- recording -------------------------------------------------------------------------------

    def _step(self) -> None:
        task = self.list.task()
        if task is not None and task.state in _FURTHER:
            self._move(_FURTHER[task.state])

    def _move(self, state: str, reason: str = "") -> bool:
        task = self.list.task()
        if task is None:
            return False
        failed = self._why.show_error if reason or self._reason.isVisible() else None
        done = self._record(lambda: move_task(self._store, task.id, state, reason), failed)
        if done is None:
            return False
        self.list.stand_at(done.id)
        self._show_acts()
        announce(self, _("Recorded."))
        return True

    def _ask_why(self) -> None:
        self._reason.show()
        self._show_acts()
        self._why_edit.selectAll()
        self._why_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_it(self) -> None:
        if not self._why_edit.text().strip():
            self._why.show_error(
                UserError(_("A reason is needed."), _("A few words; they stand in the timeline."))
            )
        elif self._move("dropped", self._why_edit.text()):
            self._why_edit.clear()
            self._ask_no_more()

    def _ask_no_more(self) -> None:
        """What was typed stays, for when it is asked again."""
        self._why.clear_error()
        self._reason.hide()
        self._show_acts()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _given(self, task: Task) -> None:
        for draft in self._drafts:
            draft.forget()
        self._said = ""
        self._from_row.hide()
        self.list.stand_at(task.id)
        announce(self, _("Task given to {person}.").format(person=task.person))
        self.what_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, problem: UserError) -> None:
        """Say it under the field that it is about."""
        if not self.what_edit.text().strip():
            self.what.show_error(problem)
        elif not self.who_edit.text().strip():
            self.who.show_error(problem)
        else:
            self.what.show_error(problem)
