"""How a runbook stands: who accepted it, and its versions and its runs as links."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.runbook import Runbook
from holdfast.domain.timewords import day_text
from holdfast.runbook.drift import Drift
from holdfast.runbook.drift_aside import gather
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.page import column
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import ElidedLabel, set_tooltip
from holdfast.words import _, ngettext


class Standing(QWidget):
    """What its runs say is worked out aside, once the text is on the screen."""

    versions_wanted = Signal(str)
    drift_wanted = Signal(str)
    """The id of the runbook."""
    run_wanted = Signal(str, str)
    """An incident and the last run on it."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks, self._token = store, tasks, CancelToken()
        self._book, self._last = Runbook(""), Run("")
        self._said = ElidedLabel("", "small", "muted")
        self.versions = quiet_button("", lambda: self.versions_wanted.emit(self._book.id), plain=True)
        self.runs = quiet_button("", lambda: self.drift_wanted.emit(self._book.id), plain=True)
        self._links = QWidget()
        self.last = quiet_button("", self._wish_last, plain=True)
        self._links.setLayout(FlowLayout(self.versions, self.runs, self.last, gap=4))
        column(self, self._said, self._links)
        self._links.hide()

    def show_book(self, book: Runbook, approval: str) -> None:
        """Show what is known without looking into its runs."""
        if book != self._book:
            self._token.cancel()
            self._show_counts(len(book.versions), book.used)
        self._book = book
        self._said.set_whole(approval)

    def _show_counts(self, versions: int, runs: int) -> None:
        """The links are there where they lead to more than what is on the screen."""
        count = ngettext("{count} version", "{count} versions", versions).format(count=versions)
        set_words(self.versions, count)
        set_words(self.runs, ngettext("{count} run", "{count} runs", runs).format(count=runs))
        self.runs.setVisible(bool(runs))
        self.last.hide()
        self._links.setVisible(bool(runs) or versions > 1)

    def look(self) -> None:
        """Look into its runs as they are now."""
        if not self._book.used:
            return
        try:
            gathered = gather(self._store, self._book.id)
        except UserError:
            return  # the text was removed, which the reader has said
        self._token.cancel()
        self._token = self._tasks.run(gathered.drift, self._show)
        self._show_last(gathered.runs)

    def _show_last(self, runs: Sequence[Run]) -> None:
        """The last run by its day, where its incident is known here."""
        last = next((run for run in reversed(runs) if run.incident and run.started), None)
        found = self._store.incidents.rows([last.incident]) if last is not None else {}
        if last is None or last.started is None or last.incident not in found:
            return
        self._last = last
        day = day_text(last.started, self._store.zone)
        set_words(self.last, _("last on {day}").format(day=day))
        incident = found[last.incident]
        set_tooltip(self.last, f"{incident.ref} {incident.title}")
        self.last.show()
        self._links.updateGeometry()

    def _wish_last(self) -> None:
        self.run_wanted.emit(self._last.incident, self._last.id)

    def _show(self, drift: Drift) -> None:
        told = ngettext("{count} run", "{count} runs", drift.runs).format(count=drift.runs)
        if found := len(drift.findings):
            several = ngettext("{runs}, {count} finding", "{runs}, {count} findings", found)
            told = several.format(runs=told, count=found)
        set_words(self.runs, told)
        self._links.updateGeometry()
        self.runs.setAccessibleName(_("What its runs say: {told}").format(told=told))
