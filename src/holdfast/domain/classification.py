"""The words that say how bad an incident is: level, answer, priority and severity.

Impact and urgency are levels. Together they give the priority, 1 to 5, by a scheme's matrix.
Severity, 1 to 5 and shown as SEV1 to SEV5, says how bad it is. Of both, 1 is the worst.
Which level gives which priority, and which severity, is a scheme's business, not decided here.
"""

from collections.abc import Iterable
from enum import StrEnum

from holdfast.words import _

NUMBERS = (1, 2, 3, 4, 5)
"""Every priority and every severity, the worst first."""

"""The word of each severity, untranslated; `severity_word` is the one to show."""


class Level(StrEnum):
    """How much harm (impact) or haste (urgency). Compare with `highest`, never as text."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


LEVELS = (Level.HIGH, Level.MEDIUM, Level.LOW)
"""Every level, the highest first."""


class Answer(StrEnum):
    """What a person says about impact or urgency when asked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNSURE = "unsure"

    @property
    def level(self) -> Level:
        """The level this answer counts as: who is not sure takes the higher."""
        return Level.HIGH if self is Answer.UNSURE else Level(self.value)


def highest(levels: Iterable[Level]) -> Level | None:
    """The highest of the levels, or None when there is none."""
    return min(levels, key=LEVELS.index, default=None)


def level_word(level: Level) -> str:
    """The level as shown, for example "High"."""
    return {Level.HIGH: _("High"), Level.MEDIUM: _("Medium"), Level.LOW: _("Low")}[level]


def answer_word(answer: Answer) -> str:
    """The answer as shown on its button, for example "Not sure"."""
    return _("Not sure") if answer is Answer.UNSURE else level_word(answer.level)


def priority_text(priority: int) -> str:
    """The priority as shown where there is little room, for example "P1"."""
    return _("P{number}").format(number=priority)


def severity_word(severity: int) -> str:
    """The word that goes with a severity, for example "Critical"."""
    return {1: _("Critical"), 2: _("Major"), 3: _("Minor"), 4: _("Low"), 5: _("Info")}[severity]


def severity_text(severity: int) -> str:
    """The severity as its chip shows it, for example "SEV1 Critical"."""
    return _("SEV{number} {word}").format(number=severity, word=severity_word(severity))
