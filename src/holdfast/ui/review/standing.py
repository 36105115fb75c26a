"""What readiness finds in a review, in words: how each section stands, and each thing that is missing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdfast.domain.review_layout import layout, title_of
from holdfast.domain.value import title_text
from holdfast.review.readiness import Finding, Looked, is_begun
from holdfast.words import _, ngettext

_LONGEST = 40
"""Letters of a place's own words beside what it lacks."""

MOST: Final = 20
"""Links at a time: who sees to the first ones sees the next."""


@dataclass(frozen=True)
class Standing:
    """How a section stands: whether there is something in it, and what it lacks, in a few words each."""

    key: str
    begun: bool
    lacks: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Begun, and nothing is missing."""
        return self.begun and not self.lacks


@dataclass(frozen=True)
class Lack:
    """A finding, and how a link to its place is named."""

    finding: Finding
    words: str


def standings(looked: Looked, found: Sequence[Finding]) -> list[Standing]:
    """Every section in order, with what was found in it."""
    return [
        Standing(each.key, is_begun(looked, each.key), _counted(found, each.key))
        for each in layout(looked.review)
    ]


def lacking(looked: Looked, found: Sequence[Finding]) -> list[Lack]:
    """Every missing thing as a link."""
    names = _names(looked)
    return [Lack(each, _link_words(looked, each, names.get(each.place, ""))) for each in found]


def more_words(count: int) -> str:
    """That there are more than are listed."""
    return ngettext("and {count} more", "and {count} more", count - MOST).format(count=count - MOST)


def _counted(found: Sequence[Finding], key: str) -> tuple[str, ...]:
    counts = Counter(each.lack for each in found if each.section == key)
    return tuple(_WORDS[lack](count).format(count=count) for lack, count in counts.items())


def _link_words(looked: Looked, finding: Finding, name: str) -> str:
    section = title_of(looked.review, finding.section) if finding.section else _("The whole review")
    what = _WORDS[finding.lack](1).format(count=1)
    if not name:
        return _("{section}: {what}").format(section=section, what=what)
    return _("{section}: {what}: {name}").format(section=section, what=what, name=name)


def _names(looked: Looked) -> dict[str, str]:
    """What each place that can lack something says, by its id."""
    review = looked.review
    said = {each.id: each.text for each in (*review.rows, *review.parts.factors, *review.flow.comments)}
    said |= {each.id: each.title for each in looked.actions}
    return {ident: _shortened(title_text(text)) for ident, text in said.items()}


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_WORDS: Final[Mapping[str, Callable[[int], str]]] = {
    "text": lambda _count: _("not written yet"),
    "figure": lambda _count: _("no figure yet"),
    "rows": lambda _count: _("no entries yet"),
    "source": lambda count: ngettext("{count} without a source", "{count} without a source", count),
    "evidence": lambda count: ngettext("{count} without evidence", "{count} without evidence", count),
    "actions": lambda _count: _("none yet"),
    "owner": lambda count: ngettext("{count} missing an owner", "{count} missing an owner", count),
    "due": lambda count: ngettext("{count} missing a due date", "{count} missing a due date", count),
    "verify": lambda count: ngettext("{count} missing a test", "{count} missing a test", count),
    "comment": lambda count: ngettext("{count} comment open", "{count} comments open", count),
    "reviewer": lambda _count: _("no reviewer named"),
}
