"""Which words before a colon are fields of the query line, and which only look like one."""

import re
from itertools import takewhile
from typing import Final

FIELDS: Final = ("sev", "phase", "lead", "service", "label", "since", "due", "update", "review", "is")
SEVERITY: Final = re.compile(r"([1-5])(?:\.\.([1-5]))?")
_OTHER_NAMES: Final = {
    "status": "phase",
    "state": "phase",
    "commander": "lead",
    "owner": "lead",
    "assignee": "lead",
    "system": "service",
    "tag": "label",
    "after": "since",
}
_NUMBER: Final = re.compile(r"\d[\d.]*(?![\w-])")
_SCHEMES: Final = ("mailto", "tel", "sip", "urn")


def means_a_field(name: str, value: str) -> bool:
    """Whether somebody who typed `name:value`, letters before a colon, can only have meant a field.

    Not meant are drives (`C:`), paths and URLs, a colon at a word's end, further colons (addresses of
    networks), and a number, which is a port, unless it is a severity.
    """
    if len(name) < 2 or not value or value.startswith(("/", "\\")) or ":" in value:
        return False
    if name.lower() in _SCHEMES:
        return False
    return not _NUMBER.match(value) or (SEVERITY.fullmatch(value) is not None and meant(name) == "sev")


def meant(name: str) -> str:
    """The field that was probably meant by a name that is none, "" where none is near."""
    name = name.lower()
    slipped = (field for field in FIELDS if name.startswith(field) or _is_one_slip(name, field))
    if near := next(slipped, ""):
        return near
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    from difflib import get_close_matches  # noqa: PLC0415  (start-up time)

    return next(iter(get_close_matches(name, FIELDS, 1)), "")


def _is_one_slip(typed: str, field: str) -> bool:
    """Whether one letter is too many, another or missing, or two have changed places."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(typed, field, strict=False))))
    typed, field = typed[same:], field[same:]
    return field[1:] in (typed, typed[1:]) or typed[1:] == field or typed == field[1::-1] + field[2:]
