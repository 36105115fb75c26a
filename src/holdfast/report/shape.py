"""Arabic letters in the form that their neighbours ask for, from the Unicode presentation forms that the
faces hold.
"""

import unicodedata
from functools import cache
from typing import Final

_FORMS: Final = ("<isolated>", "<final>", "<initial>", "<medial>")
_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)
_LAM: Final = "\u0644"


@cache
def _tables() -> tuple[dict[str, dict[int, str]], dict[str, dict[int, str]]]:
    """The forms of each letter, and of each ligature of lam with alef, by the base letters."""
    letters: dict[str, dict[int, str]] = {}
    ligatures: dict[str, dict[int, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        form, *bases = unicodedata.decomposition(chr(code)).split() or [""]
        if form in _FORMS:
            base = "".join(chr(int(part, 16)) for part in bases)
            table = ligatures if len(base) == 2 and base[0] == _LAM else letters
            table.setdefault(base, {})[_FORMS.index(form)] = chr(code)
    return letters, ligatures


def shaped(text: str) -> str:
    """The text with each Arabic letter in its joined form; every other character stays as it is."""
    letters, ligatures = _tables()
    out: list[str] = []
    joins = False  # whether the letter before reaches on to this one
    place = 0
    while place < len(text):
        pair = text[place : place + 2]
        base = pair if pair in ligatures else text[place]
        forms = ligatures.get(base) or letters.get(base)
        place += len(base)
        if forms is None:
            out.append(base)
            joins = joins and unicodedata.category(base) == "Mn"  # vowel signs do not break the joining
            continue
        onward = _INITIAL in forms and _takes(letters, text, place)
        out.append(_form(forms, joins=joins, onward=onward))
        joins = onward
    return "".join(out)


def unshaped(char: str) -> str:
    """The letter that a presentation form stands for.

    A ligature stays: readers turn right-to-left text round and would swap its letters.
    """
    letter = unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char
    return letter if len(letter) == 1 else char


def _takes(letters: dict[str, dict[int, str]], text: str, place: int) -> bool:
    """Whether the next letter can be joined from before."""
    while place < len(text) and unicodedata.category(text[place]) == "Mn":
        place += 1
    return place < len(text) and _FINAL in letters.get(text[place], ())


def _form(forms: dict[int, str], *, joins: bool, onward: bool) -> str:
    wanted = (_MEDIAL if onward else _FINAL) if joins else (_INITIAL if onward else _ISOLATED)
    return forms.get(wanted) or forms.get(_FINAL if joins else _ISOLATED) or next(iter(forms.values()))
