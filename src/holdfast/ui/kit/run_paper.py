"""What was done on paper, entered afterwards: one line for each step, recorded all at once."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import Choice, button
from holdfast.ui.kit.page import column
from holdfast.ui.kit.run_box import StepBox
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_open import OpenStep
from holdfast.ui.kit.run_paper_lines import KEYS, Line, from_text, read_sheet, times_of, to_text
from holdfast.ui.kit.run_states import when_text
from holdfast.ui.kit.run_steps import StepsView
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, OPEN, SKIPPED, StepState
from holdfast.ui.kit.text import label, set_look
from holdfast.words import _, ngettext

_SOON = 700
"""Milliseconds after the first key that is not saved yet."""
_DIGITS = frozenset("0123456789:.")


class _TimeEdit(QLineEdit):
    """As wide as a time with its day needs, in the size of type there is."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(108), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PaperLine(OpenStep):
    """The line of one step: when, what became of it, the remark or the answer."""

    changed = Signal()
    further = Signal(int)
    """On to the next line (1) or back to the one before (-1)."""

    def __init__(self, state: StepState, line: Line) -> None:
        super().__init__()
        self._state = state
        self.setProperty("card", "current")
        self.setAccessibleName(_("Step {number}").format(number=state.step.number))
        self._build(line)
        for each in (self.time, self.said, *self.became.findChildren(QPushButton)):
            each.installEventFilter(self)

    def state(self) -> StepState:
        return self._state

    def begin(self) -> None:
        self.time.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """What is typed is with the sheet already."""

    def line(self) -> Line:
        """What is typed."""
        return Line(self.time.text(), self.became.value(), self.said.text())

    def tell(self, fault: str, understood: str) -> None:
        """Say below what is wrong, else how the time was understood."""
        self._below.setText(fault or understood)
        self._below.setVisible(bool(fault or understood))
        set_look(self._below, "tone", "error" if fault else "muted")
        unread = bool(fault and self.time.text().strip() and not understood)
        unsaid = bool(fault and not unread and self.became.value())
        for field, is_wrong in ((self.time, unread), (self.said, unsaid)):
            set_look(field, "wrong", "true" if is_wrong else "")
            field.setAccessibleDescription(fault if is_wrong else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes(watched, event)
        return super().eventFilter(watched, event)

    def _takes(self, watched: QObject, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if step and not event.isAutoRepeat():
            self.further.emit(step)
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        state = "" if held else KEYS.get(event.text().casefold(), "")
        if state and watched is not self.said and (watched is not self.time or self._is_clock()):
            self.became.choose(state)
            self.said.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
            return True
        return False

    def _is_clock(self) -> bool:
        """Whether a letter behind what is typed is no part of a time."""
        return _DIGITS.issuperset(self.time.text().strip())

    def _build(self, line: Line) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 10)
        whole.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(StepBox(self._state.box), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(self._state.words, "strong", wrap=True), 1)
        whole.addLayout(head)
        self.time = _TimeEdit(line.time, self)
        self.time.setAccessibleName(_("When"))
        self.time.setPlaceholderText("1352")
        self.became = Choice(_("What became of it"), _state_words(), self, flows=True)
        if line.state:  # with nothing chosen Tab still reaches it
            self.became.choose(line.state)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.became, 1)
        whole.addLayout(fields)
        self.said = QLineEdit(line.said, self)
        self.said.setMaxLength(2000)
        words = _said_words(self._state.step)
        self.said.setAccessibleName(words)
        self.said.setPlaceholderText(words)
        whole.addWidget(self.said)
        self._below = label("", "small", "muted", wrap=True)
        self._below.hide()
        whole.addWidget(self._below)
        self.time.textChanged.connect(lambda _text: self.changed.emit())
        self.said.textChanged.connect(lambda _text: self.changed.emit())
        self.became.chosen.connect(lambda _key: self.changed.emit())


def _state_words() -> list[tuple[str, str]]:
    """What can become of a step, each with its key."""
    return [
        (DONE, _("D done")),
        (SKIPPED, _("K skipped")),
        (FAILED, _("X failed")),
        (DEVIATED, _("O differently")),
    ]


def _said_words(step: Step) -> str:
    if step.annotation.sort == "choice":
        numbered = (f"{number} {each.words}" for number, each in enumerate(step.annotation.options, 1))
        return _("Answer: {options}").format(options=", ".join(numbered))
    return _("Answer") if step.annotation.sort == "input" else _("Remark")


