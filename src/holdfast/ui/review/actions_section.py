"""Preventive actions: what will be done, by whom, until when, and how we will know that it worked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.action import Action
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_layout import title_of
from holdfast.domain.value import title_text
from holdfast.review.actions import move_action
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.text import label
from holdfast.ui.review.action_answer import AnswerBar
from holdfast.ui.review.action_card import ActionCard
from holdfast.ui.review.action_form import ActionForm
from holdfast.ui.review.offers_part import OffersPart
from holdfast.ui.review.open_form import enter, put_away, reveal
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _


class ActionsSection(Section):
    """A card for each action, the open ones first; a form in the place of the one that is changed."""

    key = "actions"

    def __init__(self, services: Services, review: Review) -> None:
        super().__init__()
        self._services = services
        self._review = review
        self._form: ActionForm | None = None
        self._dropping = ""
        self._shown: tuple[object, ...] = ()
        self._build()
        self.show_review(review)
        if not self._is_fixed() and self._waiting():
            self._open(None)

    # -- what the page asks ----------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        self._review = review
        self._title.setText(title_of(review, self.key))
        actions = self._services.store.reviews.actions(review.id)
        self._offers.show_review(review)
        shown = (*actions, self._is_fixed(), self._form)
        if shown != self._shown:
            self._shown = shown
            self._fill(actions)

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()

    def record(self) -> bool:
        """A form is recorded only when it is asked for by name: half an action is a draft."""
        self.flush()
        return True

    def open_place(self, place: str) -> None:
        self.change(place)

    def first_focus(self) -> QWidget:
        if self._form is not None:
            return self._form
        cards = self._shown_cards()
        return self._add if self._add.isVisibleTo(self) or not cards else cards[0].first_focus()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._add = button(_("Add action"), self.add, icon="add")
        self._offers = OffersPart(self._services, self._review)
        self._offers.stops_changed.connect(self.stops_changed)
        self._offers.emptied.connect(lambda: self.first_focus().setFocus())
        self._empty = label(
            _(
                "What would keep this from happening again, or make it easier to notice or to end? "
                "An action has an owner, a due date, and a way to see that it worked."
            ),
            "body",
            "muted",
            wrap=True,
        )
        self._cards = QWidget()
        self._list = QVBoxLayout(self._cards)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._empty)
        column.addWidget(self._cards)
        column.addLayout(row(self._add, None))
        column.addWidget(self._offers)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.setSpacing(8)
        head = self._title = label("", "title")
        head.setContentsMargins(24, 0, 24, 0)
        outer.addWidget(head)
        self._area = scrolled(inner)
        outer.addWidget(self._area, 1)
        self._why = AnswerBar()
        self._why.answered.connect(self._dropped)
        self._why.closed.connect(lambda: self.first_focus().setFocus())
        outer.addWidget(self._why)
        self._area.verticalScrollBar().rangeChanged.connect(self._reveal)

    def _fill(self, actions: Sequence[Action]) -> None:
        """A card for each action, and the form where it belongs; the focus stays on the same action."""
        focused, form = self._focused_action(), self._form
        self._clear()
        today = self._services.store.now().date()
        for action in sorted(actions, key=lambda one: one.state != "open"):
            if form is not None and form.ident == action.id:
                self._list.addWidget(form)
                continue
            card = self._card(action, today)
            self._list.addWidget(card)
            if action.id == focused:
                card.first_focus().setFocus()
        if form is not None and not form.ident:
            self._list.addWidget(form)
        self._add.setVisible(not self._is_fixed() and (form is None or bool(form.ident)))
        self._empty.setVisible(not actions and form is None)
        self.stops_changed.emit()

    def _clear(self) -> None:
        for card in self._shown_cards():
            card.hide()
            card.deleteLater()
        while self._list.takeAt(0) is not None:
            pass

    def _card(self, action: Action, today: date) -> ActionCard:
        card = ActionCard(action, today, self._origin(action), may_change=not self._is_fixed())
        card.change_wanted.connect(self.change)
        card.move_wanted.connect(self._wanted)
        return card

    def _origin(self, action: Action) -> str:
        """Where it came from, where that is not a person's thought."""
        if not action.runbook:
            return ""
        try:
            title = title_text(self._services.store.runbooks.get(action.runbook).title)
        except UserError:
            return ""
        return _("From what the runs of {title} say").format(title=title)

    # -- adding and changing ---------------------------------------------------------------------

    def add(self) -> None:
        """Open the form for a new action."""
        if not self._is_fixed():
            self._open(None)
            enter(self._area, self._form)

    def change(self, ident: str) -> None:
        """Open an action in its place."""
        if not self._is_fixed():
            self._open(self._services.store.reviews.action(ident))
            enter(self._area, self._form)

    def _open(self, action: Action | None) -> None:
        self._close()
        form = self._form = ActionForm(self._services, self._review.id, action)
        form.closed.connect(self._closed)
        form.draft_saved.connect(self.draft_saved)
        self.show_review(self._review)

    def _reveal(self) -> None:
        reveal(self._area, self._form)

    def _close(self) -> str:
        """Take the form away; gives the id of the action it was for."""
        form, self._form = self._form, None
        put_away(form)
        return form.ident if form is not None else ""

    def _closed(self) -> None:
        ident = self._close()
        self.show_review(self._services.store.reviews.get(self._review.id))
        card = next((one for one in self._shown_cards() if one.ident == ident), None)
        (card.first_focus() if card is not None else self._add).setFocus()
        self.changed.emit()

    def _ask_why(self, ident: str) -> None:
        self._dropping = ident
        self._why.ask("dropped", self._services.store.reviews.action(ident))
        self.stops_changed.emit()

    def _dropped(self, state: str, texts: dict[str, str]) -> None:
        if self._move(self._dropping, state, texts["reason"]):
            self._why.end()

    def _wanted(self, ident: str, state: str) -> None:
        """Dropping asks why first; all else is recorded at once."""
        if state == "dropped":
            self._ask_why(ident)
        else:
            self._move(ident, state)

    def _move(self, ident: str, state: str, reason: str = "") -> bool:
        store = self._services.store
        before = store.reviews.action(ident).state
        failed = self._why.show_error if reason else None
        if self._services.record(lambda: move_action(store, ident, state, reason), failed) is None:
            return False
        words = {
            "done": _("Marked as done."),
            "verified": _("Marked as seen to work."),
            "dropped": _("Marked as dropped."),
            "open": _("Open again."),
        }
        self._services.notices.say(
            words[state],
            verb=_("Undo"),
            act=lambda: self._services.record(lambda: move_action(store, ident, before)),
        )
        return True

    # -- what stands here ------------------------------------------------------------------------

    def _shown_cards(self) -> list[ActionCard]:
        items = filter(None, (self._list.itemAt(place) for place in range(self._list.count())))
        return [card for item in items if isinstance(card := item.widget(), ActionCard)]

    def _focused_action(self) -> str:
        focused = self.window().focusWidget()
        holding = (one.ident for one in self._shown_cards() if focused and one.isAncestorOf(focused))
        return next(holding, "")

    def _waiting(self) -> bool:
        """Whether a new action was half written."""
        store = self._services.store
        drafts = store.drafts.of(subject("review", self._review.id), store.by.operator if store.by else "")
        return any(field.startswith("action:new:") for field in drafts)

    def _is_fixed(self) -> bool:
        return is_fixed(self._services, self._review)
