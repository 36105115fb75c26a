"""What is wrong with the words of a watch: places to fill that nothing fills, and forms of times."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, cast

from holdfast.detect.watches.places import PLACES, is_known, places_in
from holdfast.domain.toml_shape import Fault, shown
from holdfast.words import _

_SIGN: Final = re.compile(r"%(.?)", re.DOTALL)
_SIGNS: Final = "YymdBbjHIpMSfzZAaGVuUWwcxX%"
_SAMPLE: Final = datetime(2026, 11, 28, 16, 5)  # noqa: DTZ001  (only read back)


def broken_texts(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Every place to fill in braces that stays as it is."""
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    hint = _("There are: {words}. Write a brace that stays twice: {example}.")
    for key, text in _texts(data.get("annotations")):
        for place in places_in(text):
            if not is_known(place):
                what = _("has {place}, which nothing fills in").format(place=shown(place))
                yield Fault(("annotations", key), what, hint.format(words=known, example="${{HOME}}"))
    others = [((key,), text) for key, text in _texts({key: data.get(key) for key in ("name", "service")})]
    others += [(("labels", key), text) for key, text in _texts(data.get("labels"))]
    for path, text in others:
        for place in filter(is_known, places_in(text)):
            what = _("has {place}, which nothing fills in here").format(place=place)
            yield Fault(path, what, _("Only texts of [annotations] are filled in."))


def _texts(table: object) -> Iterator[tuple[str, str]]:
    if isinstance(table, dict):
        for key, text in cast("dict[str, object]", table).items():
            if isinstance(text, str):
                yield key, text


def unusable_form(form: object) -> Iterator[Fault]:
    """What keeps a form of times from being read: signs that there are not, or too few of them."""
    if not isinstance(form, str) or not form:
        return
    path = ("source", "time_format")
    for sign in dict.fromkeys(_SIGN.findall(form.replace("%%", ""))):
        if sign not in _SIGNS or not sign:
            what = _("has %{sign}, which is no part of a time").format(sign=shown(sign))
            signs = " ".join(f"%{each}" for each in _SIGNS)
            yield Fault(path, what, _("There are: {words}.").format(words=signs))
            return
    try:
        read = datetime.strptime(_SAMPLE.strftime(form), form)  # noqa: DTZ007  (only compared)
    except (ValueError, re.error) as error:
        yield Fault(path, _("can't be used: {why}").format(why=error), _example())
        return
    if read.date() != _SAMPLE.date():
        yield Fault(path, _("does not say year, month and day"), _example())
    elif read.hour == _SAMPLE.hour - 12:
        yield Fault(path, _("has %I without %p"), _("Write %H for hours from 0 to 23."))


def _example() -> str:
    return _("Write such as %d.%m.%Y %H:%M.")
