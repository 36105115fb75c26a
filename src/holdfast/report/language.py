"""The language of what is handed out: its fixed words, whatever the language of the screens."""

from contextlib import AbstractContextManager
from typing import Final

from holdfast.paths import resources
from holdfast.words import document_language

SOURCE: Final = "en"
"""The language in which the words stand in the program."""
LANGUAGES: Final = (SOURCE, "de")
"""BCP 47 tags of the languages that documents are made in."""


def spoken(language: str) -> AbstractContextManager[None]:
    """Inside, fixed words are said in a document's language; in English where there is no catalogue of it."""
    return document_language(resources() / "i18n", language)
