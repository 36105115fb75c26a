"""One delivery put together: texts cleaned and bounded, and what could not be read told beside the rest."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading, Signal, Unread
from holdfast.domain.text import clean_line, clean_prose, has_ink, to_lines
from holdfast.words import _

MOST: Final = 10_000
TEXT: Final = 64 * 1024
NAME: Final = 1_000
LINE: Final = 2 * TEXT
LINES: Final = 1_000_000
MARKS: Final = 30  # as Unicode's stream-safe form
_CUT: Final = 100  # room for the words that say that a text was cut
Item = Signal | Unread
Part = TypeVar("Part")


def items(parts: Iterable[tuple[str, Part]], read: Callable[[Part], Signal]) -> Iterator[Item]:
    """What each part of a delivery gave, which `read` makes or refuses with a UserError.

    A part comes with its place: a line, a number.
    """
    for place, part in parts:
        try:
            yield cleaned(read(part))
        except UserError as error:
            yield Unread(place, error.what.rstrip("."))


def reading(name: str, found: Iterable[Item]) -> Reading:
    """All of it as the reading of a format. UserError where there is nothing, or more than fits."""
    signals: list[Signal] = []
    unread: list[Unread] = []
    for item in found:
        if isinstance(item, Signal):
            signals.append(item)
        else:
            unread.append(item)
        if len(signals) + len(unread) > MOST:
            raise UserError(
                _("It holds more than {most} alerts.").format(most=MOST),
                _("Nothing of it was taken in. Send it in several files."),
            )
    return Reading(name, tuple(signals), tuple(unread))


def cleaned(signal: Signal) -> Signal:
    """A signal whose texts can be stored and shown. UserError where that would change which alert it is."""
    name = _line(signal.name, lambda: _("its name"), NAME)
    if not has_ink(name):
        raise UserError(_("it has no name"))
    return replace(
        signal,
        name=name,
        source=_line(signal.source, lambda: _("its source"), NAME),
        service=_line(signal.service, lambda: _("its service"), NAME),
        labels=_labels(signal.labels),
        annotations=_annotations(signal.annotations),
        url=_link(signal.url),
        given=_line(signal.given, lambda: _("its fingerprint"), NAME),
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text. UserError where there are more than any delivery has."""
    if text.count("\n") + text.count("\r") > LINES:
        raise UserError(
            _("It has more than {most} lines.").format(most=LINES),
            _("Nothing of it was taken in. Send it in several files."),
        )
    return to_lines(text)


def numbered_lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line that is not empty, with its number as its place. UserError as `lines_of`."""
    place = _("line {line}")
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            yield place.format(line=number), line.strip()


def short(line: str) -> str:
    """A line that can be one alert. UserError where it is too long for one."""
    if len(line) > LINE:
        raise UserError(_("the line has more than {most} characters").format(most=LINE))
    return line


def numbered(parts: Iterable[Part]) -> Iterator[tuple[str, Part]]:
    """Each part with its number, from 1, as its place."""
    place = _("alert {number}")
    for number, part in enumerate(parts, 1):
        yield place.format(number=number), part


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Labels without those that say nothing."""
    kept = [
        (_line(key, lambda: _("the name of a label"), NAME), _line(value, partial(_called, key)))
        for key, value in labels.items()
        if value
    ]
    made = dict(kept)
    if len(made) < len(kept):
        raise UserError(_("two of its labels have the same name"))
    return made


def _annotations(annotations: Mapping[str, str]) -> Mapping[str, str]:
    return {
        _line(key, lambda: _("the name of an annotation"), NAME): _prose(text)
        for key, text in annotations.items()
        if text
    }


def _called(label: str) -> str:
    return _("its label {key}").format(key=label[:80])


def _line(text: str, called: Callable[[], str], limit: int = TEXT) -> str:
    """`called` says what the text is: it is asked only where that has to be told."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    name = called()
    told = clean_line(_bounded_marks(text[: limit + 1]), name, limit)
    if len(text) > limit or len(told.encode()) > limit:
        raise UserError(_("{name} is longer than {most} bytes").format(name=name, most=limit))
    return told


def _prose(text: str) -> str:
    """A text of many lines; what is too long is cut and says so, since the delivery itself is kept."""
    if len(text) <= TEXT and text.isascii() and text.replace("\n", "").isprintable():
        return text
    head = _bounded_marks(text[:TEXT]).encode("utf-8", "replace").decode()
    told = clean_prose(head, _("its text"), 2 * TEXT)
    if len(text) <= TEXT and len(told.encode()) <= TEXT:
        return told
    cut = _("… (cut here; all of it has {count} characters)").format(count=len(text))
    return told.encode()[: TEXT - _CUT].decode("utf-8", "ignore") + cut


def _bounded_marks(text: str) -> str:
    """A text whose combining marks are no more than `MARKS` in a row: composing takes the square of them."""
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MARKS:
            kept.append(char)
    return "".join(kept)


def _link(url: str) -> str:
    """An address that a browser may be asked for; "" of anything else."""
    url = url.strip()
    fits = url.startswith(("http://", "https://")) and len(url) <= 4_000
    return url if fits and url.isprintable() and " " not in url else ""
