"""A review that Holdfast itself wrote as Markdown, in English or German: the same, in the shape of others.

Its control table says what it is. What Holdfast says about the parts, such as when a row was recorded, is no
part of them; its appendix, in which the source of an imported review may stand, is one text to its end.
"""

import re
from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from holdfast.domain.timezones import zone_called
from holdfast.review.foreign_parts import Part
from holdfast.review.foreign_words import simple

_CONTROL: Final = ("| Control |  |", "| Lenkung |  |")
_HEAD: Final = ("| Made from head | ", "| Erstellt aus Kettenstand | ")
_APPENDIX: Final = ("appendix", "anhang")
_EMPTY: Final = ("*Not written yet.*", "*Noch nicht geschrieben.*")
_ZONE: Final = re.compile(r"\| (?:Times in|Zeiten in) \| ([\w/+-]{1,60}) \|$")
_CELL: Final = r"(?:[^|\\]|\\.)*+"
_WORDS: Final = r"(?:(?!<br>)[^|\\]|\\.)*+"
_REMARKED: Final = re.compile(
    rf"^\| (?P<when>\d{_WORDS})(?:<br>{_CELL})?\| (?P<who>{_WORDS})(?:<br>{_CELL})?\| "
)
"""A row of the timeline: below its time stands when it was recorded, below the name the kind of entry."""


def is_own(parts: Sequence[Part]) -> bool:
    """Whether Holdfast wrote it."""
    lines = {line for part in parts[:2] for line in part.lines}
    return not lines.isdisjoint(_CONTROL) and any(line.startswith(_HEAD) for line in lines)


def own_zone(parts: Sequence[Part]) -> tzinfo | None:
    """The zone that its control table names."""
    found = (_ZONE.match(line) for part in parts[:2] for line in part.lines)
    name = next((match[1] for match in found if match), "")
    return zone_called(name) if name else None


def own_parts(parts: Sequence[Part]) -> list[Part]:
    """Its parts: headings that people wrote in a section stay in it, and the appendix is one."""
    kept, titled = list[Part](), False
    for part in parts:
        if kept and kept[-1].level == 2 and simple(kept[-1].heading) in _APPENDIX:
            kept[-1].lines += (*part.raw, *part.lines)
            continue
        if part.level == 1:
            part.level, titled = (3 if titled else 1), True
        kept.append(part)
    return kept


def leave_unwritten(parts: Sequence[Part]) -> None:
    """Parts in which only stands that nothing was written are none."""
    for part in parts:
        if "\n".join(part.lines).strip() in _EMPTY:
            part.section = ""


def without_remarks(lines: Sequence[str]) -> list[str]:
    """The rows of its timeline, without what Holdfast said about them."""
    return [_REMARKED.sub(r"| \g<when>| \g<who>| ", line) for line in lines]
