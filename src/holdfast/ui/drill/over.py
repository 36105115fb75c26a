"""A drill that is over: its score in a sentence and a table, what people judge of it, what they say."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from holdfast.domain.drill import Drill
from holdfast.domain.scenario import RATINGS
from holdfast.drill.score import ObjectiveScore, Score, rating_word, score
from holdfast.store.store import Store
from holdfast.ui.drill.answers import Answers
from holdfast.ui.drill.reading import Played
from holdfast.ui.drill.rows import so_far
from holdfast.ui.drill.score_table import ScoreTable
from holdfast.ui.drill.words import met_words, score_sentence
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import Choice, button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.text import hairline, label, take_texts
from holdfast.words import _

_SHARE, _NARROW = 0.54, 900
_TABLE, _LOG = 150, 70  # the least heights


class OverView(QWidget):
    """Shows a drill that was finished or cancelled."""

    judged = Signal(str, str)
    """The key of an expectation or an objective, and what a person says of it."""
    answered = Signal(int, str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._choices: dict[str, tuple[Choice, QLabel]] = {}
        self._made_for = ""
        self._score = Score()
        self._build()

    def show_played(self, shown: Played, now: datetime) -> None:
        """Show this drill."""
        self._score = found = score(shown.scenario, shown.drill, shown.happened, now)
        self._sentence.setText(score_sentence(found))
        self._reason.setText(self._cancelled(shown.drill))
        self._reason.setVisible(bool(self._reason.text()))
        self.table.show_score(found)
        self._log_rows.set_rows(so_far(shown.drill, self._store.operators.names()))
        if self._made_for != shown.drill.id:
            self._made_for = shown.drill.id
            self._make_objectives(found.objectives)
            self.answers.ask(shown.drill.id, shown.scenario.questions)
        for each in found.objectives:
            self._show_objective(each)
        self.answers.show_answers(shown.drill.answers)
        self._follow()
        take_texts(self)

    def sentence(self) -> str:
        """The score in words."""
        return self._sentence.text()

    def judge(self, verdict: str) -> None:
        """Say of the current expectation whether it was met."""
        if not self.why_not():
            self.judged.emit(self.table.key(), verdict)

    def why_not(self) -> str:
        """Why the current expectation can't be judged, "" where it can."""
        each = next(
            (one for one in self._score.expectations if one.expectation.key == self.table.key()), None
        )
        if each is None:
            return _("No expectation is chosen.")
        return "" if each.expectation.what == "judged" else _("This one was measured; nobody judges it.")

    def flush(self) -> None:
        """Save what is written as drafts."""
        self.answers.flush()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.table, self.log, self._side]

    def first_focus(self) -> QWidget:
        """Where the keys are at first."""
        return self.table

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._sentence, self._reason = label("", "title", wrap=True), label("", "body", "muted", wrap=True)
        self.table = ScoreTable()
        self.table.setMinimumHeight(theme.px(_TABLE))
        self.table.currentItemChanged.connect(lambda *_items: self._follow())
        self._met = button(_("Met"), partial(self.judge, "met"))
        self._missed = button(_("Missed"), partial(self.judge, "missed"))
        self._why = label("", "meta", "muted", wrap=True)
        self._log_rows = RowsModel(self)
        self.log = RowList(
            _("What was put in and noted"), RowDelegate(leading=False, compact=True, margin=24)
        )
        self.log.setModel(self._log_rows)
        self.log.setMinimumHeight(theme.px(_LOG))
        said, foot, left = QWidget(), QWidget(), QWidget()
        over = column(said, self._sentence, self._reason)
        over.setContentsMargins(24, 14, 16, 12)
        over.setSpacing(4)
        line = row(self._met, self._missed, self._why, spacing=12)
        line.setStretch(2, 1)
        line.setContentsMargins(24, 8, 16, 10)
        foot.setLayout(line)
        title = QWidget()
        column(title, label(_("Put in and noted"), "strong")).setContentsMargins(24, 10, 16, 8)
        inset = QWidget()
        column(inset, self.table, stretch=0).setContentsMargins(16, 0, 8, 0)
        whole = column(left, said, hairline(), inset, foot, hairline(), title, self.log)
        whole.setStretch(2, 3)
        whole.setStretch(6, 2)
        self._side = scrolled(self._people())
        column(self, hairline(), TurningSplitter(left, self._side, "", _SHARE, _NARROW), stretch=1)

    def _people(self) -> QWidget:
        self.answers = Answers(self._store)
        self.answers.answered.connect(self.answered)
        self._objectives = QVBoxLayout()
        self._objectives.setSpacing(14)
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(24, 14, 24, 16)
        down.setSpacing(12)
        down.addWidget(label(_("Objectives"), "title"))
        words = _("You judge how each was performed: the task, by all together. Nobody is graded.")
        down.addWidget(label(words, "meta", "muted", wrap=True))
        legend = "  ·  ".join(_unbroken(f"{rating} {rating_word(rating)}") for rating in RATINGS)
        down.addWidget(label(legend, "meta", wrap=True))
        down.addLayout(self._objectives)
        down.addSpacing(8)
        down.addWidget(self.answers)
        down.addStretch()
        return inner

    def _make_objectives(self, found: Sequence[ObjectiveScore]) -> None:
        while (item := self._objectives.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices = {}
        for each in found:
            self._objectives.addWidget(self._made(each))

    def _made(self, each: ObjectiveScore) -> QWidget:
        choice = Choice(each.objective.text, [(rating, rating) for rating in RATINGS])
        for rating in RATINGS:
            words = _("{objective}: {rating}, {words}")
            spoken = words.format(objective=each.objective.text, rating=rating, words=rating_word(rating))
            choice.button(rating).setAccessibleName(spoken)
            choice.button(rating).setToolTip(rating_word(rating))
        choice.chosen.connect(partial(self.judged.emit, each.objective.key))
        told = label("", "meta", "muted", wrap=True)
        part = QWidget()
        column(part, label(each.objective.text, "item", wrap=True), choice, told).setSpacing(4)
        self._choices[each.objective.key] = (choice, told)
        return part

    # -- showing ---------------------------------------------------------------------------------

    def _show_objective(self, each: ObjectiveScore) -> None:
        choice, told = self._choices[each.objective.key]
        choice.choose(each.rating or "")
        rated = _("{rating}: {words}").format(rating=each.rating, words=rating_word(each.rating or ""))
        told.setText("  ·  ".join(filter(None, (rated if each.rating else "", met_words(each.met, each.of)))))

    def _cancelled(self, drill: Drill) -> str:
        if drill.state == "cancelled":
            return _("Cancelled: {reason} It counts as no drill held.").format(reason=drill.reason or "–")
        return drill.reason

    def _follow(self) -> None:
        why = self.why_not()
        self._why.setText(why)
        for each in (self._met, self._missed):
            each.setEnabled(not why and not self._store.read_only)


def _unbroken(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")
