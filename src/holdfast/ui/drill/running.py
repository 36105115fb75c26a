"""What a facilitator sees while a drill runs: its time, what comes, what came, how the team stands."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.text import first_upper
from holdfast.drill.score import score
from holdfast.store.store import Store
from holdfast.ui.drill.drafted import drafted
from holdfast.ui.drill.reading import Played
from holdfast.ui.drill.rows import coming, expectation_rows, so_far
from holdfast.ui.drill.words import clock_words, condition_words, is_alone, state_words
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button, set_words
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.page_acts import menu_place
from holdfast.ui.kit.read_out import large
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.text import ElidedLabel, hairline, label, set_tone
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.ui.kit.drafts import DraftBinder

_LIST = 74  # the least height of a list
_NEXT, _LOG = 216, 84
_BIG = 1.8  # times the body text
_SHARE, _NARROW = 0.52, 900


class RunningView(QWidget):
    """Shows a drill that is running or paused; what is asked for goes up."""

    put_in_wanted = Signal()
    hold_wanted = Signal()
    note_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._shown: Played | None = None
        self._asked = False
        self._told = False  # somebody who plays alone asked for what is to come
        self._draft: DraftBinder | None = None
        self._build()

    # -- what the page asks ----------------------------------------------------------------------

    def show_played(self, shown: Played, now: datetime) -> None:
        """Show this drill."""
        other = self._shown is None or self._shown.drill.id != shown.drill.id
        self._shown = shown
        if other:
            self._told = not is_alone(shown.drill)
            if self._draft is not None:
                self._draft.flush()
                self._draft.deleteLater()
                self._note.clear()
            self._draft = drafted(self._store, self._note, shown.drill.id, "note")
        self._state.setText(state_words(shown.drill))
        set_tone(self._state, "accent" if shown.drill.state == "running" else "muted")
        self._log_rows.set_rows(so_far(shown.drill, self._store.operators.names()))
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Time went on."""
        shown = self._shown
        if shown is None:
            return
        self._time.setText(clock_words(shown.drill.elapsed(now)))
        minutes = shown.scenario.minutes
        self._time.setAccessibleName(_("Drill time: {time}").format(time=self._time.text()))
        self._of.set_whole(_("of about {minutes} min").format(minutes=minutes))
        self._show_coming(now)
        found = score(shown.scenario, shown.drill, shown.happened, now)
        self._team_rows.set_rows(expectation_rows(found, shown.drill, shown.scenario, now))
        self._team_title.setText(_("Expectations: {met} of {all} met").format(met=found.met, all=found.of))

    def turn_coming(self) -> None:
        """Show what is to come to somebody who plays alone, or hide it again."""
        self._told = not self._told
        if self._shown is not None:
            self.tick(self._store.now())

    def inject(self) -> str:
        """The key of the inject that is current, "" for none; none while they are hidden."""
        return str(self.next.current_key() or "") if self._told else ""

    def write_note(self) -> None:
        """Put the focus where a note is written."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def note_recorded(self) -> None:
        """The note is in the record."""
        if self._draft is not None:
            self._draft.forget()

    def flush(self) -> None:
        """Save what is written as a draft."""
        if self._draft is not None:
            self._draft.flush()

    def step_back(self, *, asked: bool) -> None:
        """Make room for what is asked below."""
        self._asked = asked
        self._note_line.setVisible(not asked)
        for each in (self._foot, self._verbs):
            each.setVisible(self._told and not asked)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.next if self._told else self._hidden, self.log, self.team]

    def first_focus(self) -> QWidget:
        """Where the keys are at first."""
        return self.next if self._told else self._show

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        down = column(left, self._coming(), hairline(), self._so_far())
        down.setStretch(0, 3)
        down.setStretch(2, 1)
        self._team_title, self._team_rows = label("", "strong", wrap=True), RowsModel(self)
        self.team = _list(_("Expectations"), self._team_rows)
        column(right, _headed(self._team_title), hairline(), self.team, stretch=2)
        column(self, self._top(), hairline(), TurningSplitter(left, right, "", _SHARE, _NARROW), stretch=2)

    def _top(self) -> QWidget:
        self._time = label("", "mono_strong")
        large(self._time, _BIG, strong=True, mono=True)
        self._of = ElidedLabel("", "meta", "muted")
        self._state = label("", "item_strong")
        top = QWidget()
        self._hide = quiet_button(_("Hide injects"), self.turn_coming)
        line = row(self._time, self._state, self._of, self._hide, spacing=16)
        line.setStretch(2, 1)
        line.setContentsMargins(24, 0, 24, 8)
        top.setLayout(line)
        return top

    def _coming(self) -> QWidget:
        self._next_rows = RowsModel(self)
        self._next_title = label(_("To come"), "strong", wrap=True)
        self._next_title.setContentsMargins(0, 4, 0, 2)  # without its buttons as high as the other heads
        self.next = _Listed(_("To come"), RowDelegate(leading=False, compact=True, margin=24))
        self.next.setModel(self._next_rows)
        self.next.setMinimumHeight(theme.px(_LIST))
        self.next.menu_wanted.connect(self.menu_wanted)
        self.next.opened.connect(lambda _index: self.menu_wanted.emit(self.next.below_current()))
        self.next.selectionModel().currentChanged.connect(self._follow)
        self._put_in = button(_("Put in now"), self.put_in_wanted.emit)
        self._hold = button(_("Hold"), self.hold_wanted.emit)
        verbs = QWidget()
        verbs.setLayout(FlowLayout(self._put_in, self._hold))
        head, whole, self._foot, self._verbs = QWidget(), QWidget(), QWidget(), verbs
        line = row(self._next_title, verbs, spacing=16)
        line.setStretch(1, 1)
        line.setContentsMargins(24, 6, 16, 6)
        head.setLayout(line)
        self._about = label("", "small", "muted", wrap=True)
        about = QWidget()
        column(about, self._about).setContentsMargins(24, 4, 16, 6)
        column(self._foot, hairline(), about)
        column(whole, head, hairline(), self.next, self._hiding(), self._foot, stretch=2)
        return whole

    def _hiding(self) -> QWidget:
        self._hidden = QWidget()
        self._hidden_words = label("", "body", "muted", wrap=True)
        self._show = button(_("Show them"), self.turn_coming)
        inner = QVBoxLayout(self._hidden)
        inner.setContentsMargins(24, 8, 16, 8)
        inner.addWidget(self._hidden_words)
        inner.addLayout(row(self._show, None))
        inner.addStretch()
        return self._hidden

    def _so_far(self) -> QWidget:
        self._log_rows = RowsModel(self)
        self.log = _Short(_("So far"), RowDelegate(leading=False, compact=True, margin=24))
        self.log.setModel(self._log_rows)
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("What you saw; Enter records it"))
        self._note.setAccessibleName(_("Note of the facilitator"))
        self._note.returnPressed.connect(lambda: self.note_wanted.emit(self._note.text()))
        self._note_line = QWidget()
        column(self._note_line, self._note).setContentsMargins(24, 8, 16, 12)
        whole = QWidget()
        title = label(_("So far: put in and noted"), "strong", wrap=True)
        column(whole, _headed(title), hairline(), self.log, self._note_line, stretch=2)
        return whole

    # -- showing ---------------------------------------------------------------------------------

    def _show_coming(self, now: datetime) -> None:
        shown = self._shown
        assert shown is not None
        rows = coming(shown, now)
        told = ngettext("To come: {count} inject", "To come: {count} injects", len(rows))
        self._next_title.setText(told.format(count=len(rows)))
        self._hidden_words.setText(_hidden(len(rows)))
        self._show.setVisible(bool(rows))
        place = self.next.currentIndex().row()
        self._next_rows.set_rows(rows)
        if self._told and rows and not self.next.currentIndex().isValid():
            self.next.setCurrentIndex(self._next_rows.index(0, 0))
        if self.next.currentIndex().row() != place:  # one that is held goes to the end
            self.next.scrollTo(self.next.currentIndex())
        self.next.setVisible(self._told and bool(rows))
        self._hidden.setVisible(not (self._told and rows))
        for each in (self._foot, self._verbs):
            each.setVisible(self._told and bool(rows) and not self._asked)
        self._hide.setVisible(self._told and is_alone(shown.drill))
        self._follow()

    def _follow(self) -> None:
        inject, drill = self.inject(), self._shown.drill if self._shown else None
        held = drill is not None and inject in drill.held
        one = self._shown.scenario.inject(inject) if self._shown else None
        self._about.setText(
            first_upper(condition_words(one, self._shown.scenario)) if one and self._shown else ""
        )
        set_words(self._hold, _("Release") if held else _("Hold"))
        for each in (self._put_in, self._hold):
            each.setEnabled(bool(inject))


def _hidden(count: int) -> str:
    """What stands in the place of what is to come, to somebody who plays alone."""
    if not count:
        return _("Nothing more is to come.")
    hidden = _("They stay hidden while you play alone.")
    what = _("What comes is told above, alerts under Alerts: answer them as if they were real.")
    return f"{hidden} {what}"


class _Listed(RowList):
    """A list with a menu of what can be done with the current row; it wants six rows of a line."""

    menu_wanted = Signal(QPoint)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(_NEXT))

    def below_current(self) -> QPoint:
        """Where on the screen the current row ends."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(menu_place(self, event))


class _Short(RowList):
    """Leaves the room to the list above: of its own it wants no more than three rows of a line."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(_LOG))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(_LIST))


def _list(name: str, rows: RowsModel) -> RowList:
    made = RowList(name, RowDelegate(leading=False, margin=24))
    made.setModel(rows)
    made.setMinimumHeight(theme.px(_LIST))
    return made


def _headed(title: QWidget) -> QWidget:
    head = QWidget()
    column(head, title).setContentsMargins(24, 10, 16, 8)
    return head
