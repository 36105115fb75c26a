"""A status update as a card: one page in large letters, to be read out or pinned up."""

from dataclasses import dataclass
from typing import Final

from holdfast.report.content import Imprint
from holdfast.report.printed import Front, Part, Printed
from holdfast.report.review import stamped
from holdfast.words import _

_SIZES: Final = (26.0, 22.0, 18.0, 15.0, 12.0)


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """An update that was sent, or is about to be (`sent` is false). `text` stands as it was typed."""

    title: str
    incident_ref: str
    heading: str
    text: str
    sent: bool
    imprint: Imprint
    control: tuple[tuple[str, str], ...] = ()
    drill: bool = False


def print_card(card: UpdateCard) -> Printed:
    """The words as large as one page holds them."""
    state = _("sent") if card.sent else _("not sent yet")
    practice = card.imprint.practice
    stamps = ((card.drill, _("DRILL")), (practice, _("PRACTICE")), (not card.sent, _("DRAFT")))
    front = Front(
        kicker=_("Status update"),
        title=card.title,
        imprint=card.imprint,
        name=_("{ref} status update: {title}").format(ref=card.incident_ref, title=card.title),
        foot=f"{card.incident_ref}  \N{MIDDLE DOT}  {card.heading}, {state}",
        state=", ".join((*stamped(drill=card.drill, practice=practice), state)),
        facts=(card.incident_ref,),
        stamps=tuple(word for said, word in stamps if said),
        control=card.control,
    )
    part = Part(card.heading, words=card.text, empty=_("Nothing was written."))
    return Printed(front, (part,), sizes=_SIZES)
