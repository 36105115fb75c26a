"""What is wrong with the sections of a scenario's text, and with the payloads in them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from holdfast.detect.reading import read
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import INJECT_KINDS
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import shown
from holdfast.drill.scenario_names import names_of
from holdfast.drill.scenario_parts import Parted, Payload, Section
from holdfast.drill.scenario_payload import KNOWN, filled, unknown_words
from holdfast.drill.scenario_words import Wrong
from holdfast.triage.scheme_values import at, items
from holdfast.words import _

_TITLE: Final = 120
_MOST_ALERTS: Final = 50  # of an inject: all of them are recorded at once, while somebody works in the window
_HELD: Final = ("alert", "file")  # the kinds that have a payload
_TIMES: Final = re.compile(r"\{\{now[^{}]*\}\}")
_SOME_DAY: Final = datetime(2026, 11, 27, 16, 40, tzinfo=UTC)


def of_sections(parts: Parted, data: dict[str, Any]) -> Iterator[Problem]:
    """The problems of the sections beside a front matter of these values, as far as they are certain."""
    kinds = {key: at(data, (*path[:2], "kind")) for path, key in items(data, ("injects",), "key", str)}
    headings = names_of(data, parts).headings
    seen: set[str] = set()
    for section in (parts.intro, *parts.sections):
        if section.unclosed:
            what = _("the fence of this line is never closed")
            yield Problem(section.unclosed, "", what, _("Close it with a line of the same signs."))
    if parts.intro.payloads:
        yield _stray(parts.intro.payloads[0])
    for section in parts.sections:
        name = section.key or section.title.casefold()
        if name in seen:
            yield _told(section, _("stands there twice"), _("Remove one of them."))
        elif section.is_facts:
            yield from map(_stray, section.payloads)
        else:
            yield from _of_inject(section, kinds, headings.get(section.line))
        seen.add(name)


def not_to_be_started(parts: Parted, data: dict[str, Any]) -> Iterator[Problem]:
    """What keeps a scenario from being started that a drill which plays it already may have."""
    yield from _not_filled(parts)
    alerts = {
        key for path, key in items(data, ("injects",), "key", str) if at(data, (*path[:2], "kind")) == "alert"
    }
    for section in parts.sections:
        for payload in section.payloads if section.key in alerts else ():
            count = _signals(payload)
            if count > _MOST_ALERTS:
                what = _("holds {count} alerts, the most is {most}").format(count=count, most=_MOST_ALERTS)
                yield _told(section, what, _("Let several injects come at the same time."), payload.line)


def _signals(payload: Payload) -> int:
    try:
        return len(read(payload.name, filled(payload.text, _SOME_DAY).encode()).signals)
    except UserError:
        return 0


def _not_filled(parts: Parted) -> Iterator[Problem]:
    """Words in two braces that nobody fills in: unknown ones in a payload, those of times in a text."""
    hint = _("These are filled in: {words}.").format(words=KNOWN)
    for section in (parts.intro, *parts.sections):
        for payload in section.payloads:
            for place, word in unknown_words(payload.text):
                line = payload.line + 1 + place
                yield Problem(line, shown(word), _("is no word that is filled in"), hint)
        for line, text in section.prose:
            for word in _TIMES.findall(text):
                what = _("is filled in nowhere but in a file")
                yield Problem(line, shown(word), what, _("Say in words when it was."))


def _told(section: Section, what: str, hint: str, line: int = 0) -> Problem:
    return Problem(line or section.line, shown(section.key or section.title or "##"), what, hint)


def _stray(payload: Payload) -> Problem:
    what = _("a file stands where no inject is")
    return Problem(payload.line, shown(payload.name), what, _("Leave its name out to show it as text."))


def _of_inject(section: Section, kinds: Mapping[str, Any], wrong: Wrong | None) -> Iterator[Problem]:
    if not section.key:
        hint = _("Write {#key} behind the heading, with the key of its inject; or ### for a smaller one.")
        yield _told(section, _("has no key"), hint)
        return
    if wrong is not None:
        yield _told(section, *wrong)
    kind = kinds.get(section.key)
    if kind not in INJECT_KINDS:
        return  # what is wrong is told of its inject
    if not section.title or len(section.title) > _TITLE:
        hint = _("Write a title of at most {most} characters.").format(most=_TITLE)
        yield _told(section, _("has no title that is read at a glance"), hint)
    if section.unclosed:
        return
    if kind in _HELD:
        yield from _payload(section, is_alert=kind == "alert")
    elif section.payloads:
        what = _("holds a file, which only alerts and files have")
        hint = _("Leave its name out of the fence to show it as text.")
        yield _told(section, what, hint, section.payloads[0].line)
    elif not section.text:
        yield _told(section, _("is empty"), _("Write what is said or seen."))


def _payload(section: Section, *, is_alert: bool) -> Iterator[Problem]:
    if len(section.payloads) != 1:
        what = _("holds no file") if not section.payloads else _("holds more than one file")
        line = section.payloads[1].line if section.payloads else 0
        yield _told(section, what, _("Put one in a fence with its name: ```json disk.json"), line)
        return
    payload = section.payloads[0]
    if "/" in payload.name or "\\" in payload.name or len(payload.name) > _TITLE:
        hint = _("Write a name such as disk.json, without a folder.")
        yield _told(section, _("holds a file without a fit name"), hint, payload.line)
    if not payload.text.strip():
        yield _told(section, _("holds an empty file"), _("Write what it says."), payload.line)
    elif is_alert and (why := _unread(payload)):
        what = _("holds an alert that can't be read: {why}").format(why=why)
        yield _told(section, what, _("The manual lists the forms; see its page on alerts."), payload.line)


def _unread(payload: Payload) -> str:
    """Why the reader of alerts gives no signal for a payload, or not all of it; "" where it does."""
    try:
        told = read(payload.name, filled(payload.text, _SOME_DAY).encode())
    except UserError as error:
        return error.what.rstrip(".")
    if told.unread:
        return f"{told.unread[0].place}: {told.unread[0].why}"
    return "" if told.signals else _("no alert is in it")
