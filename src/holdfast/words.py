"""The words people read: every visible string passes through here, in every layer.

Catalogues are compiled by Babel into `resources/i18n/<language>/LC_MESSAGES/holdfast.mo`.
Without one the source text, English, is shown.
"""

import gettext as _gettext
from pathlib import Path

_DOMAIN = "holdfast"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(folder: Path, language: str) -> None:
    """Speak `language` (for example "de") from now on; English where there is no catalogue."""
    global _catalogue  # noqa: PLW0603  (one language per process, chosen once at start)
    _catalogue = _gettext.translation(_DOMAIN, str(folder), [language], fallback=True)


def _(text: str) -> str:
    """The text in the chosen language."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that goes with `count`."""
    return _catalogue.ngettext(one, many, count)
