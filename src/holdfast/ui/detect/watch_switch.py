"""Switching a watch on or off at this workstation, and saying what that means."""

from holdfast.detect.watches.shelf import switched
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import exact_text
from holdfast.settings import WATCHES, Settings
from holdfast.ui.detect.watch_reading import Seen
from holdfast.words import _


def switch(settings: Settings, seen: Seen) -> str:
    """Switch a watch to what it is not, and say so. UserError where its file can't be used."""
    on = not seen.file.is_on
    if on and seen.file.watch is None:
        told = _("{name} can't be used yet: {why}.").format(name=seen.name, why=seen.file.problems[0])
        raise UserError(told, hint=_("Nothing was switched. Correct its file first."))
    settings.put(WATCHES, switched(settings.value(WATCHES), seen.name, on=on))
    return _switched_text(seen, on=on)


def _switched_text(seen: Seen, *, on: bool) -> str:
    watch = seen.file.watch
    name = watch.name if watch else seen.name
    if on and watch is not None:
        told = _("{name} is on. It looks every {span} while this window is open.")
        return told.format(name=name, span=exact_text(watch.every))
    if seen.state.firing is not None:
        told = _("{name} is off. Its alert stays open: nobody looks any more whether it is over.")
        return told.format(name=name)
    return _("{name} is off.").format(name=name)
