"""The head of a run: which runbook in which version, how far it is, and the other runs."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.domain.run import Run
from holdfast.ui.kit.buttons import menu_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, label, literal, set_look, set_tooltip
from holdfast.words import _


class RunHead(QWidget):
    """One line over the steps. What its menu offers goes up as signals."""

    chosen = Signal(str)
    """The id of another run to look at."""
    read_wanted = Signal()
    another_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel("", "item_strong")
        self._version, self._count = (
            ElidedLabel("", "mono_small", "muted"),
            label("", "small_strong", "muted"),
        )
        self._menu = QMenu(self)
        self._more = menu_button(_("More"), self._menu)
        set_look(self._more, "quiet", "plain")
        line = row(self._title, self._version, None, self._count, self._more, spacing=12)
        line.setContentsMargins(16, 8, 8, 4)
        self.setLayout(line)

    def show_run(self, run: Run, runs: Sequence[Run]) -> None:
        """Show `run` as one of `runs`."""
        self._title.set_whole(run.title)
        self._version.set_whole(_("runbook, version {hash}…").format(hash=run.version[:4]))
        set_tooltip(self._more, self._version.whole())
        self._count.setText(
            _("{settled} of {all}").format(settled=run.settled, all=run.steps) if run.steps else ""
        )
        several = len(runs) > 1
        self._more.setText(_("{count} runs").format(count=len(runs)) if several else _("More"))
        self._more.setAccessibleName(_("Runs and more"))
        self._fill(run, runs if several else ())
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        beside = self._count.sizeHint().width() + self._more.sizeHint().width()
        return QSize(self._title.minimumSizeHint().width() + beside + 60, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        """The title before all: its version is shown where there is room for both."""
        shown = (self._title, self._version, self._count, self._more)
        wanted = sum(each.sizeHint().width() for each in shown) + 24 + 12 * len(shown)
        self._version.setVisible(wanted <= self.width())

    def menu(self) -> QMenu:
        """What else can be done."""
        return self._menu

    def _fill(self, shown: Run, runs: Sequence[Run]) -> None:
        self._menu.clear()
        for run in runs:
            words = _("{title}, {settled} of {all}")
            action = self._menu.addAction(
                literal(words.format(title=run.title, settled=run.settled, all=run.steps))
            )
            action.setCheckable(True)
            action.setChecked(run.id == shown.id)
            action.triggered.connect(lambda _checked=False, ident=run.id: self.chosen.emit(ident))
        if runs:
            self._menu.addSeparator()
        self._menu.addAction(_("Read the whole runbook"), self.read_wanted.emit)
        self._menu.addAction(_("Start another runbook…"), self.another_wanted.emit)
        finish = self._menu.addAction(_("Finish this run"), self.finish_wanted.emit)
        finish.setEnabled(shown.state == "running")
