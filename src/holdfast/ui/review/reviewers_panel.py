"""Giving a draft to its reviewers: who they are, ticked by Space."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from holdfast.domain.review import Review
from holdfast.review.workflow import name_reviewer, submit
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import KEY, Row
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.kit.tick_list import TickList
from holdfast.ui.review.question import Question
from holdfast.ui.review.services import Services
from holdfast.words import _


class ReviewersPanel(Question):
    """Every operator who did not write in this revision; those who did stand there with the reason."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._chosen: set[str] = set()
        means = _(
            "Reviewers read and comment, then approve or ask for changes. Nobody who wrote in this revision "
            "can review it. What is written after an approval takes it back."
        )
        self.list = TickList(_("Reviewers"))
        self.rows = RowsModel(self.list)
        self.list.setModel(self.rows)
        self.list.setMinimumHeight(theme.px(250))
        self.list.ticked.connect(self._tick)
        self._wrong = label("", "meta", "error", wrap=True)
        self._act = button(_("Submit for review"), self.act, primary=True)
        hint = label(
            _("Space ticks a name. Operators are added where you sign in."), "small", "muted", wrap=True
        )
        self.lay_out(
            label(_("Submit for review"), "title"),
            label(means, wrap=True),
            self.list,
            hint,
            self._wrong,
            row(self._act, button(_("Back"), self.done.emit), None, spacing=12),
        )

    def ask(self, review: Review) -> None:
        """Offer whom to ask; who was named before is ticked."""
        self._review = review
        self._chosen = {each for each in review.flow.reviewers if each not in review.flow.writers}
        self._wrong.hide()
        self._fill()
        self.list.setCurrentIndex(self.rows.index(0, 0))

    def first_focus(self) -> QWidget:
        """The names."""
        return self.list

    def act(self) -> None:
        """Name those ticked, take the others off, and submit."""
        if self._services.record(self._submit, self._failed) is not None:
            self.done.emit()

    def _submit(self) -> Review:
        store, review = self._services.store, self._review
        with store.command():
            for operator in review.flow.reviewers:
                if operator not in self._chosen:
                    name_reviewer(store, review.id, operator, present=False)
            return submit(store, review.id, sorted(self._chosen))

    def _failed(self, error: Exception) -> None:
        self._wrong.setText(str(error))
        self._wrong.show()
        self.list.setFocus()

    def _fill(self) -> None:
        operators = self._services.store.operators.all()
        writers = self._review.flow.writers
        may = [each for each in operators if each.id not in writers]
        wrote = [each for each in operators if each.id in writers]
        secured = {True: _("has a passphrase"), False: _("no passphrase: declared, not authenticated")}
        rows = [
            (
                each.id,
                Row(
                    each.name, secured[each.has_passphrase], box="done" if each.id in self._chosen else "open"
                ),
            )
            for each in may
        ]
        rows += [(each.id, Row(each.name, _("wrote in this revision"), quiet=True)) for each in wrote]
        self.rows.set_rows(rows)

    def _tick(self, index: QModelIndex) -> None:
        key = str(index.data(KEY))
        if key not in self._review.flow.writers:
            self._chosen ^= {key}
            self._wrong.hide()
            self._fill()
