"""The comments beside the text: read, answered, resolved, and new ones on the words that are chosen."""

from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.review_flow import Comment
from holdfast.domain.review_layout import title_of
from holdfast.review.comments import answer, comment, is_earlier, resolve
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button, set_words
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, card, row, scrolled
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.review.comment_drafts import CommentDrafts, Spot
from holdfast.ui.review.comment_rows import comment_rows, in_order, said
from holdfast.ui.review.services import Services
from holdfast.words import _


class CommentsPane(QWidget):
    """Enter goes to the words that a comment is about; Ctrl+Enter records what is written below."""

    place_wanted = Signal(object)
    """The `Comment` whose place is to be shown."""
    chosen = Signal()
    """Another comment is the current one."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._review = Review(id="")
        self._new: Spot | None = None  # what the comment being written is about
        self._build()
        self._drafts = CommentDrafts(services.store)
        self._binder = DraftBinder(self.edit, self._drafts.text, self._keep)
        self._connect()

    def show_review(self, review: Review) -> None:
        """Show the comments as they are recorded now."""
        other = review.id != self._review.id
        if other:
            self._binder.flush()
        self._review = self._drafts.review = review
        self.rows.set_rows(comment_rows(self._services.store, review))
        if other:
            self._new = None
            self.edit.clear()
            self._binder.restore()
        place = self._drafts.place() if other else None
        if self.rows.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self._new = place or self._new
        self._show_current()

    def current(self) -> Comment | None:
        """The comment that is chosen in the list."""
        return self._review.flow.comment(str(self.list.current_key() or ""))

    def show_comment(self, ident: str) -> None:
        """Make a comment the current one, and show its place."""
        self.list.setCurrentIndex(self.rows.index(self.rows.row_of(ident), 0))
        self.place_wanted.emit(self.current())

    def begin(self, section: str, quote: str, offset: int) -> None:
        """Write a comment on words of a section; without words on the section, without one on the whole."""
        self._new = (section, quote, offset)
        self._keep_again()
        self._show_current()
        self.edit.setFocus()

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) comment the current one, and show its place."""
        count = self.rows.rowCount()
        if count:
            place = (
                self.list.currentIndex().row() + by if self.isVisible() else self.list.currentIndex().row()
            )
            self.list.setCurrentIndex(self.rows.index(place % count, 0))
            self.place_wanted.emit(self.current())

    def flush(self) -> None:
        """Keep what was typed."""
        self._binder.flush()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = RowList(_("Comments"), RowDelegate(leading=False, margin=20))
        self.rows = RowsModel(self.list)
        self.list.setModel(self.rows)
        self._none = label(
            _(
                "No comments yet. Choose words in the text and press Ctrl+Alt+M, or comment on the whole "
                "review."
            ),
            "body",
            "muted",
            wrap=True,
        )
        self._quote = label("", "meta", "muted", wrap=True, select=True)
        self._said = label("", "body", wrap=True, select=True)
        self._card = card(self._quote, self._said)
        self._move = quiet_button(_("Resolve"), self._resolve)
        self._whole = quiet_button(_("Comment on the whole"), partial(self.begin, "", "", 0))
        self._back = quiet_button(_("Answer instead"), self._stop_new)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(theme.px(56))
        self.edit.setMaximumHeight(theme.px(92))
        self._field = Field(_("Answer"), self.edit)
        self._act = button(_("Record answer"), self.record, key="Ctrl+Enter")
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(20, 8, 16, 8)
        below.setSpacing(8)
        below.addWidget(self._none)
        below.addWidget(self._card)
        below.addLayout(row(self._move, self._whole, self._back, None))
        below.addWidget(self._field)
        below.addLayout(row(self._act, None))
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 2)
        column.addWidget(scrolled(inner), 3)
        OwnKeys(self, {"Ctrl+Return": self.record, "Ctrl+Enter": self.record})

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.opened.connect(lambda _index: self.place_wanted.emit(self.current()))
        self._binder.failed.connect(self._field.show_error)
        self.edit.textChanged.connect(self._field.clear_error)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop at this part as well, and be led back into it for ever.
        (self.list if self.rows.rowCount() else self.edit).setFocus(event.reason())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), super().minimumSizeHint().height())

    # -- showing ---------------------------------------------------------------------------------

    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._new = None
        self._keep_again()
        self._show_current()
        self.chosen.emit()

    def _show_current(self) -> None:
        there, store = self.current(), self._services.store
        self._none.setVisible(there is None)
        self.list.setVisible(there is not None)
        self._card.setVisible(there is not None)
        may = not store.read_only
        writes = self._new is not None or there is None
        self._move.setVisible(may and there is not None)
        self._whole.setVisible(may and not writes)
        self._back.setVisible(may and writes and there is not None)
        self._field.setVisible(may)
        self._act.setVisible(may)
        self._name_field(self._new if writes else None, writes=writes)
        if there is not None:
            self._show_comment(there)

    def _show_comment(self, there: Comment) -> None:
        earlier = _("(about an earlier version)") if is_earlier(self._review, there) else ""
        self._quote.setText(" ".join(filter(None, (_("“{words}”").format(words=there.quote), earlier))))
        self._quote.setVisible(bool(there.quote))
        self._said.setText("\n\n".join(said(self._services.store, there)))
        words = _("Open again") if there.state == "resolved" else _("Resolve")
        self._move.setText(words)
        self._move.setAccessibleName(words)

    def _name_field(self, new: Spot | None, *, writes: bool) -> None:
        words = _("Answer")
        if writes:
            section, quote, _offset = new or ("", "", 0)
            words = _("Comment on the whole review")
            if section:
                words = _("Comment on {section}").format(section=title_of(self._review, section))
            if quote:
                words = _("Comment on “{words}”").format(words=_short(quote))
        self._field.label.setText(words.replace("&", "&&"))
        self.edit.setAccessibleName(words)
        act = _("Record comment") if writes else _("Record answer")
        set_words(self._act, act)
        self._act.setAccessibleName(act)

    # -- recording -------------------------------------------------------------------------------

    def record(self) -> None:
        """Record what is written, as a comment or as an answer to the current one."""
        before, text = {each.id for each in self._review.flow.comments}, self.edit.toPlainText()
        there, store, ident = self.current(), self._services.store, self._review.id
        if self._new is not None or there is None:
            section, quote, offset = self._new or ("", "", 0)
            work = partial(comment, store, ident, text, section, quote, offset)
        else:
            work = partial(answer, store, ident, there.id, text)
        after = self._services.record(work, self._field.show_error)
        if after is None:
            return
        self._binder.forget()
        self._new = None
        self.show_review(after)
        fresh = [each.id for each in in_order(after) if each.id not in before]
        if fresh:
            self.list.setCurrentIndex(self.rows.index(self.rows.row_of(fresh[0]), 0))
        self.list.setFocus()

    def _resolve(self) -> None:
        there, store = self.current(), self._services.store
        if there is not None:
            to = there.state == "open"
            self._services.record(partial(resolve, store, self._review.id, there.id, resolved=to))

    def _stop_new(self) -> None:
        self._new = None
        self._keep_again()
        self._show_current()
        self.edit.setFocus()

    # -- the draft -------------------------------------------------------------------------------

    def _keep(self, text: str) -> None:
        try:
            self._drafts.keep(text, self._new)
        except UserError as error:
            self._field.show_error(error)

    def _keep_again(self) -> None:
        """What is written is about something else now."""
        if self.edit.toPlainText():
            self._keep(self.edit.toPlainText())


_MOST = 60


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}\N{HORIZONTAL ELLIPSIS}"
