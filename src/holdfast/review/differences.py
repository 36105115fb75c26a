"""What is different between two states of a review, section by section and word by word."""

from collections.abc import Iterator
from dataclasses import replace

from holdfast.domain.diff import DiffLine, diff
from holdfast.domain.review import SECTIONS, Review
from holdfast.domain.review_layout import group_title, in_groups, title_of
from holdfast.domain.text import to_lines


def differences(old: Review, new: Review) -> tuple[DiffLine, ...]:
    """The sections that differ, each below its heading; a timeline is compared row by row."""
    return tuple(_differences(old, new))


def _differences(old: Review, new: Review) -> Iterator[DiffLine]:
    before = after = hunks = 0
    for key in dict.fromkeys((*SECTIONS, *old.texts, *new.texts)):
        one, other = _text(old, key), _text(new, key)
        lines = diff(one, other)
        if lines:
            heading = f"## {title_of(new, key)}"
            yield DiffLine("same", before + 1, after + 1, heading, hunk=hunks)
            yield from (_shifted(line, before + 1, after + 1, hunks) for line in lines)
            hunks += lines[-1].hunk + 1
        before, after = before + _height(one), after + _height(other)


def _shifted(line: DiffLine, before: int, after: int, hunks: int) -> DiffLine:
    """The line at its number in the whole review."""
    return replace(
        line,
        old=line.old + before if line.old else 0,
        new=line.new + after if line.new else 0,
        hunk=line.hunk + hunks,
    )


def _height(text: str) -> int:
    return len(to_lines(text)) + 1


def _text(review: Review, key: str) -> str:
    if key != "timeline":
        return review.texts.get(key, "")
    lines: list[str] = []
    for number, (group, rows) in enumerate(in_groups(review.rows)):
        lines += filter(None, [group_title(group, first=not number)])
        lines += [" ".join(filter(None, (row.who, row.text))) for row in rows]
    return "\n".join(lines)
