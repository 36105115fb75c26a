"""Hints of the language check that somebody decided to leave as they are."""

from dataclasses import dataclass

from holdfast.domain.entry import Entry
from holdfast.domain.value import words


@dataclass(frozen=True, slots=True)
class DismissedHint:
    """A phrase that stays in a section, by the rule that found it, and why."""

    section: str
    rule: str
    phrase: str
    reason: str = ""

    def covers(self, section: str, rule: str, phrase: str) -> bool:
        """Whether such a hit in that section is meant."""
        same = (self.section, self.rule) == (section, rule)
        return same and self.phrase.casefold() == phrase.casefold()


def after(dismissed: tuple[DismissedHint, ...], entry: Entry) -> tuple[DismissedHint, ...]:
    """What is dismissed after an entry of kind `review.hint_dismissed`."""
    said = DismissedHint(
        entry.text("section"), entry.text("rule"), words(entry, "phrase"), words(entry, "reason")
    )
    others = tuple(each for each in dismissed if not each.covers(said.section, said.rule, said.phrase))
    return (*others, said) if entry.new("dismissed", True) else others
