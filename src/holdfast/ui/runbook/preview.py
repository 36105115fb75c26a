"""What an import would bring, before it does: a row for each file, and what differs in the current one."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget

from holdfast.domain.diff import DiffLine, diff
from holdfast.runbook.plan import Plan, PlanKind, PlanRow
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in, quiet_button, set_words
from holdfast.ui.kit.diff_view import ENOUGH, DiffView
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import KEY, Index, Row
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import ElidedLabel, hairline, label
from holdfast.ui.kit.tick_list import TickList
from holdfast.words import _, ngettext

_QUIET: Final = 120  # milliseconds of comparing that nobody notices
_TICKED: Final = frozenset[PlanKind]({"new", "changed", "gone"})
_TICKABLE: Final = _TICKED | {"both"}


class Preview(QWidget):
    """Space ticks a row, Ctrl+Enter or Enter imports what is ticked, Esc leaves."""

    accepted = Signal(object, object, object)
    """The plan, the paths that are wanted, and those of them that are taken over what was written here."""
    left = Signal()

    def __init__(self, texts_of: Callable[[PlanRow], tuple[str, str]], tasks: Tasks) -> None:
        """`texts_of` gives the two texts of a row, which are compared aside."""
        super().__init__()
        self._texts_of, self._tasks = texts_of, tasks
        self._token = CancelToken()
        self._plan: Plan | None = None
        self._rows: dict[str, PlanRow] = {}
        self._ticked = set[str]()
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET)
        self._soon.timeout.connect(lambda: self._why.setText(_("Comparing…")))
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _index: self.accept())
        self.list.selectionModel().currentChanged.connect(self._show_current)

    def show_plan(self, plan: Plan) -> None:
        """Show what was planned, the first row current."""
        self._plan = plan
        self._rows = {f"{each.kind}:{each.path}": each for each in plan.rows if each.kind != "unchanged"}
        self._ticked = {key for key, each in self._rows.items() if each.kind in _TICKED}
        same = len(plan.of("unchanged"))
        self._title.set_whole(_("Import {source}?").format(source=plan.source))
        self._about.setText(
            ngettext("{count} file is unchanged.", "{count} files are unchanged.", same).format(count=same)
            if same
            else _("Nothing is recorded before you say so.")
        )
        self._fill()
        self.list.setCurrentIndex(self._model.index(0, 0))
        self._show_current()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Import what is ticked."""
        if self._plan is None or not self._ticked:
            return
        wanted = [self._rows[key] for key in self._ticked]
        theirs = frozenset(each.path for each in wanted if each.kind == "both")
        self.accepted.emit(self._plan, frozenset(each.path for each in wanted), theirs)

    def panes(self) -> list[QWidget]:
        """The areas to go through."""
        return [self.list, self.diff]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title, self._about = ElidedLabel("", "title"), label("", "meta", "muted", wrap=True)
        self._model = RowsModel(self)
        self.list = TickList(_("What would be imported"))
        self.list.setModel(self._model)
        self._name, self._why = ElidedLabel("", "strong"), label("", "meta", "muted", wrap=True)
        self.diff = DiffView(_("What is different"))
        self._import = button(_("Import"), self.accept, primary=True, key=_("Enter"))
        cancel = button(_("Cancel"), self.left.emit, key=_("Esc"))
        for each in (self._import, cancel):
            key_works_in(each, self)
        self._all = quiet_button(_("Tick all"), lambda: self._tick_all(ticked=True))
        self._none = quiet_button(_("Tick none"), lambda: self._tick_all(ticked=False))
        head, side, foot = QWidget(), QWidget(), QWidget()
        column(head, self._title, self._about).setContentsMargins(24, 12, 24, 12)
        inner = column(side, self._name, self._why, self.diff, stretch=2)
        inner.setContentsMargins(16, 12, 16, 0)
        inner.setSpacing(4)
        line = row(self._all, self._none, None, cancel, self._import, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        foot.setLayout(line)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(side)
        split.setSizes([theme.px(420), theme.px(520)])
        column(self, head, hairline(), split, hairline(), foot, stretch=2)

    def _fill(self) -> None:
        self._model.set_rows([(key, self._row(key, each)) for key, each in self._rows.items()])
        count = len(self._ticked)
        words = ngettext("Import {count} runbook", "Import {count} runbooks", count)
        set_words(self._import, words.format(count=count))
        self._import.setEnabled(bool(count))

    def _row(self, key: str, plan: PlanRow) -> Row:
        box = ("done" if key in self._ticked else "open") if plan.kind in _TICKABLE else ""
        return Row(
            plan.title or plan.path,
            _beside(plan),
            due=kind_word(plan.kind),
            icon="warning" if plan.kind == "refused" else "",
            quiet=plan.kind in {"refused", "gone"},
            box=box,
        )

    # -- what happens ----------------------------------------------------------------------------

    def _tick(self, index: QModelIndex) -> None:
        key = index.data(KEY)
        if self._rows[key].kind in _TICKABLE:
            self._ticked ^= {key}
            self._fill()

    def _tick_all(self, *, ticked: bool) -> None:
        self._ticked = {key for key, each in self._rows.items() if ticked and each.kind in _TICKED}
        self._fill()

    def _show_current(self, *_where: Index) -> None:
        """Compare the texts of the current row aside; whoever goes on to another waits for none before."""
        self.stop()
        each = self._rows.get(str(self.list.current_key() or ""))
        if each is None:
            return
        self._name.set_whole(each.path)
        self._why.setText("")
        self.diff.show_lines(())
        if each.file is None:
            self._show_lines(each, ())
            return
        self._soon.start()
        self._token = token = CancelToken()
        work = partial(diff, *self._texts_of(each), stop=lambda: token.cancelled, most=ENOUGH)
        self._tasks.run(work, partial(self._show_lines, each), token=token)

    def stop(self) -> None:
        """Compare nothing any more."""
        self._token.cancel()
        self._soon.stop()

    def _show_lines(self, row: PlanRow, lines: tuple[DiffLine, ...]) -> None:
        self._soon.stop()
        self._why.setText(_explained(row, lines))
        self.diff.setVisible(bool(lines))
        self.diff.show_lines(lines)


def kind_word(kind: PlanKind) -> str:
    """What a row of a plan is, in the reader's language."""
    return {
        "new": _("new"),
        "changed": _("changed"),
        "both": _("changed here and there"),
        "gone": _("gone from the folder"),
        "unchanged": _("unchanged"),
        "refused": _("left out"),
    }[kind]


def _beside(row: PlanRow) -> str:
    """What stands beside a row's title."""
    if row.kind == "refused":
        return row.why
    return _("{path} · {remark}").format(path=row.path, remark=row.why) if row.why else row.path


def _explained(row: PlanRow, lines: tuple[DiffLine, ...]) -> str:
    if row.kind == "refused":
        return row.why
    if row.kind == "gone":
        return _("It is no longer there. It stays readable here, marked as gone.")
    if row.kind == "both":
        return _("It was changed here and there. Yours stays unless you tick it; both are kept as versions.")
    if row.kind == "new":
        return _("It is not in the library yet.")
    return "" if lines else _unseen(row)


def _unseen(row: PlanRow) -> str:
    if row.here == row.there:
        return _("Its text is the same; its images are others, or it is here again.")
    return _("Only what is no line is different: line ends, or the mark at the beginning of the file.")
