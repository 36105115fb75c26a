"""A section with a text and a board of cards below it: factors, or the impact's figures."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.domain.review_board import Factor, Figure
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.text import label
from holdfast.ui.review.board_sorts import (
    FactorForm,
    FigureForm,
    again,
    drop,
    evidence,
    factor_lines,
    figure_lines,
    why_lines,
)
from holdfast.ui.review.conflict import ConflictCard
from holdfast.ui.review.open_form import put_away
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.text_section import TextSection
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.review.board_form import BoardForm

BOARDS = ("impact", "factors")
"""The sections that have a board."""
_DEEPEST = 8


class BoardSection(TextSection):
    """The text above, cards below, a form in the place of the one that is changed."""

    entry_wanted = Signal(str)
    """An entry of the incident that a factor is seen in."""

    def __init__(self, services: Services, review: Review, key: str) -> None:
        self._review = review
        self._form: BoardForm | None = None
        self._shown: tuple[object, ...] = ()
        self._board = QWidget()
        super().__init__(services, review, key)

    def show_review(self, review: Review) -> None:
        super().show_review(review)
        self._review = review
        self._fill()
        self._give_room()

    def flush(self) -> None:
        super().flush()
        if self._form is not None:
            self._form.flush()

    def takes_evidence(self) -> bool:
        """Whether an entry that is chosen now is evidence of the factor that is open."""
        return isinstance(self._form, FactorForm) and bool(self._form.ident)

    def link(self, entry: str) -> None:
        """Link an entry to the factor that is open."""
        if isinstance(self._form, FactorForm):
            self._form.link(entry)

    def open_place(self, place: str) -> None:
        parts = self._review.parts
        thing = next((each for each in (*parts.factors, *parts.figures) if each.id == place), None)
        if thing is not None and not is_fixed(self._services, self._review):
            self.open_form(thing)

    def open_form(self, thing: Factor | Figure | None = None) -> None:
        """Open a form: a new one, or one on what is there."""
        self._close()
        sort = FactorForm if self.key == "factors" else FigureForm
        form = self._form = sort(self._services, self._review, thing)  # pyright: ignore[reportArgumentType]
        form.closed.connect(self._closed)
        form.draft_saved.connect(self.draft_saved)
        self._fill()
        form.setFocus()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        super()._build()
        self.hint_card.asked.connect(self._give_room)
        self._add = button("", self.open_form, icon="add")
        words = _("Add factor") if self.key == "factors" else _("Add figure")
        self._add.setText(words)
        self._add.setAccessibleName(words)
        self._list = QVBoxLayout(self._board)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        area = scrolled(self._board)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._area = area
        area.setMinimumHeight(theme.px(48))
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(2, area, 1)
            column.insertLayout(2, row(self._add, None))

    def _fill(self) -> None:
        things = self._review.parts.factors if self.key == "factors" else self._review.parts.figures
        fixed = is_fixed(self._services, self._review)
        shown = (*things, fixed, self._form)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        form = self._form
        self.box.setVisible(form is None)  # a form needs the room; the text is back when it closes
        self._show_hint()
        if form is not None and not form.ident:
            self._list.addWidget(form)
        for thing in things:
            mine = form is not None and form.ident == thing.id
            self._list.addWidget(form if mine and form else self._card(thing, fixed=fixed))
        self._list.addStretch(1)
        self._add.setVisible(not fixed and form is None)
        self.stops_changed.emit()

    def _show_hint(self) -> None:
        super()._show_hint()
        if self._form is not None:
            self.hint_card.hide()

    def _tell(self) -> None:
        super()._tell()
        self._give_room()

    def _give_room(self) -> None:
        """While two texts wait for a decision, or a reason is asked for, the board steps back."""
        conflict = self.box.findChild(ConflictCard)
        alone = (conflict is not None and not conflict.isHidden()) or self.hint_card.is_asking()
        self._area.setVisible(not alone)
        self._add.setVisible(not alone and self._form is None and not is_fixed(self._services, self._review))

    def _clear(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._form:
                widget.hide()
                widget.deleteLater()

    def _card(self, thing: Factor | Figure, *, fixed: bool) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        factor = isinstance(thing, Factor)
        title = thing.text if factor else thing.what
        lines = factor_lines(thing) if factor else figure_lines(thing)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        column.addWidget(label(title, "item_strong", wrap=True))
        for line in lines:
            column.addWidget(label(line, "meta", "muted", wrap=True))
        if factor:
            self._add_seen(column, thing)
        if not fixed:
            change = quiet_button(_("Change"), partial(self.open_form, thing))
            remove = quiet_button(_("Take off"), partial(self._drop, thing))
            for each in (change, remove):
                each.setAccessibleName(f"{each.text()}: {title}")
            column.addLayout(row(change, remove, None, spacing=4))
        return card

    def _add_seen(self, column: QVBoxLayout, factor: Factor) -> None:
        """The chain of whys, a step further in each, and a link to each entry that it is seen in."""
        for place, line in enumerate(why_lines(factor)):
            why = label(line, "meta", "muted", wrap=True)
            why.setContentsMargins(min(place, _DEEPEST) * theme.px(12), 0, 0, 0)
            column.addWidget(why)
        for entry, words in evidence(self._services, self._review, factor.id):
            said = _("Seen in {entry}").format(entry=words)
            link = quiet_button(_("Show entry"), partial(self.entry_wanted.emit, entry))
            link.setAccessibleName(_("Show entry: {entry}").format(entry=words))
            line = row(label(said, "meta", "muted", wrap=True), link)
            line.setStretch(0, 1)
            column.addLayout(line)

    # -- what happens ----------------------------------------------------------------------------

    def _drop(self, thing: Factor | Figure) -> None:
        given, review = self._services, self._review.id
        if given.record(partial(drop, given, review, thing)) is None:
            return
        back = partial(again, given, review, thing)
        given.notices.say(_("Taken off the board."), verb=_("Undo"), act=partial(given.record, back))
        self._add.setFocus()

    def _close(self) -> None:
        form, self._form = self._form, None
        put_away(form)

    def _closed(self) -> None:
        self._close()
        self.show_review(self._services.store.reviews.get(self._review.id))
        self._add.setFocus()
        self.changed.emit()
