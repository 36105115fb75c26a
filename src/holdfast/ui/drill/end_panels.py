"""Before a drill ends: what is still open, or why it is not to count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.drill import Drill
from holdfast.domain.errors import UserError
from holdfast.drill import play
from holdfast.store.store import Store
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.panel import Panel
from holdfast.ui.kit.recording import Recording
from holdfast.words import _, ngettext


class FinishPanel(Panel):
    """Enter finishes the drill."""

    done = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, store: Store, record: Recording, drill: Drill, still_open: int) -> None:
        super().__init__(_("Finish drill: {title}").format(title=drill.title), _("Finish drill"))
        self._store, self._record, self._drill = store, record, drill
        self._remark = Field(
            _("Remark"), QLineEdit(), hint=_("For example why it ends here. May stay empty.")
        )
        self._body.addWidget(self._remark)
        told = ngettext(
            "{count} expectation is still open: it counts as missed.",
            "{count} expectations are still open: they count as missed.",
            still_open,
        )
        self.add_foot(told.format(count=still_open) if still_open else _("The score is shown next."))

    def controls(self) -> list[QWidget]:
        return [self._remark.control]

    def submit(self) -> None:
        self._remark.clear_error()
        if self._record(self._do, self._remark.show_error) is not None:
            self.done.emit(self._told())
            self.left.emit()

    def _do(self) -> Drill:
        return play.finish(self._store, self._drill.id, self._remark.line().text())

    def _told(self) -> str:
        return _("The drill is finished.")


class CancelPanel(FinishPanel):
    """Enter cancels the drill, with a reason."""

    def __init__(self, store: Store, record: Recording, drill: Drill) -> None:
        super().__init__(store, record, drill, 0)
        self._title.setText(_("Cancel drill: {title}").format(title=drill.title))
        self.setAccessibleName(self._title.text())
        self._remark.label.setText(_("Reason"))
        self._remark.control.setAccessibleName(_("Reason"))
        self._remark.show_hint("")
        self.verb.setText(_("Cancel drill"))
        self.verb.setAccessibleName(_("Cancel drill"))
        self._cancel.setText(_("Let it go on"))
        self._cancel.setAccessibleName(_("Let it go on"))
        self.add_foot(_("Everything is kept, and counts as no drill held."))

    def _do(self) -> Drill:
        reason = " ".join(self._remark.line().text().split())
        if not reason:
            raise UserError(_("Say why it is cancelled. Nothing was recorded."))
        return play.cancel(self._store, self._drill.id, reason)

    def _told(self) -> str:
        return _("The drill is cancelled. Everything of it is kept.")
