"""How the timeline of an incident tells of the drill that it is practised in."""

import re
from collections.abc import Mapping
from typing import Final

from holdfast.domain.drill import drill_state_word
from holdfast.domain.entry import Entry
from holdfast.domain.told import Told
from holdfast.domain.value import words
from holdfast.words import _

_EMPHASIS: Final = re.compile(r"(\*{1,3}|`)(?=\S)(.+?)(?<=\S)\1")


def _injected(entry: Entry) -> str:
    told = {
        "message": _("Message from {who}: {title}"),
        "file": _("File {name}: {title}"),
        "unavailable": _("Not reachable in the drill: {who} ({title})"),
    }.get(entry.text("form"), _("{title}"))
    said = told.format(who=words(entry, "who"), title=words(entry, "title"), name=words(entry, "name"))
    text = _EMPHASIS.sub(r"\2", words(entry, "text").strip())  # a row of a timeline is plain text
    return f"{said}\n{text}" if text else said


def _moved(entry: Entry) -> str:
    told = _("Drill {state}").format(state=drill_state_word(entry.new("state", "")))
    reason = words(entry, "reason")
    return _("{text} ({reason})").format(text=told, reason=reason) if reason else told


TOLD_DRILL: Final[Mapping[str, Told]] = {
    "drill.injected": ("drill", _injected),
    "drill.moved": ("drill", _moved),
}
