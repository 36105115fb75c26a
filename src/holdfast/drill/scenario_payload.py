"""The payload of an inject with its times filled in, so that an alert of a drill says that it is of today."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

_NOW: Final = re.compile(r"\{\{now(?:-(\d{1,4})([smhd]))?\}\}")
_WORD: Final = re.compile(r"\{\{[^{}\n]{0,60}(?:\}\})?")
KNOWN: Final = "{{now}}, {{now-10m}} (s, m, h, d)"
"""The words that are filled in, as people are told of them."""
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def filled(payload: str, now: datetime) -> str:
    """The text with `{{now}}` as that moment, `{{now-10m}}` as ten minutes before (s, m, h, d), in UTC as
    `2026-11-27T16:40:00Z`.
    """

    def told(match: re.Match[str]) -> str:
        ago = int(match[1] or 0) * _UNITS[match[2] or "s"]
        moment = now.astimezone(UTC) - timedelta(seconds=ago)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    return _NOW.sub(told, payload)


def unknown_words(payload: str) -> Iterator[tuple[int, str]]:
    """Every `{{word}}` that is not filled in, with the place of its line, from 0."""
    for place, line in enumerate(payload.split("\n")):
        for match in _WORD.finditer(line):
            if not _NOW.fullmatch(match[0]):
                yield place, match[0]
