"""The payload of an inject with its times filled in, so that an alert of a drill says that it is of today."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_NOW: Final = re.compile(r"\{\{now(?:-(\d{1,4})([smhd]))?\}\}")
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
