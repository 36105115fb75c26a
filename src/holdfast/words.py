"""The words people read: every visible string passes through here, in every layer.

Catalogues are compiled by Babel into `resources/i18n/<language>/LC_MESSAGES/<domain>.mo`: `holdfast` holds
the words of the screens, `documents` the fixed words of what is handed out, which may speak another
language. Without one the source text, English, is shown.
"""

import gettext as _gettext
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_of_document: ContextVar[_gettext.NullTranslations | None] = ContextVar("_of_document", default=None)


def use_language(folder: Path, language: str) -> None:
    """Speak `language` (for example "de") from now on; English where there is no catalogue."""
    global _catalogue  # noqa: PLW0603  (one language per process, chosen once at start)
    _catalogue = _gettext.translation("holdfast", str(folder), [language], fallback=True)


@contextmanager
def document_language(folder: Path, language: str) -> Generator[None]:
    """Inside, whatever is said on this thread is said in the language of a document."""
    token = _of_document.set(_documents(folder, language))
    try:
        yield
    finally:
        _of_document.reset(token)


@cache
def _documents(folder: Path, language: str) -> _gettext.NullTranslations:
    return _gettext.translation("documents", str(folder), [language], fallback=True)


def _(text: str) -> str:
    """The text in the chosen language."""
    return (_of_document.get() or _catalogue).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that goes with `count`."""
    return (_of_document.get() or _catalogue).ngettext(one, many, count)
