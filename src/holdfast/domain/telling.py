"""Which words of a title tell what it is about, and when two of them are the same word."""

import re
import unicodedata
from typing import Final

_WORD = re.compile(r"[^\W\d_]{3,}")
_TERM = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_STEM: Final = 4  # letters that must agree where endings differ
_ENDING: Final = 3

_SMALL = """
aber about after again all alle allem allen almost als also although always and another any are auch auf
aus because been before bei beim being between bin bis both but came can cannot come comes could das
dass dem den der des did die doch does doing done down due durch during each ein eine einem einen einer
eines either else ever every few for from für gegen get gets getting goes going gone got had has hat
have having her here him his how ich ihr ihre into ist its just kann keep keeps kein keine last left
less like made make makes many may mehr might mit more most much must nach near never new nicht night
nobody noch none nor not nothing now nur oder off often ohne old one only other others our out over own
per please same schon see seen sein seit several she should show shows sich sie since sind some soon
still such take takes than that the their them then there these they thing things this those through
time times today too two und under uns unter until upon use used uses using very vom von vor war was way
weg well wenn were what when where whether which while who whole whose why wie will wir wird with within
without work working works would wurde yesterday yet you your zum zur über
"""
SMALL = frozenset(_SMALL.split())
"""Words of which no incident is made, English and German."""
_TINY = """
ab am an as at be by da do du er es et go he if im in is it la le me my no of on or so to um un up us we wo
zu
"""
_NO_TERMS = SMALL | frozenset(_TINY.split())


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those of `KubeNodeNotReady` each by itself."""
    return {word.casefold() for word in _WORD.findall(_JOINED.sub(" ", text))}


def terms_of(text: str) -> list[str]:
    """The words and numbers of a text as the index has them, without those that say nothing; each once."""
    found = dict.fromkeys(_TERM.findall(plain(text)))
    return [term for term in found if term not in _NO_TERMS and (len(term) > 1 or term.isdigit())]


def plain(text: str) -> str:
    """A text in small letters and without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def stem(word: str) -> str:
    """A word as its index is asked for it: without the ending of more than one."""
    return word.removesuffix("s") if len(word) > _STEM else word


def is_same(word: str, part: str) -> bool:
    """Whether a typed word is this part of a name, but for an ending: members, filled, restarting."""
    shorter, longer = (word, part) if len(word) <= len(part) else (part, word)
    return word == part or (
        len(shorter) >= _STEM and len(longer) - len(shorter) <= _ENDING and longer.startswith(shorter)
    )
