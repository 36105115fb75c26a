"""Which sections a review shows: its template's in their order, then what earlier ones had and it lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from holdfast.domain.review import APPENDIX, SECTIONS, Review, Row, section_title
from holdfast.domain.review_content import Section
from holdfast.words import _

TIMELINE, ACTIONS = "timeline", "actions"
OF_ROWS: Final = frozenset({TIMELINE, ACTIONS})
"""Keys whose sections are rows, each of its own kind, and no text."""
_STANDARD: Final = tuple(map(Section, SECTIONS))


@dataclass(frozen=True, slots=True)
class Placed:
    """A section in its place; `kept` ones are of an earlier template."""

    key: str
    title: str
    kept: bool = False

    @property
    def written(self) -> bool:
        """Whether it is text."""
        return self.key not in OF_ROWS

    @property
    def heading(self) -> str:
        """The title, and where it comes from if that is not the template."""
        if not self.kept:
            return self.title
        return _("{title} (from the earlier template)").format(title=self.title)


def layout(review: Review) -> tuple[Placed, ...]:
    """The sections of a review: those that its template asks for, and those that hold something besides."""
    asked = review.parts.sections or _STANDARD
    placed = tuple(Placed(each.key, shown_title(each.key, each.title)) for each in asked)
    there = {each.key for each in placed}
    kept = (
        Placed(key, shown_title(key, review.parts.titles.get(key, "")), kept=key != APPENDIX)
        for key in dict.fromkeys(_holding(review))
        if key not in there
    )
    return (*placed, *kept)


def title_of(review: Review, key: str) -> str:
    """The title of a section of this review, also of one that it does not show."""
    found = next((each.title for each in layout(review) if each.key == key), "")
    return found or section_title(key)


def by_time(rows: Iterable[Row]) -> list[Row]:
    """Rows by when they happened; within a second by when recorded, which tells the story better."""
    return sorted(rows, key=lambda row: (row.occurred.replace(microsecond=0), row.recorded))


def in_groups(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows together with those of the same heading, by when they happened; a group stands where its first row
    would. What has no heading ("") stands before, between and behind the groups.
    """
    found: list[tuple[str, list[Row]]] = []
    groups: dict[str, list[Row]] = {}
    for row in by_time(rows):
        there = groups.get(row.group) if row.group else _without_group(found)
        if there is None:
            found.append((row.group, there := []))
            groups[row.group] = there
        there.append(row)
    return found


def _without_group(found: list[tuple[str, list[Row]]]) -> list[Row] | None:
    """The rows that the next one without a heading joins: those that nothing stands behind."""
    return found[-1][1] if found and not found[-1][0] else None


def group_title(group: str, *, first: bool) -> str:
    """The heading of such rows; without one those behind a group would seem to belong to it."""
    return group or ("" if first else _("Other entries"))


def shown_title(key: str, title: str) -> str:
    """A section's title in the reader's language; one of the station's own stays as it was written."""
    if not title:
        return section_title(key)
    return {
        "Detection": _("Detection"),
        "Resolution": _("Resolution"),
        "Overview": _("Overview"),
        "Contributing factors": _("Contributing factors"),
        "What made it easier": _("What made it easier"),
        "What we learned": _("What we learned"),
    }.get(title, title)


def _holding(review: Review) -> Iterator[str]:
    """The keys of what is there, in the order in which they are shown."""
    yield from (key for key in SECTIONS if review.texts.get(key) or _has(review, key))
    yield from (key for key, text in review.texts.items() if text and key != APPENDIX)
    if review.texts.get(APPENDIX):
        yield APPENDIX


def _has(review: Review, key: str) -> bool:
    parts = review.parts
    held = {TIMELINE: review.rows, ACTIONS: review.actions, "factors": parts.factors, "impact": parts.figures}
    return bool(held.get(key))
