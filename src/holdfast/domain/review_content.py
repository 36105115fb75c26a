"""What a review holds besides its texts and rows: its template's sections, its factors and figures.

Folds are pure and know no files, so the sections stand in the entry that chose the template.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from holdfast.domain import review_board as board
from holdfast.domain import review_interviews as interviews
from holdfast.domain.entry import Entry
from holdfast.domain.review_board import Factor, Figure
from holdfast.domain.review_interviews import Interview
from holdfast.domain.value import Conflict, altered, contradiction, words


@dataclass(frozen=True, slots=True)
class Section:
    """A section that a template asks for; `title` is "" where it is the usual one of its key."""

    key: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """`template` is the SHA-256 of the template's text, "" for the standard one that nobody chose.

    `titles` are those of every template that the review ever had, so that kept texts keep their headings.
    """

    template: str = ""
    title: str = ""
    sections: tuple[Section, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    factors: tuple[Factor, ...] = ()
    figures: tuple[Figure, ...] = ()
    interviews: tuple[Interview, ...] = ()

    @property
    def words_beside(self) -> str:
        """The words of factors and figures, to be searched; those of interviews are for reviewers alone."""
        said = [text for each in self.factors for text in (each.text, each.reasonable, *each.whys)]
        said += [text for each in self.figures for text in (each.what, f"{each.amount} {each.unit}")]
        return "\n".join(filter(None, said))


NO_PARTS: Final = Parts()
Step = tuple[Parts, tuple[Conflict, ...]]


def _template_set(parts: Parts, entry: Entry) -> Step:
    named = cast("list[dict[str, Any]]", entry.body.get("sections", []))
    sections = tuple(Section(each["key"], each["title"]) for each in named)
    after = altered(
        parts,
        template=entry.new("template") or "",
        title=words(entry, "title"),
        sections=sections,
        titles={**parts.titles, **{each.key: each.title for each in sections}},
    )
    return after, contradiction(entry, "template", parts.template or None)


_Fold = Callable[[tuple[Any, ...], Entry], tuple[tuple[Any, ...], tuple[Conflict, ...]]]


def _in(name: str, fold: _Fold) -> Callable[[Parts, Entry], Step]:
    """A fold of one of the fields."""

    def step(parts: Parts, entry: Entry) -> Step:
        things, conflicts = fold(getattr(parts, name), entry)
        return altered(parts, **{name: things}), conflicts

    return step


def _factor_dropped(factors: tuple[Factor, ...], entry: Entry) -> tuple[tuple[Factor, ...], board.Found]:
    return board.without(factors, entry, "factor")


def _impact_dropped(figures: tuple[Figure, ...], entry: Entry) -> tuple[tuple[Figure, ...], board.Found]:
    return board.without(figures, entry, "impact")


FOLDS: Final[Mapping[str, Callable[[Parts, Entry], Step]]] = {
    "review.template_set": _template_set,
    "review.factor_added": _in("factors", board.factor_added),
    "review.factor_changed": _in("factors", board.factor_changed),
    "review.factor_linked": _in("factors", board.factor_linked),
    "review.factor_dropped": _in("factors", _factor_dropped),
    "review.impact_added": _in("figures", board.impact_added),
    "review.impact_changed": _in("figures", board.impact_changed),
    "review.impact_dropped": _in("figures", _impact_dropped),
    "review.interview_added": _in("interviews", interviews.added),
    "review.interview_changed": _in("interviews", interviews.changed),
    "review.interview_dropped": _in("interviews", interviews.dropped),
}
