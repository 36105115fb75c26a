"""The page of preventive actions over all reviews: overdue first, then what is due next."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from holdfast.domain.action import SORTS, STATES, sort_word, state_word
from holdfast.domain.changes import Changes
from holdfast.domain.value import title_text
from holdfast.review.actions import change_action, move_action
from holdfast.store.action_list import ActionRow, Asked
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import EmptyState, row
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.page import FlowingHeader, Page, column
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import GrowingRows
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.review.action_answer import CHANGE, AnswerBar
from holdfast.ui.review.action_reading import ActionReading
from holdfast.ui.review.due import due_words, read_due
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext

_STEP: Final = 100
_SOON: Final = 100
_WORDS: Final = 340


class ActionsPage(Page):
    """Enter opens the review; Alt with D, V, X or R says what became of an action, F2 changes it."""

    review_chosen = Signal(str)
    incident_chosen = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._most, self._stale = _STEP, True
        self._rows = dict[str, ActionRow]()
        self._build()
        self._connect()

    def panes(self) -> list[QWidget]:
        return [self.list]

    def first_focus(self) -> QWidget | None:
        return self.list if self.rows.rowCount() else self.words

    def window_title(self) -> str:
        return _("Actions")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def asked(self) -> Asked:
        """Which actions are shown."""
        return Asked(str(self.state.currentData()), "", str(self.sort.currentData()), self.words.text())

    def reload(self) -> None:
        """Read the list again; what is chosen stays chosen."""
        self._stale = False
        self._reading.cancel()
        asked, most = self.asked(), self._most
        today = self._services.store.now().date().isoformat()
        hard = asked.is_narrow or not asked.state  # no index holds those in their order
        found = self._reading.at_once(lambda actions: actions.page(asked, most), hard=hard)
        if found is None:
            self._reading.aside(
                lambda actions: (actions.page(asked, most), actions.numbers(asked, today)),
                partial(self._show_all, asked),
            )
        else:
            self._show(asked, found)
            self._count(asked, today)

    def stop(self) -> None:
        """Nobody waits for what is being read."""
        self._stale = True
        self._reading.cancel()

    def ask(self, what: str) -> None:
        """Ask what became of the current action, or what it says now."""
        chosen = self._chosen()
        if chosen is not None and not self._services.store.read_only:
            self.answer.ask(what, self._services.store.reviews.action(chosen.id))

    def open_review(self) -> None:
        """Go to the review that the current action came out of."""
        chosen = self._chosen()
        if chosen is not None:
            self.review_chosen.emit(chosen.review)

    def open_incident(self) -> None:
        """Go to its incident."""
        chosen = self._chosen()
        if chosen is not None:
            self.incident_chosen.emit(chosen.incident)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._open = button(_("Open review"), self.open_review, primary=True)
        self._head = FlowingHeader(_("Actions"), buttons=[self._open])
        states = [(state, state_word(state)) for state in STATES]
        self.state = _choice(_("State"), [*states, ("", _("any state"))])
        self.sort = _choice(_("Sort"), [("", _("any sort")), *((sort, sort_word(sort)) for sort in SORTS)])
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Words of the title or the owner"))
        self.words.setAccessibleName(self.words.placeholderText())
        asks = [(_("Done"), "done"), (_("Seen to work"), "verified"), (_("Drop"), "dropped")]
        asks += [(_("Open again"), "open"), (_("Change"), CHANGE)]
        self.moves = [quiet_button(words, partial(self.ask, what)) for words, what in asks]
        self._incident = quiet_button(_("Go to the incident"), self.open_incident)
        self.list = RowList(_("Actions"))
        self.list.setItemDelegate(RowDelegate(self.list, margin=24))
        self.rows = GrowingRows(self.list)
        self.list.setModel(self.rows)
        self._nothing = EmptyState(
            _("No open actions"),
            _("Preventive actions are written in a review. What is due first will stand at the top here."),
        )
        clear = button(_("Clear filter"), self.clear)
        self._no_match = EmptyState(_("Nothing matches"), _("No action is like that."), [clear])
        self._stack = QStackedWidget()
        for part in (self.list, self._nothing, self._no_match):
            self._stack.addWidget(part)
        self.answer = AnswerBar()
        asked, acts = QWidget(), QWidget()
        named = [_named(words, each) for words, each in ((_("State"), self.state), (_("Sort"), self.sort))]
        self.words.setMinimumWidth(theme.px(_WORDS))
        line = FlowLayout(*named, self.words, gap=12)
        below = FlowLayout(*self.moves, self._incident, gap=4)
        for part, flow, across, down in ((asked, line, 24, 8), (acts, below, 16, 4)):
            inner = QWidget()
            inner.setLayout(flow)
            column(part, inner).setContentsMargins(across, down, across, down)
        parts = (self._head, hairline(), asked, self._stack, self.answer, hairline(), acts)
        column(self, *parts, stretch=3)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._reading = ActionReading(self._services.store, self._services.tasks, self)

    def _connect(self) -> None:
        self.list.opened.connect(self.open_review)
        self.rows.more_wanted.connect(self._show_more)
        for choice in (self.state, self.sort):
            choice.currentIndexChanged.connect(self._narrowed)
        self.words.textChanged.connect(self._narrowed)
        self.answer.answered.connect(self._record)
        self.answer.closed.connect(self.list.setFocus)
        self._services.bridge.changed.connect(self._changed)
        self._services.clock.minute.connect(self._touch)
        self._soon.timeout.connect(self.reload)
        self._reading.searching.connect(self._show_searching)
        keys = {"Alt+D": "done", "Alt+V": "verified", "Alt+X": "dropped", "Alt+R": "open", "F2": CHANGE}
        OwnKeys(self, {key: partial(self.ask, what) for key, what in keys.items()})

    # -- what happens ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Ask for every open action again."""
        self.state.setCurrentIndex(0)
        self.sort.setCurrentIndex(0)
        self.words.clear()
        self.reload()

    def _record(self, what: str, texts: dict[str, str]) -> None:
        chosen, store = self._chosen(), self._services.store
        if chosen is None:
            return
        before = store.reviews.action(chosen.id).state

        def work() -> object:
            if what != CHANGE:
                return move_action(store, chosen.id, what, texts["reason"])
            due = texts["due"].strip()
            due = read_due(due, store.now().date()) if due else ""
            return change_action(store, chosen.id, owner=texts["owner"], due=due)

        if self._services.record(work, self.answer.show_error) is None:
            return
        self.answer.end()
        self.reload()
        if what != CHANGE:
            words = _("{title}: {state}").format(title=chosen.title, state=state_word(what))
            undo = partial(move_action, store, chosen.id, before)
            self._services.notices.say(words, verb=_("Undo"), act=lambda: self._services.record(undo))

    def _changed(self, changes: Changes) -> None:
        if changes.touches("action", "incident"):
            self._touch()

    def _show(self, asked: Asked, found: list[ActionRow]) -> None:
        self._rows = {each.id: each for each in found}
        today = self._services.store.now().date().isoformat()
        self.rows.set_rows([(each.id, self._row(each, today)) for each in found])
        self.rows.has_more = len(found) == self._most
        nothing = self._nothing if asked == Asked() else self._no_match
        self._stack.setCurrentWidget(self.list if found else nothing)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        for each in (*self.moves, self._incident, self._open):
            each.setEnabled(bool(found))

    def _show_all(self, asked: Asked, read: tuple[list[ActionRow], tuple[int, int]]) -> None:
        found, numbers = read
        self._show(asked, found)
        self._show_head(numbers)

    def _count(self, asked: Asked, today: str) -> None:
        """The numbers take longer than the first rows where there are very many."""
        numbers = self._reading.at_once(lambda actions: actions.numbers(asked, today))
        if numbers is None:
            self._reading.aside(lambda actions: actions.numbers(asked, today), self._show_head)
        else:
            self._show_head(numbers)

    def _touch(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _narrowed(self) -> None:
        self._most = _STEP
        self._touch()

    def _show_more(self) -> None:
        self._most += _STEP
        self._touch()

    def _chosen(self) -> ActionRow | None:
        return self._rows.get(str(self.list.current_key() or ""))

    def _show_head(self, numbers: tuple[int, int]) -> None:
        count, overdue = numbers
        said = [ngettext("{count} action", "{count} actions", count).format(count=count)]
        if overdue:
            said.append(ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue))
        self._head.set_title(_("Actions"), "  \N{MIDDLE DOT}  ".join(said))

    def _show_searching(self) -> None:
        self._head.set_title(_("Actions"), _("Searching…"))

    def _row(self, each: ActionRow, today: str) -> Row:
        late = each.state == "open" and bool(each.due) and each.due < today
        due = due_words(each.due, self._services.store.now().date()) if each.due else _("no due date")
        state = "" if each.state == "open" else state_word(each.state)
        meta = (state, sort_word(each.sort), each.owner or _("no owner"))
        return Row(
            title_text(each.title),
            "  \N{MIDDLE DOT}  ".join(filter(None, meta)),
            reference=each.ref,
            due=_("overdue: {when}").format(when=due) if late else due,
            overdue=late,
            quiet=each.state in ("verified", "dropped"),
        )


def _named(words: str, control: QComboBox) -> QWidget:
    """The control behind its name, which stay together where a line ends."""
    named, pair = label(words, "body", "muted"), QWidget()
    named.setBuddy(control)
    line = row(named, control, spacing=12)
    line.setContentsMargins(0, 0, 0, 0)
    pair.setLayout(line)
    return pair


def _choice(name: str, items: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for key, words in items:
        made.addItem(words, key)
    return made
