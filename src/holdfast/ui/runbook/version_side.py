"""What is known of one version, and what differs between two."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from holdfast.domain.diff import DiffLine, diff, differs_unseen
from holdfast.domain.errors import UserError
from holdfast.runbook.library import text_of
from holdfast.runbook.versions import Version
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.diff_view import ENOUGH, DiffView
from holdfast.ui.kit.page import column
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.runbook.run_links import RunLinks
from holdfast.ui.runbook.version_rows import VersionWords
from holdfast.words import _, ngettext


class VersionSide(QWidget):
    """Facts above, the difference below; the difference is worked out aside."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks, self._token = store, tasks, CancelToken()
        self._facts = label("", "meta", wrap=True)
        self._used = label("", "meta", "muted", wrap=True)
        self.links = RunLinks(store)
        self._title = label("", "strong", wrap=True)
        self._same = label("", "meta", "muted", wrap=True)
        self.diff = DiffView(_("What is different"))
        self.diff.setMinimumHeight(theme.px(48))
        self.diff.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # facts come first
        top, below = QWidget(), QWidget()
        above = column(top, self._facts, self._used, self.links)
        above.setContentsMargins(16, 12, 16, 8)
        above.setSpacing(4)
        inner = column(below, self._title, self._same, self.diff, stretch=2)
        inner.setContentsMargins(16, 10, 16, 0)
        inner.setSpacing(4)
        column(self, top, hairline(), below, stretch=2)

    def show_version(self, version: Version, words: VersionWords) -> None:
        """Say how this one came, who accepted it, and which runs used it."""
        self._facts.setText(words.facts(version))
        count = len(version.runs)
        used = ngettext("{count} run used it:", "{count} runs used it:", count).format(count=count)
        self._used.setText(used if count else _("No run used it."))
        self.links.show_runs(version.runs)

    def compare(self, older: Version | None, newer: Version) -> None:
        """Show what changed from one to the other; nothing where there is no other."""
        self._token.cancel()
        self.diff.hide()
        self._same.hide()
        if older is None:
            self._title.setText(_("This is the only version."))
            return
        told = _("What changed from {old} to {new}")
        self._title.setText(told.format(old=older.hash[:8], new=newer.hash[:8]))
        try:
            texts = text_of(self._store, older.hash), text_of(self._store, newer.hash)
        except UserError as error:
            self._say(str(error))
            return
        self._token = self._tasks.run(partial(_compared, *texts), self._show)

    def _show(self, found: "tuple[tuple[DiffLine, ...], bool]") -> None:
        lines, unseen = found
        if not lines:
            ends = _("Only line ends or the last newline differ.")
            self._say(ends if unseen else _("The texts are the same."))
            return
        self.diff.show_lines(lines)
        self.diff.show()

    def _say(self, words: str) -> None:
        self._same.setText(words)
        self._same.show()


def _compared(old: str, new: str) -> tuple[tuple[DiffLine, ...], bool]:
    return diff(old, new, most=ENOUGH), differs_unseen(old, new)
