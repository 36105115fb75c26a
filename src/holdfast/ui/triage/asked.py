"""What the second page asks, by the kind of scheme: two levels, or scored questions."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.classification import Answer, level_word
from holdfast.domain.timewords import span_text
from holdfast.triage.answers import Answers
from holdfast.triage.scheme import UNSURE, MatrixScheme, Scheme, Scored, ScoredScheme
from holdfast.triage.sides import score
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.ui.triage.question import QuestionBox
from holdfast.ui.triage.scored_box import ScoredBox
from holdfast.words import _


class Asked(QWidget):
    """The questions of a scheme, one under the other."""

    changed = Signal()
    """A person answered."""

    def answers(self) -> Answers:
        """What was answered here; safety and severity are asked elsewhere."""
        raise NotImplementedError

    def show_answers(self, answers: Answers) -> None:
        """Show these answers."""
        raise NotImplementedError

    def hurt(self, *, is_so: bool) -> None:
        """A person said that somebody is hurt, or took it back: who did not say more is not sure."""
        raise NotImplementedError

    def hold(self, *, hurt: bool) -> None:
        """Show what danger to people decides."""
        raise NotImplementedError

    def column(self) -> QVBoxLayout:
        """Where the questions stand."""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(24)
        return down


def asked_by(scheme: Scheme) -> Asked:
    """The questions of a scheme."""
    if isinstance(scheme, ScoredScheme):
        return ScoredAsked(scheme)
    assert isinstance(scheme, MatrixScheme)
    return LevelsAsked(scheme)


class LevelsAsked(Asked):
    """Impact and urgency, each answered by a level and statements to tick."""

    def __init__(self, scheme: MatrixScheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._before_hurt: tuple[Answer | None, Answer | None] = (None, None)
        self._impact = QuestionBox(_("Impact"), scheme.impact, scheme.ask_again_s)
        self._urgency = QuestionBox(_("Urgency"), scheme.urgency, scheme.ask_again_s)
        down = self.column()
        for part in (self._impact, self._urgency):
            down.addWidget(part)
            part.changed.connect(self.changed)

    def answers(self) -> Answers:
        return Answers(
            impact=self._impact.answer(),
            urgency=self._urgency.answer(),
            impact_checks=self._impact.checks(),
            urgency_checks=self._urgency.checks(),
        )

    def show_answers(self, answers: Answers) -> None:
        self._before_hurt = (None, None)
        self._impact.show_answer(answers.impact, answers.impact_checks)
        self._urgency.show_answer(answers.urgency, answers.urgency_checks)

    def hurt(self, *, is_so: bool) -> None:
        if is_so:
            self._before_hurt = (self._impact.answer(), self._urgency.answer())
            self._impact.show_answer(Answer(self._scheme.safety.impact.value))
            if self._urgency.answer() is None:
                self._urgency.show_answer(Answer.UNSURE)
        else:
            impact, urgency = self._before_hurt
            self._impact.show_answer(impact)
            if urgency is None and self._urgency.answer() is Answer.UNSURE:
                self._urgency.show_answer(None)

    def hold(self, *, hurt: bool) -> None:
        held = Answer(self._scheme.safety.impact.value)
        self._impact.hold(held, _("Someone is or could be hurt: the impact is high.") if hurt else "")


class ScoredAsked(Asked):
    """The questions that speak for impact, then those for urgency, each side with its points."""

    def __init__(self, scheme: ScoredScheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._boxes: dict[str, ScoredBox] = {}
        self._is_hurt = False
        self._guessed: tuple[str, ...] = ()  # the questions that danger to people answered "not sure"
        self._sums: list[tuple[Scored, ElidedLabel]] = []
        down = self.column()
        for title, side in ((_("Impact"), scheme.impact), (_("Urgency"), scheme.urgency)):
            down.addWidget(self._side(title, side))
        again = _("Not sure counts as the answer of the most points, and is asked again in {span}.").format(
            span=span_text(scheme.ask_again_s)
        )
        down.addWidget(label(again, "meta", "muted", wrap=True))

    def answers(self) -> Answers:
        said = {key: box.option() for key, box in self._boxes.items()}
        return Answers(choices={key: option for key, option in said.items() if option})

    def show_answers(self, answers: Answers) -> None:
        self._guessed = ()
        for key, box in self._boxes.items():
            box.show_option(answers.choices.get(key, ""))
        self._show_sums()

    def hurt(self, *, is_so: bool) -> None:
        still_open = [
            each.key for each in self._scheme.urgency.questions if not self._boxes[each.key].option()
        ]
        if is_so:
            self._guessed = tuple(still_open)
        for key in self._guessed:
            if is_so or self._boxes[key].option() == UNSURE:
                self._boxes[key].show_option(UNSURE if is_so else "")
        self._show_sums()

    def hold(self, *, hurt: bool) -> None:
        self._is_hurt = hurt
        self._show_sums()

    def _side(self, title: str, side: Scored) -> QWidget:
        whole, said = QWidget(), ElidedLabel("", "meta", "muted")
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        head = row(label(title, "item_strong"), said, spacing=12)
        head.setStretch(1, 1)
        down.addLayout(head)
        for question in side.questions:
            box = ScoredBox(question)
            box.changed.connect(self._answered)
            self._boxes[question.key] = box
            down.addWidget(box)
        self._sums.append((side, said))
        return whole

    def _answered(self) -> None:
        self._show_sums()
        self.changed.emit()

    def _show_sums(self) -> None:
        choices = self.answers().choices
        for side, said in self._sums:
            said.set_whole(self._sum(side, choices))

    def _sum(self, side: Scored, choices: Mapping[str, str]) -> str:
        if side is self._scheme.impact and self._is_hurt:
            return _("Someone is or could be hurt: the impact is high.")
        found = score(side, choices)
        if not found.answered:
            return _(side.question)
        level = _("open") if found.level is None else level_word(found.level)
        return _("{points} points: {level}  (medium from {medium}, high from {high})").format(
            points=found.points, level=level, medium=side.medium, high=side.high
        )
