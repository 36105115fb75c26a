"""Labels of incidents: one word, or a few that are written in quotation marks."""

import unicodedata
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.text import clean_line, needed
from holdfast.words import _

LONGEST: Final = 40
IMPORTED: Final = "imported"
"""That of incidents that came with a review of other people's: their times are only rough."""
BY_RULE: Final = "by rule"
"""That of incidents that the station declared, since nobody had answered."""


def clean_label(text: str) -> str:
    """A label as it is kept: in small letters, so that there is one of it, without marks around it."""
    name = _("The label")
    bare = text.strip()
    if len(bare) > 1 and bare.startswith('"') and bare.endswith('"'):
        bare = bare[1:-1]
    label = needed(clean_line(bare, name, LONGEST), name).lower()
    if '"' in label:
        raise UserError(
            _("A label can't hold a quotation mark. Nothing was recorded."),
            hint=_("Write one word, or a few with spaces between them."),
        )
    return label


def label_key(text: str) -> str:
    """What is looked for where a person asks for a label."""
    return unicodedata.normalize("NFC", " ".join(text.split())).lower()
