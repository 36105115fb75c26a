"""What takes back how an alert was joined to an incident, and what somebody said of it there."""

from collections.abc import Mapping
from typing import Any, Final

from holdfast.respond.inverse import Body, Inverse, Met


def _belongs(_met: Met, alert: Any) -> object:  # noqa: ANN401
    return alert.incident


def _belongs_back(met: Met) -> tuple[str, Body]:
    there = bool(met.entry.new("present"))
    return "alert.linked", {"name": met.now.name, "present": [there, not there]}


def _status(_met: Met, alert: Any) -> object:  # noqa: ANN401
    return alert.status


def _status_back(met: Met) -> tuple[str, Body]:
    return "alert.moved", {"name": met.now.name, "status": [met.now.status, met.before.status]}


ALERTS: Final[Mapping[str, Inverse]] = {
    "alert.linked": Inverse(_belongs, _belongs_back),
    "alert.moved": Inverse(_status, _status_back),
}
"""The kinds of entries of alerts that can be taken back."""
