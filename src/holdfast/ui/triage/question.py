"""One question of triage: a level, or not sure, and the statements that speak for the level."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.classification import LEVELS, Answer, Level, answer_word
from holdfast.domain.timewords import span_text
from holdfast.triage.scheme import Grade, Question
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, label, set_tooltip
from holdfast.ui.triage.layout import Tick
from holdfast.words import _

_OPEN = "open"


class QuestionBox(QWidget):
    """Impact or urgency. Only the statements of the chosen level count, and only they are shown."""

    changed = Signal()
    """A person answered or ticked."""

    def __init__(self, title: str, question: Question, ask_again_s: int) -> None:
        """`ask_again_s`: after how many seconds "not sure" is asked again."""
        super().__init__()
        self._ticks: dict[Level, dict[str, Tick]] = {}
        self._pages: dict[str, int] = {}
        self._choice = Choice(title, [(answer.value, answer_word(answer)) for answer in Answer])
        self._checks = QStackedWidget()
        self._checks.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._put(_OPEN, [])
        for level in LEVELS:
            self._put(level.value, self._grade(level, question.grade(level)))
        unsure = _("Counts as high, and is asked again in {span}.").format(span=span_text(ask_again_s))
        self._put(Answer.UNSURE.value, [label(unsure, "meta", "muted", wrap=True)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = row(
            label(title, "item_strong"), ElidedLabel(_(question.question), "meta", "muted"), spacing=12
        )
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self._choice)
        column.addWidget(self._checks)
        self.setFocusProxy(self._choice)
        self._choice.chosen.connect(self._answered)

    def answer(self) -> Answer | None:
        """What was answered; None while it is open."""
        value = self._choice.value()
        return Answer(value) if value else None

    def checks(self) -> tuple[str, ...]:
        """The keys of the statements ticked under the answer."""
        answer = self.answer()
        if answer is None or answer is Answer.UNSURE:
            return ()
        return tuple(key for key, tick in self._ticks[answer.level].items() if tick.isChecked())

    def show_answer(self, answer: Answer | None, checks: tuple[str, ...] | None = None) -> None:
        """Show an answer, and which statements are ticked; None leaves the ticks as they are."""
        self._choice.choose(answer.value if answer else "")
        for ticks in self._ticks.values() if checks is not None else ():
            for key, tick in ticks.items():
                tick.setChecked(key in (checks or ()))
        self._show_checks()

    def hold(self, answer: Answer, why: str) -> None:
        """Let no other answer be given, for the reason `why`; "" lets it go."""
        for each in Answer:
            other = self._choice.button(each.value)
            other.setEnabled(not why or each is answer)
            set_tooltip(other, "" if other.isEnabled() else why)

    def _grade(self, level: Level, grade: Grade) -> list[QWidget]:
        button = self._choice.button(level.value)
        button.setAccessibleDescription(_(grade.help))
        self._ticks[level] = {}
        for check in grade.checks:
            tick = Tick(_(check.text))
            tick.clicked.connect(lambda _checked: self.changed.emit())
            self._ticks[level][check.key] = tick
        return [*self._ticks[level].values()]

    def _put(self, name: str, parts: list[QWidget]) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in parts:
            column.addWidget(part)
        column.addStretch()
        self._pages[name] = self._checks.addWidget(page)

    def _answered(self, _key: str) -> None:
        self._show_checks()
        self.changed.emit()

    def _show_checks(self) -> None:
        self._checks.setCurrentIndex(self._pages[self._choice.value() or _OPEN])
