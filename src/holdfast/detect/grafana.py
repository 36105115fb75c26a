"""What Grafana posts to a webhook: Alertmanager's payload, with values and addresses of its own."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from holdfast.detect import alertmanager
from holdfast.detect.alertmanager import Alert, converted, signal_of
from holdfast.detect.gather import Item
from holdfast.detect.json_text import members
from holdfast.domain.signal import Signal

NAME: Final = "grafana"
_KEPT: Final = ("dashboardURL", "panelURL", "silenceURL", "imageURL", "valueString")


class GrafanaAlert(Alert, frozen=True):
    """One alert of Grafana's payload; a value that has no number is null."""

    values: dict[str, float | None] | None = None
    dashboardURL: str = ""  # noqa: N815  (the sender's name)
    panelURL: str = ""  # noqa: N815
    silenceURL: str = ""  # noqa: N815
    imageURL: str = ""  # noqa: N815
    valueString: str = ""  # noqa: N815


def fits(value: object) -> bool:
    """Whether a JSON value is Grafana's payload."""
    return {"alerts", "orgId"} <= members(value).keys()


def found(value: object) -> Iterator[Item]:
    """The signals of a payload, in their order."""
    organisation = members(value).get("orgId")
    return alertmanager.payload(value, partial(_signal, organisation))


def _signal(organisation: object, value: object) -> Signal:
    alert: GrafanaAlert = converted(value, GrafanaAlert)
    annotations = dict(alert.annotations or {})
    for key in _KEPT:
        if text := getattr(alert, key):
            annotations.setdefault(key, text)
    if alert.values:
        annotations.setdefault(
            "values", ", ".join(f"{key}={_number(said)}" for key, said in alert.values.items())
        )
    # Two organisations on one Grafana may have the same labels, and so the same fingerprint.
    given = f"{organisation}/{alert.fingerprint}" if alert.fingerprint else ""
    return signal_of(alert, NAME, given, annotations)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
