"""The head of a run: which runbook in which version, how far it is, how long it takes, and the other runs."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.run import Run
from holdfast.domain.timewords import due_text, span_text
from holdfast.runbook.progress import Progress
from holdfast.ui.kit.buttons import button, menu_button, quiet_button, set_words
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import ElidedLabel, label, literal, set_look, set_tone, set_tooltip
from holdfast.words import _

TAB_KEYS = ("Alt+6", "Alt+7", "Alt+8", "Alt+9")
"""The keys of the runs on one incident; Alt+1 to Alt+5 are the kinds of notes."""
_LONGEST = 34
_MINUTE = 60


class RunHead(QWidget):
    """Title, times and, of several runs, one button each. What is offered goes up as signals."""

    chosen = Signal(str)
    """The id of another run to look at."""
    parent_wanted = Signal()
    """Back to the run that this one was started from."""
    read_wanted = Signal()
    print_wanted = Signal()
    another_wanted = Signal()
    paper_wanted = Signal()
    save_wanted = Signal()
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
        self._parent = quiet_button(_("Back"), self.parent_wanted.emit)
        set_tooltip(self._parent, _("Alt+Up"))
        self._times = _Times()
        self._tabs = QWidget()
        self._tabs_row = FlowLayout(gap=6)
        self._tabs.setLayout(self._tabs_row)
        self._buttons: dict[str, QPushButton] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 8, 4)
        whole.setSpacing(4)
        whole.addLayout(row(self._parent, None))
        whole.addLayout(line)
        whole.addWidget(self._times)
        whole.addWidget(self._tabs)

    def show_run(self, run: Run, runs: Sequence[tuple[Run, Progress]]) -> None:
        """Show `run` as one of `runs`, each with how far it is."""
        several = len(runs) > 1
        self._title.set_whole(run.title)
        blank = _("blank checklist")
        version = _("runbook, version {hash}…").format(hash=run.version[:4]) if run.runbook else blank
        self._version.set_whole(version)
        set_tooltip(self._more, self._version.whole())
        self._more.setText(_("{count} runs").format(count=len(runs)) if several else _("More"))
        self._more.setAccessibleName(_("Runs and more"))
        mine = next(progress for each, progress in runs if each.id == run.id)
        self._count.setText(_far(mine) if mine.needed else "")
        left = _("{count} steps are not needed.").format(count=mine.left_out) if mine.left_out else ""
        set_tooltip(self._count, left)
        parent = next((each.title for each, _far in runs if each.id == run.parent), "")
        short = parent if len(parent) <= _LONGEST else f"{parent[: _LONGEST - 1]}…"
        set_words(self._parent, literal(_("Back to {title}   Alt+Up").format(title=short)))
        self._parent.setVisible(bool(parent))
        self._fill(run, runs if several else ())
        self._show_tabs(run, [(each, far) for each, far in runs if each.is_running or each.id == run.id])
        self._arrange()

    def show_times(self, run: Run, progress: Progress, now: datetime) -> None:
        """How long it takes, and what is left of time boxes and waits."""
        self._times.show_times(run, progress, now)

    def tab_ids(self) -> list[str]:
        """The runs that have a key, in the order of the keys."""
        return list(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        beside = self._count.sizeHint().width() + self._more.sizeHint().width()
        layout = self.layout()
        tall = layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0  # tabs wrap
        high = max(tall, super().minimumSizeHint().height())
        return QSize(self._title.minimumSizeHint().width() + beside + 60, high)

    def _arrange(self) -> None:
        """The title before all: its version is shown where there is room for both."""
        shown = (self._title, self._version, self._count, self._more)
        wanted = sum(each.sizeHint().width() for each in shown) + 24 + 12 * len(shown)
        self._version.setVisible(wanted <= self.width())

    def menu(self) -> QMenu:
        """What else can be done."""
        return self._menu

    def _fill(self, shown: Run, runs: Sequence[tuple[Run, Progress]]) -> None:
        self._menu.clear()
        for run, progress in runs:
            words = _("{title}, {far}").format(title=run.title, far=_far(progress))
            action = self._menu.addAction(literal(words))
            action.setCheckable(True)
            action.setChecked(run.id == shown.id)
            action.triggered.connect(partial(self._choose, run.id))
        if runs:
            self._menu.addSeparator()
        if shown.runbook:
            self._menu.addAction(_("Read the whole runbook"), self.read_wanted.emit)
            self._menu.addAction(_("Print checklist"), self.print_wanted.emit)
        self._menu.addAction(_("Start another runbook…"), self.another_wanted.emit)
        self._menu.addAction(_("Enter from paper…"), self.paper_wanted.emit).setEnabled(shown.is_running)
        self._menu.addAction(_("Save as runbook…"), self.save_wanted.emit)
        finish = self._menu.addAction(_("Finish this run"), self.finish_wanted.emit)
        finish.setEnabled(shown.is_running)

    def _choose(self, ident: str, _checked: bool = False) -> None:
        self.chosen.emit(ident)

    def _show_tabs(self, shown: Run, runs: Sequence[tuple[Run, Progress]]) -> None:
        """One button for each run that goes on; they are kept while the runs are the same."""
        if [run.id for run, _far in runs] != list(self._buttons):
            self._make_tabs([run for run, _far in runs])
        self._tabs.setVisible(len(runs) > 1)
        for (run, progress), key in zip(runs, [*TAB_KEYS, *[""] * len(runs)], strict=False):
            made = self._buttons[run.id]
            title = run.title if len(run.title) <= _LONGEST else f"{run.title[: _LONGEST - 1]}…"
            words = _("{title}  {far}").format(title=title, far=_far(progress))
            made.setText(literal(f"{words}   {key}".rstrip()))
            made.setAccessibleName(_("{title}, {far}").format(title=run.title, far=_far(progress)))
            made.setChecked(run.id == shown.id)
            set_tooltip(made, run.title)

    def _make_tabs(self, runs: Sequence[Run]) -> None:
        for each in self._buttons.values():
            self._tabs_row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._buttons = {}
        for run in runs:
            made = button("", partial(self.chosen.emit, run.id))
            made.setProperty("tab", "true")
            made.setCheckable(True)
            self._buttons[run.id] = made
            self._tabs_row.addWidget(made)


class _Times(QWidget):
    """Small words side by side; only a time box that is over has a colour."""

    def __init__(self) -> None:
        super().__init__()
        self._running, self._box, self._waits = (label("", "small", "muted") for _place in range(3))
        self.setLayout(FlowLayout(self._running, self._box, self._waits, gap=12))

    def show_times(self, run: Run, progress: Progress, now: datetime) -> None:
        began = run.started if run.is_running else None
        _put(self._running, _running_words(int((now - began).total_seconds())) if began else "")
        _put(self._box, _box_words(progress))
        set_tone(self._box, "error" if progress.timebox and progress.left < 0 else "muted")
        _put(self._waits, "  ·  ".join(_wait_words(wait.step.number, wait.left) for wait in progress.waits))
        self.setVisible(any(not each.isHidden() for each in (self._running, self._box, self._waits)))


def _put(shown: QLabel, words: str) -> None:
    if shown.text() != words:
        shown.setText(words)
    shown.setVisible(bool(words))


def _running_words(seconds: int) -> str:
    if seconds < _MINUTE:
        return _("just started")
    return _("running for {time}").format(time=span_text(seconds))


def _calm(seconds: int) -> str:
    return span_text(max(seconds, _MINUTE))


def _box_words(progress: Progress) -> str:
    if not progress.timebox:
        return ""
    whole = span_text(progress.timebox)
    if progress.left < 0:
        return _("this step: over its {box} by {over}").format(box=whole, over=_calm(-progress.left))
    return _("this step: {left} of {box} left").format(left=_calm(progress.left), box=whole)


def _wait_words(number: int, left: int) -> str:
    if not left:
        return _("step {number}: the wait is over").format(number=number)
    return _("step {number}: over {due}").format(number=number, due=due_text(left))


def _far(progress: Progress) -> str:
    return _("{settled} of {all}").format(settled=progress.settled, all=progress.needed)
