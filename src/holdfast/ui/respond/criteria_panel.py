"""Exit criteria and reporting clocks: what has to be so before the end, and whom to tell outside by when."""

from datetime import datetime
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from holdfast.domain.coordination import Criterion
from holdfast.domain.incident import Incident
from holdfast.respond.criteria import State, add_criterion, move_criterion
from holdfast.store.store import Store
from holdfast.triage.clocks import Stopped, offered, start_clock, stop_clock
from holdfast.ui.kit.buttons import button, key_works_in, set_words
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.respond.asked_box import AskedBox
from holdfast.ui.respond.criteria_words import Act, Item, acts_of, item_row, items_of
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

_MOST = 12


class CriteriaList(RowList):
    """Criteria and clocks, the clocks counting down; Space does the usual with the one it stands at."""

    stepped = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__(_("Exit criteria and reporting clocks"))
        self.setItemDelegate(RowDelegate(self, leading=False, compact=True, margin=8))
        self._store = store
        self._items: dict[str, Item] = {}
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_items(self, items: dict[str, Item]) -> None:
        """Show these; the row one stands at stays."""
        before = str(self.current_key())
        self._items = items
        self.count_down(self._store.now())
        self.stand_at(before if before in items else next(iter(items), ""))
        self.updateGeometry()

    def count_down(self, now: datetime) -> None:
        """The rows as they are now."""
        self._model.set_rows(
            [(key, item_row(item, now, self._store.zone)) for key, item in self._items.items()]
        )

    def item(self) -> Item | None:
        """What one stands at."""
        return self._items.get(str(self.current_key()))

    def stand_at(self, key: str) -> None:
        """Stand at a row, if it is there."""
        place = self._model.row_of(key)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place, 0))

    def sizeHint(self) -> QSize:
        rows = max(1, min(_MOST, len(self._items)))
        return QSize(super().sizeHint().width(), rows * self._row_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit()
        else:
            super().keyPressEvent(event)

    def _row_height(self) -> int:
        return max(1, self.sizeHintForRow(0)) if self._items else self.fontMetrics().height() * 3


class CriteriaPanel(Panel):
    """The list, what can be done with the row one stands at, and a line for another criterion."""

    whole = True

    def __init__(self, store: Store, record: Recording, clock: Clock, incident: Incident) -> None:
        words = _("Exit criteria and reporting clocks of {ref}").format(ref=incident.ref)
        super().__init__(words, _("Add criterion"))
        self._store, self._record, self._ident = store, record, incident.id
        set_words(self._cancel, _("Close"))
        self.asked = AskedBox(store)
        self._build_list()
        self._build_line()
        self.show_changed(incident)
        clock.second.connect(self._tick)

    # -- what the page asks ----------------------------------------------------------------------

    def controls(self) -> list[QWidget]:
        return [self.list, *self._acts, *self.asked.controls(), self.text_edit]

    def first(self) -> QWidget:
        return self.list if self.list.item() is not None else self.text_edit

    def show_changed(self, incident: Incident) -> None:
        items = items_of(incident, offered(self._store, incident))
        self.list.show_items(items)
        self.list.setVisible(bool(items))
        self._none.setVisible(not incident.criteria)
        self._show_acts()

    def flush(self) -> None:
        self._draft.binder.flush()

    def submit(self) -> None:
        """Add the criterion that is typed."""
        text = self.text_edit.text()
        done = self._record(lambda: add_criterion(self._store, self._ident, text), self.text.show_error)
        if done is not None:
            self._draft.forget()
            self.text_edit.clear()
            self.show_changed(done)
            self.list.stand_at(f"criterion/{done.criteria[-1].id}")
            announce(self, _("Criterion added."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asked.isVisible():
            self._ask_no_more()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.asked.has_focus():
            self.asked.give()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build_list(self) -> None:
        self.list = CriteriaList(self._store)
        self._none = label(
            _("No exit criteria yet: what has to be so before this incident may end?"),
            "body",
            "muted",
            wrap=True,
        )
        self._acts: list[QPushButton] = [button("", key=_("Space")), button(""), button("")]
        for place, act in enumerate(self._acts):
            act.clicked.connect(partial(self._act, place))
        key_works_in(self._acts[0], self.list)
        self._row = QWidget()
        self._row.setLayout(row(*self._acts, None))
        self.list.stepped.connect(partial(self._act, 0))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_acts())
        self.asked.given.connect(self._give)
        for part in (self._none, self.list, self._row, self.asked):
            self._body.addWidget(part)

    def _build_line(self) -> None:
        self.text_edit = QLineEdit()
        self.text = Field(_("New exit criterion"), self.text_edit)
        self._draft = FieldDraft(self._store, self.text_edit, "criterion")
        self._draft.show_incident(self._ident)
        self.text_edit.textEdited.connect(lambda _text: self.text.clear_error())
        self._body.addWidget(self.text)
        self._body.addStretch()

    # -- showing ---------------------------------------------------------------------------------

    def _tick(self, now: datetime) -> None:
        if self.isVisible():
            self.list.count_down(now)

    def _show_acts(self) -> None:
        acts = acts_of(self.list.item())
        self._row.setVisible(bool(acts))
        for place, each in enumerate(self._acts):
            each.setVisible(place < len(acts))
            if place < len(acts):
                set_words(each, acts[place].words)

    # -- recording -------------------------------------------------------------------------------

    def _act(self, place: int) -> None:
        acts = acts_of(self.list.item())
        if place >= len(acts):
            return
        if acts[place].asks:
            self.text.hide()  # one question at a time; the list keeps its room
            self.verb.hide()
            self.asked.ask(acts[place])
        else:
            self._do(acts[place])

    def _give(self) -> None:
        act = self.asked.act
        if act is not None and self._do(act, self.asked.edit.text(), self.asked.at):
            self._ask_no_more()

    def _ask_no_more(self) -> None:
        self.asked.ask_no_more()
        self.text.show()
        self.verb.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, act: Act, reason: str = "", at: datetime | None = None) -> bool:
        item = self.list.item()
        if item is None:
            return False
        failed = self.asked.show_error if act.asks else None
        done = self._record(lambda: self._change(item, act, reason, at), failed)
        if done is None:
            return False
        self.show_changed(done)
        announce(self, _("Recorded."))
        return True

    def _change(self, item: Item, act: Act, reason: str, at: datetime | None) -> Incident:
        if isinstance(item, Criterion):
            return move_criterion(self._store, self._ident, item.id, cast("State", act.state), reason)
        if act.state == "running":
            return start_clock(self._store, self._ident, item.key)
        return stop_clock(self._store, self._ident, item.key, cast("Stopped", act.state), reason, at)
