"""The past data that a watch is tried over where none is named, and why there is none yet."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from holdfast.detect.watches.watch import Csv, Heartbeat, Log, Metrics, Port, Watch
from holdfast.domain.errors import UserError
from holdfast.words import _


def data_of(watch: Watch, recorded: Path) -> Path:
    """The file that a watch is tried over. UserError where nothing was recorded yet of what keeps none."""
    source = watch.source
    if isinstance(source, (Csv, Log)):
        return Path(source.path)
    if not recorded.is_file():
        raise UserError(_WHY[source.kind](source), _hint(source))
    return recorded


def _hint(source: Heartbeat | Metrics | Port) -> str:
    if isinstance(source, Port):
        return _(
            "Try it again once the port has answered while the watch is on, or give past data: "
            "a table with the columns time and value, in milliseconds."
        )
    return _(
        "Try it again once it has seen something while it is on, or give past data: "
        "a table with the columns time and value."
    )


def _port(source: Port) -> str:
    words = _("No answer of port {port} of {host} was recorded yet: it is asked only while the watch is on.")
    return words.format(port=source.port, host=source.host)


def _metric(source: Metrics) -> str:
    words = _("No value of {metric} was recorded yet: it is read only while the watch is on.")
    return words.format(metric=source.metric)


def _beat(source: Heartbeat) -> str:
    words = (
        _("No sign of life of {file} was recorded yet: it is looked at only while the watch is on.")
        if os.path.exists(source.path)  # noqa: PTH110  (says no also where it may not look)
        else _("{file} was never seen yet.")
    )
    return words.format(file=source.path)


_WHY: Final[Mapping[str, Callable[[Any], str]]] = {"port": _port, "metrics": _metric, "heartbeat": _beat}
