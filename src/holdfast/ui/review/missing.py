"""What a review still lacks, section by section: a list of places to go to, never a score."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdfast.domain.action import Action
from holdfast.domain.review import Review
from holdfast.domain.review_layout import layout
from holdfast.words import _, ngettext

NEEDED: Final = ("summary",)
"""Without these a review cannot be released."""
_WISHED: Final = ("summary", "impact", "detection", "factors", "response", "lessons")
"""What helped, what made it harder and where we were lucky may well have no answer."""


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


def standings(review: Review, texts: Mapping[str, str], actions: Sequence[Action]) -> list[Standing]:
    """Every section in order. `texts` are the sections' texts, drafts included."""
    return [_standing(each.key, review, texts, actions) for each in layout(review)]


def lacking(sections: Sequence[Standing]) -> list[tuple[str, str]]:
    """Every missing thing as (section, what)."""
    return [(section.key, what) for section in sections for what in section.lacks]


def _standing(key: str, review: Review, texts: Mapping[str, str], actions: Sequence[Action]) -> Standing:
    if key == "timeline":
        return Standing(key, bool(review.rows), () if review.rows else (_("no entries yet"),))
    if key == "actions":
        return _actions(actions)
    written = bool(texts.get(key, "").strip())
    return Standing(key, written, () if written or key not in _WISHED else (_("not written yet"),))


def _actions(actions: Sequence[Action]) -> Standing:
    """A dropped action needs no owner any more."""
    kept = [action for action in actions if action.state != "dropped"]
    if not actions:
        return Standing("actions", begun=False, lacks=(_("none yet"),))
    lacks = tuple(
        words(count).format(count=count) for words, lacks_it in _ASKED if (count := sum(map(lacks_it, kept)))
    )
    return Standing("actions", begun=True, lacks=lacks)


def _no_owner(count: int) -> str:
    return ngettext("{count} missing an owner", "{count} missing an owner", count)


def _no_due(count: int) -> str:
    return ngettext("{count} missing a due date", "{count} missing a due date", count)


def _no_test(count: int) -> str:
    return ngettext("{count} missing a test", "{count} missing a test", count)


_ASKED: Final[tuple[tuple[Callable[[int], str], Callable[[Action], bool]], ...]] = (
    (_no_owner, lambda action: not action.owner),
    (_no_due, lambda action: not action.due),
    (_no_test, lambda action: not action.verify),
)