class PaperSheet(QWidget):
    """The steps that are open, as a sheet. Nothing is recorded before Ctrl+S."""

    record_wanted = Signal(object)
    """The PaperRows of the sheet are to be recorded: all, or none."""
    left = Signal()
    failed = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._states: list[StepState] = []
        self._lines: dict[str, Line] = {}
        self._faults: dict[str, str] = {}
        self._opened = ""
        self._draft: RunDraft | None = None
        self._kept = ""  # what the draft holds
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.flush)
        self._build()

    def show_run(self, document: Document, states: Sequence[StepState], draft: RunDraft) -> None:
        """Enter what was done of these steps; what was typed before comes back."""
        self._draft = draft
        self._states = [each for each in states if not each.settled]
        self._kept = draft.load() or ""
        self._lines, self._faults = from_text(self._kept), {}
        untouched = (each.step.id for each in self._states if each.needed and each.step.id not in self._lines)
        self._opened = next(untouched, self._states[0].step.id if self._states else "")
        self.steps.show_run(document, self._shown(), self._opened)
        self._tell()

    def begin(self) -> None:
        """Put the focus into the line that is open."""
        opened = self.steps.card()
        if opened is not None:
            opened.begin()

    def submit(self) -> None:
        """Record the sheet, or say line by line what is in the way."""
        read = read_sheet(self._steps(), self._lines, self._store.now(), self._store.zone)
        if read.faults:
            self.show_faults(read.faults)
        elif read.rows:
            self.record_wanted.emit(read.rows)
        else:
            self._foot.setText(_("Nothing is typed yet."))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, by step id, and open the first line that is."""
        self._faults = dict(faults)
        self._open(next(each.step.id for each in self._states if each.step.id in faults))

    def recorded(self) -> None:
        """The sheet is in the record."""
        self._soon.stop()
        self._lines, self._kept = {}, ""
        if self._draft is not None:
            self._draft.save("")

    def leave(self) -> None:
        """Back to the steps; what is typed stays a draft."""
        self.flush()
        self.left.emit()

    def flush(self) -> None:
        """Save what is typed as a draft."""
        self._soon.stop()
        text = to_text(self._lines)
        if self._draft is None or text == self._kept:
            return
        try:
            self._draft.save(text)
            self._kept = text
        except UserError as error:
            self.failed.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+S is this sheet's while the focus is in it, and no key of the window."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Save):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- making and showing ------------------------------------------------------------------------

    def _build(self) -> None:
        said = _("One line for each step: when, what became of it, a remark. Enter goes to the next.")
        head = label(said, "small", "muted", wrap=True)
        head.setContentsMargins(16, 4, 16, 4)
        self.steps = StepsView(self._make_line, QWidget(), least=110)
        self.steps.chosen.connect(self._choose)
        self._foot = label("", "small", "muted", wrap=True)
        self._record = button(_("Record all"), self.submit, primary=True, key=_("Ctrl+S"))
        self._leave = button(_("Back to the steps"), self.leave, key=_("Esc"))
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(16, 8, 16, 12)
        below.setSpacing(6)
        below.addWidget(self._foot)
        below.addLayout(FlowLayout(self._record, self._leave))
        for each in (self._record, self._leave):
            each.installEventFilter(self)
        column(self, head, self.steps, foot, stretch=1)

    def _steps(self) -> list[Step]:
        return [each.step for each in self._states]

    def _make_line(self, state: StepState) -> PaperLine:
        made = PaperLine(state, self._lines.get(state.step.id, Line()))
        made.changed.connect(partial(self._changed, made))
        made.further.connect(self._go)
        for each in made.findChildren(QWidget):
            each.installEventFilter(self)
        return made

    def _shown(self) -> list[StepState]:
        """The rows as they would be once the sheet is recorded."""
        times = times_of(self._steps(), self._lines, self._store.now(), self._store.zone)
        found: list[StepState] = []
        for state in self._states:
            line = self._lines.get(state.step.id, Line())
            at = when_text(self._store, times[state.step.id]) if state.step.id in times else line.time
            said = self._faults.get(state.step.id, line.said)
            found.append(StepState(state.step, line.state or OPEN, at, said, needed=state.needed))
        return found

    def _changed(self, line: PaperLine) -> None:
        ident = line.state().step.id
        self._lines[ident] = line.line()
        self._faults.pop(ident, None)
        if not self._soon.isActive():
            self._soon.start()
        self._tell()

    def _tell(self) -> None:
        """How the open line is read, and how much is typed."""
        opened = self.steps.card()
        if isinstance(opened, PaperLine):
            ident = opened.state().step.id
            times = times_of(self._steps(), self._lines, self._store.now(), self._store.zone)
            at = stamp_text(times[ident], self._store.zone) if ident in times else ""
            opened.tell(self._faults.get(ident, ""), at)
        count = sum(not line.is_empty for line in self._lines.values())
        if self._faults:
            words = ngettext(
                "{count} line can't be read. Nothing was recorded.",
                "{count} lines can't be read. Nothing was recorded.",
                len(self._faults),
            )
            self._foot.setText(words.format(count=len(self._faults)))
        else:
            words = ngettext("{count} line, not recorded yet.", "{count} lines, not recorded yet.", count)
            self._foot.setText(words.format(count=count) if count else _("Nothing is typed yet."))
        set_look(self._foot, "tone", "error" if self._faults else "muted")

    def _go(self, step: int) -> None:
        idents = [each.step.id for each in self._states]
        at = idents.index(self._opened) + step
        if 0 <= at < len(idents):
            self._open(idents[at])
        else:
            self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, ident: str) -> None:
        self._open(ident)

    def _open(self, ident: str) -> None:
        self._opened = ident
        self.flush()
        self.steps.show_states(self._shown(), ident)
        self._tell()
        self.begin()
