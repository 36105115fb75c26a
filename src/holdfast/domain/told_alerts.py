"""How the timeline of an incident tells of the alerts that belong to it."""

from collections.abc import Mapping
from typing import Final

from holdfast.domain.alert import status_word
from holdfast.domain.entry import Entry
from holdfast.domain.told import Told
from holdfast.domain.value import words
from holdfast.words import _


def _linked(entry: Entry) -> str:
    told = _("Alert joined: {name}") if entry.new("present", True) else _("Alert taken off: {name}")
    return told.format(name=words(entry, "name"))


def _moved(entry: Entry) -> str:
    told = _("Alert {status}: {name}").format(
        status=status_word(entry.new("status", "")), name=words(entry, "name")
    )
    reason = words(entry, "reason")
    return _("{text} ({remark})").format(text=told, remark=reason) if reason else told


TOLD_ALERTS: Final[Mapping[str, Told]] = {
    "alert.linked": ("alert", _linked),
    "alert.moved": ("alert", _moved),
    "alert.updated": ("alert", _moved),
}
