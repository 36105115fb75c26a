"""The timeline of the review: rows chosen from the incident's timeline, reworded for readers in place."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.ids import subject
from holdfast.domain.review import Review, Row
from holdfast.domain.review_layout import title_of
from holdfast.review.writing import change_row, drop_rows, group_rows, import_rows, offered_rows, regroup_rows
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import EmptyState, row
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.review.entries import review_entries
from holdfast.ui.review.entry_editor import EntryEditor
from holdfast.ui.review.entry_list import EntryList
from holdfast.ui.review.group_bar import GroupBar
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.written import WrittenText, row_spot
from holdfast.words import _, ngettext


class TimelineSection(Section):
    """Every row with its time; one at a time is open. Taking a row out can be undone."""

    import_wanted = Signal()
    known_wanted = Signal()
    """What was known when the incident was assessed."""
    key = "timeline"

    def __init__(self, services: Services, review: Review) -> None:
        super().__init__()
        self._services = services
        self._review = review
        self._editor: EntryEditor | None = None
        self._build()
        self._connect()
        self.show_review(review)

    # -- what the page asks ----------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        self._review = review
        self._title.setText(title_of(review, self.key))
        self._close_lost()
        if self._editor is not None:
            self._editor.box.show_review(review)
        drafts = [field.removeprefix("row:") for field in self._drafts()]
        self.list.rows.set_rows(list(review_entries(review.rows, drafts, self._services.store.zone)))
        count = len(review.rows)
        self._count.setText(ngettext("{count} entry", "{count} entries", count).format(count=count))
        self._stack.setCurrentWidget(self._filled if review.rows else self._empty)
        self._count.setVisible(bool(review.rows))
        self._wake()

    def flush(self) -> None:
        if self._editor is not None:
            self._editor.box.flush()

    def is_unrecorded(self) -> bool:
        return bool(self._drafts())

    def record(self) -> bool:
        """Record every reworded row that is a draft; stops at the first that can't be, and opens it."""
        self.flush()
        return all(self._record_draft(field) for field in self._drafts())

    def first_focus(self) -> QWidget:
        if self._editor is not None:
            return self._editor
        return self.list if self._review.rows else self._import

    def open_place(self, place: str) -> None:
        self.list.setCurrentIndex(self.list.rows.index(self.list.rows.row_of(place), 0))
        self.list.setFocus()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = EntryList()
        self._title = label("", "title")
        self._count = label("", "small", "muted")
        self._edit = quiet_button(_("Edit text"), lambda: self.edit(str(self.list.current_key())))
        self._drop = quiet_button(_("Take out"), self._drop_chosen)
        self._group = quiet_button(_("Group"), self.ask_group)
        self._known = quiet_button(_("What was known then"), self.known_wanted.emit)
        self.bar = GroupBar()
        head = row(self._title, self._count, None, self._edit, self._group, self._drop)
        head.setContentsMargins(24, 12, 16, 0)
        then = row(self._known, None)
        then.setContentsMargins(16, 0, 16, 8)
        self._import = button(_("Import timeline"), self.import_wanted.emit)
        self._empty = EmptyState(
            _("No entries yet"),
            _("Choose the entries that readers need to follow the story. The incident keeps all of them."),
            [self._import],
        )
        self._filled = QWidget()
        inner = QVBoxLayout(self._filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(hairline())
        inner.addSpacing(8)
        inner.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        for part in (self._empty, self._filled):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(then)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.list.edit_wanted.connect(self.edit)
        self.list.selectionModel().selectionChanged.connect(self._wake)
        self.list.group_wanted.connect(self.ask_group)
        self.bar.named.connect(self._name_group)
        self.bar.closed.connect(self._close_bar)

    # -- editing ---------------------------------------------------------------------------------

    def edit(self, ident: str) -> None:
        """Open a row for rewording; the one that was open is closed, its draft kept."""
        entry = self._row(ident)
        if entry is None or self._is_fixed():
            return
        if self._editor is not None:
            self._close()
        editor = self._editor = EntryEditor(self._services, self._review, entry)
        editor.closed.connect(self._close)
        editor.resized.connect(self.list.lay_out_again)
        editor.box.changed.connect(self.changed)
        editor.box.draft_saved.connect(self.draft_saved)
        self.list.put_in_place(ident, editor)
        QWidget.setTabOrder(self.list, editor)
        editor.setFocus()

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        editor.box.flush()
        had_focus = editor.isAncestorOf(editor.window().focusWidget() or self)
        self.list.take_away(editor.entry)
        self.show_review(self._services.store.reviews.get(self._review.id))
        if had_focus:
            self.list.setFocus()

    def _close_lost(self) -> None:
        """The open row was taken out by another process."""
        if self._editor is not None and self._row(self._editor.entry) is None:
            self._editor.box.flush()
            self._editor = None

    def _record_draft(self, field: str) -> bool:
        ident = field.removeprefix("row:")
        if self._editor is not None and self._editor.entry == ident:
            return self._editor.box.record()
        written = WrittenText(self._services.store, self._review, row_spot(ident))
        done = self._services.record(lambda: written.record(written.text))
        if done is None:
            self.edit(ident)
        return done is not None

    # -- taking out ------------------------------------------------------------------------------

    def _drop_chosen(self) -> None:
        entries = self._chosen()
        if not entries:
            return
        store, keys = self._services.store, [each.id for each in entries]
        if self._services.record(lambda: drop_rows(store, self._review.id, keys)) is not None:
            self._services.notices.say(
                _("Taken out of the review. The incident's timeline keeps it."),
                verb=_("Undo"),
                act=partial(self._put_back, entries),
            )

    def _put_back(self, entries: list[Row]) -> None:
        self._services.record(lambda: _imported_again(self._services, self._review.id, entries))

    # -- grouping --------------------------------------------------------------------------------

    def ask_group(self) -> None:
        """Ask for the heading of the rows that are chosen."""
        chosen = self._chosen()
        if chosen and not self._is_fixed():
            self.bar.begin(chosen[0].group, {one.group for one in self._review.rows})
            self.stops_changed.emit()

    def _name_group(self, group: str) -> None:
        chosen, store, ident = self._chosen(), self._services.store, self._review.id
        before = {one.id: one.group for one in chosen}
        if self._services.record(lambda: group_rows(store, ident, list(before), group)) is None:
            return
        self._close_bar()
        count = len(chosen)
        words = ngettext("{count} entry grouped.", "{count} entries grouped.", count)
        if not group.strip():
            words = ngettext("{count} entry without a heading.", "{count} entries without a heading.", count)
        self._services.notices.say(
            words.format(count=count), verb=_("Undo"), act=partial(self._regroup, before)
        )

    def _regroup(self, groups: dict[str, str]) -> None:
        store = self._services.store
        self._services.record(lambda: regroup_rows(store, self._review.id, groups))

    def _close_bar(self) -> None:
        self.bar.hide()
        self.list.setFocus()

    # -- what stands here ------------------------------------------------------------------------

    def _chosen(self) -> list[Row]:
        found = map(self._row, self.list.chosen_keys())
        return [one for one in found if one is not None]

    def _row(self, ident: str) -> Row | None:
        return next((one for one in self._review.rows if one.id == ident), None)

    def _drafts(self) -> list[str]:
        """The fields of drafts that belong to rows which are still there."""
        store = self._services.store
        operator = store.by.operator if store.by else ""
        there = {f"row:{one.id}" for one in self._review.rows}
        return [
            field for field in store.drafts.of(subject("review", self._review.id), operator) if field in there
        ]

    def _is_fixed(self) -> bool:
        return is_fixed(self._services, self._review)

    def _wake(self) -> None:
        """A row can be edited or taken out where there is a current one in a draft."""
        possible = bool(self._review.rows) and not self._is_fixed()
        for each in (self._edit, self._group, self._drop):
            each.setVisible(possible)
            each.setEnabled(bool(self.list.chosen_keys()))
            set_tooltip(each, "" if each.isEnabled() else _("Choose an entry in the list."))


def _imported_again(services: Services, review: str, entries: list[Row]) -> Review:
    """Take rows in again as they were, reworded text and heading included, as one command."""
    store, before = services.store, {one.source: one for one in entries}
    with store.command():
        offered = [one for one, there in offered_rows(store, review) if one.entry in before and not there]
        after = import_rows(store, review, offered)
        for new in after.rows:
            old = before.get(new.source)
            if old is not None and old.edited:
                change_row(store, review, new.id, old.text)
            if old is not None and old.group:
                group_rows(store, review, [new.id], old.group)
        return store.reviews.get(review)
