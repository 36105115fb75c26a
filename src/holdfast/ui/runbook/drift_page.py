"""What the runs of a runbook say of it, in which runs, and the edit that it comes to."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.diff import DiffLine, diff
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.runbook.drift import Drift, Finding
from holdfast.runbook.drift_aside import Gathered, gather, runs_behind
from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.diff_view import ENOUGH, DiffView
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.runbook.drift_rows import finding_facts, finding_row, key_of
from holdfast.ui.runbook.run_links import RunLinks
from holdfast.words import _, ngettext

_LEFT = 0.42
_NOTHING, _FINDINGS = 0, 1


@dataclass(frozen=True, slots=True)
class _Told:
    """What was worked out of a runbook and its runs."""

    gathered: Gathered
    drift: Drift
    proposed: str
    changed: tuple[DiffLine, ...]


class DriftPage(Page):
    """A place is the id of a runbook. Ctrl+E opens the edit, Esc goes back."""

    left = Signal()
    run_wanted = Signal(str, str)
    """An incident and the run on it that is to be shown."""
    proposal_wanted = Signal(str, str)
    """The id of the runbook, and the text that its runs propose, to be looked at in the editor."""
    draft_wanted = Signal(str)
    """The id of the runbook whose unrecorded text is to be gone on with."""

    def __init__(self, store: Store, notices: Notices, tasks: Tasks, bridge: Bridge) -> None:
        super().__init__()
        self._store, self._notices, self._tasks = store, notices, tasks
        self._ident, self._token = "", CancelToken()
        self._told: _Told | None = None
        self._found: dict[str, Finding] = {}
        self._build()
        bridge.changed.connect(self._changed)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Work out what the runs of this runbook say; "" shows it as it is now."""
        self._token.cancel()
        if what and what != self._ident:
            self._ident = what
            self._show_nothing("", "")  # until it is worked out, and not what another one's runs say
        if not self._ident:
            self._show_nothing(
                _("No runbook is shown"), _("Open a runbook in the library, then its runs from there.")
            )
            return
        try:
            gathered = gather(self._store, self._ident)
        except UserError as error:
            self._ident = ""
            self._notices.error(error)
            self._show_nothing(error.what, error.hint)
            return
        self._token = self._tasks.run(partial(_told, gathered), self._show)

    def panes(self) -> list[QWidget]:
        return [self.list, self._side] if self._parts.currentIndex() == _FINDINGS else [self]

    def first_focus(self) -> QWidget | None:
        return self.list if self._parts.currentIndex() == _FINDINGS else self._back

    def window_title(self) -> str:
        if self._told is None:
            return _("What its runs say")
        return _("What the runs of {title} say").format(title=self._told.drift.title)

    def propose(self) -> None:
        """Wish for the editor with the edit in it."""
        if self._told is not None and self.edit.isEnabled():
            self.proposal_wanted.emit(self._ident, self._told.proposed)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back = button(_("Back"), self.left.emit)
        self.draft = button(_("Open my draft"), lambda: self.draft_wanted.emit(self._ident))
        self.edit = button(_("Propose an edit"), self.propose, primary=True, key="Ctrl+E")
        self._header = PageHeader(_("What its runs say"), buttons=[self._back, self.draft, self.edit])
        self._model = RowsModel(self)
        self.list = RowList(_("Findings"), RowDelegate(leading=False, margin=24))
        self.list.setModel(self._model)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.list.opened.connect(lambda _index: self.changes.setFocus(Qt.FocusReason.OtherFocusReason))
        self._make_side()
        self._nothing = EmptyState("", "")
        self._parts = QStackedWidget()
        self._parts.addWidget(self._nothing)
        self._parts.addWidget(SharedSplitter(self.list, self._side, "", _LEFT))
        column(self, self._header, hairline(), self._parts, stretch=2)
        OwnKeys(self, {"Ctrl+E": self.propose, "Esc": self.left.emit})

    def _make_side(self) -> None:
        self._facts = label("", "meta", wrap=True, select=False)
        self._where = label(_("In these runs, the newest first:"), "meta", "muted", wrap=True)
        self.links = RunLinks(self._store)
        self.links.run_wanted.connect(self.run_wanted)
        self._title = label("", "strong", wrap=True)
        self.changes = DiffView(_("What the edit would change"))
        self.changes.setMinimumHeight(theme.px(48))
        self.changes.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # facts come first
        self._side, top, below = QWidget(), QWidget(), QWidget()
        above = column(top, self._facts, self._where, self.links)
        above.setContentsMargins(16, 12, 16, 8)
        above.setSpacing(4)
        inner = column(below, self._title, self.changes, stretch=1)
        inner.setContentsMargins(16, 10, 16, 0)
        inner.setSpacing(4)
        column(self._side, top, hairline(), below, stretch=2)

    # -- what is shown ---------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        """A run or the text changed: what is in sight is worked out again."""
        mine = self._ident in changes.ids("runbook") or changes.touches("run")
        if self._ident and mine and self.isVisible():
            self.show_place("")

    def _show_nothing(self, title: str, sentence: str) -> None:
        """Say why there is nothing to see; the buttons that need a finding are gone."""
        self._told = None
        self._nothing.say(title, sentence)
        self._parts.setCurrentIndex(_NOTHING)
        for each in (self.draft, self.edit):
            each.hide()
        self._header.set_title(self.window_title())

    def _show(self, told: _Told) -> None:
        drift = told.drift
        runs = ngettext("{count} run", "{count} runs", drift.runs).format(count=drift.runs)
        if not drift.findings:
            calm = _("{runs}, in all its versions. A finding takes at least two runs that agree.")
            self._show_nothing(_("Nothing to change"), calm.format(runs=runs))
        else:
            self._told = told
            self._show_findings(told)
        self._header.set_title(self.window_title(), self._counted(runs, len(drift.findings)))
        self.title_changed.emit()

    def _counted(self, runs: str, findings: int) -> str:
        found = ngettext("{count} finding", "{count} findings", findings).format(count=findings)
        return f"{runs}  \N{MIDDLE DOT}  {found}"

    def _show_findings(self, told: _Told) -> None:
        self._found = {key_of(each): each for each in told.drift.findings}
        self._model.set_rows([(key, finding_row(each)) for key, each in self._found.items()])
        waited = self._parts.currentIndex() == _NOTHING and self.window().focusWidget() in (None, self._back)
        self._parts.setCurrentIndex(_FINDINGS)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        if waited:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._title.setText(_("What the edit would change") if told.changed else _no_edit())
        self.changes.setVisible(bool(told.changed))
        self.changes.show_lines(told.changed)
        self._show_buttons(told)
        self._show_current()

    def _show_buttons(self, told: _Told) -> None:
        """Whoever wrote here and did not record it is asked which of the two it shall be."""
        has_draft = self._store.drafts.get(subject("runbook", self._ident), "text") is not None
        set_words(self.edit, _("Replace my draft") if has_draft else _("Propose an edit"))
        reason = "" if told.changed else _no_edit()
        reason = read_only_error().what if self._store.read_only else reason
        self.edit.setEnabled(not reason)
        kept = _("The edit takes the place of your draft. Ctrl+Z in the editor brings yours back.")
        set_tooltip(self.edit, reason or (kept if has_draft else ""))
        self.edit.show()
        self.draft.setVisible(has_draft)

    def _show_current(self) -> None:
        finding = self._found.get(str(self.list.current_key() or ""))
        if finding is None or self._told is None:
            return
        self._facts.setText(finding_facts(self._told.drift, finding))
        self.links.show_runs(runs_behind(finding, self._told.gathered.runs))


def _no_edit() -> str:
    return _("No edit follows from this by itself; it is for people to mend.")


def _told(gathered: Gathered) -> _Told:
    """Everything that takes time; runs aside."""
    drift = gathered.drift()
    proposed = gathered.proposed(drift)
    return _Told(gathered, drift, proposed, diff(gathered.text, proposed, most=ENOUGH))
