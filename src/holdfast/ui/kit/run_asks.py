"""The two things that an open step asks for in words: a remark on it, and a step that comes after it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_remark import ADDING, EARLY, RemarkAsk
from holdfast.words import _


class StepAsks(QWidget):
    """Asks for one of them at a time, for nothing at first."""

    wanted = Signal(str, str)
    """What was asked (a state, EARLY or ADDING) and the words."""
    left = Signal()
    """Not now; what is written stays a draft."""
    pasted = Signal(object)
    """A QMimeData that is no remark."""
    failed = Signal(object)

    def __init__(self, step: str, draft: Callable[[str], RunDraft], card: QWidget) -> None:
        """`draft` gives the draft of a field of the run; Esc anywhere in `card` leaves."""
        super().__init__()
        self._step, self._draft, self._card = step, draft, card
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self.remark = self._made("remark")
        self.adding: RemarkAsk | None = None
        self.hide()

    def ask(self, what: str, *, quietly: bool = False) -> None:
        """Ask for it, and put the focus there unless `quietly`."""
        if what == ADDING and self.adding is None:
            self.adding = self._made("after")
        asker = self.remark
        if what == ADDING and self.adding is not None:
            asker = self.adding
        for each in self._both():
            if each is not asker:
                each.leave()
        asker.ask(what, _("The runbook's next version will know it.") if what == ADDING else "")
        self.show()
        if not quietly:
            asker.focus()

    def asked(self) -> RemarkAsk | None:
        """What is asked for now."""
        return next((each for each in self._both() if each.asking), None)

    def leave(self) -> None:
        """Ask for nothing."""
        for each in self._both():
            each.leave()
        self.hide()

    def has_remark(self) -> bool:
        """Whether a remark is written, asked for or not."""
        return bool(self.remark.text())

    def has_reason(self) -> bool:
        """Whether it is said why a wait is not waited for."""
        return self.remark.asking == EARLY and self.has_remark()

    def show_error(self, error: UserError) -> None:
        """Say under what is asked for what is in the way."""
        (self.asked() or self.remark).show_error(error)

    def flush(self) -> None:
        """Save what is written as drafts."""
        for each in self._both():
            each.binder.flush()

    def forget_remark(self) -> None:
        """The remark was recorded."""
        self.remark.binder.forget()

    def forget_step(self) -> None:
        """The step that was asked for is there."""
        if self.adding is not None:
            self.adding.binder.forget()

    def _both(self) -> list[RemarkAsk]:
        return [self.remark] if self.adding is None else [self.remark, self.adding]

    def _made(self, field: str) -> RemarkAsk:
        draft = self._draft(f"{field}:{self._step}")
        made = RemarkAsk(draft.load, draft.save)
        made.escape_works_in(self._card)
        made.wanted.connect(self.wanted)
        made.left.connect(self.left)
        made.pasted.connect(self.pasted)
        made.failed.connect(self.failed)
        self._down.addWidget(made)
        return made
